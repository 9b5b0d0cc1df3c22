"""A message that is long in coming: the page that sent it is asked again, and only a later reading counts."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome, Reason
from robot.execution.approval import Approval
from robot.execution.ports import Sighting
from tests.support.builders import task
from tests.support.chat import break_with
from tests.support.sending import Sending, sending

TASK = "T20261123-0001"
NOTHING = Sighting(found=())


@pytest.fixture
def world(tmp_path: Path) -> Sending:
    return sending(tmp_path, deadline_s=0.9)


def shown_once_the_page_was_asked(world: Sending) -> None:
    """A list that lags until then."""
    world.witness.answer = lambda _wanted, honest: honest if "later_word" in world.happened else NOTHING


async def send_one(world: Sending) -> None:
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await world.drained()


async def test_an_optimistic_bubble_that_is_rejected_later_was_not_sent(world: Sending) -> None:
    world.witness.answer = lambda _wanted, _honest: NOTHING
    world.channel.later["m1"] = Reason.PLATFORM_REJECTED
    await send_one(world)
    ending = world.book.outcomes[TASK]
    assert (ending.outcome, ending.reason) == (Outcome.PLATFORM_REFUSED, Reason.PLATFORM_REJECTED)
    assert world.ledger.states == [ContactState.ABSENT]
    assert world.gate.closing() is None, "an answer of the platform is no unknown"


async def test_a_no_that_came_right_before_the_deadline_is_still_heard(world: Sending) -> None:
    """Whenever it was asked before, it is asked once more when the time is over."""
    began = time.monotonic()

    async def says_no_late() -> None:
        if time.monotonic() - began > 0.85:
            world.channel.later["m1"] = Reason.PLATFORM_REJECTED

    world.channel.hooks["later_word"] = says_no_late
    world.witness.answer = lambda _wanted, _honest: NOTHING
    await send_one(world)
    assert world.book.outcomes[TASK].outcome is Outcome.PLATFORM_REFUSED


async def test_the_pages_late_no_alone_proves_nothing(world: Sending) -> None:
    """Only a whole list, read after it, shows that the message is not there."""
    part = Sighting(found=(), is_whole=False)
    world.witness.answer = lambda _wanted, _honest: part
    world.channel.later["m1"] = Reason.PLATFORM_REJECTED
    await send_one(world)
    assert world.outcomes == {TASK: Outcome.UNKNOWN}


async def test_a_no_on_the_page_and_the_message_in_the_list_is_unknown(world: Sending) -> None:
    shown_once_the_page_was_asked(world)
    world.channel.later["m1"] = Reason.PLATFORM_REJECTED
    await send_one(world)
    assert world.outcomes == {TASK: Outcome.UNKNOWN}
    assert world.ledger.states == [ContactState.UNKNOWN]


async def test_what_was_accepted_and_never_stored_is_unknown_and_keeps_the_id_that_was_shown(
    world: Sending,
) -> None:
    world.witness.answer = lambda _wanted, _honest: NOTHING
    await send_one(world)
    ending = world.book.outcomes[TASK]
    assert (ending.outcome, ending.reason) == (Outcome.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME)
    (entry,) = world.ledger.entries.values()
    assert entry.effect_ids == ("m1",), "so that no later reading takes it for never sent"
    assert "later_word" in world.happened


async def test_a_page_that_breaks_when_asked_changes_nothing(world: Sending) -> None:
    shown_once_the_page_was_asked(world)
    world.channel.hooks["later_word"] = break_with(RuntimeError("Target closed"))
    await send_one(world)
    assert world.outcomes == {TASK: Outcome.CONFIRMED}


async def test_asking_the_page_waits_for_the_attempt_under_way_and_keeps_nobody_from_sending(
    tmp_path: Path,
) -> None:
    world = sending(tmp_path, deadline_s=3.0)
    inside = asyncio.Lock()

    async def alone() -> None:
        assert not inside.locked(), "the acting page is one pair of hands"
        async with inside:
            await asyncio.sleep(0.01)

    for step in ("open", "fill", "recheck", "later_word"):
        world.channel.hooks[step] = alone
    shown_once_the_page_was_asked(world)
    async with world.at_work():
        for number in range(1, 31):
            await world.dispatcher.submit(Approval(task=task(number)))
        await world.drained()
    assert "later_word" in world.happened
    assert set(world.outcomes.values()) == {Outcome.CONFIRMED}, "more than there is room for, and no deadlock"


async def test_after_a_sleep_a_message_is_looked_for_before_it_is_unknown(world: Sending) -> None:
    world.witness.answer = lambda _wanted, _honest: NOTHING
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        while not world.confirmations.outstanding:
            await asyncio.sleep(0.005)
        for waiting in world.confirmations._waiting:
            waiting.since -= 3600
        world.confirmations.slept()
        world.witness.answer = lambda _wanted, honest: honest
        await world.drained()
    assert world.outcomes == {TASK: Outcome.CONFIRMED}
