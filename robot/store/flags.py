"""Messages that the site filed under another customer: both are flagged until a person settles it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from robot.domain.contact import LedgerEntry
from robot.store.endings import Pen
from robot.store.stored_task import StoredTask, stored_task

_UNSETTLED_FLAG = (
    "SELECT 1 FROM contact_flag JOIN contact_ledger USING (entry_id)"
    " WHERE contact_ledger.state = 'unknown' AND contact_flag.customer_id = "
)


def flag_misdirected(pen: Pen, entry: LedgerEntry, elsewhere: Sequence[str]) -> None:
    """Flag the intended customer and everybody in whose chat the message was found."""
    flagged: dict[str, str] = {entry.external_id: entry.key.customer_id}
    for external_id in elsewhere:
        row = pen.db.execute(
            "SELECT customer_id FROM task WHERE external_id = ? ORDER BY business_date DESC LIMIT 1",
            (external_id,),
        ).fetchone()
        # A customer of no list has no task to hold back, but is named all the same.
        flagged.setdefault(external_id, row["customer_id"] if row else "")
    pen.db.executemany(
        "INSERT OR IGNORE INTO contact_flag (entry_id, customer_id, external_id, at) VALUES (?, ?, ?, ?)",
        [
            (entry.entry_id, customer_id, external_id, pen.clock.now().isoformat())
            for external_id, customer_id in flagged.items()
        ],
    )
    pen.journal.append(
        pen.db,
        "contact.misdirected",
        {
            "entry": entry.entry_id,
            "task": entry.task_id,
            "intended": {"customer": entry.key.customer_id, "external_id": entry.external_id},
            "found_under": [
                {"customer": flagged[external_id], "external_id": external_id} for external_id in elsewhere
            ],
        },
    )


def is_flagged(db: sqlite3.Connection, customer_id: str) -> bool:
    """Whether an unsettled misdirected message touches the customer."""
    return db.execute(f"{_UNSETTLED_FLAG} ? LIMIT 1", (customer_id,)).fetchone() is not None


def flagged_tasks(db: sqlite3.Connection, on: date) -> list[StoredTask]:
    """The day's tasks of customers who were flagged because of somebody else's message."""
    rows = db.execute(
        "SELECT DISTINCT task.* FROM task"
        " JOIN contact_flag ON contact_flag.customer_id = task.customer_id"
        " JOIN contact_ledger USING (entry_id)"
        " WHERE contact_ledger.state = 'unknown' AND contact_ledger.task_id != task.task_id"
        " AND task.business_date = ? ORDER BY task.position",
        (on.isoformat(),),
    )
    return [stored_task(db, row) for row in rows]
