"""The message store: what stands here has reached a customer, and nothing else has."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to be stored."""

    external_id: str
    employee_id: str
    #: out or in
    direction: str
    text: str
    #: the bank's time stamp
    at: str
    #: page, telephone or customer
    origin: str
    #: one for each press of a page's send button
    client_key: str = ""
    #: an id given out before, if so
    reserved_id: int | None = None
    #: the archive shows it
    is_archived: bool = True


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

    def add(self, new: NewMessage) -> dict[str, Any]:
        """Store one message; a customer's own is unread at first."""
        done = self._db.execute(
            "INSERT INTO messages"
            " (message_id, external_id, employee_id, direction, text, sent_at, client_key,"
            " is_unread, origin, is_archived, stored_no)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            " (SELECT COALESCE(MAX(stored_no), 0) + 1 FROM messages WHERE is_seeded = 0))",
            (
                new.reserved_id,
                new.external_id,
                new.employee_id,
                new.direction,
                new.text,
                new.at,
                new.client_key,
                new.direction == "in",
                new.origin,
                new.is_archived,
            ),
        )
        row = self._db.execute("SELECT * FROM messages WHERE message_id = ?", (done.lastrowid,)).fetchone()
        return shown(row)

    def spend_id(self) -> int:
        """An id no other message will ever have, for an answer that stores nothing or not yet."""
        self._db.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'messages'")
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
        return int(row["seq"]) if row else 0

    def newest_id(self) -> int:
        """The id of the last message so far."""
        row = self._db.execute("SELECT MAX(message_id) FROM messages").fetchone()
        return int(row[0] or 0)

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
            "SELECT COUNT(*) FROM messages m"
            " WHERE m.employee_id = ? AND m.direction = 'out' AND m.is_archived"
            " AND m.sent_at >= ? AND m.sent_at < ? AND m.sent_at <= ?",
            bounds,
        ).fetchone()[0]
        rows = self._db.execute(
            "SELECT m.*, c.name, c.customer_id FROM messages m JOIN customers c USING (external_id)"
            " WHERE m.employee_id = ? AND m.direction = 'out' AND m.is_archived"
            " AND m.sent_at >= ? AND m.sent_at < ? AND m.sent_at <= ?"
            " ORDER BY m.message_id DESC LIMIT ? OFFSET ?",
            (*bounds, size, (page - 1) * size),
        ).fetchall()
        return rows, int(total)

    def effects(self, direction: str = "out", since: int = 0) -> list[dict[str, Any]]:
        """Everything that reached a customer since the start (or, with `in`, what customers wrote).

        In the order of storing; `since` leaves out the message of this id and all that were stored before it.
        """
        rows = self._db.execute(
            "SELECT m.*, c.name, c.customer_id FROM messages m JOIN customers c USING (external_id)"
            " WHERE m.direction = ? AND m.is_seeded = 0"
            " AND m.stored_no > COALESCE((SELECT stored_no FROM messages WHERE message_id = ?), 0)"
            " ORDER BY m.stored_no",
            (direction, since),
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
                "origin": row["origin"],
            }
            for row in rows
        ]

    def note_attempt(
        self, *, external_id: str, employee_id: str, text: str, outcome: str, at: str, client_key: str
    ) -> None:
        """Remember what became of a send, for the oracle."""
        self._db.execute(
            "INSERT INTO attempts (external_id, employee_id, text, outcome, at, client_key)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (external_id, employee_id, text, outcome, at, client_key),
        )

    def attempts(self) -> list[dict[str, Any]]:
        """All sends that reached the server."""
        return [dict(row) for row in self._db.execute("SELECT * FROM attempts ORDER BY attempt_id")]

    def clicks(self) -> list[dict[str, Any]]:
        """One entry for each press of a send button that reached the server, in their order."""
        rows = self._db.execute(
            "SELECT client_key, external_id, text, COUNT(*) AS requests, MIN(at) AS first_at,"
            " json_group_array(outcome) AS outcomes,"
            " (SELECT COUNT(*) FROM messages m"
            " WHERE m.client_key = a.client_key AND m.is_seeded = 0) AS stored"
            " FROM attempts a GROUP BY client_key, CASE client_key WHEN '' THEN attempt_id END"
            " ORDER BY MIN(attempt_id)"
        )
        return [dict(row) | {"outcomes": json.loads(row["outcomes"])} for row in rows]

    def forget_new(self) -> None:
        """Back to the state of the start."""
        self._db.execute("DELETE FROM messages WHERE is_seeded = 0")
        self._db.execute("UPDATE messages SET is_unread = 1 WHERE was_unread = 1 AND is_unread = 0")
        self._db.execute("DELETE FROM attempts")
