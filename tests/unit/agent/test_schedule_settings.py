"""`schedule` in settings.yaml: what is taken, and what could be misread and is refused."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from robot.agent.settings import Settings, load_settings
from robot.domain.errors import InputRefused

FULL = """
schedule:
  is_on: true
  windows:
    - {days: workdays, from: "18:30", until: "20:30"}
    - {days: [sat, sun], from: "10:00", until: "12:00"}
  on_non_workdays: true
  not_on: [2026-12-31]
"""


def load(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "settings.yaml").write_text(text, encoding="utf-8")
    return load_settings(tmp_path / "settings.yaml")


def test_a_schedule_is_read(tmp_path: Path) -> None:
    settings = load(tmp_path, FULL).schedule
    assert settings.is_on
    plan = settings.schedule()
    assert [window.weekdays for window in plan.windows] == [None, frozenset({5, 6})]
    assert (plan.windows[0].starts_at, plan.windows[0].until) == (time(18, 30), time(20, 30))
    assert plan.on_non_workdays
    assert plan.left_out == {date(2026, 12, 31)}


def test_without_one_nothing_starts(tmp_path: Path) -> None:
    settings = load(tmp_path, "rm_id: '1001'\n").schedule
    assert not settings.is_on
    assert settings.schedule().windows == ()


def test_all_days_are_all_weekdays(tmp_path: Path) -> None:
    plan = load(tmp_path, FULL.replace("[sat, sun]", "all").replace("10:00", "06:00")).schedule.schedule()
    assert plan.windows[1].weekdays == frozenset(range(7))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"18:30"', "18:30", "from"),
        ('"20:30"', '"24:30"', "until"),
        ('"20:30"', '"18:40"', "15 minutes"),
        ('"20:30"', '"06:30"', "same day"),
        ("[sat, sun]", "[]", "names no day"),
        ("[sat, sun]", "[saturday]", "days"),
        ('"10:00", until: "12:00"', '"19:00", until: "21:00"', "overlap"),
        ("2026-12-31", "20261231", "not_on"),
        ("is_on: true", "is_one: true", "is_one"),
    ],
)
def test_what_could_be_misread_is_refused(old: str, new: str, why: str, tmp_path: Path) -> None:
    assert old in FULL
    with pytest.raises(InputRefused, match=why):
        load(tmp_path, FULL.replace(old, new))


def test_on_without_a_window_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="at least one window"):
        load(tmp_path, "schedule: {is_on: true}\n")
