"""May this be sent, and what exactly? Asked by the window for a preview and by the send path for real."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from robot.compliance import Checked, Verdict
from robot.domain.clock import Clock
from robot.domain.purpose import Purpose, Sensitivity, purpose_of, sensitivity_of
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.clock_trust import ClockTrust
from robot.execution.endings import PutBack
from robot.execution.past_contacts import PastContacts
from robot.execution.ports import ContactLedger, Standing
from robot.execution.reviewed_text import ReviewedText, Reviews
from robot.execution.stop import StopSwitch
from robot.policy.decide import DECIDE_RULES, decide, recheck
from robot.policy.decision import Decision
from robot.policy.explain import Asked, ask_each
from robot.policy.facts import UNSIGNED, PolicyFacts, ReleaseStanding
from robot.policy.rules import clock_behind, hours_quiet, permit_release
from robot.policy.settings import PolicySettings
from robot.policy.used_facts import UsedFact, used_facts
from robot.talktracks.library import Library
from robot.talktracks.rendering import Rendering, render
from robot.talktracks.word_findings import WordCheck, neutral

#: A list that calls a customer 本 must not take that letter out of every word.
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the policy says, and what it was said of."""

    decision: Decision
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A decision with every rule that was asked and every fact that was used."""

    decision: Decision
    #: Aware; the moment that was asked about.
    at: datetime
    asked: tuple[Asked, ...]
    facts: tuple[UsedFact, ...]


async def _unsigned() -> ReleaseStanding:
    return UNSIGNED


class Judgement:
    """The policy and the library applied to one approval; touches no site."""

    def __init__(  # noqa: PLR0913 - one for each thing that is asked
        self,
        *,
        ledger: ContactLedger,
        library: Library,
        policy: PolicySettings,
        stop: StopSwitch,
        clock: Clock,
        last_record_at: Callable[[], datetime | None] = lambda: None,
        checker: WordCheck | None = None,
        release: Callable[[], Awaitable[ReleaseStanding]] = _unsigned,
    ) -> None:
        """:param last_record_at: wall time of the journal's last record, against which the clock is held.

        :param checker: judges the words that the RM wrote; without one only their characters are judged.
        :param release: looks at the whole release anew; asked for every decision, and last of all.
        """
        self._ledger = ledger
        self._library = library
        self._policy = policy
        self._stop = stop
        self._clock = clock
        self._last_record_at = last_record_at
        self._checker = checker
        self._release = release
        #: What supervisors decided on single texts; nothing is approved without it.
        self.reviews: Reviews | None = None
        #: Begins now; a simulated clock may jump as it likes.
        self.clock_trust = ClockTrust(clock)

    def rendering_of(self, approval: Approval) -> Rendering | None:
        """The exact text of an approval, or None if its talk track is not in the library."""
        track = self._library.get(approval.task.talk_track)
        if track is None:
            return None
        return render(
            track,
            variant=approval.variant or track.variants[0].key,
            task=approval.task,
            free_slots=approval.free_slots,
            on=approval.task.business_date,
            checker=self._checker,
        )

    def filled_percent_of(self, approval: Approval) -> dict[str, int]:
        """How much of its length each free slot uses that holds words of the approval's own."""
        track = self._library.get(approval.task.talk_track)
        slots = track.slots if track is not None else {}
        return {
            name: len(text) * 100 // slots[name].max_length
            for name, text in approval.free_slots.items()
            if name in slots and slots[name].is_free and text != slots[name].default
        }

    async def clearance_of(self, approval: Approval, rendering: Rendering | None) -> int:
        """Number of the review that lets exactly this text go although the check of words wants a look."""
        if rendering is None or not rendering.needs_review or self.reviews is None:
            return 0
        return await self.reviews.clearance(ReviewedText(task=approval.task, rendering=rendering))

    async def still_cleared(self, approval: Approval, rendering: Rendering, review: int) -> bool:
        """Whether the review that let the words go, if one had to, still does."""
        if not review:
            return rendering.may_be_sent
        text = ReviewedText(task=approval.task, rendering=rendering)
        return self.reviews is not None and await self.reviews.still_clears(review, text)

    def words_of(self, text: str, names: Sequence[str]) -> Checked:
        """What the check of words says of a text that a person typed.

        :param names: of customers and products; they are not read as words.
        """
        if self._checker is None:
            return Checked(verdict=Verdict.ALLOW)
        for name in names:
            if len(name) < _SHORTEST_NAME:
                continue
            text = text.replace(name, neutral(name))
        return self._checker.check(text)

    async def decision_of(self, approval: Approval) -> Decision:
        """What the policy says now."""
        return (await self.judged(approval)).decision

    async def judged(self, approval: Approval, release: ReleaseStanding | None = None) -> Judged:
        """What the policy says now, with what the ledger knows of the customer.

        :param release: as of a moment ago, where nothing is sent by this answer; looked at anew by default.
        """
        standing = await self._ledger.standing(approval.task)
        facts = self._facts_of(approval, standing, release or await self._release())
        return Judged(decision=decide(facts, self._policy), standing=standing)

    async def second_look(self, approval: Approval) -> Decision:
        """What may have changed since: the permit, an opt-out, the hours, the caps."""
        standing = await self._ledger.standing(approval.task)
        return recheck(self._facts_of(approval, standing, await self._release()), self._policy)

    async def explained(self, approval: Approval, at: datetime | None = None) -> Explained:
        """What the policy says, rule by rule; nothing is done.

        :param at: another moment, aware; the journal and jumps of the clock say nothing of that one. The
            release is looked at as it is now.
        """
        standing = await self._ledger.standing(approval.task)
        facts = self._facts_of(approval, standing, await self._release())
        if at is not None:
            facts = replace(facts, now=at, last_record_at=None, clock_ahead_s=0.0)
        return Explained(
            decision=decide(facts, self._policy),
            at=facts.now,
            asked=ask_each(DECIDE_RULES, facts, self._policy),
            facts=used_facts(facts, self._policy),
        )

    def _facts_of(self, approval: Approval, standing: Standing, release: ReleaseStanding) -> PolicyFacts:
        task = approval.task
        purpose, sensitivity = self._kind_of(task)
        seen = PastContacts(task, standing.past, self._purpose_of)
        return PolicyFacts(
            task=task,
            now=self._clock.now(),
            purpose=purpose,
            sensitivity=sensitivity,
            stop_engaged=self._stop.is_engaged,
            release=release,
            contacts_today=standing.contacts_today,
            contacts_this_week=seen.this_week + task.customer.contacts_this_week,
            contacts_this_month=standing.contacts_this_month + task.customer.contacts_this_month,
            line_contacts_this_month=seen.this_month_about_the_line,
            platform_contacts_this_month=seen.this_month_like(purpose) + task.customer.contacts_this_month,
            channel_contacts_this_month=seen.this_month_on_the_channel + task.customer.contacts_this_month,
            last_marketing_on=seen.last_marketing_on,
            account_sends_today=standing.account_sends_today,
            opted_out=standing.opted_out,
            opted_out_scopes=standing.opted_out_scopes,
            refused_on=standing.refused_on,
            last_record_at=self._last_record_at(),
            clock_ahead_s=self.clock_trust.ahead_s,
            attended=approval.attended,
            unattended_exemption=self._policy.find_exemption(task.rm_id, task.channel, task.business_date),
        )

    def purpose_of(self, task: Task) -> Purpose:
        """What the task's talk track is for; one that is not known counts as marketing."""
        return self._kind_of(task)[0]

    def sensitivity_of(self, task: Task) -> Sensitivity:
        """The level of the task's talk track; of one that is not known, the highest."""
        return self._kind_of(task)[1]

    def _kind_of(self, task: Task) -> tuple[Purpose, Sensitivity]:
        """Of the talk track; a contact whose words are not known counts as what needs the most."""
        track = self._library.get(task.talk_track)
        if track is None:
            return Purpose.MARKETING, Sensitivity.S4
        return purpose_of(track.purpose), sensitivity_of(track.sensitivity)

    def _purpose_of(self, talk_track: str) -> Purpose:
        track = self._library.get(talk_track)
        return Purpose.MARKETING if track is None else purpose_of(track.purpose)

    # --- waiting for the hours -----------------------------------------------------------------------------

    def is_too_late(self, approval: Approval) -> bool:
        """Whether the send window of the task's business date is over for an order that nobody watches."""
        if approval.attended:
            return False
        hours, on = self._policy.hours_of(approval.task.customer), approval.task.business_date
        closes = datetime.combine(on, hours.on(on).allowed_until, hours.zone)
        return self._clock.now() >= closes

    def put_back(self, approval: Approval, decision: Decision, *, is_begun: bool = True) -> PutBack | None:
        """The order waits if nothing but the hours, the clock or the release stands in its way."""
        until = self.opens_at(approval, decision)
        if until is None and not self._waits_for_release(approval, decision):
            return None
        return PutBack(reason=decision.rule, until=until, is_begun=is_begun)

    def _waits_for_release(self, approval: Approval, decision: Decision) -> bool:
        """Nothing speaks against the customer; whoever watches is told instead."""
        blocking = {finding.rule for finding in decision.findings}
        passing = {permit_release.ID, clock_behind.ID, hours_quiet.ID}
        return not approval.attended and permit_release.ID in blocking <= passing

    def opens_at(self, approval: Approval, decision: Decision) -> datetime | None:
        """When an unattended order may go if the hours or the clock alone stand in its way, else None."""
        blocking = {finding.rule for finding in decision.findings}
        if not approval.attended and clock_behind.ID in blocking <= {clock_behind.ID, hours_quiet.ID}:
            return self._last_record_at()
        if approval.attended or blocking != {hours_quiet.ID} or approval.task.customer.zone:
            # Who waits closes the site for all; a customer in another zone must not do that.
            return None
        hours, on = self._policy.hours, approval.task.business_date
        opening = hours.opens_at(self._clock.now())
        return opening if opening is not None and opening.astimezone(hours.zone).date() == on else None

    def is_night_there(self, approval: Approval, decision: Decision) -> bool:
        """Whether nothing but the hours of a customer's own zone stands in an unattended order's way."""
        blocking = {finding.rule for finding in decision.findings}
        has_zone = bool(approval.task.customer.zone)
        return not approval.attended and has_zone and blocking == {hours_quiet.ID}

    async def turn_at(self, approval: Approval) -> datetime | None:
        """When the account's caps and the level's rate let an unattended order go; None if they do now."""
        task, now = approval.task, self._clock.now()
        level = self.sensitivity_of(task)
        cap = self._policy.find_pace(task.rm_id, task.channel, task.business_date, level)
        if approval.attended or cap is None or not (cap.per_minute or cap.per_hour):
            return None
        sent = await self._ledger.sends_since(task.rm_id, task.channel, now - timedelta(hours=1))
        return cap.opens_at(sent, now)
