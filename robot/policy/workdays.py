"""Workdays of China, make-up workdays included: dated data that ends, and says when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

import chinese_calendar
from chinese_calendar import constants

#: A newer calendar should be installed so long before this one ends.
ENDS_SOON = timedelta(days=30)


class CalendarEndedError(LookupError):
    """A day that the calendar does not know."""


class Calendar(Protocol):
    """Which days are worked."""

    @property
    def until(self) -> date:
        """The last day that it knows."""

    def is_workday(self, on: date) -> bool:
        """Whether people work on that day, make-up workdays included.

        :raises CalendarEndedError: if it does not know the day.
        """

    def holiday(self, on: date) -> str:
        """English name of the holiday that the day belongs to, or empty.

        :raises CalendarEndedError: if it does not know the day.
        """


class ChinaCalendar:
    """The State Council's notices as chinesecalendar carries them."""

    @property
    def until(self) -> date:
        """The last day of the last year whose notice the installed data holds."""
        return date(max(constants.holidays).year, 12, 31)

    def is_workday(self, on: date) -> bool:
        """As the protocol says."""
        self._refuse_unknown(on)
        return bool(chinese_calendar.is_workday(on))

    def holiday(self, on: date) -> str:
        """As the protocol says."""
        self._refuse_unknown(on)
        is_off, name = chinese_calendar.get_holiday_detail(on)
        return str(name) if is_off and name else ""

    def _refuse_unknown(self, on: date) -> None:
        if not date(min(constants.holidays).year, 1, 1) <= on <= self.until:
            raise CalendarEndedError(f"the holiday calendar knows no day after {self.until.isoformat()}")


def is_workday_or_unknown(calendar: Calendar, on: date) -> bool | None:
    """Whether the day is worked; None past the calendar's end."""
    try:
        return calendar.is_workday(on)
    except CalendarEndedError:
        return None
