"""`tandem night`: waiting for the schedule, starting at once, and the plan of the next days."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from robot.agent.endpoint import Home
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.domain.night_views import NightDay, NightPlan
from robot.terminal import agent_start
from tests.unit.terminal.conftest import ScriptedAgent, Tandem
from tests.unit.terminal.fronts import NOW, make_run, make_status

Capture = pytest.CaptureFixture[str]
DUE = NOW.replace(hour=18, minute=30)
PLAN = NightPlan(
    is_on=True, next_start=DUE, note="", calendar_until=date(2026, 12, 31), missed=None, missed_why=""
)
RUNNING = make_run(run_id="n1", kind="scheduled", left={"permit.unattended": 3})
ENDED = replace(
    RUNNING, state="ended", by_outcome={"confirmed": 60}, ended_at=NOW + timedelta(hours=1), awaiting=0
)


def watching(agent: ScriptedAgent, *statuses: Any) -> None:
    """The first is what `status` says; every `watch` gives the next one."""
    first, *rest = statuses
    later: Iterator[Any] = iter(rest)
    agent.answers["status"] = first
    agent.answers["watch"] = lambda _request: next(later, statuses[-1])


def test_it_waits_for_the_next_start_and_follows_its_run(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    watching(
        agent,
        make_status(make_run(run_id="before", state="ended"), night=PLAN),
        make_status(make_run(run_id="before", state="ended"), night=PLAN),
        make_status(RUNNING, night=PLAN),
        make_status(ENDED, night=PLAN),
    )
    assert tandem("night") == 0
    said = capsys.readouterr().out
    assert "Waiting for 2026-11-23 18:30." in said
    assert said.count("Waiting for") == 1
    assert "3 left for you: no leave to send while nobody is present" in said


def test_now_begins_at_once_and_unknown_is_no_success(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    agent.answers["night_run"] = RUNNING
    watching(agent, make_status(None), make_status(replace(ENDED, by_outcome={"unknown": 1})))
    assert tandem("night", "--now", "--json") == 1
    assert json.loads(capsys.readouterr().out)["by_outcome"] == {"unknown": 1}


def test_a_run_by_hand_is_not_the_schedules(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    by_hand = make_run(run_id="h1", kind="by_hand")
    missed = replace(PLAN, missed=DUE, missed_why="run_refused")
    watching(
        agent,
        make_status(None, night=PLAN),
        make_status(by_hand, night=PLAN),
        make_status(by_hand, night=missed),
    )
    assert tandem("night") == 2
    assert "the start of 2026-11-23 18:30 was missed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (replace(PLAN, is_on=False, next_start=None, note="schedule.off"), "the schedule is off"),
        (replace(PLAN, next_start=None, note="calendar.ended"), "the holiday calendar has ended"),
        (replace(PLAN, next_start=None), "no start is planned within a month"),
    ],
)
def test_without_a_start_it_does_not_wait_for_ever(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture, plan: NightPlan, why: str
) -> None:
    watching(agent, make_status(None, night=plan))
    assert tandem("night") == 2
    assert why in capsys.readouterr().err


def test_what_the_agent_refuses_is_one_sentence(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    agent.answers["night_run"] = InputRefused(
        "the holiday calendar ended on 2026-12-31", code="calendar.ended"
    )
    assert tandem("night", "--now") == 2
    assert capsys.readouterr().err == "the holiday calendar ended on 2026-12-31\n"


def test_the_plan_says_why_days_are_left_out(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    days = (
        NightDay(on=date(2026, 9, 30), starts=(DUE,), until=(DUE + timedelta(hours=2),), why="", holiday=""),
        NightDay(
            on=date(2026, 10, 1), starts=(), until=(), why="schedule.not_a_workday", holiday="National Day"
        ),
    )
    agent.answers["night_plan"] = days
    noted = replace(PLAN, note="calendar.ends_soon", missed=DUE, missed_why="machine_asleep")
    agent.answers["status"] = make_status(None, night=noted)
    assert tandem("night", "--plan") == 0
    said = capsys.readouterr().out
    assert "Next start: 2026-11-23 18:30" in said
    assert "18:30 to 20:30" in said
    assert "not a workday (National Day)" in said
    assert "known until 2026-12-31" in said
    assert "the machine was asleep" in said
    assert tandem("night", "--plan", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [day["why"] for day in told["days"]] == ["", "schedule.not_a_workday"]
    assert datetime.fromisoformat(told["night"]["next_start"]) == DUE


def test_two_wishes_at_once_are_refused(tandem: Tandem, home: Home, capsys: Capture) -> None:
    assert tandem("night", "--now", "--plan") == 2
    assert "choose one" in capsys.readouterr().err


def test_an_agent_that_does_not_come_up_is_said(home: Home) -> None:
    told: list[str] = []
    with pytest.raises(EnvironmentFault, match="did not start"):
        agent_start.connected(home, told.append, command=(sys.executable, "-c", "pass"))
    assert told == ["No agent runs; one is started and goes on when you leave."]


def test_the_plan_starts_no_agent(tandem: Tandem, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("an agent was started")

    monkeypatch.setattr(agent_start, "_launch", never)
    assert tandem("night", "--plan") == 3
