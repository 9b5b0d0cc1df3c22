"""Everything that stops a message before its click: how it ends, and that nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.endings import PutBack
from robot.execution.stop import StopNote
from tests.support.builders import TEN_O_CLOCK, task
from tests.support.chat import Hook, refuse
from tests.support.sending import Sending


@dataclass(frozen=True, kw_only=True)
class Case:
    about: str
    wrong: Callable[[Sending], object]
    ends: Outcome
    because: str
    attended: bool = True


def engage(world: Sending) -> None:
    world.stop.engage(StopNote(by="test", at=TEN_O_CLOCK, reason=""))


def when(step: str, hook: Hook) -> Callable[[Sending], object]:
    return lambda world: world.channel.hooks.update({step: hook})


def night(world: Sending) -> None:
    world.clock.forward(hours=12)


def late_stop(world: Sending) -> None:
    async def stop_now() -> None:
        engage(world)

    world.channel.hooks["recheck"] = stop_now


def quiet_hours_begin(world: Sending) -> None:
    async def nightfall() -> None:
        night(world)

    world.channel.hooks["recheck"] = nightfall


def closable_layer_that_stays(world: Sending) -> None:
    world.channel.layers = 1
    world.channel.hooks["click"] = refuse(Reason.PAGE_CHANGED)


CASES = [
    Case(about="kill switch before the start", wrong=engage, ends=Outcome.CANCELLED, because=Reason.STOPPED),
    Case(
        about="kill switch just before the click",
        wrong=late_stop,
        ends=Outcome.CANCELLED,
        because=Reason.STOPPED,
    ),
    Case(about="at night", wrong=night, ends=Outcome.REFUSED, because="hours.quiet"),
    Case(
        about="night falls before the click",
        wrong=quiet_hours_begin,
        ends=Outcome.REFUSED,
        because="hours.quiet",
    ),
    Case(
        about="nobody of that name",
        wrong=when("open", refuse(Reason.RECIPIENT_NOT_FOUND)),
        ends=Outcome.HALTED,
        because=Reason.RECIPIENT_NOT_FOUND,
    ),
    Case(
        about="two of that name",
        wrong=when("open", refuse(Reason.RECIPIENT_AMBIGUOUS)),
        ends=Outcome.HALTED,
        because=Reason.RECIPIENT_AMBIGUOUS,
    ),
    Case(
        about="login wanted",
        wrong=when("open", refuse(Reason.LOGIN_NEEDED)),
        ends=Outcome.NEEDS_PERSON,
        because=Reason.LOGIN_NEEDED,
    ),
    Case(
        about="another employee's session",
        wrong=when("open", refuse(Reason.WRONG_ACCOUNT)),
        ends=Outcome.NEEDS_PERSON,
        because=Reason.WRONG_ACCOUNT,
    ),
    Case(
        about="the text reads back otherwise",
        wrong=when("fill", refuse(Reason.READ_BACK_DIFFERS)),
        ends=Outcome.HALTED,
        because=Reason.READ_BACK_DIFFERS,
    ),
    Case(
        about="two send buttons",
        wrong=when("ready_to_click", refuse(Reason.PAGE_CHANGED)),
        ends=Outcome.HALTED,
        because=Reason.PAGE_CHANGED,
    ),
    Case(
        about="another customer's chat just before the click",
        wrong=when("recheck", refuse(Reason.RECIPIENT_MISMATCH)),
        ends=Outcome.HALTED,
        because=Reason.RECIPIENT_MISMATCH,
    ),
    Case(
        about="a layer over the button",
        wrong=when("click", refuse(Reason.PAGE_CHANGED)),
        ends=Outcome.HALTED,
        because=Reason.PAGE_CHANGED,
    ),
    Case(
        about="a harmless layer that comes back",
        wrong=closable_layer_that_stays,
        ends=Outcome.HALTED,
        because=Reason.PAGE_CHANGED,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
async def test_what_stops_before_the_click_sends_nothing_and_leaves_nothing_behind(
    world: Sending, case: Case
) -> None:
    case.wrong(world)
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (case.ends, case.because)
    world.assert_nothing_was_sent()


@pytest.mark.parametrize("attended", [True, False])
async def test_a_message_under_way_is_held_back_when_another_becomes_unknown(
    world: Sending, *, attended: bool
) -> None:
    async def stop_site() -> None:
        await world.gate.close(Reason.SITE_STOPPED)

    world.channel.hooks["recheck"] = stop_site
    result = await world.attempt(task(), attended=attended)
    if attended:
        assert result == TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.SITE_STOPPED)
    else:
        assert result == PutBack(reason=Reason.SITE_STOPPED, closes_site=False), "it keeps its place"
    world.assert_nothing_was_sent()
