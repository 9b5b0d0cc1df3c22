"""The power goes off in mid-run: the next start settles by reading, never twice and never lost."""

from __future__ import annotations

import pytest

from demoday.programs import Bank
from robot.domain.views import AgentStatus
from tests.support.workstation import Workstation, effects_by_task, eventually


def run_has_ended(status: AgentStatus) -> bool:
    return status.run is not None and status.run.state == "ended"


@pytest.mark.parametrize("after", [4])
def test_a_killed_agent_leaves_no_duplicate_and_no_loss(
    recording_station: Workstation, bank: Bank, after: int
) -> None:
    station = recording_station
    station.ask("run")
    station.wait_for(lambda status: status.run is not None and status.run.done >= after)
    station.kill()
    before = effects_by_task(bank, station)

    station.start()
    # Fronts may connect at once; what was left open is read beside that, and nothing is sent before. Then
    # the run goes on by itself.
    eventually(lambda: set(before) <= station.confirmed(), 60)
    ended = station.wait_for(run_has_ended)
    assert ended.run is not None
    in_between = {("message", "intended"), ("message", "clicked"), ("message", "unknown")}
    assert not in_between & set(station.ledger())

    effects = effects_by_task(bank, station)
    assert max(effects.values()) == 1, "never twice"
    assert set(effects) == station.confirmed(), "never lost, and nothing that nobody knows of"
    assert "unknown" not in station.outcomes()
    by_key = station.query(
        "SELECT COUNT(*) FROM contact_ledger GROUP BY effect, customer_id, strategy, step, business_date"
    )
    assert set(by_key) == {(1,)}
    assert station.chain().fault is None
    records = [record["content"] for record in bank.ask("/oracle/records")]
    assert len(records) == len(set(records)), "no contact is recorded twice"


def test_a_hold_of_an_earlier_start_waits_for_a_person(station: Workstation, bank: Bank) -> None:
    (task_id,) = station.query(
        "SELECT task_id FROM task WHERE channel = 'wecom'"
        " AND customer_id NOT IN (SELECT customer_id FROM opt_out)"
        " AND talk_track = 'birthday-wecom' LIMIT 1"
    )[0]
    station.ask("approve", task_id=task_id, hold_s=60)
    station.kill()
    station.start()
    status = station.ask("status")
    assert [(hold.task_id, hold.is_waiting) for hold in status.holds] == [(task_id, True)]
    station.ask("undo", task_id=task_id)
    assert station.ask("status").holds == ()
    assert station.query(f"SELECT state FROM task WHERE task_id = '{task_id}'") == [("ready",)]
    station.ask("approve", task_id=task_id, hold_s=0)
    station.wait_for(lambda status: status.by_outcome.get("confirmed", 0) == 1)
    assert effects_by_task(bank, station) == {task_id: 1}
