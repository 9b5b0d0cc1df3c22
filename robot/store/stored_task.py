"""A task as the store holds it: what came, and where it stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from robot.domain.outcome import Outcome, Reason
from robot.domain.task import Task, TaskState
from robot.journal.journal import Journal
from robot.policy.rules import caps_account_daily, clock_ahead, hours_quiet, permit_release
from robot.store.sealing import open_detail, opened, seal

#: A task as JSON, both ways.
TASK_JSON: TypeAdapter[Task] = TypeAdapter(Task)
#: Endings after which a person may send the task again: nothing was sent.
REOPENABLE = frozenset({Outcome.HALTED, Outcome.NEEDS_PERSON, Outcome.CANCELLED, Outcome.REFUSED})
#: Why a task may have ended and still be taken by the schedule; what a person skipped may not.
_RESUMABLE = frozenset(
    {
        Reason.STOPPED,
        Reason.INTERRUPTED,
        Reason.SITE_STOPPED,
        # Not tried: its time had not come, or there was no room left in the account's cap of that day.
        Reason.WINDOW_CLOSED,
        caps_account_daily.ID,
        # Not tried: the clock could not be trusted.
        clock_ahead.ID,
        # Not tried: the release could not be used.
        permit_release.ID,
        # Not tried: the site was closed for everybody.
        Reason.WRONG_ACCOUNT,
        Reason.PLATFORM_QUOTA,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTask:
    """A task and where it stands."""

    task: Task
    state: TaskState
    outcome: Outcome | None
    reason: str
    detail: str
    until: datetime | None
    variant: str
    free_slots: dict[str, str]
    note: str
    evidence: str
    ended_at: datetime | None

    @property
    def may_begin(self) -> bool:
        """Whether the task can be approved or run: not begun, or ended without anything sent."""
        if self.state is TaskState.ENDED:
            return self.outcome in REOPENABLE
        return self.state in {TaskState.READY, TaskState.SNOOZED}

    def may_be_scheduled(self, now: datetime) -> bool:
        """Whether the schedule may begin it without asking anybody."""
        if self.state is TaskState.SNOOZED:
            return self.until is not None and self.until <= now
        # Not tried: it was night where the customer lives.
        slept = self.outcome is Outcome.CANCELLED and self.reason == hours_quiet.ID
        return self.state is TaskState.READY or (self.may_begin and (slept or self.reason in _RESUMABLE))


def task_of(db: sqlite3.Connection, row: sqlite3.Row) -> Task:
    """What came, of a row with `task_id` and `payload`.

    :raises KeyNotHeld: its month was erased, or the store was opened without the keyring.
    """
    return TASK_JSON.validate_json(opened(db, f"task|payload|{row['task_id']}", row["payload"]))


def stored_task(db: sqlite3.Connection, row: sqlite3.Row) -> StoredTask:
    """A row of `task` as a value.

    :raises KeyNotHeld: as `task_of`.
    """
    task_id = row["task_id"]
    return StoredTask(
        task=task_of(db, row),
        state=TaskState(row["state"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        reason=row["reason"] or "",
        detail=open_detail(db, task_id, row["detail"]),
        until=datetime.fromisoformat(row["until"]) if row["until"] else None,
        variant=row["variant"],
        free_slots=json.loads(opened(db, f"task|free_slots|{task_id}", row["free_slots"]) or "{}"),
        note=opened(db, f"task|note|{task_id}", row["note"]),
        evidence=row["evidence"],
        ended_at=datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
    )


def seal_slots(db: sqlite3.Connection, journal: Journal, task: Task, slots: Mapping[str, str]) -> str:
    """Free slots as their column holds them; none are an empty text."""
    if not slots:
        return ""
    text = json.dumps(dict(slots), ensure_ascii=False)
    return seal(db, journal, task.business_date, f"task|free_slots|{task.task_id}", text)


def tasks_of_day(db: sqlite3.Connection, on: date, *, limit: int = 5000, offset: int = 0) -> list[StoredTask]:
    """The day's tasks in the list's order."""
    rows = db.execute(
        "SELECT * FROM task WHERE business_date = ? ORDER BY position, task_id LIMIT ? OFFSET ?",
        (on.isoformat(), limit, offset),
    )
    return [stored_task(db, row) for row in rows]
