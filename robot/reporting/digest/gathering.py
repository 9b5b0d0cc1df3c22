"""The facts of a digest, read from the store in one snapshot and free of full names."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.contact import Effect
from robot.domain.night_views import CapUse, Digest
from robot.domain.outcome import Outcome, Reason
from robot.reporting.digest.context import DigestContext
from robot.reporting.digest.failures import compare_failures
from robot.reporting.digest.needs import gather_needs
from robot.reporting.digest.verdict import judge
from robot.reporting.facts import snapshot
from robot.reporting.integrity import check_integrity

#: Records verified for a page, the newest: a second or two. `tandem journal verify` reads them all.
CHECKED_RECORDS = 50_000
#: Channels that the robot works; what is left is a person's.
ROBOT_CHANNELS = "('wecom')"


def run_to_report(db: sqlite3.Connection, until: date) -> date:
    """The date of the last run until then; of the last list where nothing ran; that very date before any."""
    for table in ("run", "task"):
        (found,) = db.execute(
            f"SELECT MAX(business_date) FROM {table} WHERE business_date <= ?",  # noqa: S608 - two names
            (until.isoformat(),),
        ).fetchone()
        if found:
            return date.fromisoformat(found)
    return until


def gather_digest(db: sqlite3.Connection, on: date, context: DigestContext) -> Digest:
    """The digest of a business date.

    :param db: a read-only connection with rows by name; the digest is one snapshot of it.
    :raises EnvironmentFault: if the file is damaged.
    """
    with snapshot(db):
        by_outcome, waiting = _endings(db, on)
        run_id, started_at, ended_at = _runs(db, on)
        failures, compared = compare_failures(db, on)
        needs = gather_needs(db, on, context.chat_site, context.needs)
        (records,) = db.execute("SELECT COUNT(*) FROM journal").fetchone()
        chain = check_integrity(db, newest=CHECKED_RECORDS)
        facts: dict[str, Any] = {
            "run_id": run_id,
            "business_date": on,
            "written_at": context.now,
            "time_source": _clock_source(db) or context.time_source,
            "rm_name": context.rm_name,
            "started_at": started_at,
            "ended_at": ended_at,
            "planned": by_outcome.total() + waiting,
            "by_outcome": dict(by_outcome),
            "waiting": waiting,
            "by_person": _by_person(db, on),
            "needs": needs,
            "failures": failures,
            "compared_runs": compared,
            "slowest": context.slowest,
            "caps": _sends(db, on, context.caps),
            "ledger_doubled": _doubled(db, on),
            "ledger_misdirected": _misdirected(db, on),
            "ledger_unsettled": _unsettled(db),
            "journal_ok": chain.fault is None,
            "journal_records": records,
            "journal_checked": chain.records,
            "journal_fault_seq": chain.fault.seq if chain.fault else None,
            "journal_fault_layer": chain.fault.layer if chain.fault else "",
        }
        unknown = by_outcome[Outcome.UNKNOWN] + _unknown_elsewhere(db, on)
    return judge(
        Digest(
            **facts,
            verdict="",
            verdict_why=(),
            next_start=context.next_start,
            next_note=context.next_note,
            missed=context.missed,
            missed_why=context.missed_why,
            path=str(Path(context.reports) / f"digest-{on.isoformat()}.html"),
            watched_surfaces=context.watched_surfaces,
        ),
        unknown=unknown,
    )


def _clock_source(db: sqlite3.Connection) -> str:
    """Which clock wrote the newest record; empty where that cannot be read."""
    row = db.execute("SELECT header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    try:
        return str(json.loads(row["header"])["clock"]) if row is not None else ""
    except (ValueError, KeyError, TypeError):
        # A damaged record is the verification's to name.
        return ""


def _endings(db: sqlite3.Connection, on: date) -> tuple[Counter[str], int]:
    rows = db.execute(
        "SELECT outcome, COUNT(*) AS n FROM task"  # noqa: S608 - our own words
        f" WHERE business_date = ? AND channel IN {ROBOT_CHANNELS} GROUP BY outcome",
        (on.isoformat(),),
    )
    counts = Counter({row["outcome"]: row["n"] for row in rows})
    waiting = counts.pop(None, 0)
    return counts, waiting


def _by_person(db: sqlite3.Connection, on: date) -> int:
    return _count(
        db,
        "SELECT COUNT(*) FROM task WHERE business_date = ? AND outcome IS NULL"  # noqa: S608 - our own words
        f" AND channel NOT IN {ROBOT_CHANNELS}",
        on.isoformat(),
    )


def _runs(db: sqlite3.Connection, on: date) -> tuple[str, datetime | None, datetime | None]:
    """The last run's id, the first one's start, and the end of all; None while one is under way."""
    rows = db.execute(
        "SELECT run_id, started_at, ended_at FROM run WHERE business_date = ? ORDER BY started_at",
        (on.isoformat(),),
    ).fetchall()
    if not rows:
        return "", None, None
    ends = [row["ended_at"] for row in rows]
    ended = None if None in ends else max(ends, key=datetime.fromisoformat)
    return rows[-1]["run_id"], _moment(rows[0]["started_at"]), _moment(ended)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(BANK_ZONE) if text else None


def _sends(db: sqlite3.Connection, on: date, caps: tuple[CapUse, ...]) -> tuple[CapUse, ...]:
    """Clicks by account and channel; what was shown not to exist is no send."""
    rows = db.execute(
        "SELECT t.rm_id, t.channel, COUNT(*) AS n FROM contact_ledger l JOIN task t USING (task_id)"
        " WHERE l.effect = ? AND l.business_date = ? AND l.clicked_at IS NOT NULL AND l.state != 'absent'"
        # What the RM sent by hand is no send of the robot.
        " AND l.decided_by != 'person'"
        " GROUP BY t.rm_id, t.channel ORDER BY n DESC",
        (Effect.MESSAGE, on.isoformat()),
    )
    sent = {(row["rm_id"], row["channel"]): int(row["n"]) for row in rows}
    known = [(use.account, use.channel) for use in caps]
    counted = [replace(use, sent=sent.get((use.account, use.channel), 0)) for use in caps]
    counted += [
        CapUse(account=account, channel=channel, sent=n, cap=None)
        for (account, channel), n in sent.items()
        if (account, channel) not in known
    ]
    return tuple(use for use in counted if use.sent or use.cap is not None)


def _doubled(db: sqlite3.Connection, on: date) -> int:
    """Effects that the site holds twice; somebody who has looked has said what became of the others."""
    return _count(
        db,
        "SELECT COUNT(*) FROM contact_ledger WHERE business_date = ? AND json_array_length(effect_ids) > 1"
        " AND decided_by NOT LIKE 'person%'",
        on.isoformat(),
    )


def _misdirected(db: sqlite3.Connection, on: date) -> int:
    query = "SELECT COUNT(*) FROM task WHERE business_date = ? AND reason = ?"
    return _count(db, query, on.isoformat(), Reason.EFFECT_MISDIRECTED)


def _unsettled(db: sqlite3.Connection) -> int:
    return _count(db, "SELECT COUNT(*) FROM contact_ledger WHERE state IN ('intended', 'clicked', 'unknown')")


def _unknown_elsewhere(db: sqlite3.Connection, on: date) -> int:
    return _count(
        db,
        "SELECT COUNT(*) FROM contact_ledger WHERE state IN ('intended', 'clicked', 'unknown')"
        " AND state = 'unknown' AND effect = ? AND business_date != ?",
        Effect.MESSAGE,
        on.isoformat(),
    )


def _count(db: sqlite3.Connection, query: str, *values: str) -> int:
    return int(db.execute(query, values).fetchone()[0])
