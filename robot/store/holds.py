"""Approved sends that can still be undone: written first, so that a crash inside the window loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from robot.domain.errors import StateConflict
from robot.domain.task import TaskState
from robot.journal.journal import Journal
from robot.store.database import Database
from robot.store.stored_task import StoredTask, seal_slots, stored_task

_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One approved send."""

    stored: StoredTask
    due_at: datetime
    seconds: int
    #: Of an earlier start, or recalled by the kill switch: waits for a person.
    is_waiting: bool


class SqliteHolds:
    """The writing side of holds."""

    def __init__(self, database: Database, journal: Journal) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal

    async def place(
        self,
        task_id: str,
        *,
        due_at: datetime,
        seconds: int,
        variant: str,
        free_slots: Mapping[str, str],
        filled_percent: Mapping[str, int] = _NOTHING,
    ) -> Hold:
        """READY, re-opened or waiting becomes HELD.

        :param filled_percent: how much of its length each slot with words of a person's own uses.
        :raises StateConflict: if the task was begun, sent, or is held already.
        """

        def work(db: sqlite3.Connection) -> Hold:
            stored = _load(db, task_id)
            waiting = db.execute(
                "SELECT 1 FROM hold WHERE task_id = ? AND boot_id != ?", (task_id, self._journal.boot_id)
            ).fetchone()
            if not stored.may_begin and not (stored.state is TaskState.HELD and waiting):
                raise StateConflict(
                    f"task {task_id} is {stored.state} already; nothing was changed",
                    code="task.not_startable",
                )
            words = seal_slots(db, self._journal, stored.task, free_slots)
            db.execute(
                "UPDATE task SET state = ?, variant = ?, free_slots = ?, outcome = NULL, reason = NULL,"
                " until = NULL"
                " WHERE task_id = ?",
                (TaskState.HELD, variant, words, task_id),
            )
            db.execute(
                "INSERT OR REPLACE INTO hold (task_id, due_at, seconds, boot_id) VALUES (?, ?, ?, ?)",
                (task_id, due_at.isoformat(), seconds, self._journal.boot_id),
            )
            said: dict[str, object] = {"task": task_id, "due_at": due_at.isoformat(), "seconds": seconds}
            said["variant"] = variant
            if filled_percent:
                said["free_slots_percent"] = dict(filled_percent)
            self._journal.append(db, "task.held", said)
            return Hold(stored=_load(db, task_id), due_at=due_at, seconds=seconds, is_waiting=False)

        return await self._database.run(work)

    async def undo(self, task_id: str) -> None:
        """HELD becomes READY again.

        :raises StateConflict: if it is not held any more.
        """

        def work(db: sqlite3.Connection) -> None:
            if db.execute("DELETE FROM hold WHERE task_id = ?", (task_id,)).rowcount == 0:
                raise StateConflict(
                    f"task {task_id} is not held any more; it cannot be undone", code="hold.too_late"
                )
            db.execute("UPDATE task SET state = ? WHERE task_id = ?", (TaskState.READY, task_id))
            self._journal.append(db, "task.undone", {"task": task_id})

        await self._database.run(work)

    async def recall(self, task_id: str, why: str) -> None:
        """One hold now waits for a person."""

        def work(db: sqlite3.Connection) -> None:
            if db.execute("UPDATE hold SET boot_id = '' WHERE task_id = ?", (task_id,)).rowcount:
                self._journal.append(db, "hold.recalled", {"task": task_id, "why": why})

        await self._database.run(work)

    async def recall_all(self, why: str) -> None:
        """Every hold now waits for a person; used by the kill switch."""

        def work(db: sqlite3.Connection) -> None:
            changed = db.execute("UPDATE hold SET boot_id = '' WHERE boot_id != ''").rowcount
            if changed:
                self._journal.append(db, "hold.recalled", {"count": changed, "why": why})

        await self._database.run(work)

    async def all(self) -> list[Hold]:
        """All holds, oldest first."""

        def work(db: sqlite3.Connection) -> list[Hold]:
            found = db.execute(
                "SELECT task.*, hold.due_at AS hold_due, hold.seconds AS hold_seconds,"
                " hold.boot_id AS hold_boot"
                " FROM hold JOIN task USING (task_id) ORDER BY hold.due_at"
            )
            return [
                Hold(
                    stored=stored_task(db, row),
                    due_at=datetime.fromisoformat(row["hold_due"]),
                    seconds=row["hold_seconds"],
                    is_waiting=row["hold_boot"] != self._journal.boot_id,
                )
                for row in found
            ]

        return await self._database.run(work)


def _load(db: sqlite3.Connection, task_id: str) -> StoredTask:
    row = db.execute("SELECT * FROM task WHERE task_id = ?", (task_id,)).fetchone()
    if row is None:
        raise StateConflict(f"there is no task {task_id}", code="task.not_found")
    return stored_task(db, row)
