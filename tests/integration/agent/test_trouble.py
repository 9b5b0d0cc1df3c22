"""Trouble in mid-run, with a real browser: what is clicked is read, what is not goes on."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from demoday.programs import Bank
from robot.domain.views import AgentStatus
from tests.support.workstation import Workstation, effects_by_task


def run_has_ended(status: AgentStatus) -> bool:
    return status.run is not None and status.run.state == "ended"


def browsers(station: Workstation) -> list[int]:
    """The browser's own process, a grandchild of the agent in a session of its own."""
    family, found = {station.pid}, []
    for pid, parent, name in sorted(_processes()):
        if parent in family:
            family.add(pid)
            if "chrom" in name and "chrom" not in names_of(parent):
                found.append(pid)
    return found


def names_of(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text()


def _processes() -> list[tuple[int, int, str]]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        found.append((int(stat.parent.name), int(rest.split()[1]), head.partition("(")[2]))
    return found


def test_a_browser_killed_in_mid_run_costs_no_task_and_doubles_none(station: Workstation, bank: Bank) -> None:
    station.ask("run")
    station.wait_for(lambda status: status.by_outcome.get("confirmed", 0) >= 3)
    victims = browsers(station)
    assert victims
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    ended = station.wait_for(run_has_ended, 150)
    assert ended.run is not None
    assert set(ended.run.by_outcome) <= {"confirmed", "refused"}, "no task was lost to the browser's death"
    assert sum(ended.run.by_outcome.values()) == ended.run.total
    effects = effects_by_task(bank, station)
    assert max(effects.values()) == 1
    assert set(effects) == station.confirmed()
    assert station.chain().fault is None


def test_a_customer_who_opts_out_while_orders_wait_is_not_written_to(
    station: Workstation, bank: Bank
) -> None:
    ((customer, task_id),) = station.query(
        "SELECT customer_id, task_id FROM task WHERE channel = 'wecom'"
        " AND customer_id NOT IN (SELECT customer_id FROM opt_out) ORDER BY position DESC LIMIT 1"
    )
    station.ask("run")
    station.ask("opt_out", customer_id=customer)
    station.wait_for(run_has_ended, 150)
    assert station.query(f"SELECT outcome, reason FROM task WHERE task_id = '{task_id}'") == [
        ("refused", "contact.opted_out")
    ]
    assert task_id not in effects_by_task(bank, station)
