"""When unattended runs begin: windows on workdays, in the bank's zone. Pure; the caller brings the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from robot.domain.clock import BANK_ZONE
from robot.policy.workdays import Calendar, CalendarEndedError

#: Why a day has no start; windows translate these.
NOT_A_WORKDAY = "schedule.not_a_workday"
LEFT_OUT = "schedule.left_out"
OTHER_WEEKDAY = "schedule.other_weekday"
CALENDAR_ENDED = "calendar.ended"
#: The next start is looked for so many days ahead; no holiday is as long.
_LOOK_AHEAD_DAYS = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One start on each of its days, and the latest end of what it starts."""

    #: 0 is Monday. None: every workday, whatever its weekday.
    weekdays: frozenset[int] | None
    starts_at: time
    #: Later than `starts_at`: a run belongs to one business date.
    until: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One start that the schedule wants."""

    #: Aware.
    at: datetime
    #: Nothing of the run is begun from then on.
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What the schedule wants of one day."""

    on: date
    starts: tuple[Start, ...]
    #: Why there is none, or empty.
    why: str
    #: English name of the holiday, or empty.
    holiday: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The bank's plan of unattended runs."""

    windows: tuple[Window, ...]
    #: Whether windows that name weekdays also hold on holidays that fall on them.
    on_non_workdays: bool
    #: Days on which nothing is started, such as the closing of the year.
    left_out: frozenset[date]

    def day(self, on: date, calendar: Calendar) -> DayPlan:
        """The starts of a day, earliest first."""
        try:
            is_workday, holiday = calendar.is_workday(on), calendar.holiday(on)
        except CalendarEndedError:
            return DayPlan(on=on, starts=(), why=CALENDAR_ENDED, holiday="")
        if on in self.left_out:
            return DayPlan(on=on, starts=(), why=LEFT_OUT, holiday=holiday)
        fitting = [window for window in self.windows if self._fits(window, on, is_workday=is_workday)]
        starts = sorted((_start(window, on) for window in fitting), key=lambda start: start.at)
        return DayPlan(on=on, starts=tuple(starts), why=_why_none(fitting, is_workday), holiday=holiday)

    def _fits(self, window: Window, on: date, *, is_workday: bool) -> bool:
        if window.weekdays is None:
            return is_workday
        return on.weekday() in window.weekdays and (is_workday or self.on_non_workdays)

    def between(self, after: datetime, until: datetime, calendar: Calendar) -> list[Start]:
        """The starts later than `after` and not later than `until`, in order."""
        return [start for start in self._from(after, until, calendar) if start.at <= until]

    def next_start(self, after: datetime, calendar: Calendar) -> Start | None:
        """The first start later than a moment, or None within a month or before the calendar ends."""
        horizon = after + timedelta(days=_LOOK_AHEAD_DAYS)
        return next(self._from(after, horizon, calendar), None)

    def _from(self, after: datetime, until: datetime, calendar: Calendar) -> Iterator[Start]:
        day, last = after.astimezone(BANK_ZONE).date(), until.astimezone(BANK_ZONE).date()
        while day <= last:
            yield from (start for start in self.day(day, calendar).starts if start.at > after)
            day += timedelta(days=1)

    @property
    def fingerprint(self) -> str:
        """Differs when the plan differs; what an earlier plan wanted is not missed under a later one."""
        windows = [
            f"{sorted(w.weekdays) if w.weekdays is not None else 'workdays'}"
            f" {w.starts_at.isoformat()}-{w.until.isoformat()}"
            for w in self.windows
        ]
        days = sorted(day.isoformat() for day in self.left_out)
        return "; ".join([*windows, str(self.on_non_workdays), *days])


def _start(window: Window, on: date) -> Start:
    return Start(
        at=datetime.combine(on, window.starts_at, BANK_ZONE),
        until=datetime.combine(on, window.until, BANK_ZONE),
    )


def _why_none(fitting: list[Window], is_workday: bool) -> str:  # noqa: FBT001 - one fact
    if fitting:
        return ""
    return OTHER_WEEKDAY if is_workday else NOT_A_WORKDAY
