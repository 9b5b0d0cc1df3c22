"""Rows for the fronts, made from the store; customer names only where a person works with them."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, time

from robot.domain.clock import BANK_ZONE
from robot.domain.outcome import Outcome
from robot.domain.task import TaskState
from robot.domain.views import JournalLine, QueueRow
from robot.review.indexing import COMMENTED, MARKED, SAMPLED
from robot.store.stored_task import StoredTask, tasks_of_day

#: Strategies whose customers the plan sees as at risk of leaving.
_WARNING_STRATEGIES = frozenset({"churn-warning", "fund-plan-stopped"})
#: Endings that a person should look at.
_LOOK_AT = frozenset({Outcome.HALTED, Outcome.NEEDS_PERSON, Outcome.UNKNOWN})


#: Characters of one cell.
_SHORT = 120


def queue_row(stored: StoredTask, now: datetime) -> QueueRow:
    """One line of Today's queue."""
    task = stored.task
    ended = stored.state is TaskState.ENDED
    overdue = bool(task.due_at) and not ended and _is_past(task.business_date, task.due_at, now)
    return QueueRow(
        task_id=task.task_id,
        name=task.customer.name,
        reason=task.reasons[0] if task.reasons else task.strategy,
        channel=task.channel,
        tier=task.customer.tier,
        due_at=task.due_at.strftime("%H:%M") if task.due_at else "",
        is_overdue=overdue,
        is_maturity=task.product.maturity_date is not None,
        is_warning=task.strategy in _WARNING_STRATEGIES or stored.outcome in _LOOK_AT,
        state=stored.state,
        outcome=stored.outcome or "",
        outcome_reason=stored.reason,
        until=stored.until,
    )


def _is_past(day: date, due_at: time | None, now: datetime) -> bool:
    return due_at is not None and datetime.combine(day, due_at, BANK_ZONE) < now


def queue_rows(db: sqlite3.Connection, on: date, limit: int, offset: int) -> tuple[QueueRow, ...]:
    """The day's queue in the list's order."""
    now = _latest_moment(db)
    return tuple(queue_row(stored, now) for stored in tasks_of_day(db, on, limit=limit, offset=offset))


def _latest_moment(db: sqlite3.Connection) -> datetime:
    """The engine's time as the journal knows it; the reader has no clock of its own."""
    row = db.execute("SELECT header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    wall_us = int(json.loads(row["header"])["wall_us"]) if row else 0
    return datetime.fromtimestamp(wall_us / 1e6, tz=UTC).astimezone(BANK_ZONE)


def journal_lines(db: sqlite3.Connection, count: int, after: int) -> tuple[JournalLine, ...]:
    """The last `count` records, or the first `count` after a sequence number; oldest first."""
    if after >= 0:
        found = db.execute(
            "SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (after, count)
        ).fetchall()
    else:
        found = db.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT ?", (count,)).fetchall()[::-1]
    return tuple(_journal_line(row) for row in found)


def _journal_line(row: sqlite3.Row) -> JournalLine:
    header = json.loads(row["header"])
    payload = json.loads(row["payload"]) if row["payload"] else {}
    task_id = str(payload.pop("task", ""))
    if header["type"] in {MARKED, COMMENTED, SAMPLED}:
        # Who is drawn to look at a record must not read here what others said of it.
        for name in ("seq", "seqs"):
            payload.pop(name, None)
    detail = " ".join(f"{key}={_short(value)}" for key, value in payload.items() if value not in ("", [], {}))
    return JournalLine(
        seq=row["seq"],
        at=datetime.fromtimestamp(int(header["wall_us"]) / 1e6, tz=UTC).astimezone(BANK_ZONE),
        type=header["type"],
        task_id=task_id,
        detail=detail,
        hash_prefix=bytes(row["hash"]).hex()[:12],
    )


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return text if len(text) <= _SHORT else text[: _SHORT - 3] + "..."
