"""The queue of one site: who goes first, what a pause means, and that every task ends exactly once."""

from __future__ import annotations

import asyncio

import pytest

from robot.domain.errors import JournalUnwritable
from robot.domain.outcome import Outcome, Reason
from robot.execution.approval import Approval
from robot.execution.ports import ChannelRefusal
from tests.support.builders import task
from tests.support.sending import Sending


def order_of_effects(world: Sending) -> list[str]:
    ordered = sorted(
        (int(name[1:]), external_id)
        for external_id, texts in world.server.stored.items()
        for name, _ in texts
    )
    return [external_id for _, external_id in ordered]


async def test_a_person_goes_before_the_schedule(world: Sending) -> None:
    for number in (1, 2, 3):
        await world.dispatcher.submit(Approval(task=task(number)))
    await world.dispatcher.submit(Approval(task=task(4), attended=True))
    async with world.at_work():
        await world.drained()
    assert order_of_effects(world) == ["wm0004", "wm0001", "wm0002", "wm0003"]


async def test_a_pause_stops_the_schedule_and_not_the_person(world: Sending) -> None:
    async with world.at_work():
        await world.dispatcher.pause(True)
        await world.dispatcher.submit(Approval(task=task(1)))
        await world.dispatcher.submit(Approval(task=task(2), attended=True))
        while "T20261123-0002" not in world.outcomes:
            await asyncio.sleep(0)
        assert world.dispatcher.pending == 1
        assert order_of_effects(world) == ["wm0002"]
        await world.dispatcher.pause(False)
        await world.drained()
    assert order_of_effects(world) == ["wm0002", "wm0001"]


async def test_outcomes_add_up_to_the_tasks_and_each_is_told_once(world: Sending) -> None:
    turn = 0

    async def trouble() -> None:
        nonlocal turn
        turn += 1
        if turn % 3 == 0:
            raise ChannelRefusal(Reason.RECIPIENT_NOT_FOUND)
        if turn % 5 == 0:
            raise ChannelRefusal(Reason.DRAFT_PRESENT)

    world.channel.hooks["open"] = trouble
    tasks = [task(number, customer={"opted_out": number % 7 == 0}) for number in range(1, 41)]
    async with world.at_work():
        for one in tasks:
            await world.dispatcher.submit(Approval(task=one))
        await world.drained()
    assert set(world.outcomes) == {one.task_id for one in tasks}
    assert sorted(task_id for task_id, _ in world.told) == sorted(one.task_id for one in tasks)
    confirmed = [task_id for task_id, outcome in world.outcomes.items() if outcome == Outcome.CONFIRMED]
    assert len(confirmed) == world.server.effects
    assert world.channel.left_in_composers == []
    assert await world.ledger.unsettled() == []


async def test_two_messages_of_one_chat_never_await_their_witness_together(world: Sending) -> None:
    world.judgement._policy = type(world.judgement._policy)(version=1, daily_cap=9, monthly_cap=99)
    tasks = [task(1, task_id=f"T20261123-{n:04}", strategy=f"s{n}", branch=f"支行{n}") for n in range(1, 5)]
    async with world.at_work():
        for one in tasks:
            await world.dispatcher.submit(Approval(task=one, attended=True))
        await world.drained()
    assert set(world.outcomes.values()) == {Outcome.CONFIRMED}
    assert len(world.outcomes) == 4
    assert world.witness.most_in_one_chat == 1


async def test_one_contact_a_customer_and_day_holds_within_a_run(world: Sending) -> None:
    second = task(1, task_id="T20261123-0002", strategy="other")
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(1)))
        await world.dispatcher.submit(Approval(task=second))
        await world.drained()
    assert world.outcomes == {"T20261123-0001": Outcome.CONFIRMED, "T20261123-0002": Outcome.REFUSED}
    assert world.server.effects == 1


@pytest.mark.parametrize("write", ["begun", "intended", "noted clicked", "resolved confirmed"])
async def test_when_the_log_cannot_be_written_nothing_more_is_clicked(world: Sending, write: str) -> None:
    world.disk.refuses.add(write)
    dispatching = asyncio.create_task(world.dispatcher.run())
    confirming = asyncio.create_task(world.confirmations.run())
    await world.dispatcher.submit(Approval(task=task(1), attended=True))
    done, _ = await asyncio.wait({dispatching, confirming}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    faults = [*world.fatal, *(fault for loop in done if (fault := loop.exception()))]
    assert [type(fault) for fault in faults] == [JournalUnwritable]
    assert "T20261123-0001" not in world.outcomes, "no outcome is claimed that is not written"
    if write in {"begun", "intended"}:
        assert world.server.effects == 0
    for loop in (dispatching, confirming):
        loop.cancel()
    await asyncio.gather(dispatching, confirming, return_exceptions=True)


@pytest.mark.parametrize("how", ["begin", "drop"])
async def test_a_task_that_a_person_took_meanwhile_does_not_keep_a_run_waiting(
    world: Sending, how: str
) -> None:
    world.book.moved_on.add("T20261123-0001")
    async with world.at_work():
        if how == "drop":
            await world.dispatcher.pause(True)
        await world.dispatcher.submit(Approval(task=task(1)))
        if how == "drop":
            await world.dispatcher.halt()
        await world.drained()
    assert world.outcomes == {}, "what the person made of it stands"
    assert [(task_id, ending.outcome) for task_id, ending in world.told] == [
        ("T20261123-0001", Outcome.CANCELLED)
    ]


async def test_when_only_a_person_can_open_the_site_what_waits_goes_to_that_person(world: Sending) -> None:
    async with world.at_work():
        await world.gate.close(Reason.SITE_STOPPED, ends_orders=True)
        await world.dispatcher.submit(Approval(task=task(1)))
        await world.drained()
    assert world.book.outcomes["T20261123-0001"].reason == Reason.SITE_STOPPED
    assert world.outcomes == {"T20261123-0001": Outcome.NEEDS_PERSON}
    world.assert_nothing_was_sent()


async def test_a_schedule_is_never_faster_than_its_exemption(world: Sending) -> None:
    async with world.at_work():
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in (1, 2, 3):
            await world.dispatcher.submit(Approval(task=task(number)), per_minute=600)
        await world.drained()
        assert loop.time() - began >= 0.2, "three acts at 600 a minute need two gaps of 0.1 s"
    assert len(world.outcomes) == 3
