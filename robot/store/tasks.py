"""Tasks in the store: merging lists, and every change of where a task stands, with its journal record."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from robot.domain.clock import Clock
from robot.domain.errors import StateConflict
from robot.domain.masking import mask_long_numbers
from robot.domain.outcome import Outcome, TaskOutcome
from robot.domain.task import Task, TaskState
from robot.execution.approval import Approval
from robot.execution.ports import MadeByHand
from robot.journal.journal import Journal
from robot.store.database import Database
from robot.store.endings import Pen, end_task, reopen_task, set_state
from robot.store.flags import flagged_tasks
from robot.store.merging import Merged, merge_one
from robot.store.opt_outs import lift_opt_out, note_opt_out
from robot.store.sealing import seal, with_detail
from robot.store.stored_task import StoredTask, seal_slots, stored_task, tasks_of_day


class SqliteTaskBook:
    """The writing side of tasks."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    async def merge(
        self,
        *,
        source: str,
        sha256: str,
        tasks: Sequence[Task],
        set_aside: Sequence[tuple[int, str, str, str]],
    ) -> Merged:
        """Take a list: new tasks are added, changed ones not begun updated, the same list changes nothing.

        :param set_aside: line, column, masked value and reason of each unfit row.
        """

        def work(db: sqlite3.Connection) -> Merged:
            counts = {"added": 0, "updated": 0, "unchanged": 0, "kept": 0}
            position = db.execute("SELECT COALESCE(MAX(position), 0) FROM task").fetchone()[0]
            for task in tasks:
                position += 1
                counts[merge_one(self._pen(db), task, position)] += 1
                if task.customer.opted_out:
                    note_opt_out(self._pen(db), task.customer.customer_id, "list")
                for scope in task.customer.opt_outs:
                    note_opt_out(self._pen(db), task.customer.customer_id, "list", scope)
            # The same list again leaves no trace in the tables; that it was offered is still journalled.
            known = db.execute(
                "SELECT 1 FROM pulled_list WHERE sha256 = ? AND source = ?", (sha256, source)
            ).fetchone()
            if known is None:
                list_id = db.execute(
                    "INSERT INTO pulled_list (source, sha256, pulled_at) VALUES (?, ?, ?)",
                    (source, sha256, self._clock.now().isoformat()),
                ).lastrowid
                self._set_aside(db, list_id, set_aside)
            self._journal.append(
                db, "list.pulled", {"source": source, "sha256": sha256, "set_aside": len(set_aside), **counts}
            )
            return Merged(**counts)

        return await self._database.run(work)

    def _set_aside(
        self, db: sqlite3.Connection, list_id: int | None, rows: Sequence[tuple[int, str, str, str]]
    ) -> None:
        now = self._clock.now()
        db.executemany(
            'INSERT INTO set_aside (list_id, line, "column", value_masked, reason) VALUES (?, ?, ?, ?, ?)',
            [
                (
                    list_id,
                    line,
                    column,
                    seal(db, self._journal, now, f"set_aside|value_masked|{list_id}/{line}/{column}", value),
                    reason,
                )
                for line, column, value, reason in rows
            ],
        )

    async def get(self, task_id: str) -> StoredTask:
        """One task.

        :raises StateConflict: if there is none.
        """
        return await self._database.run(lambda db: _load(db, task_id))

    async def tally(self, on: date) -> Counter[str]:
        """How many of the day's tasks ended with each outcome; the empty key counts the others."""

        def work(db: sqlite3.Connection) -> Counter[str]:
            rows = db.execute(
                "SELECT COALESCE(outcome, ''), COUNT(*) FROM task WHERE business_date = ? GROUP BY 1",
                (on.isoformat(),),
            )
            return Counter({row[0]: row[1] for row in rows})

        return await self._database.run(work)

    async def ended_with(self, on: date, outcomes: Iterable[Outcome]) -> list[StoredTask]:
        """The day's tasks that ended so, in the list's order."""
        wanted = sorted(outcomes)
        marks = ", ".join("?" * len(wanted))

        def work(db: sqlite3.Connection) -> list[StoredTask]:
            rows = db.execute(
                f"SELECT * FROM task WHERE business_date = ? AND outcome IN ({marks}) ORDER BY position",  # noqa: S608
                (on.isoformat(), *wanted),
            )
            return [stored_task(db, row) for row in rows]

        return await self._database.run(work)

    async def of_day(self, on: date) -> list[StoredTask]:
        """The day's tasks in the list's order."""
        return await self._database.run(lambda db: tasks_of_day(db, on))

    async def under_way(self) -> list[StoredTask]:
        """Tasks that were begun and have no ending, of every date."""

        def work(db: sqlite3.Connection) -> list[StoredTask]:
            rows = db.execute(
                "SELECT * FROM task WHERE state IN (?, ?) ORDER BY business_date, position",
                (TaskState.RUNNING, TaskState.AWAITING_WITNESS),
            )
            return [stored_task(db, row) for row in rows]

        return await self._database.run(work)

    async def begin(self, task_id: str, facts: Mapping[str, Any], *, order: Approval | None = None) -> None:
        """READY, SNOOZED, HELD or re-opened becomes RUNNING.

        :param order: what was queued; it begins only if the task still stands as it did then.
        :raises StateConflict: if the task cannot begin, or was skipped, put off, taken back or changed
            meanwhile.
        """

        def work(db: sqlite3.Connection) -> None:
            stored = _load(db, task_id)
            if not stored.may_begin and stored.state is not TaskState.HELD:
                raise _moved_on(stored, "cannot begin")
            if order is not None:
                self._refuse_overtaken(db, stored, order)
            db.execute("DELETE FROM hold WHERE task_id = ?", (task_id,))
            db.execute(
                "UPDATE task SET state = ?, outcome = NULL, reason = NULL, detail = '', begun_at = ?,"
                " ended_at = NULL"
                " WHERE task_id = ?",
                (TaskState.RUNNING, self._clock.now().isoformat(), task_id),
            )
            self._journal.append(db, "task.begun", {"task": task_id, **facts})

        await self._database.run(work)

    async def await_witness(self, task_id: str) -> None:
        """RUNNING becomes AWAITING_WITNESS."""
        await self._database.run(lambda db: set_state(db, task_id, TaskState.AWAITING_WITNESS))

    def _refuse_overtaken(self, db: sqlite3.Connection, stored: StoredTask, order: Approval) -> None:
        """An order may wait long; by then a person or a corrected list may have decided otherwise."""
        if stored.task != order.task:
            raise _moved_on(stored, "was corrected by a newer list")
        if not order.attended:
            if not stored.may_be_scheduled(self._clock.now()):
                raise _moved_on(stored, "is a person's now")
            return
        hold = db.execute(
            "SELECT 1 FROM hold WHERE task_id = ? AND boot_id = ?",
            (stored.task.task_id, self._journal.boot_id),
        ).fetchone()
        words = (stored.variant, stored.free_slots)
        if (
            hold is None
            or stored.state is not TaskState.HELD
            or words != (order.variant, dict(order.free_slots))
        ):
            raise _moved_on(stored, "was taken back")

    async def note_retry(self, task_id: str, attempt: int, reason: str, detail: str) -> None:
        """An attempt ended before its effect and is made anew from the start."""
        record, sealed = with_detail({"task": task_id, "attempt": attempt, "reason": reason}, detail)
        await self._database.run(lambda db: self._journal.append(db, "task.retried", record, sealed))

    async def put_back(self, task_id: str, why: str) -> None:
        """RUNNING becomes READY: nothing was sent, and its order waits at the front."""

        def work(db: sqlite3.Connection) -> None:
            set_state(db, task_id, TaskState.READY)
            self._journal.append(db, "task.put_back", {"task": task_id, "why": why})

        await self._database.run(work)

    async def end(
        self,
        task_id: str,
        outcome: TaskOutcome,
        *,
        evidence: str = "",
        order: Approval | None = None,
        by_hand: MadeByHand | None = None,
    ) -> None:
        """The task has its one outcome.

        :param order: given for an order that is dropped before it began; a task that moved on meanwhile is
            left alone.
        :param by_hand: the contact that a person made instead; the ledger learns of it with the ending.
        :raises StateConflict: if it did.
        """

        def work(db: sqlite3.Connection) -> None:
            if order is not None:
                self._refuse_overtaken(db, _load(db, task_id), order)
            end_task(self._pen(db), task_id, outcome, evidence=evidence, by_hand=by_hand)

        await self._database.run(work)

    def _pen(self, db: sqlite3.Connection) -> Pen:
        return Pen(db=db, journal=self._journal, clock=self._clock)

    async def reopen(self, task_id: str, why: str) -> None:
        """A task whose effect was shown to be absent may begin again.

        If the ledger knows the effect as confirmed (the agent died between the two notes), the task ends so
        instead.
        """
        await self._database.run(lambda db: reopen_task(self._pen(db), task_id, why))

    async def snooze(self, task_id: str, until: datetime) -> None:
        """Put a task off."""

        def work(db: sqlite3.Connection) -> None:
            _startable(db, task_id)
            db.execute(
                "UPDATE task SET state = ?, until = ?, outcome = NULL, reason = NULL WHERE task_id = ?",
                (TaskState.SNOOZED, until.isoformat(), task_id),
            )
            self._journal.append(db, "task.snoozed", {"task": task_id, "until": until.isoformat()})

        await self._database.run(work)

    async def note(self, task_id: str, text: str) -> None:
        """Keep the RM's own note, long numbers shortened; its words are not journalled."""

        def work(db: sqlite3.Connection) -> None:
            day = _load(db, task_id).task.business_date
            note = seal(db, self._journal, day, f"task|note|{task_id}", mask_long_numbers(text))
            db.execute("UPDATE task SET note = ? WHERE task_id = ?", (note, task_id))
            self._journal.append(db, "task.noted", {"task": task_id, "length": len(text)})

        await self._database.run(work)

    async def choose(self, task_id: str, variant: str, free_slots: Mapping[str, str]) -> None:
        """Keep the variant and free slots that the RM approved."""

        def work(db: sqlite3.Connection) -> None:
            words = seal_slots(db, self._journal, _load(db, task_id).task, free_slots)
            db.execute(
                "UPDATE task SET variant = ?, free_slots = ? WHERE task_id = ?", (variant, words, task_id)
            )

        await self._database.run(work)

    async def close(self, task_id: str, outcome: TaskOutcome, *, by_hand: MadeByHand | None = None) -> None:
        """End a task that a person worked without the robot.

        :param by_hand: the contact that the person made, if there was one.
        :raises StateConflict: if it was begun, held or sent; nothing is changed then.
        """

        def work(db: sqlite3.Connection) -> None:
            _startable(db, task_id)
            end_task(self._pen(db), task_id, outcome, by_hand=by_hand)

        await self._database.run(work)

    async def flagged(self, on: date) -> list[StoredTask]:
        """The day's tasks of customers under whom somebody else's message was filed."""
        return await self._database.run(lambda db: flagged_tasks(db, on))

    async def lift_opt_out(self, customer_id: str, by: str, scope: str = "") -> bool:
        """A person says that the customer may be contacted again; whether there was such a no."""
        return await self._database.run(lambda db: lift_opt_out(self._pen(db), customer_id, by, scope))

    async def startable(self, task_id: str) -> StoredTask:
        """The task, if a person or a schedule may begin it.

        :raises StateConflict: if it was begun, held or sent.
        """
        return await self._database.run(lambda db: _startable(db, task_id))


def _moved_on(stored: StoredTask, why: str) -> StateConflict:
    return StateConflict(
        f"task {stored.task.task_id} is {stored.state} and {why}; nothing was done",
        code="task.not_startable",
        state=str(stored.state),
    )


def _load(db: sqlite3.Connection, task_id: str) -> StoredTask:
    row = db.execute("SELECT * FROM task WHERE task_id = ?", (task_id,)).fetchone()
    if row is None:
        raise StateConflict(f"there is no task {task_id}", code="task.not_found")
    return stored_task(db, row)


def _startable(db: sqlite3.Connection, task_id: str) -> StoredTask:
    stored = _load(db, task_id)
    if not stored.may_begin:
        raise StateConflict(
            f"task {task_id} is {stored.state} already; nothing was changed", code="task.not_startable"
        )
    return stored
