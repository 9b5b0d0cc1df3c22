"""The message store: what stands here has reached a customer, and nothing else has."""

from __future__ import annotations

import sqlite3
from typing import Any


def shown(row: sqlite3.Row) -> dict[str, Any]:
    """A message as the chat page gets it."""
    return {
        "id": f"M{row['message_id']}",
        "dir": row["direction"],
        "text": row["text"],
        "at": row["sent_at"],
        "state": "sent",
    }


class Messages:
    """Adds, reads and counts messages."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(
        self, *, external_id: str, employee_id: str, direction: str, text: str, at: str, client_key: str = ""
    ) -> dict[str, Any]:
        """Store one message; a customer's own is unread at first."""
        done = self._db.execute(
            "INSERT INTO messages (external_id, employee_id, direction, text, sent_at, client_key, is_unread)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (external_id, employee_id, direction, text, at, client_key, direction == "in"),
        )
        row = self._db.execute("SELECT * FROM messages WHERE message_id = ?", (done.lastrowid,)).fetchone()
        return shown(row)

    def spend_id(self) -> str:
        """An id no stored message will ever have, for an answer that stores nothing."""
        self._db.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'messages'")
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
        return f"M{row['seq'] if row else 0}"

    def of_chat(self, external_id: str, before: int, limit: int) -> list[dict[str, Any]]:
        """The last messages of a chat before an id (0: the newest), the oldest first."""
        rows = self._db.execute(
            "SELECT * FROM messages WHERE external_id = ? AND (message_id < ? OR ? = 0)"
            " ORDER BY message_id DESC LIMIT ?",
            (external_id, before, before, limit),
        ).fetchall()
        return [shown(row) for row in reversed(rows)]

    def mark_read(self, employee_id: str, external_id: str) -> None:
        """The chat was opened."""
        self._db.execute(
            "UPDATE messages SET is_unread = 0 WHERE employee_id = ? AND external_id = ? AND is_unread = 1",
            (employee_id, external_id),
        )

    def count_unread(self, employee_id: str, external_id: str) -> int:
        """Unread messages of one chat."""
        row = self._db.execute(
            "SELECT COUNT(*) FROM messages WHERE employee_id = ? AND external_id = ? AND is_unread = 1",
            (employee_id, external_id),
        ).fetchone()
        return int(row[0])

    def count_sent(self, employee_id: str, day: str) -> int:
        """Messages sent by an employee on a day."""
        row = self._db.execute(
            "SELECT COUNT(*) FROM messages WHERE employee_id = ? AND direction = 'out'"
            " AND sent_at >= ? AND sent_at < ?",
            (employee_id, day, day + "U"),
        ).fetchone()
        return int(row[0])

    def archive(
        self, employee_id: str, day: str, not_after: str, page: int, size: int
    ) -> tuple[list[sqlite3.Row], int]:
        """One page of what an employee sent on a day, newest first, and the number of all."""
        bounds = (employee_id, day, day + "U", not_after)
        total = self._db.execute(
            "SELECT COUNT(*) FROM messages m WHERE m.employee_id = ? AND m.direction = 'out'"
            " AND m.sent_at >= ? AND m.sent_at < ? AND m.sent_at <= ?",
            bounds,
        ).fetchone()[0]
        rows = self._db.execute(
            "SELECT m.*, c.name, c.customer_id FROM messages m JOIN customers c USING (external_id)"
            " WHERE m.employee_id = ? AND m.direction = 'out'"
            " AND m.sent_at >= ? AND m.sent_at < ? AND m.sent_at <= ?"
            " ORDER BY m.message_id DESC LIMIT ? OFFSET ?",
            (*bounds, size, (page - 1) * size),
        ).fetchall()
        return rows, int(total)

    def effects(self, direction: str = "out") -> list[dict[str, Any]]:
        """Everything that reached a customer since the start (or, with `in`, what customers wrote)."""
        rows = self._db.execute(
            "SELECT m.*, c.name, c.customer_id FROM messages m JOIN customers c USING (external_id)"
            " WHERE m.direction = ? AND NOT m.is_seeded ORDER BY m.message_id",
            (direction,),
        )
        return [
            {
                "message_id": f"M{row['message_id']}",
                "external_id": row["external_id"],
                "customer_id": row["customer_id"],
                "customer_name": row["name"],
                "text": row["text"],
                "employee_id": row["employee_id"],
                "sent_at": row["sent_at"],
                "client_key": row["client_key"],
            }
            for row in rows
        ]

    def note_attempt(self, *, external_id: str, employee_id: str, text: str, outcome: str, at: str) -> None:
        """Remember what became of a send, for the oracle."""
        self._db.execute(
            "INSERT INTO attempts (external_id, employee_id, text, outcome, at) VALUES (?, ?, ?, ?, ?)",
            (external_id, employee_id, text, outcome, at),
        )

    def attempts(self) -> list[dict[str, Any]]:
        """All sends that reached the server."""
        return [dict(row) for row in self._db.execute("SELECT * FROM attempts ORDER BY attempt_id")]

    def forget_new(self) -> None:
        """Back to the state of the start."""
        self._db.execute("DELETE FROM messages WHERE NOT is_seeded")
        self._db.execute("DELETE FROM attempts")
