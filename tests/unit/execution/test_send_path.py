"""One message up to the click: every way in which it can end, and what must be true of the world then."""

from __future__ import annotations

import pytest

from robot.domain.contact import ContactState
from robot.domain.errors import JournalUnwritable, SiteFault, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.approval import Approval
from robot.execution.endings import ending_of
from robot.execution.ports import ChannelRefusal
from robot.execution.sent import Sent
from tests.support.builders import entry, key, task
from tests.support.chat import break_with, refuse
from tests.support.sending import Sending


async def rendered(world: Sending) -> str:
    rendering = world.judgement.rendering_of(Approval(task=task(), attended=True))
    assert rendering is not None
    return rendering.text


async def test_a_good_message_is_durable_as_intended_before_it_is_clicked(world: Sending) -> None:
    result = await world.attempt(task())
    assert isinstance(result, Sent)
    order = [
        step for step in world.happened if step in {"begun", "intended", "recheck", "click", "noted clicked"}
    ]
    assert order == ["begun", "intended", "recheck", "click", "noted clicked"]
    assert world.server.texts("wm0001") == [await rendered(world)]
    assert world.channel.left_in_composers == []
    assert result.expected.message_id == "m1"
    assert result.evidence is not None
    assert await result.evidence == "picture-2"
    assert [picture.jpeg for picture in world.evidence.kept] == [b"before", b"jpeg"]


async def test_the_decision_and_the_exact_text_are_in_the_record_of_the_beginning(world: Sending) -> None:
    result = await world.attempt(task())
    assert isinstance(result, Sent)
    facts = world.book.facts["T20261123-0001"]
    assert facts["verdict"] == "allow"
    assert facts["text_sha256"] == result.rendering.sha256_of_text
    assert "王芳" not in str(facts)


async def test_after_a_stop_before_the_click_the_same_task_can_be_sent(world: Sending) -> None:
    world.channel.hooks["recheck"] = refuse(Reason.RECIPIENT_MISMATCH)
    await world.attempt(task())
    world.channel.hooks.clear()
    assert isinstance(await world.attempt(task()), Sent)
    assert world.server.effects == 1


async def test_a_harmless_layer_is_closed_once_and_the_message_goes(world: Sending) -> None:
    world.channel.layers = 1

    async def covered() -> None:
        if world.happened.count("click") == 1:
            raise ChannelRefusal(Reason.PAGE_CHANGED)

    world.channel.hooks["click"] = covered
    assert isinstance(await world.attempt(task()), Sent)
    assert world.happened.count("recheck") == 2, "recipient, text and permit are proved again after the layer"
    assert world.server.effects == 1


async def test_somebody_elses_draft_is_left_alone(world: Sending) -> None:
    world.channel.composers["wm0001"] = "我自己写了一半"
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT)
    assert world.channel.composers == {"wm0001": "我自己写了一半"}
    assert world.ledger.entries == {}


async def test_our_own_text_left_by_a_crash_is_no_stranger(world: Sending) -> None:
    world.channel.composers["wm0001"] = await rendered(world)
    assert isinstance(await world.attempt(task()), Sent)


async def test_what_a_person_added_to_the_text_is_not_wiped_out(world: Sending) -> None:
    async def typed() -> None:
        world.channel.composers["wm0001"] += "!"

    world.channel.hooks["ready_to_click"] = typed
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT)
    assert world.book.retried[task().task_id] == [Reason.READ_BACK_DIFFERS]
    assert world.channel.composers == {"wm0001": await rendered(world) + "!"}
    assert world.server.effects == 0
    assert world.ledger.states == [ContactState.ABSENT]


async def test_a_text_that_a_person_sent_already_is_not_sent_again(world: Sending) -> None:
    world.server.take("wm0001", await rendered(world))
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.ALREADY_IN_CHAT)
    assert world.server.effects == 1


@pytest.mark.parametrize(
    ("state", "ends"),
    [
        (ContactState.CONFIRMED, Outcome.REFUSED),
        (ContactState.INTENDED, Outcome.NEEDS_PERSON),
        (ContactState.CLICKED, Outcome.NEEDS_PERSON),
        (ContactState.UNKNOWN, Outcome.NEEDS_PERSON),
    ],
)
async def test_what_the_ledger_holds_is_not_done_again(
    world: Sending, state: ContactState, ends: Outcome
) -> None:
    world.ledger.entries[key()] = entry(state=state)
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (ends, Reason.ALREADY_IN_LEDGER)
    assert not world.has_clicked
    assert world.channel.left_in_composers == []
    assert world.ledger.states == [state], "the entry stays as it was"


@pytest.mark.parametrize("written", ["begun", "intended", "read"])
async def test_when_a_write_before_the_click_fails_nothing_is_clicked(world: Sending, written: str) -> None:
    world.disk.refuses.add(written)
    with pytest.raises(JournalUnwritable):
        await world.attempt(task())
    assert not world.has_clicked
    assert world.channel.left_in_composers == []


async def test_when_the_disk_fills_up_between_intention_and_click_nothing_is_clicked(world: Sending) -> None:
    async def full() -> None:
        world.disk.refuses |= {"read", "resolved absent"}

    world.channel.hooks["ready_to_click"] = full
    with pytest.raises(JournalUnwritable):
        await world.attempt(task())
    assert not world.has_clicked
    assert world.channel.left_in_composers == []


@pytest.mark.parametrize(
    ("error", "because"),
    [
        (SiteFault("gone"), Reason.PAGE_CHANGED),
        (TimeoutError(), Reason.PAGE_UNREACHABLE),
        (OSError(5, "the browser's pipe broke"), Reason.PAGE_UNREACHABLE),
        (RuntimeError("the page said 王芳"), Reason.PAGE_CHANGED),
    ],
)
@pytest.mark.parametrize("step", ["open", "fill", "ready_to_click", "recheck"])
async def test_whatever_breaks_before_the_click_is_a_typed_ending_and_leaves_nothing(
    world: Sending, step: str, error: Exception, because: Reason
) -> None:
    world.channel.hooks[step] = break_with(error)
    result = await world.attempt(task())
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.HALTED, because)
    assert result.detail == f"broken off: {type(error).__name__}", "the words of an error may hold a name"
    world.assert_nothing_was_sent()


@pytest.mark.parametrize(
    ("moment", "error"),
    [
        ("click", RuntimeError("anything")),
        ("click", SiteFault("gone")),
        ("clicked", RuntimeError("anything")),
        ("clicked", SiteFault("gone")),
        ("echo", RuntimeError("anything")),
        ("echo", SiteFault("gone")),
        ("picture", SiteFault("gone")),
    ],
)
async def test_an_error_after_the_click_began_is_left_to_the_witness(
    world: Sending, moment: str, error: Exception
) -> None:
    world.channel.hooks[moment] = break_with(error)
    result = await world.attempt(task())
    assert isinstance(result, Sent), "nobody may say that nothing was sent"
    assert world.ledger.states == [ContactState.CLICKED]
    if result.evidence is not None:
        await result.evidence


async def test_a_refusal_of_the_page_after_the_click_is_no_halt(world: Sending) -> None:
    world.channel.hooks["echo"] = refuse(Reason.PAGE_UNREACHABLE)
    assert isinstance(await world.attempt(task()), Sent)


async def test_a_picture_that_cannot_be_stored_does_not_lose_the_outcome(world: Sending) -> None:
    world.evidence.fault = OSError(28, "No space left on device")
    result = await world.attempt(task())
    assert isinstance(result, Sent)
    assert result.evidence is not None
    assert await result.evidence == ""


async def test_an_unknown_talk_track_waits_for_a_person(world: Sending) -> None:
    result = await world.attempt(task(talk_track="no-such-track"))
    assert isinstance(result, TaskOutcome)
    assert (result.outcome, result.reason) == (Outcome.NEEDS_PERSON, Reason.NO_TALK_TRACK)
    assert "open" not in world.happened


async def test_a_task_that_somebody_took_meanwhile_is_not_opened(world: Sending) -> None:
    world.book.moved_on.add("T20261123-0001")
    with pytest.raises(StateConflict):
        await world.attempt(task())
    assert "open" not in world.happened


@pytest.mark.parametrize("reason", list(Reason))
def test_no_refusal_of_a_channel_becomes_confirmed_or_unknown(reason: Reason) -> None:
    known = {Outcome.HALTED, Outcome.NEEDS_PERSON, Outcome.REFUSED}
    outcome = ending_of(ChannelRefusal(reason)).outcome
    assert outcome is Outcome.CANCELLED if reason is Reason.STOPPED else outcome in known
