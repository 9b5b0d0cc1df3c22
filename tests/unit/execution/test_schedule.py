"""When unattended runs begin: workdays, make-up days, holidays, and the end of what the calendar knows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from robot.domain.clock import BANK_ZONE
from robot.execution.schedule import Schedule, Window
from robot.policy.workdays import ChinaCalendar

CALENDAR = ChinaCalendar()
WORKDAYS = Window(weekdays=None, starts_at=time(18, 30), until=time(20, 30))
MORNING = Window(weekdays=None, starts_at=time(8, 30), until=time(11, 30))
SATURDAYS = Window(weekdays=frozenset({5}), starts_at=time(10), until=time(12))


def schedule(
    *windows: Window, on_non_workdays: bool = False, left_out: frozenset[date] = frozenset()
) -> Schedule:
    return Schedule(windows=windows or (WORKDAYS,), on_non_workdays=on_non_workdays, left_out=left_out)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)


@pytest.mark.parametrize(
    ("on", "starts", "why", "holiday"),
    [
        (date(2026, 11, 23), 1, "", ""),
        (date(2026, 11, 22), 0, "schedule.not_a_workday", ""),
        (date(2026, 10, 1), 0, "schedule.not_a_workday", "National Day"),
        (date(2026, 10, 10), 1, "", ""),
        (CALENDAR.until + timedelta(days=1), 0, "calendar.ended", ""),
    ],
    ids=["a Monday", "a Sunday", "a holiday", "a Saturday that is worked", "past the calendar"],
)
def test_a_day_has_its_starts_or_says_why_not(on: date, starts: int, why: str, holiday: str) -> None:
    day = schedule().day(on, CALENDAR)
    assert (len(day.starts), day.why) == (starts, why)
    if why:
        assert day.holiday == holiday


def test_the_bank_may_leave_days_out() -> None:
    closing = date(2026, 12, 31)
    assert schedule().day(closing, CALENDAR).starts
    assert schedule(left_out=frozenset({closing})).day(closing, CALENDAR).why == "schedule.left_out"


def test_named_weekdays_are_off_on_holidays_unless_the_bank_says_otherwise() -> None:
    # Saturday 2026-02-21 is in the Spring Festival, Saturday 2026-02-14 is worked for it.
    saturdays = schedule(SATURDAYS)
    assert saturdays.day(date(2026, 2, 14), CALENDAR).starts
    assert saturdays.day(date(2026, 2, 21), CALENDAR).why == "schedule.not_a_workday"
    assert saturdays.day(date(2026, 11, 23), CALENDAR).why == "schedule.other_weekday"
    assert schedule(SATURDAYS, on_non_workdays=True).day(date(2026, 2, 21), CALENDAR).starts


def test_the_next_start_is_found_over_a_holiday() -> None:
    found = schedule().next_start(moment("2026-02-14T18:30"), CALENDAR)
    assert found is not None
    assert found.at == moment("2026-02-24T18:30")
    assert found.until == moment("2026-02-24T20:30")


def test_there_is_no_next_start_past_the_calendar() -> None:
    last = datetime.combine(CALENDAR.until, time(23, 59), BANK_ZONE)
    assert schedule().next_start(last, CALENDAR) is None


def test_starts_between_two_moments_leave_the_first_out_and_take_the_last_in() -> None:
    two = schedule(WORKDAYS, MORNING)
    found = two.between(moment("2026-11-20T18:30"), moment("2026-11-23T18:30"), CALENDAR)
    assert [start.at for start in found] == [moment("2026-11-23T08:30"), moment("2026-11-23T18:30")]


def test_two_plans_are_told_apart() -> None:
    plans = [
        schedule(),
        schedule(MORNING),
        schedule(SATURDAYS),
        schedule(on_non_workdays=True),
        schedule(left_out=frozenset({date(2026, 12, 31)})),
    ]
    assert len({plan.fingerprint for plan in plans}) == len(plans)
    assert schedule().fingerprint == schedule().fingerprint
