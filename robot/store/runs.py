"""Unattended runs in the store: what was taken, what became of it, and what an interruption left open."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from robot.domain.clock import Clock
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.journal.journal import Journal
from robot.store.database import Database


class RunKind(StrEnum):
    """Who began a run."""

    SCHEDULED = "scheduled"
    BY_HAND = "by_hand"


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    #: Still paused after a restart.
    PAUSED = "paused"
    ENDED = "ended"
    #: The kill switch ended it; it does not continue.
    STOPPED = "stopped"
    #: Its business date was over before it could go on.
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """A run as the store holds it."""

    run_id: str
    kind: RunKind
    business_date: date
    planned_at: datetime | None
    until: datetime | None
    started_at: datetime
    ended_at: datetime | None
    #: Tasks taken.
    planned: int
    state: RunState
    #: Outcome -> tasks, once it has ended.
    counts: dict[str, int]
    #: Rule id -> tasks that were left for a person.
    left: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTask:
    """A task of a run; `outcome` is None while it has none in this run."""

    task_id: str
    outcome: TaskOutcome | None


class SqliteRuns:
    """The writing side of runs; the rows of starts are in `robot.store.starts`."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    async def begin(self, run: StoredRun, task_ids: Sequence[str]) -> None:
        """Keep a run with the tasks it takes, and the schedule's start that it carries out."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO run (run_id, kind, business_date, planned_at, until, started_at, planned, state,"
                " left_out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    run.run_id,
                    run.kind,
                    run.business_date.isoformat(),
                    _text(run.planned_at),
                    _text(run.until),
                    run.started_at.isoformat(),
                    run.planned,
                    run.state,
                    json.dumps(run.left),
                ),
            )
            db.executemany(
                "INSERT INTO run_task (run_id, position, task_id) VALUES (?, ?, ?)",
                [(run.run_id, position, task_id) for position, task_id in enumerate(task_ids)],
            )
            if run.planned_at is not None:
                # A start that was already reported as missed, and could still be made within its window.
                db.execute(
                    "INSERT OR REPLACE INTO night_start (planned_at, run_id, noted_at) VALUES (?, ?, ?)",
                    (run.planned_at.isoformat(), run.run_id, run.started_at.isoformat()),
                )
            self._journal.append(
                db,
                "run.started",
                {
                    "run": run.run_id,
                    "kind": run.kind,
                    "planned_at": _text(run.planned_at) or "",
                    "tasks": run.planned,
                    "left": dict(run.left),
                },
            )

        await self._database.run(work)

    async def task_ended(self, run_id: str, task_id: str, outcome: TaskOutcome) -> None:
        """What became of a task in this run; the first word stands, unless it was that nobody knows."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE run_task SET outcome = ?, reason = ?, ended_at = ?"
                " WHERE run_id = ? AND task_id = ? AND (outcome IS NULL OR outcome = ?)",
                (
                    outcome.outcome,
                    outcome.reason,
                    self._clock.now().isoformat(),
                    run_id,
                    task_id,
                    Outcome.UNKNOWN,
                ),
            )

        await self._database.run(work)

    async def continued(self, run_id: str, tasks: int) -> None:
        """An interrupted run goes on with so many tasks."""
        payload = {"run": run_id, "tasks": tasks}
        await self._database.run(lambda db: self._journal.append(db, "run.continued", payload))

    async def set_state(self, run_id: str, state: RunState) -> None:
        """Running or paused; a run that has ended stays as it is."""
        await self._database.run(
            lambda db: db.execute(
                "UPDATE run SET state = ? WHERE run_id = ? AND ended_at IS NULL", (state, run_id)
            )
        )

    async def end(self, run_id: str, state: RunState, counts: Mapping[str, int]) -> None:
        """The run is over; one that has ended already stays as it is."""

        def work(db: sqlite3.Connection) -> None:
            changed = db.execute(
                "UPDATE run SET state = ?, ended_at = ?, counts = ? WHERE run_id = ? AND ended_at IS NULL",
                (state, self._clock.now().isoformat(), json.dumps(dict(counts)), run_id),
            )
            if changed.rowcount:
                self._journal.append(
                    db, "run.ended", {"run": run_id, "state": state, "outcomes": dict(counts)}
                )

        await self._database.run(work)

    async def unfinished(self) -> list[StoredRun]:
        """Runs without an end, oldest first."""
        return await self._select("WHERE ended_at IS NULL ORDER BY started_at")

    async def last(self, count: int) -> list[StoredRun]:
        """The newest runs, newest first."""
        return await self._select("ORDER BY started_at DESC LIMIT ?", count)

    async def _select(self, condition: str, *values: object) -> list[StoredRun]:
        def work(db: sqlite3.Connection) -> list[StoredRun]:
            return [_run(row) for row in db.execute(f"SELECT * FROM run {condition}", values)]  # noqa: S608

        return await self._database.run(work)

    async def taken(self, run_id: str) -> list[TakenTask]:
        """The tasks of a run in the order in which they were taken."""

        def work(db: sqlite3.Connection) -> list[TakenTask]:
            rows = db.execute("SELECT * FROM run_task WHERE run_id = ? ORDER BY position", (run_id,))
            return [TakenTask(task_id=row["task_id"], outcome=_outcome(row)) for row in rows]

        return await self._database.run(work)

    async def counts(self, run_id: str) -> Counter[str]:
        """Outcome -> tasks of a run that have one."""
        taken = await self.taken(run_id)
        return Counter(task.outcome.outcome for task in taken if task.outcome is not None)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _outcome(row: sqlite3.Row) -> TaskOutcome | None:
    if row["outcome"] is None:
        return None
    return TaskOutcome(outcome=Outcome(row["outcome"]), reason=row["reason"] or Reason.INTERRUPTED)


def _run(row: sqlite3.Row) -> StoredRun:
    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(row[name]) if row[name] else None

    return StoredRun(
        run_id=row["run_id"],
        kind=RunKind(row["kind"]),
        business_date=date.fromisoformat(row["business_date"]),
        planned_at=moment("planned_at"),
        until=moment("until"),
        started_at=datetime.fromisoformat(row["started_at"]),
        ended_at=moment("ended_at"),
        planned=row["planned"],
        state=RunState(row["state"]),
        counts=json.loads(row["counts"]),
        left=json.loads(row["left_out"]),
    )
