"""The hours of every day: workdays, holidays, make-up days, and days that the calendar does not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from robot.domain.clock import BANK_ZONE
from robot.policy import PolicyFacts, PolicySettings
from robot.policy.hours import CLOSED, DayKind, Hours, SpecialHours
from robot.policy.rules import hours_quiet
from robot.policy.workdays import ChinaCalendar

SHORT = Hours(allowed_from=time(10), allowed_until=time(18))
USUAL = Hours(allowed_from=time(8), allowed_until=time(21))


def special(hours: Hours, days: DayKind = DayKind.NON_WORKDAYS, **changes: date) -> SpecialHours:
    dates = {"valid_from": date(2026, 1, 1), "valid_until": date(2099, 12, 31), **changes}
    return SpecialHours(days=days, hours=hours, source="合规通知 2026-3", **dates)


def with_special(*entries: SpecialHours) -> PolicySettings:
    return PolicySettings(version=1, special_hours=entries)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)


@pytest.mark.parametrize(
    ("on", "hours"),
    [
        (date(2026, 11, 23), USUAL),
        (date(2026, 11, 22), SHORT),
        (date(2026, 2, 17), SHORT),
        (date(2026, 2, 14), USUAL),
    ],
    ids=["a Monday", "a Sunday", "a holiday on a Tuesday", "a Saturday that is worked"],
)
def test_other_hours_on_days_that_are_not_worked(on: date, hours: Hours) -> None:
    assert with_special(special(SHORT)).hours.on(on) == hours


def test_the_first_entry_that_fits_the_day_holds_and_only_on_its_dates() -> None:
    festival = special(CLOSED, DayKind.ALL, valid_from=date(2026, 2, 15), valid_until=date(2026, 2, 23))
    hours = with_special(festival, special(SHORT)).hours
    assert hours.on(date(2026, 2, 17)).is_closed
    assert hours.on(date(2026, 2, 22)).is_closed
    assert hours.on(date(2026, 3, 1)) == SHORT


def test_a_day_of_unknown_kind_gets_only_what_every_answer_allows() -> None:
    unknown = ChinaCalendar().until + timedelta(days=1)
    assert with_special(special(SHORT)).hours.on(unknown) == SHORT
    assert with_special(special(CLOSED)).hours.on(unknown).is_closed
    wider = Hours(allowed_from=time(7), allowed_until=time(19))
    assert with_special(special(wider, DayKind.WORKDAYS)).hours.on(unknown) == Hours(
        allowed_from=time(8), allowed_until=time(19)
    )
    # Without special hours nothing hangs on the kind of day.
    assert PolicySettings(version=1).hours.on(unknown) == USUAL


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-20T10:00", "2026-11-20T10:00"),
        ("2026-11-20T07:59", "2026-11-20T08:00"),
        ("2026-11-20T21:00", "2026-11-21T10:00"),
        ("2026-11-21T18:00", "2026-11-22T10:00"),
        ("2026-11-22T18:00", "2026-11-23T08:00"),
    ],
)
def test_the_next_opening_is_found_over_the_weekend(now: str, opens: str) -> None:
    assert with_special(special(SHORT)).hours.opens_at(moment(now)) == moment(opens)


def test_a_closed_week_is_waited_through_and_a_closed_year_has_no_opening() -> None:
    festival = special(CLOSED, DayKind.ALL, valid_from=date(2026, 2, 15), valid_until=date(2026, 2, 23))
    assert with_special(festival).hours.opens_at(moment("2026-02-15T09:00")) == moment("2026-02-24T08:00")
    assert with_special(special(CLOSED, DayKind.ALL)).hours.opens_at(moment("2026-02-15T09:00")) is None


def test_the_hours_are_meant_in_the_banks_zone_whatever_the_machines() -> None:
    hours = PolicySettings(version=1).hours
    assert hours.is_open(datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    assert not hours.is_open(datetime(2026, 11, 23, 13, 0, tzinfo=UTC))
    assert hours.closes_at(datetime(2026, 11, 23, 0, 0, tzinfo=UTC)) == moment("2026-11-23T21:00")


def test_the_rule_asks_the_hours_of_the_day(make_facts: Callable[..., PolicyFacts]) -> None:
    settings = replace(with_special(special(SHORT)), daily_cap=9)
    sunday = make_facts(now=moment("2026-11-22T09:00"))
    finding = hours_quiet.check(sunday, settings)
    assert finding is not None
    assert finding.params == {"now": "09:00", "allowed_from": "10:00", "allowed_until": "18:00"}
    assert hours_quiet.check(make_facts(now=moment("2026-11-23T09:00")), settings) is None
