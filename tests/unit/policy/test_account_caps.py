"""Limits of an account: by minute as a distance, by hour as a sliding window, by day as a rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.task import Channel
from robot.policy import PolicySettings
from robot.policy.caps import AccountCap

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANK_ZONE)
TODAY = NOW.date()


def cap(**changes: Any) -> AccountCap:
    usual: dict[str, Any] = {
        "account": "1001",
        "channel": Channel.WECOM,
        "per_minute": None,
        "per_hour": None,
        "per_day": None,
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
        "source": "合规通知 2026-3",
    }
    return AccountCap(**{**usual, **changes})


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_the_minute_is_a_distance_so_that_a_pause_earns_no_burst() -> None:
    six = cap(per_minute=6)
    assert six.opens_at([], NOW) is None
    assert six.opens_at([ago(seconds=4)], NOW) == NOW + timedelta(seconds=6)
    assert six.opens_at([ago(seconds=10)], NOW) is None
    assert six.opens_at([ago(minutes=30), ago(seconds=1)], NOW) == NOW + timedelta(seconds=9)


def test_the_hour_is_any_sixty_minutes() -> None:
    three = cap(per_hour=3)
    sent = [ago(minutes=50), ago(minutes=10), ago(minutes=5)]
    assert three.opens_at(sent, NOW) == NOW + timedelta(minutes=10)
    assert three.opens_at(sent[1:], NOW) is None
    assert three.opens_at([*sent, ago(minutes=1)], NOW) == NOW + timedelta(minutes=50)


def test_the_later_of_two_limits_holds() -> None:
    both = cap(per_minute=1, per_hour=1)
    assert both.opens_at([ago(seconds=10)], NOW) == NOW + timedelta(minutes=60, seconds=-10)


def test_a_clock_that_was_set_back_does_not_stretch_the_wait() -> None:
    assert cap(per_minute=6).opens_at([NOW + timedelta(hours=3)], NOW) == NOW + timedelta(seconds=10)


def test_of_several_caps_the_lowest_of_each_kind_holds() -> None:
    settings = PolicySettings(
        version=1,
        account_caps=(
            cap(account="*", per_minute=10, per_day=100),
            cap(per_day=150, per_hour=40),
            cap(account="1002", per_day=1),
            cap(per_day=2, valid_until=date(2026, 11, 22)),
            cap(channel=Channel.PHONE, per_day=3),
        ),
    )
    found = settings.find_cap("1001", Channel.WECOM, TODAY)
    assert found is not None
    assert (found.per_minute, found.per_hour, found.per_day) == (10, 40, 100)
    assert settings.find_cap("1003", Channel.PHONE, TODAY) is None
    assert settings.find_cap("1001", Channel.WECOM, date(2027, 1, 1)) is None
