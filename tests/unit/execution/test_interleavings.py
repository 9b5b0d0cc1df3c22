"""Two things at once: a stop or a take-over falls between two lines; what stood is not overwritten."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from robot.domain.errors import JournalUnwritable
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task, TaskState
from robot.execution.approval import Approval
from robot.execution.ports import Expected, Sighting, Standing
from robot.execution.recycling import Recycler
from tests.support.builders import task
from tests.support.sending import Sending

FIRST = "T20261123-0001"


class Held:
    """Lets the test hold one call of the ledger or the book."""

    def __init__(self) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()

    async def wait(self) -> None:
        self.reached.set()
        await self.open.wait()


def hold_the_policy(world: Sending) -> Held:
    held, standing = Held(), world.ledger.standing

    async def slow(task: Task) -> Standing:
        await held.wait()
        return await standing(task)

    world.ledger.standing = slow  # type: ignore[method-assign]
    return held


@pytest.mark.parametrize("how", ["halt", "give way"])
async def test_an_order_broken_off_before_it_began_leaves_what_became_of_its_task(
    world: Sending, how: str
) -> None:
    """A person sent the task while its order of the schedule waited; that it was confirmed stands."""
    held = hold_the_policy(world)
    sent = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK)
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task()))
        await asyncio.wait_for(held.reached.wait(), 5)
        world.book.moved_on.add(FIRST)
        world.book.states[FIRST], world.book.outcomes[FIRST] = TaskState.ENDED, sent
        if how == "halt":
            await world.dispatcher.halt()
        else:
            await world.gate.close(Reason.TAKEN_OVER)
            await world.dispatcher.give_way(Reason.TAKEN_OVER)
            held.open.set()
            world.dispatcher.go_on()
            await world.gate.open(Reason.TAKEN_OVER)
        await world.drained()
    assert world.book.states[FIRST] is TaskState.ENDED
    assert world.book.outcomes[FIRST] is sent
    assert world.book.put_back_for == {}


async def test_a_stop_while_the_beginning_is_being_written_still_gives_the_task_its_ending(
    world: Sending,
) -> None:
    """The write may reach the disk although nobody waits for it any more."""
    held, write = Held(), world.disk.write

    async def slow_write(what: str) -> None:
        if what == "begun":
            await held.wait()
        await write(what)

    world.disk.write = slow_write  # type: ignore[method-assign]
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task()))
        await asyncio.wait_for(held.reached.wait(), 5)
        await world.dispatcher.halt()
        held.open.set()
        await world.drained()
    assert world.outcomes == {FIRST: Outcome.CANCELLED}
    assert world.book.states[FIRST] is TaskState.ENDED
    world.assert_nothing_was_sent()


async def test_an_attempt_that_has_not_run_a_line_gives_way_though_the_one_before_it_was_clicked(
    world: Sending,
) -> None:
    """That the message before was past its click says nothing of the next one."""
    giving: list[asyncio.Task[None]] = []

    async def taken_over_in_the_next_moment() -> None:
        if world.server.effects:
            await world.gate.close(Reason.TAKEN_OVER)
            giving.append(asyncio.create_task(world.dispatcher.give_way(Reason.TAKEN_OVER)))

    world.dispatcher._before_attempt = taken_over_in_the_next_moment
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(1)))
        await world.drained()
        await world.dispatcher.submit(Approval(task=task(2)))
        while not giving:
            await asyncio.sleep(0)
        await asyncio.wait_for(giving[0], 5)
        assert world.happened.count("open") == 1, "the page is the person's"
        assert world.dispatcher.waiting == 1
    assert world.server.effects == 1


async def test_a_persons_order_does_not_wait_in_the_schedules_queue_for_the_page_to_come_back(
    world: Sending,
) -> None:
    """Whoever sends from the list is told at once; an hour later the words may not be right any more."""

    async def taken_over() -> None:
        await world.gate.close(Reason.TAKEN_OVER)
        world.dispatcher._given_way_for = Reason.TAKEN_OVER

    world.dispatcher._before_attempt = taken_over
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        for _ in range(200):
            await asyncio.sleep(0)
        assert world.dispatcher.waiting == 0
    assert world.book.outcomes[FIRST].outcome is Outcome.NEEDS_PERSON
    world.assert_nothing_was_sent()


async def test_the_page_is_nobodys_but_the_persons_once_the_robot_says_that_it_gave_way(
    world: Sending,
) -> None:
    """Asking the page for a late word opens another chat: not under somebody's hands."""
    held = Held()
    world.channel.hooks["later_word"] = held.wait
    world.witness.answer = lambda _wanted, _honest: Sighting(found=())
    world.confirmations._reading = replace(world.confirmations._reading, deadline_s=0.6)
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await asyncio.wait_for(held.reached.wait(), 5)
        await world.gate.close(Reason.TAKEN_OVER)
        giving = asyncio.create_task(world.dispatcher.give_way(Reason.TAKEN_OVER))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not giving.done(), "the robot still looks at another chat"
        held.open.set()
        await asyncio.wait_for(giving, 5)


async def test_a_witness_whose_browser_cannot_be_logged_ends_the_reading_instead_of_going_on_unlogged(
    world: Sending,
) -> None:
    async def unlogged(expected: Sequence[Expected]) -> list[Sighting]:
        raise JournalUnwritable("the disk is full")

    world.witness.look = unlogged  # type: ignore[method-assign]
    reading = asyncio.create_task(world.confirmations.run())
    await world.dispatcher.submit(Approval(task=task(), attended=True))
    sending = asyncio.create_task(world.dispatcher.run())
    try:
        with pytest.raises(JournalUnwritable):
            await asyncio.wait_for(reading, 5)
    finally:
        sending.cancel()


async def test_a_session_that_cannot_be_logged_is_not_renewed_in_silence() -> None:
    class Unlogged:
        async def recycle(self) -> None:
            raise JournalUnwritable("the disk is full")

    with pytest.raises(JournalUnwritable):
        await Recycler(Unlogged(), uses=0).before_use()


async def test_who_must_log_in_may_take_the_page_although_the_robot_waits_for_the_login(
    world: Sending,
) -> None:
    await world.gate.close(Reason.LOGIN_NEEDED)
    async with world.dispatcher.acting:
        await asyncio.wait_for(world.dispatcher.give_way(Reason.TAKEN_OVER), 5)
