"""What the doctor says of unattended work: schedule, holiday calendar, the way back after a restart."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from robot.agent.autostart import means, switch_on
from robot.agent.checks.nightly import check_calendar, check_schedule
from robot.agent.checks.workplace import Workplace, run_program
from robot.agent.endpoint import Home
from robot.agent.settings import Settings
from robot.domain.clock import BANK_ZONE
from robot.policy.workdays import ChinaCalendar
from robot.vault.memory import MemoryVault

WINDOW = {"days": "workdays", "from": "18:30", "until": "20:30"}


def place(tmp_path: Path, on: date = date(2026, 6, 1), **schedule: object) -> Workplace:
    return Workplace(
        home=Home(path=tmp_path / "home"),
        settings=Settings.model_validate({"schedule": schedule}),
        platform="linux",
        environ={"XDG_CONFIG_HOME": str(tmp_path / "config")},
        now=datetime.combine(on, time(10), BANK_ZONE),
        open_vault=MemoryVault,
        run=run_program,
    )


@pytest.mark.parametrize(
    ("before_the_end", "state"), [(200, "ok"), (30, "ok"), (29, "warning"), (0, "warning"), (-1, "failed")]
)
def test_the_calendars_end_is_announced_a_month_before(
    tmp_path: Path, before_the_end: int, state: str
) -> None:
    until = ChinaCalendar().until
    item = check_calendar(place(tmp_path, until - timedelta(days=before_the_end)))
    assert item.state == state
    assert until.isoformat() in item.found
    assert bool(item.remedy) == (state != "ok")


def test_a_schedule_needs_an_agent_that_comes_back(tmp_path: Path) -> None:
    planned = place(tmp_path, is_on=True, windows=[WINDOW])
    item = check_schedule(planned)
    assert (item.state, item.remedy) == ("warning", "Run: tandem autostart on")
    switch_on(means(planned.home, planned.environ, platform="linux", has_systemd=False))
    item = check_schedule(planned)
    assert item.state == "ok"
    assert "18:30 to 20:30" in item.found


def test_without_a_plan_there_is_nothing_to_warn_of(tmp_path: Path) -> None:
    assert check_schedule(place(tmp_path)).state == "ok"
