"""Contact records and the task list, the part of the store that belongs to the CRM."""

from __future__ import annotations

import json
import sqlite3
from typing import Any


class Records:
    """Contact records of customers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(
        self,
        *,
        customer_id: str,
        channel: str,
        talk_track: str,
        content: str,
        result: str,
        operator: str,
        at: str,
    ) -> str:
        """Store one record and return its id."""
        done = self._db.execute(
            "INSERT INTO records (customer_id, channel, talk_track, content, result, operator, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (customer_id, channel, talk_track, content, result, operator, at),
        )
        return f"R{done.lastrowid:08d}"

    def of_customer(self, customer_id: str, not_after: str) -> list[dict[str, Any]]:
        """All records of a customer up to a moment, newest first."""
        rows = self._db.execute(
            "SELECT * FROM records WHERE customer_id = ? AND created_at <= ? ORDER BY record_id DESC",
            (customer_id, not_after),
        )
        return [_shown(row) for row in rows]

    def new(self) -> list[dict[str, Any]]:
        """All records added since the start."""
        return [
            _shown(row)
            for row in self._db.execute("SELECT * FROM records WHERE NOT is_seeded ORDER BY record_id")
        ]

    def forget_new(self) -> None:
        """Back to the state of the start."""
        self._db.execute("DELETE FROM records WHERE NOT is_seeded")


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    told = {key: row[key] for key in row.keys() if key != "is_seeded"}  # noqa: SIM118  (a Row is no dict)
    return told | {"record_id": f"R{row['record_id']:08d}"}


class Tasks:
    """The day's task list."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def of_day(
        self, rm_id: str, business_date: str, limit: int | None = None, offset: int = 0
    ) -> list[dict[str, Any]]:
        """The tasks of a manager on a day, in their order; who opted out meanwhile is shown so."""
        rows = self._db.execute(
            "SELECT t.data, json_extract(c.data, '$.opted_out') AS opted_out FROM tasks t"
            " LEFT JOIN customers c ON c.customer_id = json_extract(t.data, '$.customer_id')"
            " WHERE t.rm_id = ? AND t.business_date = ? ORDER BY t.task_id LIMIT ? OFFSET ?",
            (rm_id, business_date, -1 if limit is None else limit, offset),
        )
        return [json.loads(row["data"]) | {"opted_out": bool(row["opted_out"])} for row in rows]

    def count(self, rm_id: str, business_date: str) -> int:
        """How many tasks a manager has on a day."""
        row = self._db.execute(
            "SELECT COUNT(*) FROM tasks WHERE rm_id = ? AND business_date = ?", (rm_id, business_date)
        ).fetchone()
        return int(row[0])

    def flaws(self) -> dict[str, str]:
        """Task id to the reason why it must not lead to an effect (or ok)."""
        return dict(self._db.execute("SELECT task_id, flaw FROM tasks ORDER BY task_id").fetchall())
