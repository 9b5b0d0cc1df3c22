"""What people did or said meanwhile: sent by hand, opted out, wrote a draft; the robot steps back."""

from __future__ import annotations

import pytest

from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.approval import Approval
from robot.execution.ports import MadeByHand
from tests.support.builders import key, task
from tests.support.sending import Sending

TASK = "T20261123-0001"


@pytest.mark.parametrize("when", ["before it is opened", "while it is being filled in"])
async def test_what_the_rm_has_just_sent_by_hand_is_suppressed_and_goes_into_the_ledger(
    world: Sending, when: str
) -> None:
    rendering = world.judgement.rendering_of(Approval(task=task()))
    assert rendering is not None

    async def sent_by_hand() -> None:
        world.channel.hooks.pop("fill", None)
        world.server.take("wm0001", rendering.text)

    if when == "before it is opened":
        await sent_by_hand()
    else:
        world.channel.hooks["fill"] = sent_by_hand
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task()))
        await world.drained()
    ending = world.book.outcomes[TASK]
    assert (ending.outcome, ending.reason) == (Outcome.REFUSED, Reason.ALREADY_IN_CHAT)
    assert world.server.effects == 1, "the person's"
    by_hand = world.book.by_hand[TASK]
    assert isinstance(by_hand, MadeByHand)
    assert (by_hand.site, len(by_hand.text_sha256)) == ("wecom", 64)
    assert ContactState.INTENDED not in world.ledger.states


@pytest.mark.parametrize("when", ["before it is opened", "just before the click"])
async def test_who_says_no_in_the_chat_is_not_written_to_then_and_never_again(
    world: Sending, when: str
) -> None:
    async def says_no() -> None:
        world.channel.opt_outs.add("wm0001")

    if when == "before it is opened":
        await says_no()
    else:
        world.channel.hooks["fill"] = says_no
    other = task(1, task_id="T20261123-0002", strategy="other")
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task()))
        await world.dispatcher.submit(Approval(task=other))
        await world.drained()
    assert world.ledger.opt_outs == {"C00000001": "chat"}
    endings = [(ending.outcome, ending.reason) for ending in world.book.outcomes.values()]
    assert endings == [
        (Outcome.REFUSED, Reason.OPTED_OUT_IN_CHAT),
        (Outcome.REFUSED, "contact.opted_out"),
    ]
    assert world.happened.count("open") == 1, "the order that waited did not touch the chat"
    world.assert_nothing_was_sent()


async def test_an_opt_out_that_comes_while_the_text_is_filled_in_stops_the_click(world: Sending) -> None:
    async def elsewhere() -> None:
        await world.ledger.opt_out("C00000001", "person:liming")

    world.channel.hooks["recheck"] = elsewhere
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.REFUSED, "contact.opted_out")
    world.assert_nothing_was_sent()


@pytest.mark.parametrize("attended", [True, False])
async def test_a_flagged_customer_hears_from_a_person_only(world: Sending, *, attended: bool) -> None:
    world.ledger.flagged.add("C00000001")
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(), attended=attended))
        await world.drained()
    if attended:
        assert world.outcomes == {TASK: Outcome.CONFIRMED}
        return
    ending = world.book.outcomes[TASK]
    assert (ending.outcome, ending.reason) == (Outcome.NEEDS_PERSON, Reason.EFFECT_MISDIRECTED)
    world.assert_nothing_was_sent()
    assert world.ledger.entries.get(key()) is None
