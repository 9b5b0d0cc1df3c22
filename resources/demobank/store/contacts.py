"""The contact list of an employee with unread counts and drafts, as the chat client shows it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One customer as the chat client knows him."""

    external_id: str
    customer_id: str
    rm_id: str
    name: str
    remark: str
    tag: str
    friendship: str
    mass_received: bool

    def as_json(self) -> dict[str, str]:
        """What the page may see."""
        return {"external_id": self.external_id, "name": self.name, "remark": self.remark, "tag": self.tag}


LIST = """
SELECT c.external_id, c.name, c.remark, c.tag, m.text AS snippet, m.sent_at AS last_at,
       COALESCE(u.unread, 0) AS unread, COALESCE(d.text, '') AS draft
FROM customers c
LEFT JOIN messages m ON m.message_id = (
    SELECT message_id FROM messages WHERE external_id = c.external_id ORDER BY message_id DESC LIMIT 1)
LEFT JOIN (SELECT external_id, COUNT(*) AS unread FROM messages
           WHERE employee_id = :rm AND is_unread = 1 GROUP BY external_id) u ON u.external_id = c.external_id
LEFT JOIN drafts d ON d.employee_id = :rm AND d.external_id = c.external_id
WHERE c.rm_id = :rm
ORDER BY c.is_trap DESC, m.sent_at DESC, c.customer_id
"""


class Contacts:
    """Reads contacts and customers, keeps drafts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def of_employee(self, employee_id: str) -> list[dict[str, Any]]:
        """All contacts of an employee, the last active first."""
        return [
            {
                "external_id": row["external_id"],
                "name": row["name"],
                "remark": row["remark"],
                "tag": row["tag"],
                "snippet": (row["snippet"] or "")[:40],
                "last_at": row["last_at"] or "",
                "unread": row["unread"],
                "draft": row["draft"],
            }
            for row in self._db.execute(LIST, {"rm": employee_id})
        ]

    def find(self, employee_id: str, external_id: str) -> Contact | None:
        """One contact of this employee."""
        row = self._db.execute(
            "SELECT * FROM customers WHERE external_id = ? AND rm_id = ?", (external_id, employee_id)
        ).fetchone()
        if row is None:
            return None
        return Contact(
            external_id=row["external_id"],
            customer_id=row["customer_id"],
            rm_id=row["rm_id"],
            name=row["name"],
            remark=row["remark"],
            tag=row["tag"],
            friendship=row["friendship"],
            mass_received=bool(row["mass_received"]),
        )

    def any_of(self, external_id: str) -> Contact | None:
        """One contact, whoever's it is."""
        row = self._db.execute("SELECT rm_id FROM customers WHERE external_id = ?", (external_id,)).fetchone()
        return self.find(row["rm_id"], external_id) if row else None

    def another(self, contact: Contact) -> Contact:
        """Some other contact of the same employee (the wrong one for a message)."""
        row = self._db.execute(
            "SELECT external_id FROM customers WHERE rm_id = ? AND external_id <> ?"
            " ORDER BY name = ? DESC, external_id",
            (contact.rm_id, contact.external_id, contact.name),
        ).fetchone()
        return self.find(contact.rm_id, row["external_id"]) or contact

    def another_customer(self, customer_id: str) -> str:
        """The number of some other customer, one of the same name if there is one."""
        row = self._db.execute(
            "SELECT o.customer_id FROM customers c JOIN customers o ON o.customer_id <> c.customer_id"
            " WHERE c.customer_id = ? AND NOT o.is_trap ORDER BY o.name = c.name DESC, o.customer_id LIMIT 1",
            (customer_id,),
        ).fetchone()
        return str(row["customer_id"]) if row else customer_id

    def keep_draft(self, employee_id: str, external_id: str, text: str) -> None:
        """Remember what stands in the composer; empty text forgets it."""
        if text.strip():
            self._db.execute(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (employee_id, external_id, text)
            )
        else:
            self._db.execute(
                "DELETE FROM drafts WHERE employee_id = ? AND external_id = ?", (employee_id, external_id)
            )

    def rename(self, external_id: str, given: dict[str, str]) -> None:
        """Change name, remark or tag in the chat client, as given; the CRM keeps its own."""
        self._keep_original(external_id)
        for column in given.keys() & {"name", "remark", "tag"}:
            self._db.execute(
                f"UPDATE customers SET {column} = ? WHERE external_id = ?",  # noqa: S608 - one of three names
                (given[column], external_id),
            )

    def opt_out(self, external_id: str) -> None:
        """The bank's books say from now on that this customer wants nothing more."""
        self._keep_original(external_id)
        self._db.execute(
            "UPDATE customers SET data = json_set(data, '$.opted_out', json('true')) WHERE external_id = ?",
            (external_id,),
        )

    def _keep_original(self, external_id: str) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO originals SELECT customer_id, name, remark, tag, data FROM customers"
            " WHERE external_id = ?",
            (external_id,),
        )

    def forget_changes(self) -> None:
        """Names, books and drafts as at the start."""
        self._db.execute(
            "UPDATE customers SET (name, remark, tag, data) ="
            " (SELECT name, remark, tag, data FROM originals o WHERE o.customer_id = customers.customer_id)"
            " WHERE customer_id IN (SELECT customer_id FROM originals)"
        )
        self._db.execute("DELETE FROM originals")
        self._db.execute("DELETE FROM drafts")
        self._db.execute("INSERT INTO drafts SELECT * FROM seeded_drafts")

    def customer(self, customer_id: str) -> dict[str, Any] | None:
        """The whole customer."""
        row = self._db.execute("SELECT data FROM customers WHERE customer_id = ?", (customer_id,)).fetchone()
        return json.loads(row["data"]) if row else None

    def search(self, text: str, limit: int = 100) -> list[dict[str, Any]]:
        """Customers whose name or number holds the text."""
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._db.execute(
            "SELECT data FROM customers WHERE NOT is_trap"
            " AND (name LIKE ? ESCAPE '\\' OR customer_id LIKE ? ESCAPE '\\')"
            " ORDER BY name, customer_id LIMIT ?",
            (pattern, pattern, limit),
        )
        return [json.loads(row["data"]) for row in rows]

    def forget_traps(self) -> None:
        """Remove the namesakes that a fault added."""
        self._db.execute(
            "DELETE FROM messages WHERE external_id IN (SELECT external_id FROM customers WHERE is_trap)"
        )
        self._db.execute("DELETE FROM customers WHERE is_trap")
