"""What the witness says decides how a clicked message ends; nothing else does."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome, Reason
from robot.execution.approval import Approval
from robot.execution.confirmations import _Waiting
from robot.execution.ports import ChannelRefusal, Echo, Expected, Sighting
from robot.execution.sent import Sent
from tests.support.builders import task
from tests.support.sending import Sending, sending

TASK = "T20261123-0001"
NOTHING = Sighting(found=())


@dataclass(frozen=True, kw_only=True)
class Case:
    about: str
    ends: Outcome
    because: Reason
    ledger: ContactState
    stops_site: bool
    #: What the witness says instead of the truth.
    sees: Sighting | None = None
    #: What the page says of its own message.
    page_says: Reason | None = None
    keeps_refused: bool = False
    is_down: bool = False
    baseline: int = 0


YES, NO, WAIT = ContactState.CONFIRMED, ContactState.ABSENT, ContactState.UNKNOWN
CASES = [
    Case(
        about="found once",
        ends=Outcome.CONFIRMED,
        because=Reason.EFFECT_READ_BACK,
        ledger=YES,
        stops_site=False,
    ),
    Case(
        about="found once beside an older look-alike",
        sees=Sighting(found=("m1",), altered=("m0",)),
        ends=Outcome.CONFIRMED,
        because=Reason.EFFECT_READ_BACK,
        ledger=YES,
        stops_site=False,
    ),
    Case(
        about="never found",
        sees=NOTHING,
        ends=Outcome.UNKNOWN,
        because=Reason.EFFECT_NOT_FOUND_IN_TIME,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="found twice",
        sees=Sighting(found=("m1", "m2")),
        ends=Outcome.UNKNOWN,
        because=Reason.EFFECT_DOUBLED,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="found cut",
        sees=Sighting(found=(), altered=("m1",)),
        ends=Outcome.UNKNOWN,
        because=Reason.EFFECT_ALTERED,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="found with another customer",
        sees=Sighting(found=(), misdirected=("m1",), elsewhere=("wm0002",)),
        ends=Outcome.UNKNOWN,
        because=Reason.EFFECT_MISDIRECTED,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="found here and with another customer",
        sees=Sighting(found=("m1",), misdirected=("m1",), elsewhere=("wm0002",)),
        ends=Outcome.UNKNOWN,
        because=Reason.EFFECT_MISDIRECTED,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="the witness cannot be read",
        is_down=True,
        ends=Outcome.UNKNOWN,
        because=Reason.WITNESS_UNAVAILABLE,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="the site said no and holds nothing",
        page_says=Reason.PLATFORM_NOT_A_FRIEND,
        ends=Outcome.PLATFORM_REFUSED,
        because=Reason.PLATFORM_NOT_A_FRIEND,
        ledger=NO,
        stops_site=False,
    ),
    Case(
        about="the quota is used up",
        page_says=Reason.PLATFORM_QUOTA,
        ends=Outcome.PLATFORM_REFUSED,
        because=Reason.PLATFORM_QUOTA,
        ledger=NO,
        stops_site=True,
    ),
    Case(
        about="the site said no and holds it",
        page_says=Reason.PLATFORM_OTHER,
        sees=Sighting(found=("m1",)),
        ends=Outcome.UNKNOWN,
        because=Reason.PLATFORM_OTHER,
        ledger=WAIT,
        stops_site=True,
    ),
    Case(
        about="the site said no and its list keeps what was refused",
        page_says=Reason.PLATFORM_OTHER,
        sees=Sighting(found=("m1",)),
        keeps_refused=True,
        ends=Outcome.PLATFORM_REFUSED,
        because=Reason.PLATFORM_OTHER,
        ledger=NO,
        stops_site=False,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
async def test_the_witness_decides(tmp_path: Path, case: Case) -> None:
    world = sending(tmp_path, deadline_s=0.3, list_keeps_refused=case.keeps_refused)
    world.channel.refuses = case.page_says
    world.witness.is_down = case.is_down
    if case.sees is not None:
        seen = case.sees
        world.witness.answer = lambda _wanted, _honest: seen
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await world.drained()
    ending = world.book.outcomes[TASK]
    assert (ending.outcome, ending.reason) == (case.ends, case.because)
    assert world.ledger.states == [case.ledger]
    assert (world.gate.closing() is not None) is case.stops_site
    assert [task_id for task_id, _ in world.told] == [TASK]


async def test_a_late_witness_is_waited_for(world: Sending) -> None:
    world.witness.answer = lambda _wanted, honest: honest if world.witness.looks > 2 else NOTHING
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await world.drained()
    assert world.outcomes == {TASK: Outcome.CONFIRMED}
    assert world.witness.looks > 2


async def test_a_witness_that_comes_back_confirms_everything(world: Sending) -> None:
    world.witness.is_down = True
    async with world.at_work():
        for number in (1, 2, 3):
            await world.dispatcher.submit(Approval(task=task(number), attended=True))
        await world.dispatcher.drained()
        while world.witness.looks < 2:
            await world.confirmations._pause(0.01)
        world.witness.is_down = False
        await world.drained()
    assert list(world.outcomes.values()) == [Outcome.CONFIRMED] * 3


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        ((), None),
        (("m0",), None),
        (("m0", "m9"), Outcome.CONFIRMED),
        (("m0", "m8", "m9"), Outcome.UNKNOWN),
    ],
)
async def test_one_equal_message_before_is_not_taken_for_ours(
    world: Sending, found: tuple[str, ...], ends: Outcome | None
) -> None:
    sent = await world.attempt(task())
    assert isinstance(sent, Sent)
    sent.entry = replace(sent.entry, baseline=1)
    sent.echo = Echo(message_id="", refusal=None)
    just_now = _Waiting(sent=sent, since=time.monotonic())
    outcome = world.confirmations._judge(just_now, Sighting(found=found), time.monotonic())
    assert (outcome.outcome if outcome else None) == ends


async def test_whoever_waits_for_the_end_sees_the_ending_told(world: Sending) -> None:
    """The CRM record is queued by `on_settled`; a shutdown that drains must not overtake it."""
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=True))
        await world.dispatcher.drained()
        await world.confirmations.drained()
        assert len(world.told) == 1


@pytest.mark.parametrize("reason", [Reason.WRONG_ACCOUNT, Reason.LOGIN_NEEDED])
async def test_nothing_more_is_sent_while_the_reading_session_is_nobodys_or_another_employees(
    world: Sending, reason: Reason
) -> None:
    def somebody_elses(_wanted: Expected, _honest: Sighting) -> Sighting:
        raise ChannelRefusal(reason)

    world.witness.answer = somebody_elses
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=False))
        async with world.gate.changed, asyncio.timeout(5):
            await world.gate.changed.wait_for(lambda: world.gate.is_closed_by(reason))
        closing = world.gate.closing()
        assert closing is not None
        assert closing.ends_orders is (reason is Reason.WRONG_ACCOUNT)
        world.witness.answer = lambda _wanted, honest: honest
        await world.drained()
    assert world.outcomes == {TASK: "confirmed"}, "once it can be read, it is"
