"""Runs in the store: what was taken, what became of it, and which start of the schedule it carries out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.store.runs import RunKind, RunState, SqliteRuns, StoredRun
from robot.store.starts import MissedWhy, SqliteStarts
from tests.support.builders import TEN_O_CLOCK, TODAY, task
from tests.support.store import Store

T1, T2 = "T20261123-0001", "T20261123-0002"
DONE = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK)
UNKNOWN = TaskOutcome(outcome=Outcome.UNKNOWN, reason=Reason.WITNESS_UNAVAILABLE)


@pytest.fixture
def runs(store: Store) -> SqliteRuns:
    return SqliteRuns(store.database, store.journal, store.clock)


@pytest.fixture
def starts(store: Store) -> SqliteStarts:
    return SqliteStarts(store.database, store.journal, store.clock)


def a_run(**changes: Any) -> StoredRun:
    usual: dict[str, Any] = {
        "run_id": "r1",
        "kind": RunKind.BY_HAND,
        "business_date": TODAY,
        "planned_at": None,
        "until": None,
        "started_at": TEN_O_CLOCK,
        "ended_at": None,
        "planned": 2,
        "state": RunState.RUNNING,
        "counts": {},
        "left": {"permit.unattended": 3},
    }
    return StoredRun(**{**usual, **changes})


async def test_a_run_is_kept_with_its_tasks_in_their_order(store: Store, runs: SqliteRuns) -> None:
    await store.take([task(1), task(2)])
    await runs.begin(a_run(), [T2, T1])
    assert await runs.unfinished() == [a_run()]
    assert [(taken.task_id, taken.outcome) for taken in await runs.taken("r1")] == [(T2, None), (T1, None)]
    await runs.task_ended("r1", T1, DONE)
    assert await runs.counts("r1") == {"confirmed": 1}
    await runs.end("r1", RunState.ENDED, {"confirmed": 1, "refused": 1})
    assert await runs.unfinished() == []
    (ended,) = await runs.last(5)
    assert (ended.state, ended.counts, ended.ended_at) == (
        RunState.ENDED,
        {"confirmed": 1, "refused": 1},
        store.clock.now(),
    )
    assert [kind for kind in store.types() if kind.startswith("run.")] == ["run.started", "run.ended"]


async def test_the_first_ending_stands_unless_nobody_knew(store: Store, runs: SqliteRuns) -> None:
    await store.take([task(1), task(2)])
    await runs.begin(a_run(), [T1, T2])
    await runs.task_ended("r1", T1, DONE)
    await runs.task_ended("r1", T1, TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))
    await runs.task_ended("r1", T2, UNKNOWN)
    await runs.task_ended("r1", T2, DONE)
    assert await runs.counts("r1") == {"confirmed": 2}


async def test_an_end_is_noted_once(store: Store, runs: SqliteRuns) -> None:
    await runs.begin(a_run(planned=0), [])
    await runs.end("r1", RunState.STOPPED, {})
    await runs.end("r1", RunState.ENDED, {})
    await runs.set_state("r1", RunState.RUNNING)
    assert [run.state for run in await runs.last(1)] == [RunState.STOPPED]
    assert store.types().count("run.ended") == 1


async def test_a_start_is_missed_once_and_no_longer_when_it_was_made(
    store: Store, runs: SqliteRuns, starts: SqliteStarts
) -> None:
    due = TEN_O_CLOCK - timedelta(minutes=12)
    await starts.note_missed(due, MissedWhy.RUN_REFUSED, "list.source_unreachable")
    await starts.note_missed(due, MissedWhy.MACHINE_ASLEEP)
    assert store.types().count("night.missed") == 1
    found = await starts.last_missed()
    assert found is not None
    assert (found.planned_at, found.why, found.detail) == (
        due,
        MissedWhy.RUN_REFUSED,
        "list.source_unreachable",
    )
    assert await starts.made() == set()
    await runs.begin(a_run(kind=RunKind.SCHEDULED, planned_at=due, planned=0), [])
    assert await starts.missed() == {}
    assert await starts.made() == {due}
    assert await starts.last_missed() is None


async def test_any_later_run_takes_the_report_away(
    store: Store, runs: SqliteRuns, starts: SqliteStarts
) -> None:
    await starts.note_missed(TEN_O_CLOCK - timedelta(hours=1), MissedWhy.AGENT_NOT_RUNNING)
    await runs.begin(a_run(started_at=TEN_O_CLOCK - timedelta(hours=2), planned=0), [])
    assert await starts.last_missed() is not None, "an earlier run did not make up for it"
    await runs.begin(a_run(run_id="r2", planned=0), [])
    assert await starts.last_missed() is None


async def test_another_plan_begins_to_count_now(store: Store, starts: SqliteStarts) -> None:
    first = await starts.watch_since("plan one")
    assert first == store.clock.now()
    store.clock.forward(hours=5)
    assert await starts.watch_since("plan one") == first
    later: datetime = await starts.watch_since("")
    assert later == store.clock.now()
    store.clock.forward(hours=1)
    assert await starts.watch_since("plan one") == store.clock.now()
