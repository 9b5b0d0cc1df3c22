"""Why tasks were not carried out, against the runs before: what is new stands out.

What a run brought is kept with the run, so that a task which a person finished later still counts as what it
was.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from robot.domain.night_views import FailureKind
from robot.domain.outcome import Outcome, Reason

#: How many earlier runs are looked at; all runs of one business date count as one.
COMPARED_RUNS = 7
#: The RM's own doing is no failure.
_OWN = frozenset({Reason.SKIPPED, Reason.UNDONE, Reason.NOT_SENDABLE, Reason.SETTLED_BY_PERSON})


def compare_failures(db: sqlite3.Connection, on: date) -> tuple[tuple[FailureKind, ...], int]:
    """The kinds of a date's runs, new ones first, and how many earlier runs they were compared with."""
    rows = db.execute(
        "SELECT business_date FROM run WHERE business_date < ? GROUP BY business_date"
        " ORDER BY business_date DESC LIMIT ?",
        (on.isoformat(), COMPARED_RUNS),
    )
    earlier = [row["business_date"] for row in rows]
    counts = _counts(db, on.isoformat())
    seen = dict.fromkeys(counts, 0)
    for day in earlier:
        for kind in _counts(db, day):
            if kind in seen:
                seen[kind] += 1
    kinds = [
        FailureKind(outcome=outcome, reason=reason, count=count, seen_in_runs=seen[outcome, reason])
        for (outcome, reason), count in counts.items()
    ]
    kinds.sort(key=lambda kind: (not kind.is_new, -kind.count, kind.reason))
    return tuple(kinds), len(earlier)


def _counts(db: sqlite3.Connection, day: str) -> dict[tuple[str, str], int]:
    """Outcome and reason -> tasks that a date's runs left so."""
    rows = db.execute(
        "SELECT run_task.outcome, run_task.reason, COUNT(DISTINCT task_id) AS n FROM run_task"
        " JOIN run USING (run_id) WHERE business_date = ? AND run_task.outcome IS NOT NULL"
        " AND run_task.outcome != ? GROUP BY run_task.outcome, run_task.reason",
        (day, Outcome.CONFIRMED),
    )
    return {(row["outcome"], row["reason"]): row["n"] for row in rows if row["reason"] not in _OWN}
