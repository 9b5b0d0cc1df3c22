"""Dated entries of the policy: what holds for some contacts, from when until when, and who decided it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel, Task
from robot.policy.caps import ANY_ACCOUNT

#: Stands for every strategy in a hold-out.
ANY_STRATEGY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every entry says."""

    #: First and last business date on which it holds.
    valid_from: date
    valid_until: date
    #: Who decided it and where that is written.
    source: str

    def holds_on(self, on: date) -> bool:
        """Whether it holds on a business date."""
        return self.valid_from <= on <= self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformCap(Dated):
    """Most messages that a platform lets a customer receive in a calendar month."""

    channel: Channel
    #: For which purpose; None for all together.
    purpose: Purpose | None
    per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketingHoliday(Dated):
    """Days without marketing."""

    name: str
    #: Strategies that go on all the same.
    allowed_strategies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoolOff:
    """Days of rest for marketing of a product line."""

    line: ProductLine
    #: After the customer refused, and after the customer bought; zero: none.
    after_refusal_days: int = 0
    after_purchase_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOut(Dated):
    """A share of customers who are left alone, so that what the others' contacts bring can be measured."""

    #: Id of a strategy, or `*`.
    strategy: str
    #: 0 to 100.
    share_percent: float
    #: Makes another draw than other entries; whoever knows it can compute the group again.
    salt: str

    def draws(self, customer_id: str, strategy: str) -> bool:
        """Whether the customer is in the group: the same on every desk and every day."""
        if self.strategy not in (strategy, ANY_STRATEGY):
            return False
        drawn = hashlib.sha256(f"{self.salt}|{self.strategy}|{customer_id}".encode()).digest()
        return int.from_bytes(drawn[:8]) < self.share_percent / 100 * 2**64


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRight(Dated):
    """What the robot may do for an account; None stands for all."""

    #: An RM's id, or `*`.
    account: str
    channels: frozenset[Channel] | None = None
    purposes: frozenset[Purpose] | None = None
    product_lines: frozenset[ProductLine] | None = None
    max_sensitivity: Sensitivity = Sensitivity.S3
    #: While a person approves each message, and while nobody is present.
    attended: bool = True
    unattended: bool = False

    def covers(self, task: Task, purpose: Purpose, sensitivity: Sensitivity, *, attended: bool) -> bool:
        """Whether it gives leave to this contact on its business date."""
        return (
            self.account in (task.rm_id, ANY_ACCOUNT)
            and self.holds_on(task.business_date)
            and (self.channels is None or task.channel in self.channels)
            and (self.purposes is None or purpose in self.purposes)
            and (self.product_lines is None or task.product.line in self.product_lines)
            and sensitivity.level <= self.max_sensitivity.level
            and (self.attended if attended else self.unattended)
        )
