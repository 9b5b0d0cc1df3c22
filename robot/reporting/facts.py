"""What a day's report states, read from the store in one snapshot and free of full names."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.contact import ContactState, Effect
from robot.domain.masking import mask_long_numbers, mask_name
from robot.domain.outcome import Outcome
from robot.journal.data_keys import month_of
from robot.journal.verify import ChainReport
from robot.reporting.integrity import check_integrity
from robot.store.sealing import UNREADABLE, detail_if_held, opened_if_held


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One task of the day; the customer is masked already."""

    task_id: str
    #: End of the task in the bank's zone, or None.
    at: datetime | None
    customer: str
    channel: str
    strategy: str
    step: int
    talk_track: str
    state: str
    #: An `Outcome` value, or empty.
    outcome: str
    reason: str
    detail: str
    #: Hex SHA-256 of the picture, or empty.
    evidence: str


@dataclass(slots=True, kw_only=True)
class JournalDay:
    """What the day's journal records say of it."""

    #: Clock sources that wrote records: `system`, `simulated`.
    clocks: set[str] = field(default_factory=set)
    #: Starts of the agent.
    boots: set[str] = field(default_factory=set)
    #: `id v3` of every talk track that was used.
    talk_tracks: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """A day in figures."""

    on: date
    rm_id: str
    rm_name: str
    branch: str
    tasks: tuple[TaskLine, ...]
    by_outcome: Counter[str]
    #: Reason or rule -> tasks, for those that policy refused.
    refusals: Counter[str]
    #: Hour of day -> clicks on send.
    sends_by_hour: Counter[int]
    #: `ContactState` value -> CRM records.
    records: Counter[str]
    chain: ChainReport
    journal: JournalDay
    #: The key of the day's month was deleted.
    is_erased: bool
    schema_version: int

    @property
    def open_tasks(self) -> int:
        """Planned and without an outcome."""
        return len(self.tasks) - self.by_outcome.total()

    @property
    def records_missing(self) -> int:
        """CRM records that are neither proved nor given up."""
        return self.records.total() - self.records[ContactState.CONFIRMED] - self.records[ContactState.ABSENT]

    @property
    def is_simulated(self) -> bool:
        """Whether any record of the day was written under a simulated clock."""
        return "simulated" in self.journal.clocks

    def with_outcome(self, *outcomes: Outcome) -> list[TaskLine]:
        """The tasks that ended so."""
        return [line for line in self.tasks if line.outcome in outcomes]


def gather(db: sqlite3.Connection, on: date) -> DayFacts:
    """Read the day. All of it is one snapshot, however busy the agent is meanwhile."""
    with snapshot(db):
        rows = _rows(
            db,
            "SELECT * FROM task WHERE business_date = ? ORDER BY ended_at IS NULL, ended_at, position",
            on.isoformat(),
        )
        payloads = [_payload(db, row) for row in rows]
        tasks = tuple(_line(db, row, payload) for row, payload in zip(rows, payloads, strict=True))
        first: dict[str, Any] = payloads[0] if payloads else {}
        return DayFacts(
            on=on,
            rm_id=str(first.get("rm_id", "")),
            rm_name=str(first.get("rm_name", "")),
            branch=str(first.get("branch", "")),
            tasks=tasks,
            by_outcome=Counter(line.outcome for line in tasks if line.outcome),
            refusals=Counter(line.reason for line in tasks if line.outcome == Outcome.REFUSED),
            sends_by_hour=_sends_by_hour(db, on),
            records=_records(db, on),
            chain=check_integrity(db),
            journal=_journal_day(db, on),
            is_erased=_is_erased(db, on),
            schema_version=int(db.execute("PRAGMA user_version").fetchone()[0]),
        )


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is of one moment."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def _rows(db: sqlite3.Connection, query: str, *values: str) -> list[dict[str, Any]]:
    # By name, whatever row factory the caller's connection has.
    cursor = db.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _payload(db: sqlite3.Connection, row: dict[str, Any]) -> dict[str, Any]:
    """What came, or as much as can be told without the key."""
    text = opened_if_held(db, f"task|payload|{row['task_id']}", row["payload"])
    if text is not None:
        return dict(json.loads(text))
    unread = {"customer": {"name": ""}, "strategy": "", "step": 0, "rm_id": row["rm_id"]}
    return {**unread, "talk_track": row["talk_track"]}


def _is_erased(db: sqlite3.Connection, on: date) -> bool:
    query = "SELECT 1 FROM data_key WHERE month = ? AND erased_at IS NOT NULL"
    return db.execute(query, (month_of(on),)).fetchone() is not None


def _line(db: sqlite3.Connection, row: dict[str, Any], payload: dict[str, Any]) -> TaskLine:
    return TaskLine(
        task_id=row["task_id"],
        at=_local(row["ended_at"]),
        customer=mask_name(str(payload["customer"]["name"])) or UNREADABLE,
        channel=row["channel"],
        strategy=mask_long_numbers(str(payload["strategy"])) or UNREADABLE,
        step=int(payload["step"]),
        talk_track=str(payload["talk_track"]),
        state=row["state"],
        outcome=row["outcome"] or "",
        reason=row["reason"] or "",
        detail=mask_long_numbers(detail_if_held(db, row["task_id"], row["detail"])),
        evidence=row["evidence"],
    )


def _local(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(BANK_ZONE) if text else None


def _sends_by_hour(db: sqlite3.Connection, on: date) -> Counter[int]:
    rows = _rows(
        db,
        "SELECT clicked_at FROM contact_ledger"
        " WHERE effect = ? AND business_date = ? AND clicked_at IS NOT NULL"
        # What was shown not to exist, such as a message that the site refused, is no send.
        " AND state != 'absent'",
        Effect.MESSAGE,
        on.isoformat(),
    )
    return Counter(moment.hour for row in rows if (moment := _local(row["clicked_at"])) is not None)


def _records(db: sqlite3.Connection, on: date) -> Counter[str]:
    rows = _rows(
        db,
        "SELECT state, COUNT(*) AS n FROM contact_ledger WHERE effect = ? AND business_date = ? GROUP BY 1",
        Effect.RECORD,
        on.isoformat(),
    )
    return Counter({row["state"]: row["n"] for row in rows})


def _journal_day(db: sqlite3.Connection, on: date) -> JournalDay:
    start = datetime.combine(on, time(), tzinfo=BANK_ZONE)
    earliest, latest = (int(moment.timestamp() * 1e6) for moment in (start, start + timedelta(days=1)))
    day = JournalDay()
    # Newest first: the loop ends at midnight and never reads the years before.
    for header, payload in db.execute("SELECT header, payload FROM journal ORDER BY seq DESC"):
        try:
            fields = json.loads(header)
            wall_us = int(fields["wall_us"])
            if wall_us < earliest:
                break
            if wall_us < latest:
                _note(day, fields, payload)
        except (ValueError, KeyError, TypeError):
            # A damaged record is the verification's to name; the rest of the day still counts.
            continue
    return day


def _note(day: JournalDay, fields: dict[str, Any], payload: bytes | None) -> None:
    day.clocks.add(str(fields["clock"]))
    day.boots.add(str(fields["boot"]))
    if fields["type"] == "task.begun" and payload is not None:
        content = json.loads(payload)
        if "talk_track" in content:
            day.talk_tracks.add(f"{content['talk_track']} v{content['talk_track_version']}")
