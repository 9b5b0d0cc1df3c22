"""What the robot knows of a customer: only what a day's list brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from robot.domain.product import ProductLine


class Tier(StrEnum):
    """Customer tiers of a Chinese retail bank, lowest first."""

    MASS = "mass"
    GOLD = "gold"
    PLATINUM = "platinum"
    DIAMOND = "diamond"
    PRIVATE = "private"


class Title(StrEnum):
    """How a customer is addressed."""

    MR = "先生"
    MS = "女士"


class RiskTolerance(StrEnum):
    """Customer risk rating, C1 (lowest tolerance) to C5."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"

    @property
    def level(self) -> int:
        """1 to 5."""
        return int(self.value[1])


class InvestorClass(StrEnum):
    """How the rules on suitability see an investor."""

    #: 普通投资者, who is specially protected.
    ORDINARY = "ordinary"
    #: 专业投资者.
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDate:
    """A day on which something was last so for one product line."""

    line: ProductLine
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One position of a customer."""

    name: str
    #: Yuan.
    amount: Decimal
    #: `R1`..`R5`, or empty where the product carries no rating.
    risk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastContact:
    """One line of a customer's contact history."""

    on: date
    channel: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """The signals by which a site can prove who a customer is; empty means unknown to the bank."""

    #: The platform's own stable id (WeCom external_userid, XMPP address).
    external_id: str
    #: The customer's name as the bank writes it.
    name: str
    #: The RM's remark (备注) for the contact.
    remark: str = ""
    #: The tag on the contact.
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer as the day's list describes them."""

    customer_id: str
    name: str
    title: Title
    tier: Tier
    #: Assets under management, yuan.
    aum: Decimal
    #: Already masked by the bank, such as ``6217****3821``.
    account_masked: str
    recipient: Recipient
    risk_tolerance: RiskTolerance | None
    #: Date of the rating; None when never rated.
    risk_rated_on: date | None
    #: Channels the customer agreed to be marketed on, and `service:<channel>` or `care:<channel>` for less.
    consents: frozenset[str]
    #: Refuses everything.
    opted_out: bool
    holdings: tuple[Holding, ...] = ()
    contact_history: tuple[PastContact, ...] = ()
    last_contact_on: date | None = None
    contacts_this_month: int = 0
    contacts_this_week: int = 0
    #: What the customer refuses: a channel, a purpose, or `<purpose>:<channel>`; sorted.
    opt_outs: tuple[str, ...] = ()
    #: Full years in the year of the business date, the older where the list leaves a choice; None if unknown.
    age: int | None = None
    investor: InvestorClass | None = None
    #: IANA name of the zone where the customer lives; empty means the bank's.
    zone: str = ""
    #: A complaint, or a dispute, is open.
    has_complaint: bool = False
    has_dispute: bool = False
    #: The bank keeps the customer out, to measure what contacts bring.
    is_held_out: bool = False
    #: The message is necessary for a contract with the customer; None if the list does not say.
    has_contract: bool | None = None
    #: How often the risk was assessed on the business date and in the twelve months before; None if unknown.
    assessments_today: int | None = None
    assessments_12_months: int | None = None
    #: The last refusal and the last purchase of each line that the bank knows of.
    refused_on: tuple[LineDate, ...] = ()
    purchased_on: tuple[LineDate, ...] = ()
