"""What the bank may set about suitability: how often, for whom, and up to which grade."""

from __future__ import annotations

from dataclasses import dataclass

from robot.domain.product import ProductRisk


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessments:
    """How often a customer's risk may be assessed; a rating that took more proves nothing."""

    per_day: int = 2
    per_12_months: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Elderly:
    """Protection of older customers."""

    #: Full years.
    from_age: int
    #: From this grade on a person has to confirm once more.
    review_from: ProductRisk
    #: From this grade on the product is not spoken of.
    deny_from: ProductRisk


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryInvestors:
    """Protection of ordinary investors from products of high risk."""

    #: From this grade on never by push or unattended, and otherwise only after a person's look.
    review_from: ProductRisk
    #: Whether a customer of unknown class counts as ordinary, as the law has it.
    unknown_is_ordinary: bool = True
