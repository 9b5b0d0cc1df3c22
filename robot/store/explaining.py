"""Whether the robot itself sent what stands in a chat, as its ledger knows; and whose chat it is."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta

from robot.execution.hand_typed import Explained, OwnMessage, ToWhom
from robot.store.stored_task import task_of

#: A message of these days may be one of the robot's whose text the site changed.
_DAYS = timedelta(days=3)


def explained(db: sqlite3.Connection, message: OwnMessage) -> Explained:
    """Whether an entry of the ledger explains a message, or a review holds it already.

    The same words to whomever are the robot's: a site may file a message under another customer. Words that
    a review let go once are the robot's for that customer alone, so that nobody sends them on by hand.
    """
    if db.execute("SELECT 1 FROM review WHERE seen_as = ?", (message.seen_as,)).fetchone() is not None:
        return Explained.YES
    same = db.execute(
        "SELECT 1 FROM contact_ledger WHERE text_sha256 = ? AND effect = 'message' AND site = ?"
        " AND (external_id = ? OR NOT EXISTS (SELECT 1 FROM review"
        " WHERE review.kind = 'held_text' AND review.text_sha256 = contact_ledger.text_sha256))",
        (message.text_sha256, message.site, message.external_id),
    )
    if same.fetchone() is not None:
        return Explained.YES
    rows = db.execute(
        "SELECT state, decided_by, effect_ids FROM contact_ledger"
        " WHERE external_id = ? AND business_date >= ? AND effect = 'message' AND site = ?",
        (message.external_id, (message.business_date - _DAYS).isoformat(), message.site),
    ).fetchall()
    if any(_is_its_effect(row, message.message_id) for row in rows):
        return Explained.YES
    # What the site makes of a message under way is known once it is settled.
    is_under_way = any(row["state"] in ("intended", "clicked") for row in rows)
    return Explained.NOT_YET if is_under_way else Explained.NO


def _is_its_effect(row: sqlite3.Row, message_id: str) -> bool:
    """Whether the entry took the message for its own.

    Of a confirmed entry with several ids one is the robot's text to the letter, which was looked for before;
    the others only resemble it, as a copy does that somebody changed by hand.
    """
    ids = json.loads(row["effect_ids"])
    if not message_id or message_id not in ids:
        return False
    is_by_reading = row["state"] == "confirmed" and not row["decided_by"].startswith("person")
    return len(ids) == 1 or not is_by_reading


def whom(db: sqlite3.Connection, message: OwnMessage) -> ToWhom:
    """Whose chat it is, by the tasks of that day; empty if the customer is in no list."""
    row = db.execute(
        "SELECT task_id, payload FROM task WHERE business_date = ?"
        " AND external_id = ? ORDER BY position LIMIT 1",
        (message.business_date.isoformat(), message.external_id),
    ).fetchone()
    if row is None:
        row = db.execute(
            "SELECT task.task_id, task.payload FROM contact_ledger JOIN task USING (task_id)"
            " WHERE contact_ledger.external_id = ? ORDER BY contact_ledger.entry_id DESC LIMIT 1",
            (message.external_id,),
        ).fetchone()
    if row is None:
        return ToWhom()
    task = task_of(db, row)
    return ToWhom(
        customer_id=task.customer.customer_id,
        name=task.customer.name,
        task_id=task.task_id,
        product=task.product.name,
        rm_id=task.rm_id,
    )
