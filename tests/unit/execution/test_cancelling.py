"""The kill switch falls at any step: before the click nothing is left, after it nothing is lost."""

from __future__ import annotations

import asyncio

import pytest

from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome, Reason
from robot.execution.approval import Approval
from tests.support.builders import task
from tests.support.sending import EXEMPTION, Sending

BEFORE = ["open", "fill", "ready_to_click", "recheck"]
AFTER = ["click", "clicked", "echo"]


class Gate:
    """A step that stands still until the test lets it go on."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def __call__(self) -> None:
        self.reached.set()
        await self.open.wait()


async def halted_at(world: Sending, step: str, times: int = 1) -> None:
    """Send one message, halt when `step` is reached, then let everything come to rest."""
    gate = Gate()
    world.channel.hooks[step] = gate
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await asyncio.wait_for(gate.reached.wait(), 5)
        for _ in range(times):
            await world.dispatcher.halt()
        gate.open.set()
        await world.drained()


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("step", BEFORE)
async def test_before_the_click_a_halt_leaves_no_text_and_no_open_entry(
    world: Sending, step: str, times: int
) -> None:
    await halted_at(world, step, times)
    world.assert_nothing_was_sent()
    assert world.outcomes == {"T20261123-0001": Outcome.CANCELLED}
    assert world.book.outcomes["T20261123-0001"].reason == Reason.STOPPED


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("step", AFTER)
async def test_after_the_click_began_a_halt_waits_for_the_witness(
    world: Sending, step: str, times: int
) -> None:
    await halted_at(world, step, times)
    assert world.server.effects == 1
    assert world.outcomes == {"T20261123-0001": Outcome.CONFIRMED}
    assert world.ledger.states == [ContactState.CONFIRMED]


async def test_a_halt_while_the_intention_is_being_written_leaves_it_settled(world: Sending) -> None:
    """The write may reach the disk although nobody waits for it any more."""
    writing, may_end = asyncio.Event(), asyncio.Event()
    write = world.disk.write

    async def slow_write(what: str) -> None:
        if what == "intended":
            writing.set()
            await may_end.wait()
        await write(what)

    world.disk.write = slow_write  # type: ignore[method-assign]
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await asyncio.wait_for(writing.wait(), 5)
        while "fill" not in world.happened:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await world.dispatcher.halt()
        may_end.set()
        await world.drained()
    world.assert_nothing_was_sent()
    assert await world.ledger.unsettled() == []


@pytest.mark.parametrize("busy_chat", [True, False])
async def test_an_order_that_waited_through_a_halt_is_not_sent_after_it(
    world: Sending, *, busy_chat: bool
) -> None:
    """Shutting down halts without the kill switch: what waits for room or its turn clicks no more."""
    world.witness.is_down = busy_chat
    per_minute = None if busy_chat else 1
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(1)), per_minute=per_minute)
        number = 1 if busy_chat else 2
        second = task(number, task_id="T20261123-0002", strategy="other")
        await world.dispatcher.submit(Approval(task=second), per_minute=per_minute)
        while world.server.effects == 0 or world.dispatcher.pending:
            await asyncio.sleep(0)
        await world.dispatcher.halt()
        world.witness.is_down = False
        await world.drained()
    assert world.server.effects == 1
    assert world.outcomes["T20261123-0002"] == Outcome.CANCELLED
    assert EXEMPTION.rate_per_minute > 1, "the rate of this test is its own"


async def test_halting_drops_what_waits(world: Sending) -> None:
    async with world.at_work():
        await world.dispatcher.pause(True)
        for number in range(1, 6):
            await world.dispatcher.submit(Approval(task=task(number)))
        await world.dispatcher.halt()
        await world.drained()
    assert set(world.outcomes.values()) == {Outcome.CANCELLED}
    assert len(world.outcomes) == 5
    world.assert_nothing_was_sent()


async def test_going_down_in_mid_attempt_leaves_the_entry_to_the_next_start(world: Sending) -> None:
    gate = Gate()
    world.channel.hooks["clicked"] = gate
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await asyncio.wait_for(gate.reached.wait(), 5)
    # The loops are cancelled now, as at the end of a shutdown's patience.
    assert world.outcomes == {}, "nobody may say how it ended"
    assert [entry.key.customer_id for entry in await world.ledger.unsettled()] == ["C00000001"]
