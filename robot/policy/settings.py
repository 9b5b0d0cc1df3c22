"""What the bank may set about contacts; read from a file that is released, never from code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from robot.domain.clock import BANK_ZONE
from robot.domain.customer import Customer
from robot.domain.product import ProductLine
from robot.domain.purpose import Sensitivity
from robot.domain.task import Channel
from robot.policy.caps import ANY_ACCOUNT, AccountCap, strictest
from robot.policy.entries import AccountRight, CoolOff, HoldOut, MarketingHoliday, PlatformCap
from robot.policy.hours import Hours, SendHours, SpecialHours
from robot.policy.protection import Assessments, Elderly, OrdinaryInvestors
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
    #: Most messages to one customer from Monday to Sunday, over all channels; None: no such limit.
    weekly_cap: int | None = None
    #: Most messages to one customer in a calendar month about a product line, over all channels.
    line_caps: Mapping[ProductLine, int] = field(default_factory=dict)
    #: Least days from one marketing message to the next, on any channel; zero: none.
    marketing_gap_days: int = 0
    platform_caps: tuple[PlatformCap, ...] = ()
    cool_offs: tuple[CoolOff, ...] = ()
    marketing_holidays: tuple[MarketingHoliday, ...] = ()
    assessments: Assessments = field(default_factory=Assessments)
    #: None: no protection beyond everybody's.
    elderly: Elderly | None = None
    ordinary_investors: OrdinaryInvestors | None = None
    hold_outs: tuple[HoldOut, ...] = ()
    #: None: nobody's rights are limited here. Empty: nobody has any.
    account_rights: tuple[AccountRight, ...] | None = None
    #: Most unattended messages a minute of an account for each level; kept as a distance.
    sensitivity_rates: Mapping[Sensitivity, int] = field(default_factory=dict)
    #: Most messages of each level that one run takes.
    run_caps: Mapping[Sensitivity, int] = field(default_factory=dict)
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

    def find_pace(
        self, account: str, channel: Channel, on: date, sensitivity: Sensitivity
    ) -> AccountCap | None:
        """As `find_cap`, with the rate of the sensitivity level."""
        caps = [cap for cap in self.account_caps if cap.covers(account, channel, on)]
        rate = self.sensitivity_rates.get(sensitivity)
        if rate is not None:
            level = AccountCap(
                account=account,
                channel=channel,
                per_minute=rate,
                per_hour=None,
                per_day=None,
                valid_from=on,
                valid_until=on,
                source=f"sensitivity_rates.{sensitivity}",
            )
            caps.append(level)
        return strictest(caps)

    def hours_of(self, customer: Customer) -> SendHours:
        """When that customer may be contacted: by the clock of where they live, else by the bank's."""
        try:
            zone = ZoneInfo(customer.zone) if customer.zone else self.zone
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # A list is read only with zones that exist; this machine lost its data since.
            zone = self.zone
        return replace(self.hours, zone=zone)

    @property
    def hours(self) -> SendHours:
        """When customers may be contacted, day by day."""
        return SendHours(
            usual=Hours(allowed_from=self.allowed_from, allowed_until=self.allowed_until),
            special=self.special_hours,
            zone=self.zone,
            calendar=self.calendar,
        )
