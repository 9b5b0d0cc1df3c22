"""Customers who said no: kept apart from the lists, so that a later list cannot forget it."""

from __future__ import annotations

import sqlite3

from robot.store.endings import Pen


def has_opted_out(db: sqlite3.Connection, customer_id: str) -> bool:
    """Whether the customer said no, wherever it was learnt."""
    return db.execute("SELECT 1 FROM opt_out WHERE customer_id = ?", (customer_id,)).fetchone() is not None


def note_opt_out(pen: Pen, customer_id: str, source: str) -> None:
    """Keep a no; the first one stays, and only that is journalled.

    :param source: `list`, `chat` or `person:<account>`.
    """
    written = pen.db.execute(
        "INSERT OR IGNORE INTO opt_out (customer_id, at, source) VALUES (?, ?, ?)",
        (customer_id, pen.clock.now().isoformat(), source),
    )
    if written.rowcount:
        pen.journal.append(pen.db, "customer.opted_out", {"customer": customer_id, "source": source})


def lift_opt_out(pen: Pen, customer_id: str, by: str) -> bool:
    """A person says that the customer may be contacted again; whether there was a no."""
    if not pen.db.execute("DELETE FROM opt_out WHERE customer_id = ?", (customer_id,)).rowcount:
        return False
    pen.journal.append(pen.db, "customer.opt_out_lifted", {"customer": customer_id, "by": by})
    return True
