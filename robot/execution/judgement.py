"""May this be sent, and what exactly? Asked by the window for a preview and by the send path for real."""

from __future__ import annotations

from robot.domain.clock import Clock
from robot.execution.approval import Approval
from robot.execution.ports import ContactLedger
from robot.execution.stop import StopSwitch
from robot.policy.decide import decide, recheck
from robot.policy.decision import Decision
from robot.policy.facts import PolicyFacts
from robot.policy.settings import PolicySettings
from robot.talktracks.library import Library
from robot.talktracks.rendering import Rendering, render


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
    ) -> None:
        """Built once by the composition root."""
        self._ledger = ledger
        self._library = library
        self._policy = policy
        self._stop = stop
        self._clock = clock

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
        return decide(await self._facts_of(approval), self._policy)

    async def second_look(self, approval: Approval) -> Decision:
        """What may have changed since: the permit, the hours, the caps."""
        return recheck(await self._facts_of(approval), self._policy)

    async def _facts_of(self, approval: Approval) -> PolicyFacts:
        task = approval.task
        today, month = await self._ledger.contacts(
            task.customer.customer_id, task.business_date, other_than=task.task_id
        )
        return PolicyFacts(
            task=task,
            now=self._clock.now(),
            stop_engaged=self._stop.is_engaged,
            contacts_today=today,
            contacts_this_month=month + task.customer.contacts_this_month,
            attended=approval.attended,
            unattended_exemption=self._policy.find_exemption(task.rm_id, task.channel, task.business_date),
        )
