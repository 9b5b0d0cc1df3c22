"""A person works beside a run: their word goes before what was queued; the log holds no names."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from demoday.programs import Bank
from robot.agent.store_keys import keys_beside
from robot.domain.views import AgentStatus
from robot.store.database import connect
from robot.store.stored_task import tasks_of_day
from tests.support.spying import readable_in
from tests.support.workstation import Workstation, effects_by_task


def run_has_ended(status: AgentStatus) -> bool:
    return status.run is not None and status.run.state == "ended"


def last_of_the_queue(station: Workstation, count: int) -> list[str]:
    """The tasks that a run takes last."""
    rows = station.query(
        "SELECT task_id FROM task WHERE channel = 'wecom' AND state = 'ready'"
        f" AND customer_id NOT IN (SELECT customer_id FROM opt_out) ORDER BY position DESC LIMIT {count}"
    )
    return [row[0] for row in rows]


def test_the_same_list_twice_changes_nothing(station: Workstation) -> None:
    before = station.query("SELECT task_id, state, position, content_sha256 FROM task ORDER BY task_id")
    again = station.ask("pull")
    assert (again.added, again.updated, again.kept) == (0, 0, 0)
    assert again.unchanged == len(before)
    assert (
        station.query("SELECT task_id, state, position, content_sha256 FROM task ORDER BY task_id") == before
    )


def test_what_a_person_skips_or_puts_off_during_a_run_is_not_sent(station: Workstation, bank: Bank) -> None:
    skipped, snoozed = last_of_the_queue(station, 2)
    with station.front() as client:
        client.call("run")
        client.call("skip", task_id=skipped, reason="customer_declined")
        client.call("snooze", task_id=snoozed, until="2026-11-23T18:00:00+08:00")
    ended = station.wait_for(run_has_ended)
    assert ended.run is not None
    assert sum(ended.run.by_outcome.values()) == ended.run.total, "the run ends, and its outcomes add up"
    effects = effects_by_task(bank, station)
    assert skipped not in effects
    assert snoozed not in effects
    assert dict(
        station.query(f"SELECT task_id, state FROM task WHERE task_id IN ('{skipped}', '{snoozed}')")
    ) == {
        skipped: "ended",
        snoozed: "snoozed",
    }
    assert set(effects) == station.confirmed()
    assert_nothing_private_was_written(station, bank)


def assert_nothing_private_was_written(station: Workstation, bank: Bank) -> None:
    """Journal and technical logs: no customer's name, no text, no secret."""
    written = station.written()
    names = names_in(station)
    assert names
    assert [name for name in names if name in written] == []
    texts = [effect["text"] for effect in bank.ask("/oracle/messages")]
    assert texts
    assert [text for text in texts if text[:12] in written] == []
    secrets = [*(login["password"] for login in bank.logins.values()), bank.api_token]
    assert [secret for secret in secrets if secret in written] == []
    # The whole home: store, pictures, logs, lists that were taken.
    private = [*(name for name in names if len(name) > 2), *(text[:24] for text in texts), *secrets]
    assert readable_in(station.home.path, private, but=["release", "trust", "settings.yaml"]) == []


def names_in(station: Workstation) -> set[str]:
    """Customers' names, opened with this account's keyring."""
    with closing(connect(station.home.database, read_only=True, keys=keys_beside(station.home))) as db:
        days = [date.fromisoformat(row[0]) for row in db.execute("SELECT DISTINCT business_date FROM task")]
        return {stored.task.customer.name for day in days for stored in tasks_of_day(db, day)}


def test_an_undo_that_was_accepted_holds(station: Workstation, bank: Bank) -> None:
    """The hold ends while the line is still being built; whoever undoes it in that moment must be right."""
    task_id = last_of_the_queue(station, 1)[0]
    with station.front() as client:
        client.call("approve", task_id=task_id, hold_s=0)
        client.call("undo", task_id=task_id)
        # Waits until the line stands, to which the released hold was on its way.
        client.call("reconcile")
        client.call("shutdown")
    assert station.exit_code() == 0
    assert effects_by_task(bank, station) == {}
    assert station.query(f"SELECT state FROM task WHERE task_id = '{task_id}'") == [("ready",)]
