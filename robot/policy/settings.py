"""What the bank may set about contacts; read from a file that is released, never from code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

from robot.domain.clock import BANK_ZONE
from robot.domain.task import Channel
from robot.policy.caps import ANY_ACCOUNT, AccountCap, strictest
from robot.policy.hours import Hours, SendHours, SpecialHours
from robot.policy.workdays import Calendar, ChinaCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class UnattendedExemption:
    """The bank's leave to send to customers while nobody is present."""

    #: An RM's id, or `*` for every account.
    account: str
    channel: Channel
    #: Most messages a minute.
    rate_per_minute: int
    #: The last business date on which it holds.
    expires_on: date

    def covers(self, account: str, channel: Channel, on: date) -> bool:
        """Whether it names this account and channel and has not run out on that business date."""
        return self.account in (account, ANY_ACCOUNT) and self.channel is channel and on <= self.expires_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySettings:
    """The bank's values for the contact rules."""

    #: Grows with every release of the file.
    version: int
    #: Customers may be contacted from this time of day on.
    allowed_from: time = time(8, 0)
    #: And no longer from this time of day on.
    allowed_until: time = time(21, 0)
    #: The zone in which these times are meant.
    zone: ZoneInfo = BANK_ZONE
    #: A risk rating counts for this many days after its date.
    rating_valid_days: int = 365
    #: Most messages to one customer on a business date, over all channels.
    daily_cap: int = 1
    #: Most messages to one customer in a calendar month, over all channels.
    monthly_cap: int = 4
    unattended_exemptions: tuple[UnattendedExemption, ...] = ()
    #: Hours that go before `allowed_from` and `allowed_until` on some days.
    special_hours: tuple[SpecialHours, ...] = ()
    account_caps: tuple[AccountCap, ...] = ()
    #: Says which days are worked; its data is dated and part of the installation.
    calendar: Calendar = field(default_factory=ChinaCalendar, compare=False, repr=False)
    #: Hex SHA-256 of the file these values were read from; empty when made by hand.
    sha256: str = ""

    def find_exemption(self, account: str, channel: Channel, on: date) -> UnattendedExemption | None:
        """The exemption that holds for an account and channel on a date; one by name goes before `*`."""
        fitting = [e for e in self.unattended_exemptions if e.covers(account, channel, on)]
        named = [e for e in fitting if e.account != ANY_ACCOUNT]
        return next(iter(named + fitting), None)

    def find_cap(self, account: str, channel: Channel, on: date) -> AccountCap | None:
        """The limits that hold for an account and channel on a business date; the lowest of each kind."""
        return strictest([cap for cap in self.account_caps if cap.covers(account, channel, on)])

    @property
    def hours(self) -> SendHours:
        """When customers may be contacted, day by day."""
        return SendHours(
            usual=Hours(allowed_from=self.allowed_from, allowed_until=self.allowed_until),
            special=self.special_hours,
            zone=self.zone,
            calendar=self.calendar,
        )
