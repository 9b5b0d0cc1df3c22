"""After a crash: what reading says of an entry, and that nothing is called absent too early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from robot.domain.contact import ContactState, Effect, LedgerEntry
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.ports import ChannelRefusal, ContactRecord, Expected, Reopened, Sighting
from robot.execution.reconcile import Reconciliation, is_lag_over, judge_message, task_outcome
from robot.sites.wording import text_sha256
from tests.support.builders import TEN_O_CLOCK, HandClock, entry, key, task
from tests.support.sending import Sending

LAG = timedelta(seconds=30)
LATER, SOON = TEN_O_CLOCK + timedelta(minutes=5), TEN_O_CLOCK + timedelta(seconds=29)
YES, NO, WAIT = ContactState.CONFIRMED, ContactState.ABSENT, ContactState.UNKNOWN


@pytest.mark.parametrize(
    ("about", "sighting", "baseline", "now", "state", "reason"),
    [
        ("unreadable", None, 0, LATER, WAIT, Reason.WITNESS_UNAVAILABLE),
        ("found once", Sighting(found=("m1",)), 0, SOON, YES, Reason.EFFECT_READ_BACK),
        (
            "found once beside a look-alike",
            Sighting(found=("m1",), altered=("m0",)),
            0,
            SOON,
            YES,
            Reason.EFFECT_READ_BACK,
        ),
        ("found twice", Sighting(found=("m1", "m2")), 0, LATER, WAIT, Reason.EFFECT_DOUBLED),
        ("one of two is older", Sighting(found=("m1", "m2")), 1, LATER, YES, Reason.EFFECT_READ_BACK),
        ("only the older one", Sighting(found=("m1",)), 1, LATER, NO, Reason.INTERRUPTED),
        ("cut", Sighting(found=(), altered=("m1",)), 0, LATER, WAIT, Reason.EFFECT_ALTERED),
        ("elsewhere", Sighting(found=(), misdirected=("m1",)), 0, LATER, WAIT, Reason.EFFECT_MISDIRECTED),
        ("not there, lag over", Sighting(found=()), 0, LATER, NO, Reason.INTERRUPTED),
        ("not there, too early", Sighting(found=()), 0, SOON, WAIT, Reason.EFFECT_NOT_FOUND_IN_TIME),
        (
            "not there, but the list was not read to its end",
            Sighting(found=(), is_whole=False),
            0,
            LATER,
            WAIT,
            Reason.EFFECT_NOT_FOUND_IN_TIME,
        ),
    ],
)
def test_what_a_sighting_says(
    about: str, sighting: Sighting | None, baseline: int, now: object, state: ContactState, reason: Reason
) -> None:
    moment = LATER if now is LATER else SOON
    is_over = is_lag_over(entry(), HandClock(moment), LAG)
    settled = judge_message(entry(baseline=baseline), sighting, is_lag_over=is_over)
    assert (settled.state, settled.reason) == (state, reason), about
    ending = task_outcome(settled)
    wanted = {YES: Outcome.CONFIRMED, NO: None, WAIT: Outcome.UNKNOWN}[state]
    assert (ending.outcome if ending else None) == wanted


def test_the_lag_counts_from_the_click() -> None:
    clicked = entry(clicked_at=LATER - timedelta(seconds=10), state=ContactState.CLICKED)
    assert not is_lag_over(clicked, HandClock(LATER), LAG)


@pytest.mark.parametrize(
    ("about", "acted_s", "mono_s", "over"),
    [
        ("it passed on both clocks", 1000, 1030, True),
        ("the wall clock was set forward", 1000, 1010, False),
        ("the machine was started anew a while ago", 1000, 40, True),
        ("the machine was started anew just now", 1000, 20, False),
    ],
)
def test_a_wall_clock_set_forward_does_not_shorten_the_lag(
    about: str, acted_s: int, mono_s: int, over: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HandClock(LATER)
    monkeypatch.setattr(clock, "monotonic_ns", lambda: mono_s * 10**9)
    assert is_lag_over(entry(acted_mono_ns=acted_s * 10**9), clock, LAG) is over, about


class Portal:
    """A CRM that holds what a test put there."""

    site = "crm"

    def __init__(self, found: Sighting | None) -> None:
        self._found = found

    async def prepare(self, record: ContactRecord) -> None:
        raise AssertionError("reconciliation never acts")

    async def submit(self) -> None:
        raise AssertionError("reconciliation never acts")

    async def count(self, record: ContactRecord) -> Sighting:
        if self._found is None:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE)
        return self._found


def settling(world: Sending, text: str, portal: Portal | None = None) -> Reconciliation:
    async def load(one: LedgerEntry) -> tuple[Task, str]:
        return task(int(one.task_id[-4:])), text

    return Reconciliation(
        witness=world.witness, portal=portal, ledger=world.ledger, load=load, clock=world.clock, lag=LAG
    )


async def test_entries_are_settled_by_reading_and_written_down(world: Sending) -> None:
    for number in (1, 2):
        world.ledger.entries[key(number)] = entry(number, text_sha256=text_sha256("您好"))
    world.server.take("wm0001", "您好")
    world.clock.forward(minutes=5)
    results = await settling(world, "您好").settle(await world.ledger.unsettled())
    assert [result.state for result in results] == [YES, NO]
    assert world.ledger.states == [YES, NO]
    assert world.ledger.entries[key(1)].effect_ids == ("m1",), "what was found is kept as the proof"
    assert world.server.effects == 1
    assert "click" not in world.happened


async def test_a_witness_that_cannot_be_read_settles_nothing(world: Sending) -> None:
    world.ledger.entries[key()] = entry()
    world.witness.is_down = True
    await settling(world, "您好").settle(await world.ledger.unsettled())
    assert world.ledger.states == [WAIT]


@pytest.mark.parametrize(
    ("about", "found", "minutes", "state"),
    [
        ("there", Sighting(found=("r1",)), 0, YES),
        ("not there, but it may be under way", Sighting(found=()), 0, WAIT),
        ("not there", Sighting(found=()), 5, NO),
        ("doubled", Sighting(found=("r1", "r2")), 5, WAIT),
        ("unreadable", None, 5, WAIT),
    ],
)
async def test_a_record_is_settled_like_a_message(
    world: Sending, about: str, found: Sighting | None, minutes: int, state: ContactState
) -> None:
    world.ledger.entries[key(1, Effect.RECORD)] = replace(entry(), key=key(1, Effect.RECORD))
    world.clock.forward(minutes=minutes)
    await settling(world, "您好", Portal(found)).settle(await world.ledger.unsettled())
    assert world.ledger.states == [state], about


async def test_without_its_text_a_record_cannot_be_called_absent(world: Sending) -> None:
    world.ledger.entries[key(1, Effect.RECORD)] = replace(entry(), key=key(1, Effect.RECORD))
    world.clock.forward(minutes=5)
    await settling(world, "", Portal(Sighting(found=()))).settle(await world.ledger.unsettled())
    assert world.ledger.states == [WAIT]


def unknown(number: int = 1, *ids: str) -> LedgerEntry:
    return entry(number, state=WAIT, effect_ids=ids, text_sha256=text_sha256("您好"))


@pytest.mark.parametrize("ids", [("m1",), ("m1", "m2")])
async def test_what_was_seen_once_is_never_called_absent_by_reading(
    world: Sending, ids: tuple[str, ...]
) -> None:
    """Shown by the page, doubled, or filed elsewhere: that it is not seen now is no leave to send again."""
    world.ledger.entries[key()] = unknown(1, *ids)
    world.clock.forward(minutes=5)
    await settling(world, "您好").settle(await world.ledger.unsettled())
    assert world.ledger.states == [WAIT]
    assert world.ledger.entries[key()].effect_ids == ids


async def test_what_nobody_ever_saw_is_absent_after_the_lag(world: Sending) -> None:
    world.ledger.entries[key()] = unknown()
    world.clock.forward(minutes=5)
    await settling(world, "您好").settle(await world.ledger.unsettled())
    assert world.ledger.states == [NO]
    assert world.ledger.moved[entry().task_id] == Reopened(why="shown absent by reading")


async def test_a_late_message_confirms_its_task_with_its_entry(world: Sending) -> None:
    world.ledger.entries[key()] = unknown(1, "m1")
    world.server.take("wm0001", "您好")
    await settling(world, "您好").settle(await world.ledger.unsettled())
    assert world.ledger.states == [YES]
    moved = world.ledger.moved[entry().task_id]
    assert isinstance(moved, TaskOutcome)
    assert moved.outcome is Outcome.CONFIRMED


@pytest.mark.parametrize("broken", [True, False])
async def test_a_witness_that_cannot_be_read_wipes_no_evidence_out(world: Sending, *, broken: bool) -> None:
    async def dead(expected: Sequence[Expected]) -> list[Sighting]:
        raise RuntimeError("Target page, context or browser has been closed")

    world.ledger.entries[key()] = unknown(1, "m1", "m2")
    world.witness.is_down = True
    if broken:
        world.witness.look = dead  # type: ignore[method-assign]
    await settling(world, "您好").settle(await world.ledger.unsettled())
    assert world.ledger.entries[key()] == unknown(1, "m1", "m2")


async def test_a_message_found_under_another_customer_flags_both(world: Sending) -> None:
    world.ledger.entries[key()] = unknown(1, "m1")
    seen = Sighting(found=(), misdirected=("m1",), elsewhere=("wm0002",))
    world.witness.answer = lambda _wanted, _honest: seen
    world.clock.forward(minutes=5)
    (settled,) = await settling(world, "您好").settle(await world.ledger.unsettled())
    assert (settled.state, settled.reason) == (WAIT, Reason.EFFECT_MISDIRECTED)
    assert world.ledger.found_elsewhere == {"C00000001": ("wm0002",)}
