"""Reviews on a real engine: a held text goes exactly once and exactly as approved, by a signature alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from robot.agent import protocol
from robot.agent.signing import SupervisorKey
from robot.agent.verbs.reviews import ReviewVerbs
from robot.agent.verbs.tasks import TaskVerbs
from robot.compliance import Checked, Verdict, WordFinding
from robot.domain.contact import ContactState
from robot.domain.errors import InputRefused, NotPermitted, StateConflict, TandemError
from robot.domain.review_views import ReviewCard, ReviewState
from robot.domain.views import ScriptPreview
from robot.execution.hand_typed import OwnMessage
from robot.governance.documents import encode
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal
from robot.governance.review_decisions import decided_by
from robot.journal.sealed_fields import open_record, open_text
from robot.sites.wording import text_sha256
from tests.support.builders import TODAY, HandClock, task
from tests.support.desk_line import LineDesk

ONE = "T20261123-0001"
SLOTS = {"call_time": "明天上午10点"}
BOSS = SigningKey.throw_away()


class Objecting:
    """Wants whatever holds the word looked at, or blocks it."""

    def __init__(self, verdict: Verdict = Verdict.REVIEW, word: str = "明天") -> None:
        self.verdict, self.word = verdict, word

    def check(self, text: str, /) -> Checked:
        at = text.find(self.word)
        if at < 0:
            return Checked(verdict=Verdict.ALLOW)
        found = WordFinding(
            rule="words.wink",
            verdict=self.verdict,
            start=at,
            end=at + len(self.word),
            span=self.word,
            why="话里有话",
            source="办法第六条",
        )
        return Checked(verdict=self.verdict, findings=(found,))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    made.sign(supervisor=BOSS)
    await started(made)
    try:
        yield made
    finally:
        await made.power_off()


async def started(desk: LineDesk) -> None:
    await desk.start()
    desk.engine.judgement._checker = Objecting()


def verbs(desk: LineDesk) -> ReviewVerbs:
    return ReviewVerbs(desk.engine)


async def sent_for_review(desk: LineDesk, task_id: str = ONE, **slots: str) -> int:
    request = protocol.SendForReview(task_id=task_id, free_slots=slots or SLOTS, comment="客户约的时间")
    return int((await verbs(desk).review_send(request)).detail)


async def card(desk: LineDesk, number: int) -> ReviewCard:
    return await verbs(desk).review(protocol.OneReview(review=number))


async def decide(
    desk: LineDesk,
    number: int,
    decision: ReviewState = ReviewState.APPROVED,
    comment: str = "",
    key: SigningKey = BOSS,
    **changes: Any,
) -> ReviewCard:
    listed = await verbs(desk).reviews(protocol.Reviews())
    shown = replace(await card(desk, number), **changes)
    signers = {key.public.fingerprint: "demo-supervisor", **listed.signers}
    args = SupervisorKey(key).sign(shown, decision, comment, signers)
    return await verbs(desk).review_decide(protocol.DecideReview.model_validate(args))


async def press_enter(desk: LineDesk, task_id: str = ONE, **slots: str) -> None:
    """The RM presses Enter without a hold, and waits for the ending; what is refused there goes on anyway."""
    request = protocol.Approve(task_id=task_id, free_slots=slots or SLOTS, hold_s=0)
    try:
        await TaskVerbs(desk.engine, None, None).approve(request)  # type: ignore[arg-type]  # not asked here
    except NotPermitted as err:
        if err.code != "words.review":
            raise
        # The word at the commit counts, whatever the front was told.
        await commit(desk, task_id, slots or SLOTS)
    await desk.until(lambda: desk.outcomes()[task_id][0] not in ("held", "running", "awaiting_witness"))


async def commit(desk: LineDesk, task_id: str, slots: dict[str, str]) -> None:
    """A hold whose time is over, as if the front had been told that it may be sent."""
    engine = desk.engine
    await engine.holds.place(task_id, due_at=engine.clock.now(), seconds=0, variant="", free_slots=slots)
    await engine.intents.release_hold(task_id)


async def preview(desk: LineDesk, **slots: str) -> ScriptPreview:
    request = protocol.Preview(task_id=ONE, free_slots=slots or SLOTS)
    return await TaskVerbs(desk.engine, None, None).preview(request)  # type: ignore[arg-type]  # as above


async def code_of(work: Any) -> str:
    with pytest.raises(TandemError) as caught:
        await work
    return caught.value.code


# --- a held text ---


async def test_an_approved_text_goes_once(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    assert desk.outcomes() == {ONE: ("needs_person", "words.review")}
    assert (await preview(desk)).verdict == "review"
    made = await decide(desk, number)
    assert (made.row.state, made.row.decided_by) == ("approved", "demo-supervisor (throw-away)")
    assert made.decisions[0].doubt == ""
    assert desk.outcomes() == {ONE: ("ready", "")}
    shown = await preview(desk)
    assert (shown.verdict, shown.review) == ("allow", "approved")
    assert [finding.severity for finding in shown.findings] == ["review"]
    await press_enter(desk)
    assert desk.outcomes() == {ONE: ("confirmed", "effect.read_back")}
    assert desk.server.texts("wm0001") == [made.text]
    assert (await card(desk, number)).used_at is not None
    assert desk.journalled().count("review.used") == 1
    # The ledger would refuse it; the approval does not hold any more either.
    assert (await preview(desk)).review == ""


async def test_any_changed_byte_needs_a_new_review(desk: LineDesk) -> None:
    await desk.take([task(1)])
    await decide(desk, await sent_for_review(desk))
    assert (await preview(desk, call_time="明天上午11点")).verdict == "review"
    await press_enter(desk, call_time="明天上午11点")
    assert desk.outcomes() == {ONE: ("needs_person", "words.review")}
    assert desk.server.effects == 0
    # The send path put the other text before the supervisor by itself.
    await desk.until(lambda: desk.journalled().count("review.opened") == 2)
    rows = (await verbs(desk).reviews(protocol.Reviews())).rows
    assert [(row.review, row.state) for row in rows] == [(2, "open"), (1, "approved")]


async def test_a_text_whose_review_a_crash_swallowed_is_in_the_queue_after_a_start(desk: LineDesk) -> None:
    await desk.take([task(1)])
    await sent_for_review(desk)
    desk.query("DELETE FROM review")
    await desk.power_off()
    await started(desk)
    await desk.engine.reviews.catch_up()
    await desk.engine.reviews.catch_up()
    assert desk.journalled().count("review.opened") == 2
    assert desk.query("SELECT task_id, state FROM review") == [(ONE, "open")]


async def test_an_approval_is_of_one_task(desk: LineDesk) -> None:
    await desk.take([task(1), task(2)])
    await decide(desk, await sent_for_review(desk))
    other = "T20261123-0002"
    await press_enter(desk, other)
    assert desk.outcomes()[other] == ("needs_person", "words.review")
    assert desk.server.effects == 0


async def test_what_did_not_go_may_still_go(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    await decide(desk, number)
    engine = desk.engine

    async def broken() -> None:
        raise RuntimeError

    engine.channel.hooks["ready_to_click"] = broken
    await press_enter(desk)
    assert desk.outcomes()[ONE][0] == "halted"
    assert (await card(desk, number)).used_at is None
    del engine.channel.hooks["ready_to_click"]
    await press_enter(desk)
    assert desk.outcomes()[ONE][0] == "confirmed"
    assert "review.freed" in desk.journalled()


async def test_rules_are_asked_all_the_same(desk: LineDesk) -> None:
    await desk.take([task(1)])
    await decide(desk, await sent_for_review(desk))
    await desk.engine.ledger.opt_out("C00000001", "person:1001")
    assert await code_of(press_enter(desk)) == "contact.opted_out"
    assert desk.server.effects == 0


async def test_what_blocks_is_never_let_go_by_a_review(desk: LineDesk) -> None:
    await desk.take([task(1)])
    desk.engine.judgement._checker = Objecting(Verdict.BLOCK)
    assert await code_of(sent_for_review(desk)) == "words.wink"
    desk.engine.judgement._checker = Objecting()
    await decide(desk, await sent_for_review(desk))
    # The release's words changed since the approval: the same text blocks now.
    desk.engine.judgement._checker = Objecting(Verdict.BLOCK)
    with pytest.raises(NotPermitted):
        await press_enter(desk)
    assert desk.server.effects == 0


async def test_asking_twice_is_one_review_and_a_rejected_text_stays_rejected(desk: LineDesk) -> None:
    await desk.take([task(1)])
    assert await sent_for_review(desk) == await sent_for_review(desk) == 1
    assert await code_of(decide(desk, 1, ReviewState.REJECTED)) == "review.no_reason"
    await decide(desk, 1, ReviewState.REJECTED, "太含糊")
    assert desk.outcomes() == {ONE: ("needs_person", "review.rejected")}
    assert await code_of(sent_for_review(desk)) == "review.rejected_before"
    assert await sent_for_review(desk, call_time="明天下午3点") == 2


async def test_only_an_approval_lets_a_text_go(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    await decide(desk, number, ReviewState.ESCALATED, "请分行看")
    await press_enter(desk)
    await decide(desk, number, ReviewState.FALSE_ALARM)
    await press_enter(desk)
    assert desk.server.effects == 0
    assert await code_of(decide(desk, number)) == "review.decided"
    assert [made.state for made in (await card(desk, number)).decisions] == ["escalated", "false_alarm"]


async def test_words_that_need_no_review_are_not_taken(desk: LineDesk) -> None:
    await desk.take([task(1)])
    assert await code_of(sent_for_review(desk, call_time="今天下午3点")) == "review.not_needed"
    assert desk.outcomes() == {ONE: ("ready", "")}
    assert await code_of(sent_for_review(desk, "nobody")) == "task.not_found"


# --- the signature ---


async def test_an_approval_written_into_the_store_lets_nothing_go(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    desk.query(f"UPDATE review SET state = 'approved' WHERE review_id = {number}")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (("needs_person", "words.review"), 0)
    assert "review.not_proved" in desk.journalled()


async def test_a_decision_moved_to_another_review_lets_nothing_go(desk: LineDesk) -> None:
    await desk.take([task(1), task(2)])
    first, second = await sent_for_review(desk), await sent_for_review(desk, "T20261123-0002")
    await decide(desk, first)
    desk.query(f"UPDATE review_decision SET review_id = {second}")
    desk.query(f"UPDATE review SET state = 'approved' WHERE review_id = {second}")
    await press_enter(desk, "T20261123-0002")
    assert desk.server.effects == 0
    # It is bound to the review that it was made on, so it does not even open.
    assert (await card(desk, second)).decisions[0].doubt == Refusal.MALFORMED


async def test_a_decision_moved_by_somebody_with_the_keyring_lets_nothing_go(desk: LineDesk) -> None:
    await desk.take([task(1), task(2)])
    first, second = await sent_for_review(desk), await sent_for_review(desk, "T20261123-0002")
    await decide(desk, first)
    ((document,),) = desk.query("SELECT document FROM review_decision")
    place = "review_decision|{}|approved|document"
    plain = open_text(desk.engine.keys, place.format(first), bytes(document).decode())
    forged = desk.sealed(place.format(second), plain).encode().hex()
    desk.query(f"UPDATE review_decision SET review_id = {second}, document = x'{forged}'")
    desk.query(f"UPDATE review SET state = 'approved' WHERE review_id = {second}")
    await press_enter(desk, "T20261123-0002")
    assert desk.server.effects == 0
    assert (await card(desk, second)).decisions[0].doubt == Refusal.SIGNATURE_BAD


async def test_a_text_changed_in_the_store_is_not_what_was_signed(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    shown = await card(desk, number)
    ((nonce,),) = desk.query("SELECT nonce FROM review")
    for forged in ("保本", desk.sealed(f"review|text|{nonce}", shown.text + "保本")):
        desk.query(f"UPDATE review SET text = '{forged}'")
        assert await code_of(decide(desk, number, text=shown.text)) == Refusal.SIGNATURE_BAD
    assert (await card(desk, number)).row.state == "open"


async def test_nobody_without_a_supervisors_key_decides(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    assert await code_of(decide(desk, number, key=SigningKey.throw_away())) == Refusal.KEY_UNKNOWN
    bad = protocol.DecideReview(review=number, decision="approved", signature="{}")
    assert await code_of(verbs(desk).review_decide(bad)) == Refusal.MALFORMED
    assert (await card(desk, number)).row.state == "open"


async def test_without_a_supervisor_the_queue_is_read_only_and_says_so(desk: LineDesk) -> None:
    assert (await verbs(desk).reviews(protocol.Reviews())).read_only_why == ""
    desk.sign()
    listed = await verbs(desk).reviews(protocol.Reviews())
    assert (listed.signers, listed.read_only_why) == ({}, "review.no_supervisor")
    (desk.home.path / "trust" / "roles.json").unlink()
    assert (await verbs(desk).reviews(protocol.Reviews())).read_only_why == Refusal.TRUST_MISSING


async def test_an_approval_ends_with_its_signers_role(desk: LineDesk) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    await decide(desk, number)
    desk.sign()
    # The new release is another one, so the agent is started with it.
    await desk.power_off()
    await started(desk)
    await press_enter(desk)
    assert (desk.outcomes()[ONE][1], desk.server.effects) == ("words.review", 0)
    assert (await card(desk, number)).decisions[0].doubt == Refusal.KEY_UNKNOWN


async def test_nobody_decides_on_words_of_their_own(desk: LineDesk) -> None:
    await desk.take([task(1, rm_id="demo-supervisor")])
    assert await code_of(decide(desk, await sent_for_review(desk))) == Refusal.ONE_PERSON


async def test_the_signature_can_be_checked_from_the_journal_alone(desk: LineDesk) -> None:
    await desk.take([task(1)])
    await decide(desk, await sent_for_review(desk), comment="已与客户核对")
    ((seq, raw, blob),) = desk.query(
        "SELECT seq, payload, sealed FROM journal"
        " WHERE json_extract(CAST(header AS TEXT), '$.type') = 'review.decided'"
    )
    assert "已与客户核对" not in raw.decode()
    key = desk.engine.keys.key("2026-11")
    record = json.loads(raw) | open_record(key, log_id=desk.engine.log.log_id, seq=seq, blob=blob)
    by = decided_by(
        encode(record["document"]),
        encode(record["signature"]),
        desk.engine.reviews.authority(),
        TODAY,
        writers={"1001"},
    )
    assert (by.person.id, by.decision.decision, by.decision.comment) == (
        "demo-supervisor",
        "approved",
        "已与客户核对",
    )


@pytest.mark.parametrize("comment", ["客户卡号6217000012345678901", "王芳要求的"])
async def test_a_comment_holds_neither_numbers_nor_the_customers_name(desk: LineDesk, comment: str) -> None:
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    with pytest.raises(InputRefused):
        await decide(desk, number, comment=comment)
    assert (await card(desk, number)).row.state == "open"


# --- hand-typed ---


def typed(text: str, message_id: str = "m99") -> OwnMessage:
    return OwnMessage(
        site="wecom",
        external_id="wm0001",
        message_id=message_id,
        text=text,
        text_sha256=text_sha256(text),
        position=0,
        business_date=TODAY,
    )


async def test_a_hand_typed_message_stands_in_the_queue_and_is_decided(desk: LineDesk) -> None:
    await desk.take([task(1)])
    desk.engine.reviews.read([typed("明天包赚"), typed("您好", "m98")])
    await desk.until(lambda: "review.opened" in desk.journalled())
    listed = await verbs(desk).reviews(protocol.Reviews(kind="hand_typed", state="waiting"))
    assert [(row.name, row.rule, row.verdict) for row in listed.rows] == [("王*", "words.wink", "review")]
    assert listed.states == {"open": 1}
    await decide(desk, 1, ReviewState.REJECTED, "已约谈")
    listed = await verbs(desk).reviews(protocol.Reviews(state="waiting"))
    assert (listed.rows, listed.states) == ((), {"rejected": 1})
    # What the RM typed has nothing to do with the task.
    assert desk.outcomes() == {ONE: ("ready", "")}
    assert ContactState.CONFIRMED not in desk.ledger().values()


async def test_an_unknown_review_is_said_to_be_unknown(desk: LineDesk) -> None:
    with pytest.raises(StateConflict) as caught:
        await card(desk, 7)
    assert caught.value.code == "review.not_found"
