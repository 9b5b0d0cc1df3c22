"""Holidays are dated data: make-up days count, and past the end nobody guesses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from chinese_calendar import constants

from robot.policy.workdays import CalendarEndedError, ChinaCalendar, is_workday_or_unknown


@pytest.mark.parametrize(
    ("on", "is_workday", "holiday"),
    [
        (date(2026, 2, 13), True, ""),
        # The eve of the Spring Festival is a Monday, and off.
        (date(2026, 2, 16), False, "Spring Festival"),
        # A Saturday that is worked for it.
        (date(2026, 2, 14), True, ""),
        (date(2026, 10, 1), False, "National Day"),
        (date(2026, 10, 10), True, ""),
        (date(2026, 11, 22), False, ""),
        (date(2026, 11, 23), True, ""),
    ],
)
def test_holidays_and_make_up_days(on: date, is_workday: bool, holiday: str) -> None:
    calendar = ChinaCalendar()
    assert calendar.is_workday(on) is is_workday
    assert calendar.holiday(on) == holiday


def test_the_end_is_read_from_the_installed_data() -> None:
    calendar = ChinaCalendar()
    assert calendar.until == date(max(constants.holidays).year, 12, 31)
    assert isinstance(calendar.is_workday(calendar.until), bool)


def test_past_the_end_it_says_so_instead_of_guessing() -> None:
    calendar = ChinaCalendar()
    after = calendar.until + timedelta(days=1)
    with pytest.raises(CalendarEndedError, match=calendar.until.isoformat()):
        calendar.is_workday(after)
    with pytest.raises(CalendarEndedError):
        calendar.holiday(after)
    assert is_workday_or_unknown(calendar, after) is None
    assert is_workday_or_unknown(calendar, date(1990, 1, 1)) is None
