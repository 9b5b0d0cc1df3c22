"""What the later rules of the policy mean for an order: its ending, whether it waits, and its pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from robot.compliance import Checked, Verdict, WordFinding
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel, Task, TaskState
from robot.execution.approval import Approval
from robot.execution.ports import PastSend, Standing
from robot.execution.sent import Sent
from robot.policy.entries import PlatformCap
from robot.policy.protection import Elderly
from robot.store.stored_task import StoredTask
from tests.support.builders import TEN_O_CLOCK, TODAY, task
from tests.support.sending import Sending, sending

ELDERLY = Elderly(from_age=65, review_from=ProductRisk.R2, deny_from=ProductRisk.R4)


@pytest.fixture
def world(tmp_path: Path) -> Sending:
    return sending(tmp_path)


def with_policy(world: Sending, **changes: Any) -> None:
    world.judgement._policy = replace(world.judgement._policy, **changes)


@pytest.mark.parametrize("attended", [True, False])
async def test_what_wants_a_look_waits_for_a_person(world: Sending, *, attended: bool) -> None:
    with_policy(world, elderly=ELDERLY)
    ending = await world.attempt(task(customer={"age": 70}), attended=attended)
    assert ending == TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason="suitability.elderly")
    world.assert_nothing_was_sent()


class Objecting:
    """Wants whatever the relationship manager wrote looked at, or blocked."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def check(self, text: str, /) -> Checked:
        found = WordFinding(
            rule="words.wink",
            verdict=self.verdict,
            start=0,
            end=len(text),
            span=text,
            why="话里有话",
            source="办法",
        )
        return Checked(verdict=self.verdict, findings=(found,))


@pytest.mark.parametrize("attended", [True, False])
@pytest.mark.parametrize(
    ("verdict", "outcome", "reason"),
    [
        (Verdict.REVIEW, Outcome.NEEDS_PERSON, "words.review"),
        (Verdict.BLOCK, Outcome.REFUSED, "words.wink"),
    ],
)
async def test_words_that_want_a_look_are_not_sent(
    world: Sending, verdict: Verdict, outcome: Outcome, reason: str, *, attended: bool
) -> None:
    world.judgement._checker = Objecting(verdict)
    ending = await world.attempt(task(), attended=attended, free_slots={"call_time": "明天上午10点"})
    assert ending == TaskOutcome(outcome=outcome, reason=reason)
    world.assert_nothing_was_sent()


async def test_approved_words_are_sent_whatever_the_check_says_of_others(world: Sending) -> None:
    world.judgement._checker = Objecting(Verdict.REVIEW)
    assert isinstance(await world.attempt(task()), Sent)


async def test_a_name_of_the_list_that_is_a_promise_waits_for_a_person(world: Sending) -> None:
    """Not signed, so not trusted: whatever the check would block in free words is looked at in a name."""
    world.judgement._checker = Objecting(Verdict.BLOCK)
    ending = await world.attempt(task())
    assert ending == TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.WORDS_REVIEW)
    world.assert_nothing_was_sent()


async def test_a_refusal_of_a_part_between_decision_and_click_still_counts(
    world: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    honest = world.ledger.standing

    async def standing(task: Task) -> Standing:
        nonlocal asked
        asked += 1
        found = await honest(task)
        return found if asked == 1 else replace(found, opted_out_scopes=frozenset({"marketing"}))

    monkeypatch.setattr(world.ledger, "standing", standing)
    ending = await world.attempt(task())
    assert isinstance(ending, TaskOutcome)
    assert (ending.outcome, ending.reason) == (Outcome.REFUSED, "contact.opted_out_of")
    assert not world.has_clicked


async def test_the_purpose_is_the_talk_tracks(world: Sending) -> None:
    service = task(
        product={"line": ProductLine.LOAN, "risk": None},
        talk_track="loan-settled-wecom",
        strategy="loan-settled",
        customer={"opt_outs": ("marketing",)},
    )
    told = await world.judgement.explained(Approval(task=service, attended=True))
    facts = {fact.name: fact.value for fact in told.facts}
    assert (facts["purpose"], facts["sensitivity"]) == ("service", "S3")
    assert told.decision.verdict == "allow"
    unknown = replace(service, talk_track="gone", customer=replace(service.customer, opt_outs=()))
    told = await world.judgement.explained(Approval(task=unknown, attended=True))
    facts = {fact.name: fact.value for fact in told.facts}
    assert (facts["purpose"], facts["sensitivity"]) == ("marketing", "S4")


async def test_counts_come_from_ledger_and_list_together(
    world: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = (
        PastSend(on=date(2026, 11, 2), channel="wecom", line="wealth", talk_track="new-wealth-wecom"),
        PastSend(on=date(2026, 11, 24), channel="wecom", line="loan", talk_track="loan-settled-wecom"),
    )

    async def standing(task: Task) -> Standing:
        return Standing(contacts_today=0, contacts_this_month=2, past=past)

    monkeypatch.setattr(world.ledger, "standing", standing)
    item = task(customer={"contacts_this_week": 1, "contacts_this_month": 1})
    told = await world.judgement.explained(Approval(task=item, attended=True))
    facts = {fact.name: fact.value for fact in told.facts}
    assert facts["contacts_this_week"] == "2"
    assert facts["contacts_this_month"] == "3"
    assert facts["line_contacts_this_month"] == "1"
    assert facts["platform_contacts_this_month"] == "2"
    assert facts["channel_contacts_this_month"] == "3"
    assert facts["last_marketing_on"] == "2026-11-02"
    cap = PlatformCap(
        channel=Channel.WECOM,
        purpose=Purpose.MARKETING,
        per_month=2,
        valid_from=TODAY,
        valid_until=TODAY,
        source="notice",
    )
    with_policy(world, platform_caps=(cap,))
    assert (await world.judgement.decision_of(Approval(task=item, attended=True))).rule == (
        "contact.platform_cap"
    )
    # A limit of the platform for all purposes together counts the service message too.
    with_policy(world, platform_caps=(replace(cap, purpose=None, per_month=3),))
    assert (await world.judgement.decision_of(Approval(task=item, attended=True))).rule == (
        "contact.platform_cap"
    )


async def test_night_where_the_customer_lives_holds_up_nobody_else(world: Sending) -> None:
    there = task(customer={"zone": "Europe/London"})
    ending = await world.attempt(there, attended=False)
    assert ending == TaskOutcome(
        outcome=Outcome.CANCELLED, reason="hours.quiet", detail="the customer's zone"
    )
    world.assert_nothing_was_sent()
    # The schedule may take it again, by then it is day there; what was refused to a person it may not.
    stored = StoredTask(
        task=there,
        state=TaskState.ENDED,
        outcome=Outcome.CANCELLED,
        reason="hours.quiet",
        detail="",
        until=None,
        variant="",
        free_slots={},
        note="",
        evidence="",
        ended_at=TEN_O_CLOCK,
    )
    assert stored.may_be_scheduled(TEN_O_CLOCK)
    assert not replace(stored, outcome=Outcome.REFUSED).may_be_scheduled(TEN_O_CLOCK)
    refused = await world.attempt(there, attended=True)
    assert isinstance(refused, TaskOutcome)
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, "hours.quiet")


async def test_the_window_of_a_day_ends_by_the_customers_clock(world: Sending) -> None:
    east = Approval(task=task(customer={"zone": "Asia/Tokyo"}), attended=False)
    here = Approval(task=task(), attended=False)
    world.clock.moment = TEN_O_CLOCK.replace(hour=20, minute=30)
    assert world.judgement.is_too_late(east)
    assert not world.judgement.is_too_late(here)


async def test_the_level_sets_the_pace_of_unattended_sends(world: Sending) -> None:
    with_policy(world, sensitivity_rates={Sensitivity.S3: 6})
    order = Approval(task=task(), attended=False)
    assert await world.judgement.turn_at(order) is None
    world.ledger.sends = (TEN_O_CLOCK - timedelta(seconds=4),)
    assert await world.judgement.turn_at(order) == TEN_O_CLOCK + timedelta(seconds=6)
    assert await world.judgement.turn_at(replace(order, attended=True)) is None


async def test_an_explanation_of_another_moment_is_of_that_moment(world: Sending) -> None:
    world.judgement._last_record_at = lambda: TEN_O_CLOCK
    approval = Approval(task=task(), attended=True)
    at = TEN_O_CLOCK - timedelta(hours=3)
    told = await world.judgement.explained(approval, at)
    assert (told.decision.rule, told.at) == ("hours.quiet", at)
    assert (await world.judgement.explained(approval)).decision.verdict == "allow"
    assert world.happened == []
