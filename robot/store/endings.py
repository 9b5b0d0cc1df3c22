"""Where a task's way ends or goes back to its start, always inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from robot.domain.clock import Clock
from robot.domain.contact import ContactState, Effect, LedgerEntry
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import TaskState
from robot.execution.contact_keys import message_key
from robot.execution.ports import MadeByHand
from robot.journal.journal import Journal
from robot.store.ledger_rows import find_entry, journal_facts, write_entry
from robot.store.sealing import seal_detail, with_detail
from robot.store.stored_task import task_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What every change of the store is written with."""

    db: sqlite3.Connection
    journal: Journal
    clock: Clock


def end_task(
    pen: Pen, task_id: str, outcome: TaskOutcome, *, evidence: str = "", by_hand: MadeByHand | None = None
) -> None:
    """The task has its one outcome.

    :param by_hand: the contact that a person made; the ledger learns of it in the same transaction.
    """
    pen.db.execute("DELETE FROM hold WHERE task_id = ?", (task_id,))
    pen.db.execute(
        "UPDATE task SET state = ?, outcome = ?, reason = ?, detail = ?, evidence = ?, ended_at = ?,"
        " until = NULL"
        " WHERE task_id = ?",
        (
            TaskState.ENDED,
            outcome.outcome,
            outcome.reason,
            seal_detail(pen.db, pen.journal, task_id, outcome.detail),
            evidence,
            pen.clock.now().isoformat(),
            task_id,
        ),
    )
    facts = {
        "task": task_id,
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "evidence": evidence,
    }
    pen.journal.append(pen.db, "task.ended", *with_detail(facts, outcome.detail))
    if by_hand is not None:
        _note_by_hand(pen, task_id, by_hand)


def _note_by_hand(pen: Pen, task_id: str, by_hand: MadeByHand) -> None:
    row = pen.db.execute("SELECT task_id, payload FROM task WHERE task_id = ?", (task_id,)).fetchone()
    task = task_of(pen.db, row)
    key = message_key(task)
    present = find_entry(pen.db, key)
    if present is not None and present.state is not ContactState.ABSENT:
        # What the ledger knows or must still find out is not overwritten by hearsay.
        return
    now = pen.clock.now()
    entry = write_entry(
        pen.db,
        LedgerEntry(
            entry_id=0,
            key=key,
            task_id=task_id,
            site=by_hand.site,
            external_id=task.customer.recipient.external_id,
            text_sha256=by_hand.text_sha256,
            baseline=0,
            state=ContactState.CONFIRMED,
            attempt=present.attempt if present else 0,
            intended_at=now,
            clicked_at=None,
            resolved_at=now,
            decided_by="person",
            effect_ids=(),
            channel=task.channel,
        ),
    )
    facts = journal_facts(entry) | {"decided_by": "person"}
    pen.journal.append(pen.db, "contact.confirmed", *with_detail(facts, by_hand.detail))


def reopen_task(pen: Pen, task_id: str, why: str) -> None:
    """A task whose effect was shown to be absent may begin again.

    If the ledger knows the effect as confirmed (the agent died between the two notes), the task ends so
    instead.
    """
    if _is_confirmed(pen.db, task_id):
        end_task(
            pen,
            task_id,
            TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK, detail=why),
        )
        return
    set_state(pen.db, task_id, TaskState.READY)
    pen.journal.append(pen.db, "task.reopened", {"task": task_id, "why": why})


def set_state(db: sqlite3.Connection, task_id: str, state: TaskState) -> None:
    """Move a task, without an outcome."""
    db.execute(
        "UPDATE task SET state = ?, outcome = NULL, reason = NULL, until = NULL WHERE task_id = ?",
        (state, task_id),
    )


def _is_confirmed(db: sqlite3.Connection, task_id: str) -> bool:
    found = db.execute(
        "SELECT 1 FROM contact_ledger WHERE task_id = ? AND effect = ? AND state = ?",
        (task_id, Effect.MESSAGE, ContactState.CONFIRMED),
    )
    return found.fetchone() is not None
