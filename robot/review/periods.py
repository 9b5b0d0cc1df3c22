"""Stretches of business days that a sample or a report is about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from robot.domain.clock import BANK_ZONE
from robot.policy.workdays import Calendar, is_workday_or_unknown
from robot.review.sends import Period

_SATURDAY = 5


def last_workdays(calendar: Calendar, until: date, count: int) -> Period:
    """The last workdays up to a date, with what lies between them; past the calendar's end Monday to Friday.

    :param until: the last day, also if nobody works on it.
    """
    first, left = until, count
    while True:
        is_workday = is_workday_or_unknown(calendar, first)
        left -= is_workday if is_workday is not None else first.weekday() < _SATURDAY
        if left <= 0:
            return days(first, until)
        first -= timedelta(days=1)


def days(first: date, last: date) -> Period:
    """Whole days of the bank's zone, both inclusive."""
    return Period(time_from=_midnight(first), time_until=_midnight(last + timedelta(days=1)))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=BANK_ZONE)
