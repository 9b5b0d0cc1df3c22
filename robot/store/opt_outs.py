"""Customers who said no: kept apart from the lists, so that a later list cannot forget it."""

from __future__ import annotations

import sqlite3

from robot.store.endings import Pen


def has_opted_out(db: sqlite3.Connection, customer_id: str) -> bool:
    """Whether the customer said no to everything, wherever it was learnt."""
    return db.execute("SELECT 1 FROM opt_out WHERE customer_id = ?", (customer_id,)).fetchone() is not None


def refused_scopes(db: sqlite3.Connection, customer_id: str) -> frozenset[str]:
    """What the customer said no to in part."""
    rows = db.execute("SELECT scope FROM opt_out_scope WHERE customer_id = ?", (customer_id,))
    return frozenset(row["scope"] for row in rows)


def note_opt_out(pen: Pen, customer_id: str, source: str, scope: str = "") -> None:
    """Keep a no; the first one stays, and only that is journalled.

    :param source: `list`, `chat` or `person:<account>`.
    :param scope: to what, such as `phone` or `marketing:wecom`; empty: to everything.
    """
    now = pen.clock.now().isoformat()
    if scope:
        written = pen.db.execute(
            "INSERT OR IGNORE INTO opt_out_scope (customer_id, scope, at, source) VALUES (?, ?, ?, ?)",
            (customer_id, scope, now, source),
        )
    else:
        written = pen.db.execute(
            "INSERT OR IGNORE INTO opt_out (customer_id, at, source) VALUES (?, ?, ?)",
            (customer_id, now, source),
        )
    if written.rowcount:
        record: dict[str, object] = {"customer": customer_id, "source": source}
        pen.journal.append(pen.db, "customer.opted_out", record | ({"scope": scope} if scope else {}))


def lift_opt_out(pen: Pen, customer_id: str, by: str, scope: str = "") -> bool:
    """A person says that the customer may be contacted again; whether there was such a no.

    :param scope: as in `note_opt_out`; the other refusals of the customer stay.
    """
    if scope:
        gone = pen.db.execute(
            "DELETE FROM opt_out_scope WHERE customer_id = ? AND scope = ?", (customer_id, scope)
        )
    else:
        gone = pen.db.execute("DELETE FROM opt_out WHERE customer_id = ?", (customer_id,))
    if not gone.rowcount:
        return False
    record: dict[str, object] = {"customer": customer_id, "by": by}
    pen.journal.append(pen.db, "customer.opt_out_lifted", record | ({"scope": scope} if scope else {}))
    return True
