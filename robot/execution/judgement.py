"""May this be sent, and what exactly? Asked by the window for a preview and by the send path for real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from robot.domain.clock import Clock
from robot.execution.approval import Approval
from robot.execution.ports import ContactLedger, Standing
from robot.execution.stop import StopSwitch
from robot.policy.decide import decide, recheck
from robot.policy.decision import Decision
from robot.policy.facts import PolicyFacts
from robot.policy.rules import clock_behind, hours_quiet
from robot.policy.settings import PolicySettings
from robot.talktracks.library import Library
from robot.talktracks.rendering import Rendering, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the policy says, and what it was said of."""

    decision: Decision
    standing: Standing


class Judgement:
    """The policy and the library applied to one approval; touches no site."""

    def __init__(
        self,
        *,
        ledger: ContactLedger,
        library: Library,
        policy: PolicySettings,
        stop: StopSwitch,
        clock: Clock,
        last_record_at: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        """:param last_record_at: wall time of the journal's last record, against which the clock is held."""
        self._ledger = ledger
        self._library = library
        self._policy = policy
        self._stop = stop
        self._clock = clock
        self._last_record_at = last_record_at

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
        )

    async def decision_of(self, approval: Approval) -> Decision:
        """What the policy says now."""
        return (await self.judged(approval)).decision

    async def judged(self, approval: Approval) -> Judged:
        """What the policy says now, with what the ledger knows of the customer."""
        standing = await self._ledger.standing(approval.task)
        return Judged(decision=decide(self._facts_of(approval, standing), self._policy), standing=standing)

    async def second_look(self, approval: Approval) -> Decision:
        """What may have changed since: the permit, an opt-out, the hours, the caps."""
        return recheck(self._facts_of(approval, await self._ledger.standing(approval.task)), self._policy)

    def _facts_of(self, approval: Approval, standing: Standing) -> PolicyFacts:
        task = approval.task
        return PolicyFacts(
            task=task,
            now=self._clock.now(),
            stop_engaged=self._stop.is_engaged,
            contacts_today=standing.contacts_today,
            contacts_this_month=standing.contacts_this_month + task.customer.contacts_this_month,
            account_sends_today=standing.account_sends_today,
            opted_out=standing.opted_out,
            last_record_at=self._last_record_at(),
            attended=approval.attended,
            unattended_exemption=self._policy.find_exemption(task.rm_id, task.channel, task.business_date),
        )

    # --- waiting for the hours -----------------------------------------------------------------------------

    def is_too_late(self, approval: Approval) -> bool:
        """Whether the send window of the task's business date is over for an order that nobody watches."""
        if approval.attended:
            return False
        hours, on = self._policy.hours, approval.task.business_date
        closes = datetime.combine(on, hours.on(on).allowed_until, hours.zone)
        return self._clock.now() >= closes

    def opens_at(self, approval: Approval, decision: Decision) -> datetime | None:
        """When an unattended order may go if the hours or the clock alone stand in its way, else None."""
        blocking = {finding.rule for finding in decision.findings}
        if not approval.attended and clock_behind.ID in blocking <= {clock_behind.ID, hours_quiet.ID}:
            return self._last_record_at()
        if approval.attended or blocking != {hours_quiet.ID}:
            return None
        hours, on = self._policy.hours, approval.task.business_date
        opening = hours.opens_at(self._clock.now())
        return opening if opening is not None and opening.astimezone(hours.zone).date() == on else None

    async def turn_at(self, approval: Approval) -> datetime | None:
        """When the account's caps of minute and hour let an unattended order go; None if they do now."""
        task, now = approval.task, self._clock.now()
        cap = self._policy.find_cap(task.rm_id, task.channel, task.business_date)
        if approval.attended or cap is None or not (cap.per_minute or cap.per_hour):
            return None
        sent = await self._ledger.sends_since(task.rm_id, task.channel, now - timedelta(hours=1))
        return cap.opens_at(sent, now)
