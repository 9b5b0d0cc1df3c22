"""Product lines and product risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ProductLine(StrEnum):
    """What a task is about."""

    DEPOSIT = "deposit"
    WEALTH = "wealth"
    LOAN = "loan"
    CARD = "card"
    SERVICE = "service"


class ProductRisk(StrEnum):
    """Product risk grade, R1 (lowest) to R5."""

    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"

    @property
    def level(self) -> int:
        """1 to 5."""
        return int(self.value[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The product a task speaks of."""

    line: ProductLine
    code: str = ""
    name: str = ""
    #: The bank's own grade, as the seller.
    risk: ProductRisk | None = None
    #: As the bank publishes it, such as ``2.60%-3.10%``.
    rate: str = ""
    #: Yuan.
    maturing_amount: Decimal | None = None
    maturity_date: date | None = None
    #: The grade that the product's issuer gave; None if unknown or the bank's own product.
    issuer_risk: ProductRisk | None = None

    @property
    def effective_risk(self) -> ProductRisk | None:
        """The higher of the seller's and the issuer's grade; None without either."""
        grades = [grade for grade in (self.risk, self.issuer_risk) if grade is not None]
        return max(grades, key=lambda grade: grade.level, default=None)
