"""Views as an agent would answer them, with whatever a test wants different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.views import AgentStatus, QueueRow, RobotMood, RunProgress, StepLine

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=BANK_ZONE)
#: Names that try to colour, clear, link, reverse or break what shows them.
HOSTILE_NAMES = (
    "[bold red]王[/]",
    "\x1b[2J\x1b]8;;http://x\x07王",
    "王\u202e芳",
    "王\r\n芳",
    "\ud800王",
    ":smile: [link=x]",
)


def make_run(**different: Any) -> RunProgress:
    """A run under way."""
    run = RunProgress(
        run_id="r1",
        state="running",
        total=60,
        by_outcome={"confirmed": 20, "refused": 3, "halted": 1, "platform_refused": 1, "needs_person": 2},
        awaiting=2,
        started_at=NOW,
        ended_at=None,
        messages_per_minute=17.5,
        eta_s=130.0,
        eta_spread_s=20.0,
        steps=(make_step("王芳"),),
    )
    return replace(run, **different)


def make_step(name: str, **different: Any) -> StepLine:
    """A step of the send path."""
    step = StepLine(at=NOW, task_id="T00001", name=name, step="witness", state="done", detail="confirmed")
    return replace(step, **different)


def make_status(run: RunProgress | None, **different: Any) -> AgentStatus:
    """An agent with that run."""
    status = AgentStatus(
        revision=7,
        mood=RobotMood.RUNNING,
        now=NOW,
        time_source="system",
        business_date=date(2026, 11, 23),
        rm_id="RM0001",
        rm_name="李经理",
        total=60,
        done=27,
        by_outcome=run.by_outcome if run else {},
        holds=(),
        attention=(),
        run=run,
        stop=None,
        offline_sites=(),
        stopped_sites=(),
    )
    return replace(status, **different)


def make_row(name: str, **different: Any) -> QueueRow:
    """A line of the queue."""
    row = QueueRow(
        task_id="T00001",
        name=name,
        reason="定期存款本周到期",
        channel="wecom",
        tier="gold",
        due_at="10:00",
        is_overdue=False,
        is_maturity=True,
        is_warning=False,
        state="ready",
        outcome="",
        outcome_reason="",
        until=None,
    )
    return replace(row, **different)
