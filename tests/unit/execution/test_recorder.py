"""The contact record in the CRM: its own ledger entry, once, and never without a word when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from robot.domain.contact import ContactState, Effect
from robot.domain.errors import JournalUnwritable, SiteFault
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, ContactRecord, Sighting
from robot.execution.recorder import RecordDue, Recorder, RecordFault, record_of
from robot.execution.stop import StopNote
from tests.support.builders import TEN_O_CLOCK, entry, key, task
from tests.support.sending import Sending

DUE = RecordDue(task=task(), text="您好")


class MemoryPortal:
    """A CRM in memory; each list of faults is used up from the front."""

    site = "crm"

    def __init__(self, happened: list[str]) -> None:
        self.happened = happened
        self.rows: list[str] = []
        self.prepare_faults: list[Exception] = []
        self.submit_faults: list[Exception] = []
        self.stores = 1
        self.is_readable = True
        self._form = ""

    async def prepare(self, record: ContactRecord) -> None:
        self.happened.append("prepare")
        if self.prepare_faults:
            raise self.prepare_faults.pop(0)
        self._form = record.content

    async def submit(self) -> None:
        self.happened.append("submit")
        self.rows += [self._form] * self.stores
        if self.submit_faults:
            raise self.submit_faults.pop(0)

    async def count(self, record: ContactRecord) -> Sighting:
        if not self.is_readable:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE, "down")
        return Sighting(found=tuple(f"r{n}" for n, row in enumerate(self.rows) if row == record.content))


class Desk:
    """A recorder with all around it."""

    def __init__(self, world: Sending) -> None:
        self.world = world
        self.portal = MemoryPortal(world.happened)
        self.faults: list[RecordFault] = []
        self.recorder = Recorder(
            portal=self.portal,
            ledger=world.ledger,
            steps=world.steps,
            stop=world.stop,
            on_fault=self._on_fault,
        )

    async def _on_fault(self, fault: RecordFault) -> None:
        self.faults.append(fault)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        loop = asyncio.create_task(self.recorder.run())
        try:
            yield
            await asyncio.wait_for(self.recorder.drained(), 5)
        finally:
            loop.cancel()
            await asyncio.gather(loop, return_exceptions=True)


@pytest.fixture
def desk(world: Sending) -> Desk:
    return Desk(world)


async def test_a_record_is_intended_then_submitted_then_read_back(desk: Desk) -> None:
    async with desk.at_work():
        await desk.recorder.add(DUE)
    wanted = ["prepare", "intended", "submit", "noted clicked", "resolved confirmed"]
    assert [step for step in desk.world.happened if step in wanted] == wanted
    assert desk.faults == []
    assert list(desk.world.ledger.entries) == [key(1, Effect.RECORD)]


@pytest.mark.parametrize(
    ("about", "prepare", "submit", "stores", "readable", "ledger", "fault"),
    [
        ("the form breaks twice", 2, 0, 1, True, ["confirmed"], None),
        ("the form stays broken", 9, 0, 1, True, [], Reason.PAGE_CHANGED),
        ("an error after the submit that worked", 0, 1, 1, True, ["confirmed"], None),
        (
            "an error after the submit that did not",
            0,
            1,
            0,
            True,
            ["unknown"],
            Reason.EFFECT_NOT_FOUND_IN_TIME,
        ),
        ("stored twice", 0, 0, 2, True, ["unknown"], Reason.EFFECT_DOUBLED),
        ("said to be done, never stored", 0, 0, 0, True, ["unknown"], Reason.EFFECT_NOT_FOUND_IN_TIME),
        ("the records cannot be read", 0, 0, 1, False, ["unknown"], Reason.WITNESS_UNAVAILABLE),
    ],
)
async def test_how_a_record_ends(
    desk: Desk,
    about: str,
    prepare: int,
    submit: int,
    stores: int,
    readable: bool,
    ledger: list[str],
    fault: Reason | None,
) -> None:
    desk.portal.prepare_faults = [ChannelRefusal(Reason.PAGE_CHANGED) for _ in range(prepare)]
    desk.portal.submit_faults = [SiteFault("broke") for _ in range(submit)]
    desk.portal.stores, desk.portal.is_readable = stores, readable
    async with desk.at_work():
        await desk.recorder.add(DUE)
    assert desk.world.ledger.states == ledger, about
    assert [item.reason for item in desk.faults] == ([fault] if fault else [])
    assert desk.portal.happened.count("submit") <= 1


@pytest.mark.parametrize("reason", [Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT])
async def test_what_only_a_person_can_mend_is_not_tried_again(desk: Desk, reason: Reason) -> None:
    desk.portal.prepare_faults = [ChannelRefusal(reason)]
    async with desk.at_work():
        await desk.recorder.add(DUE)
    assert [item.reason for item in desk.faults] == [reason]
    assert desk.portal.happened.count("prepare") == 1


@pytest.mark.parametrize("state", [ContactState.CONFIRMED, ContactState.UNKNOWN, ContactState.CLICKED])
async def test_a_record_that_exists_or_may_exist_is_not_written_again(
    desk: Desk, state: ContactState
) -> None:
    desk.world.ledger.entries[key(1, Effect.RECORD)] = entry(key=key(1, Effect.RECORD), state=state)
    async with desk.at_work():
        await desk.recorder.add(DUE)
    assert "submit" not in desk.portal.happened


async def test_a_stopped_robot_writes_no_record_and_calls_it_no_fault(desk: Desk) -> None:
    """It is written once the stop is released: the settlement finds what is missing."""
    desk.world.stop.engage(StopNote(by="test", at=TEN_O_CLOCK, reason=""))
    async with desk.at_work():
        await desk.recorder.add(DUE)
    assert desk.portal.rows == []
    assert desk.faults == []


async def test_no_record_without_a_log(desk: Desk) -> None:
    desk.world.disk.refuses.add("intended")
    await desk.recorder.add(DUE)
    with pytest.raises(JournalUnwritable):
        await asyncio.wait_for(desk.recorder.run(), 5)
    assert desk.portal.rows == []


def test_the_task_makes_a_record_unique() -> None:
    same_words = RecordDue(task=task(2), text=DUE.text)
    assert record_of(DUE).content != record_of(same_words).content
    assert DUE.task.task_id in record_of(DUE).content
