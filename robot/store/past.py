"""What the store knows of earlier contacts with a customer, for the caps and the days of rest."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from robot.domain.customer import LineDate
from robot.domain.product import ProductLine
from robot.domain.task import Task
from robot.execution.ports import PastSend

#: What exists or may exist counts against the caps.
MAY_EXIST = "('intended', 'clicked', 'confirmed', 'unknown')"
#: How far back anything is asked: the longest days of rest that a policy may set.
_BACK = timedelta(days=366)
#: The week and the month of a business date end at most so long after it.
_AHEAD = timedelta(days=31)
#: How a person notes a refusal: by skipping the task, or as what came of a call.
_REFUSED = "('customer_declined', 'declined')"


def past_sends(db: sqlite3.Connection, task: Task) -> tuple[PastSend, ...]:
    """Contacts with the task's customer that exist or may exist, oldest first; the task's own is left out."""
    on = task.business_date
    rows = db.execute(
        "SELECT contact_ledger.business_date, contact_ledger.channel,"  # noqa: S608 - a constant
        " COALESCE(task.line, '') AS line, COALESCE(task.talk_track, '') AS talk_track"
        " FROM contact_ledger LEFT JOIN task ON task.task_id = contact_ledger.task_id"
        " WHERE contact_ledger.customer_id = ? AND contact_ledger.effect = 'message'"
        f" AND contact_ledger.task_id != ? AND contact_ledger.state IN {MAY_EXIST}"
        " AND contact_ledger.business_date BETWEEN ? AND ?"
        " ORDER BY contact_ledger.business_date, contact_ledger.entry_id",
        (task.customer.customer_id, task.task_id, (on - _BACK).isoformat(), (on + _AHEAD).isoformat()),
    )
    return tuple(
        PastSend(
            on=date.fromisoformat(row["business_date"]),
            channel=row["channel"],
            line=row["line"],
            talk_track=row["talk_track"],
        )
        for row in rows
    )


def noted_refusals(db: sqlite3.Connection, task: Task) -> tuple[LineDate, ...]:
    """When a person noted that the customer declined something, by product line; the task's own left out."""
    on = task.business_date
    rows = db.execute(
        "SELECT business_date, line FROM task"  # noqa: S608
        f" WHERE customer_id = ? AND state = 'ended' AND detail IN {_REFUSED} AND task_id != ?"
        " AND business_date BETWEEN ? AND ? ORDER BY business_date",
        (task.customer.customer_id, task.task_id, (on - _BACK).isoformat(), on.isoformat()),
    )
    return tuple(
        LineDate(line=ProductLine(row["line"]), on=date.fromisoformat(row["business_date"])) for row in rows
    )
