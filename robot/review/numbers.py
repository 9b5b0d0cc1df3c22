"""Numbers of codes, tasks and sources while the index is written; what was used lately stays in memory."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from dataclasses import dataclass

from robot.review.codes import Kind

#: Customers come back on other days; a year of one workstation fits.
_CODES_KEPT = 150_000
_TASKS_KEPT = 60_000
_MOST_DETAILS = 50_000


@dataclass(slots=True)
class TaskContext:
    """What a task's records said so far; numbers of codes."""

    id: int
    customer: int = 0
    site: int = 0
    run: int = 0
    track: int = 0
    is_night: int = 0
    is_changed: bool = False


class Codes:
    """Code text to number, both ways of growing: found in the index, or added."""

    def __init__(self, index: sqlite3.Connection) -> None:
        """Nothing is loaded before it is asked for."""
        self._index = index
        self._known: OrderedDict[tuple[int, str], int] = OrderedDict()

    def number(self, kind: Kind, text: str) -> int:
        """The code's number; 0 for an empty text."""
        if not text:
            return 0
        key = (int(kind), text)
        found = self._known.get(key)
        if found is None:
            row = self._index.execute("SELECT id FROM code WHERE kind = ? AND text = ?", key).fetchone()
            if row is None:
                row = (self._index.execute("INSERT INTO code (kind, text) VALUES (?, ?)", key).lastrowid,)
            found = int(row[0])
            self._known[key] = found
            if len(self._known) > _CODES_KEPT:
                self._known.popitem(last=False)
        return found

    def forget(self) -> None:
        """After a transaction that was rolled back."""
        self._known.clear()


class Details:
    """Details of lines; once there are too many, new ones are left out, and lines show none."""

    def __init__(self, index: sqlite3.Connection) -> None:
        """Loads those that are there."""
        self._index = index
        self._known: dict[str, int] = {"": 0}
        self.forget()

    def number(self, text: str) -> int:
        """The detail's number; 0 for none."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _MOST_DETAILS:
                return 0
            number = self._index.execute("INSERT INTO detail (text) VALUES (?)", (text,)).lastrowid
            found = self._known[text] = int(number or 0)
        return found

    def forget(self) -> None:
        """After a transaction that was rolled back."""
        self._known = {"": 0, **dict(self._index.execute("SELECT text, id FROM detail").fetchall())}


class Tasks:
    """Contexts of tasks; changed ones are written before the transaction ends."""

    def __init__(self, index: sqlite3.Connection) -> None:
        """As `Codes`."""
        self._index = index
        self._known: OrderedDict[str, TaskContext] = OrderedDict()

    def context(self, name: str) -> tuple[TaskContext, bool]:
        """A task's context, and whether it is new."""
        found = self._known.get(name)
        if found is not None:
            return found, False
        row = self._index.execute(
            "SELECT id, customer, site, run, track, is_night FROM task WHERE name = ?", (name,)
        ).fetchone()
        if row is None:
            number = self._index.execute("INSERT INTO task (name) VALUES (?)", (name,)).lastrowid
            context, is_new = TaskContext(int(number or 0)), True
        else:
            context, is_new = TaskContext(*row), False
        self._known[name] = context
        return context, is_new

    def save(self) -> None:
        """Write what changed, and let go of the oldest."""
        changed = [context for context in self._known.values() if context.is_changed]
        self._index.executemany(
            "UPDATE task SET customer = ?, site = ?, run = ?, track = ?, is_night = ? WHERE id = ?",
            [(it.customer, it.site, it.run, it.track, it.is_night, it.id) for it in changed],
        )
        for context in changed:
            context.is_changed = False
        while len(self._known) > _TASKS_KEPT:
            self._known.popitem(last=False)

    def forget(self) -> None:
        """After a transaction that was rolled back."""
        self._known.clear()
