"""Carrying out the day: pull, run, watch, report, and count against the bank's own truth."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from demoday.effects import count_effects, count_records
from demoday.programs import Bank
from demoday.progress import RunDisplay, summary_screen
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.outcome import Outcome
from robot.domain.views import AgentStatus, RobotMood, RunProgress

#: After a stop, what was clicked is still given its witness for so long.
_SETTLE_S = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One demonstration day."""

    home: Path
    bank: Bank
    screen: Console
    as_json: bool


def run_day(day: Day) -> int:
    """Carry out the list unattended.

    :return: the exit code: 0 only if nothing is left unknown and nothing went wrong.
    """
    began = time.monotonic()
    interrupted = False
    with AgentClient(Home(path=day.home)) as client:
        client.call("pull")
        client.call("run")
        with RunDisplay(day.screen) as display:
            try:
                status = _follow(client, display, deadline=None)
            except KeyboardInterrupt:
                interrupted = True
                status = _stop_in_order(day, display)
        seconds = time.monotonic() - began
    with AgentClient(Home(path=day.home)) as client:
        report = client.call("report").detail
    summary = _summary(day, status, seconds, report)
    day.screen.print(summary_screen(_for_people(summary), status))
    if day.as_json:
        print(json.dumps(summary, ensure_ascii=False), flush=True)
    return 130 if interrupted else _exit_code(summary)


def _follow(client: AgentClient, display: RunDisplay, *, deadline: float | None) -> AgentStatus:
    since = -1
    while True:
        status: AgentStatus = client.call("watch", since=since, timeout_s=2.0)
        since = status.revision
        display.update(status)
        ended = status.run is not None and status.run.state == "ended" and not status.pending_records
        if ended or status.mood is RobotMood.ERROR or (deadline is not None and time.monotonic() > deadline):
            return status


def _stop_in_order(day: Day, display: RunDisplay) -> AgentStatus:
    # A new line to the agent: the old one was interrupted in the middle of an answer.
    with AgentClient(Home(path=day.home)) as client:
        client.call("stop", reason="Ctrl+C")
        return _follow(client, display, deadline=time.monotonic() + _SETTLE_S)


def _summary(day: Day, status: AgentStatus, seconds: float, report: str) -> dict[str, Any]:
    run: RunProgress | None = status.run
    by_outcome = run.by_outcome if run else {}
    records = count_records(Home(path=day.home).database, day.bank)
    return {
        "tasks": run.total if run else 0,
        **{str(outcome): by_outcome.get(outcome, 0) for outcome in Outcome},
        "seconds": round(seconds, 1),
        "messages_per_minute": run.messages_per_minute if run else 0.0,
        "report": report,
        "journal": str(Home(path=day.home).database),
        "store": str(Home(path=day.home).database),
        "oracle": asdict(count_effects(Home(path=day.home).database, day.bank)),
        "records": asdict(records),
    }


def _exit_code(summary: dict[str, Any]) -> int:
    oracle, records = summary["oracle"], summary["records"]
    wrong = oracle["duplicates"] or oracle["lost"] or oracle["wrong_recipient"] or records["duplicates"]
    settled = sum(summary[outcome] for outcome in Outcome) == summary["tasks"]
    return 0 if settled and not summary["unknown"] and not records["unknown"] and not wrong else 1


def _for_people(summary: dict[str, Any]) -> dict[str, Any]:
    oracle, records = summary["oracle"], summary["records"]
    faults = {
        "messages stored twice": oracle["duplicates"],
        "messages lost": oracle["lost"],
        "messages to the wrong customer": oracle["wrong_recipient"],
        "contact records stored twice": records["duplicates"],
        "contact records not settled": records["unknown"],
    }
    return {
        "title": "Tandem 同行 · one relationship manager's day",
        "took_s": summary["seconds"],
        "oracle": {
            "messages that reached customers": oracle["effects"],
            "stored twice": oracle["duplicates"],
            "lost": oracle["lost"],
            "wrong customer": oracle["wrong_recipient"],
            "contact records in the CRM": records["stored"],
        },
        "problems": [f"{count} {what}" for what, count in faults.items() if count],
        "report": summary["report"],
        "journal": f"{summary['journal']} (table journal)",
        "store": summary["store"],
    }
