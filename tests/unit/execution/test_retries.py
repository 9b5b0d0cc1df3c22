"""Named errors before the effect are tried again, each time from the start; nothing after it ever is."""

from __future__ import annotations

import pytest

from robot.domain.contact import ContactState
from robot.domain.errors import ElementAmbiguous
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.ports import ChannelRefusal
from robot.execution.sent import Sent
from tests.support.builders import key, task
from tests.support.chat import Hook
from tests.support.sending import Sending

TASK = "T20261123-0001"
PASSING = [
    Reason.PAGE_UNREACHABLE,
    Reason.PAGE_CHANGED,
    Reason.RECIPIENT_MISMATCH,
    Reason.READ_BACK_DIFFERS,
]


def failing(times: int, error: Exception) -> Hook:
    left = times

    async def trouble() -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise error

    return trouble


@pytest.mark.parametrize("reason", PASSING)
@pytest.mark.parametrize("step", ["open", "fill", "ready_to_click", "recheck"])
async def test_what_passes_is_tried_again_and_everything_proved_anew(
    world: Sending, step: str, reason: Reason
) -> None:
    world.channel.hooks[step] = failing(2, ChannelRefusal(reason))
    result = await world.attempt(task())
    assert isinstance(result, Sent)
    assert world.server.effects == 1
    assert world.happened.count("open") == 3, "each try begins with the recipient"
    assert world.book.retried == {TASK: [reason, reason]}
    assert world.ledger.states == [ContactState.CLICKED]


@pytest.mark.parametrize("reason", PASSING)
async def test_the_third_time_is_the_last_and_names_the_reason(world: Sending, reason: Reason) -> None:
    world.channel.hooks["recheck"] = failing(99, ChannelRefusal(reason))
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.HALTED, reason)
    assert world.happened.count("open") == 3
    world.assert_nothing_was_sent()


@pytest.mark.parametrize(
    "reason",
    [
        Reason.RECIPIENT_AMBIGUOUS,
        Reason.RECIPIENT_NOT_FOUND,
        Reason.DRAFT_PRESENT,
        Reason.ALREADY_IN_CHAT,
        Reason.OPTED_OUT_IN_CHAT,
        Reason.LOGIN_NEEDED,
        Reason.WRONG_ACCOUNT,
    ],
)
async def test_what_trying_cannot_change_is_not_tried_again(world: Sending, reason: Reason) -> None:
    world.channel.hooks["open"] = failing(99, ChannelRefusal(reason))
    await world.attempt(task())
    assert world.happened.count("open") == 1
    world.assert_nothing_was_sent()


async def test_two_send_buttons_are_no_passing_trouble(world: Sending) -> None:
    refusal = ChannelRefusal(Reason.PAGE_CHANGED, "two buttons")
    refusal.__cause__ = ElementAmbiguous("send")
    world.channel.hooks["ready_to_click"] = failing(99, refusal)
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.HALTED, Reason.PAGE_CHANGED)
    assert world.happened.count("ready_to_click") == 1


@pytest.mark.parametrize("moment", ["click", "clicked", "echo"])
async def test_once_the_click_began_nothing_is_tried_again(world: Sending, moment: str) -> None:
    world.channel.hooks[moment] = failing(1, TimeoutError())
    result = await world.attempt(task())
    assert isinstance(result, Sent)
    assert world.happened.count("open") == 1
    assert world.happened.count("click") == 1
    assert world.book.retried == {}


async def test_a_click_that_was_provably_not_made_may_be_tried_again(world: Sending) -> None:
    world.channel.hooks["click"] = failing(1, ChannelRefusal(Reason.PAGE_CHANGED, "covered"))
    result = await world.attempt(task())
    assert isinstance(result, Sent)
    assert world.server.effects == 1
    assert world.ledger.states == [ContactState.CLICKED]


async def test_a_draft_that_appears_between_two_tries_is_the_persons(world: Sending) -> None:
    async def typed_over() -> None:
        world.channel.composers["wm0001"] = "我来回复"
        raise ChannelRefusal(Reason.READ_BACK_DIFFERS)

    world.channel.hooks["recheck"] = typed_over
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT)
    assert world.channel.composers["wm0001"] == "我来回复"


async def test_the_chat_is_opened_with_what_the_ledger_confirmed_there_before(world: Sending) -> None:
    seen: list[tuple[str, ...]] = []
    open_chat = world.channel.open

    async def noting(*about: object, fingerprints: tuple[str, ...] = ()) -> object:
        seen.append(fingerprints)
        return await open_chat(*about, fingerprints=fingerprints)  # type: ignore[arg-type]

    world.channel.open = noting  # type: ignore[assignment,method-assign]
    first = await world.attempt(task())
    assert isinstance(first, Sent)
    await world.ledger.resolve(first.entry, ContactState.CONFIRMED, decided_by="witness")
    world.judgement._policy = type(world.judgement._policy)(version=1, daily_cap=9, monthly_cap=9)
    await world.attempt(task(1, task_id="T20261123-0002", strategy="other", branch="城西支行"))
    assert seen == [(), (world.ledger.entries[key(1)].text_sha256,)]
