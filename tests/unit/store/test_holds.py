"""Approved sends that can still be undone, also after a crash inside the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from robot.domain.errors import StateConflict
from robot.domain.outcome import Outcome, TaskOutcome
from robot.domain.task import TaskState
from tests.support.builders import HandClock, task
from tests.support.store import Store

T1 = "T20261123-0001"


async def place(store: Store, seconds: int = 8, words: str = "下午") -> None:
    due_at = store.clock.now() + timedelta(seconds=seconds)
    await store.holds.place(T1, due_at=due_at, seconds=seconds, variant="1", free_slots={"call_time": words})


@pytest.fixture
async def held(store: Store) -> Store:
    await store.take([task(1)])
    await place(store)
    return store


async def test_a_hold_is_written_with_all_that_will_be_sent(held: Store, clock: HandClock) -> None:
    (hold,) = await held.holds.all()
    assert (hold.stored.state, hold.seconds, hold.is_waiting) == (TaskState.HELD, 8, False)
    assert hold.due_at == clock.now() + timedelta(seconds=8)
    assert (hold.stored.variant, hold.stored.free_slots) == ("1", {"call_time": "下午"})


async def test_a_hold_of_an_earlier_start_waits_for_a_person(held: Store) -> None:
    again = held.started_again()
    (hold,) = await again.holds.all()
    assert hold.is_waiting
    await place(again, words="上午")
    (hold,) = await again.holds.all()
    assert (hold.is_waiting, hold.stored.free_slots) == (False, {"call_time": "上午"})
    held.database = again.database


async def test_the_kill_switch_makes_every_hold_wait(held: Store) -> None:
    await held.holds.recall_all("kill switch")
    await held.holds.recall_all("kill switch")
    (hold,) = await held.holds.all()
    assert hold.is_waiting
    assert held.types().count("hold.recalled") == 1


async def test_undo_gives_the_task_back(held: Store) -> None:
    await held.holds.undo(T1)
    assert await held.state(T1) is TaskState.READY
    assert await held.holds.all() == []
    with pytest.raises(StateConflict) as late:
        await held.holds.undo(T1)
    assert late.value.code == "hold.too_late"


async def begun(store: Store) -> None:
    await store.tasks.begin(T1, {})


def ended(outcome: Outcome) -> Callable[[Store], Awaitable[None]]:
    return lambda store: store.tasks.end(T1, TaskOutcome(outcome=outcome, reason="any"))


@pytest.mark.parametrize(
    ("before", "may_be_placed"),
    [
        (place, False),
        (begun, False),
        (ended(Outcome.CONFIRMED), False),
        (ended(Outcome.UNKNOWN), False),
        (ended(Outcome.PLATFORM_REFUSED), False),
        (ended(Outcome.HALTED), True),
        (ended(Outcome.NEEDS_PERSON), True),
        (ended(Outcome.CANCELLED), True),
        (ended(Outcome.REFUSED), True),
    ],
    ids=[
        "held",
        "begun",
        "confirmed",
        "unknown",
        "platform_refused",
        "halted",
        "needs_person",
        "cancelled",
        "refused",
    ],
)
async def test_what_was_sent_or_may_be_cannot_be_approved_again(
    store: Store, before: Callable[[Store], Awaitable[None]], may_be_placed: bool
) -> None:
    await store.take([task(1)])
    await before(store)
    if may_be_placed:
        await place(store)
        assert await store.state(T1) is TaskState.HELD
    else:
        with pytest.raises(StateConflict):
            await place(store)


@pytest.mark.parametrize("act", [begun, ended(Outcome.CANCELLED)])
async def test_a_task_that_moves_on_leaves_no_hold(
    held: Store, act: Callable[[Store], Awaitable[None]]
) -> None:
    await act(held)
    assert await held.holds.all() == []


async def test_a_hold_needs_a_task(store: Store) -> None:
    with pytest.raises(StateConflict):
        await place(store)
