"""What became of the tasks of each talk track, counted from the store; nothing is estimated."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from robot.domain.customer import Tier
from robot.domain.library_views import ArmUse, TrackUse
from robot.domain.outcome import Outcome, Reason
from robot.domain.task import Task
from robot.store.stored_task import task_of

_TASKS = (
    "SELECT talk_track, variant, outcome, reason, detail, customer_id, ended_at FROM task"
    " WHERE business_date BETWEEN ? AND ?"
)
#: A no that came with a list says nothing of what was sent here; the one that was learnt here does.
_REFUSALS = (
    "SELECT customer_id, MAX(at) AS at FROM"
    " (SELECT customer_id, at, source FROM opt_out"
    " UNION ALL SELECT customer_id, at, source FROM opt_out_scope)"
    " WHERE source != 'list' GROUP BY customer_id"
)


@dataclass(slots=True)
class _Tally:
    outcomes: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    confirmed: Counter[str] = field(default_factory=Counter)
    #: Customer -> when the first contact was confirmed.
    reached: dict[str, datetime] = field(default_factory=dict)


def track_uses(db: sqlite3.Connection, since: date, until: date) -> tuple[TrackUse, ...]:
    """Use of every talk track that a task names, by id.

    :param since: first business date that counts.
    :param until: the last.
    """
    tallies: dict[str, _Tally] = {}
    for row in db.execute(_TASKS, (since.isoformat(), until.isoformat())):
        _count(tallies.setdefault(row["talk_track"] or "", _Tally()), row)
    refused = {row["customer_id"]: datetime.fromisoformat(row["at"]) for row in db.execute(_REFUSALS)}
    return tuple(_use(name, tally, refused) for name, tally in sorted(tallies.items()))


def _count(tally: _Tally, row: sqlite3.Row) -> None:
    tally.tasks[row["variant"]] += 1
    if not row["outcome"]:
        return
    tally.outcomes[row["outcome"]] += 1
    if row["reason"] == Reason.DONE_BY_PERSON and row["detail"]:
        tally.calls[row["detail"]] += 1
    if row["outcome"] == Outcome.CONFIRMED:
        tally.confirmed[row["variant"]] += 1
        at, customer = datetime.fromisoformat(row["ended_at"]), row["customer_id"]
        tally.reached[customer] = min(at, tally.reached.get(customer, at))


def _use(name: str, tally: _Tally, refused: dict[str, datetime]) -> TrackUse:
    return TrackUse(
        talk_track=name,
        tasks=tally.tasks.total(),
        by_outcome=dict(tally.outcomes),
        reached=len(tally.reached),
        opted_out=sum(
            customer in refused and refused[customer] > at for customer, at in tally.reached.items()
        ),
        calls=dict(tally.calls),
        arms=tuple(
            ArmUse(variant=variant, tasks=count, confirmed=tally.confirmed[variant])
            for variant, count in sorted(tally.tasks.items())
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """What of a task that is not ended a release could change."""

    talk_track: str
    tier: Tier
    product_line: str
    customer_id: str


def open_tasks(db: sqlite3.Connection, on: date) -> tuple[OpenTask, ...]:
    """The tasks of a business date that have no ending yet."""
    rows: Iterable[sqlite3.Row] = db.execute(
        "SELECT task_id, payload FROM task WHERE business_date = ? AND state != 'ended'",
        (on.isoformat(),),
    )
    return tuple(_open_task(task_of(db, row)) for row in rows)


def _open_task(task: Task) -> OpenTask:
    return OpenTask(
        talk_track=task.talk_track,
        tier=task.customer.tier,
        product_line=task.product.line,
        customer_id=task.customer.customer_id,
    )
