"""Starts that the schedule wanted, in the store: made, or missed and why."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from robot.domain.clock import Clock
from robot.journal.journal import Journal
from robot.store.database import Database


class MissedWhy(StrEnum):
    """Why a start did not happen."""

    AGENT_NOT_RUNNING = "agent_not_running"
    MACHINE_ASLEEP = "machine_asleep"
    ROBOT_STOPPED = "robot_stopped"
    #: The list could not be pulled, another run went on, or the robot could not be made ready.
    RUN_REFUSED = "run_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedStart:
    """A start that did not happen."""

    planned_at: datetime
    why: MissedWhy
    #: Code of what refused, or empty.
    detail: str
    noted_at: datetime


class SqliteStarts:
    """The writing side of the schedule's starts."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    async def watch_since(self, plan: str) -> datetime:
        """From when on starts of this plan can be missed; another plan than the last begins now.

        :param plan: what tells two plans apart; empty while the schedule is off.
        """

        def work(db: sqlite3.Connection) -> datetime:
            row = db.execute("SELECT plan, since FROM night_watch").fetchone()
            if row is not None and row["plan"] == plan:
                return datetime.fromisoformat(row["since"])
            now = self._clock.now()
            db.execute(
                "INSERT OR REPLACE INTO night_watch (only_row, plan, since) VALUES (1, ?, ?)",
                (plan, now.isoformat()),
            )
            return now

        return await self._database.run(work)

    async def made(self) -> set[datetime]:
        """Starts that a run carried out, the newest hundred."""

        def work(db: sqlite3.Connection) -> set[datetime]:
            rows = db.execute(
                "SELECT planned_at FROM night_start WHERE run_id IS NOT NULL"
                " ORDER BY planned_at DESC LIMIT 100"
            )
            return {datetime.fromisoformat(row["planned_at"]) for row in rows}

        return await self._database.run(work)

    async def missed(self) -> dict[datetime, MissedStart]:
        """Starts that did not happen, the newest hundred."""

        def work(db: sqlite3.Connection) -> dict[datetime, MissedStart]:
            rows = db.execute(
                "SELECT * FROM night_start WHERE run_id IS NULL ORDER BY planned_at DESC LIMIT 100"
            )
            found = [_missed(row) for row in rows]
            return {start.planned_at: start for start in found}

        return await self._database.run(work)

    async def note_missed(self, planned_at: datetime, why: MissedWhy, detail: str = "") -> None:
        """Report a start that did not happen, once."""

        def work(db: sqlite3.Connection) -> None:
            added = db.execute(
                "INSERT OR IGNORE INTO night_start (planned_at, missed_why, detail, noted_at)"
                " VALUES (?, ?, ?, ?)",
                (planned_at.isoformat(), why, detail, self._clock.now().isoformat()),
            )
            if added.rowcount:
                self._journal.append(
                    db,
                    "night.missed",
                    {"planned_at": planned_at.isoformat(), "why": why, "detail": detail},
                )

        await self._database.run(work)

    async def last_missed(self) -> MissedStart | None:
        """The newest start that did not happen, unless any run began after it was due."""

        def work(db: sqlite3.Connection) -> MissedStart | None:
            row = db.execute(
                "SELECT * FROM night_start WHERE run_id IS NULL ORDER BY planned_at DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            later = db.execute("SELECT 1 FROM run WHERE started_at >= ?", (row["planned_at"],)).fetchone()
            return None if later else _missed(row)

        return await self._database.run(work)


def _missed(row: sqlite3.Row) -> MissedStart:
    return MissedStart(
        planned_at=datetime.fromisoformat(row["planned_at"]),
        why=MissedWhy(row["missed_why"]),
        detail=row["detail"],
        noted_at=datetime.fromisoformat(row["noted_at"]),
    )
