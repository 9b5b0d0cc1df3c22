"""When customers may be contacted: the usual hours, and other ones on days that the bank names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from robot.policy.workdays import Calendar, is_workday_or_unknown

#: The next opening is looked for so many days ahead; no holiday is as long.
_LOOK_AHEAD_DAYS = 31


class DayKind(StrEnum):
    """Which days special hours are meant for."""

    WORKDAYS = "workdays"
    NON_WORKDAYS = "non_workdays"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A span of a day, the end not included; empty when both are equal."""

    allowed_from: time
    allowed_until: time

    def hold(self, at: time) -> bool:
        """Whether a time of day lies within."""
        return self.allowed_from <= at < self.allowed_until

    @property
    def is_closed(self) -> bool:
        """Whether no time lies within."""
        return self.allowed_from >= self.allowed_until


#: No time of the day.
CLOSED = Hours(allowed_from=time(0), allowed_until=time(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialHours:
    """Hours that go before the usual ones on some days."""

    days: DayKind
    #: `CLOSED`: nothing is sent on those days.
    hours: Hours
    #: First and last day on which this entry holds.
    valid_from: date
    valid_until: date
    #: Who decided it and where that is written.
    source: str

    def may_cover(self, on: date, is_workday: bool | None) -> bool:  # noqa: FBT001 - one fact
        """Whether it is meant for the day; a day of unknown kind might be of either."""
        if not self.valid_from <= on <= self.valid_until:
            return False
        if self.days is DayKind.ALL or is_workday is None:
            return True
        return is_workday is (self.days is DayKind.WORKDAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendHours:
    """The hours of every day."""

    usual: Hours
    special: tuple[SpecialHours, ...]
    zone: ZoneInfo
    calendar: Calendar

    def on(self, day: date) -> Hours:
        """The hours of a day: the first special ones that are meant for it, else the usual ones.

        Past the calendar's end nobody knows whether a day is worked. Then only the time counts that every
        possible answer allows.
        """
        if not self.special:
            return self.usual
        is_workday = is_workday_or_unknown(self.calendar, day)
        found = [entry.hours for entry in self.special if entry.may_cover(day, is_workday)]
        if is_workday is None:
            return _common([self.usual, *found])
        return found[0] if found else self.usual

    def is_open(self, moment: datetime) -> bool:
        """Whether customers may be contacted at an aware moment."""
        local = moment.astimezone(self.zone)
        return self.on(local.date()).hold(local.time())

    def opens_at(self, moment: datetime) -> datetime | None:
        """The moment itself if open, else the next opening; None if there is none within a month."""
        local = moment.astimezone(self.zone)
        for ahead in range(_LOOK_AHEAD_DAYS):
            day = local.date() + timedelta(days=ahead)
            hours = self.on(day)
            opening = max(local, datetime.combine(day, hours.allowed_from, self.zone))
            if not hours.is_closed and opening < datetime.combine(day, hours.allowed_until, self.zone):
                return opening
        return None

    def closes_at(self, moment: datetime) -> datetime:
        """The end of the hours of the moment's day."""
        day = moment.astimezone(self.zone).date()
        return datetime.combine(day, self.on(day).allowed_until, self.zone)


def _common(spans: Iterable[Hours]) -> Hours:
    kept = list(spans)
    first, last = max(s.allowed_from for s in kept), min(s.allowed_until for s in kept)
    return Hours(allowed_from=first, allowed_until=last) if first < last else CLOSED
