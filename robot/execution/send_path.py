"""The send path of one message: decide, render, then tries that prove, fill, write INTENDED and click once.

Its result is an ending before any effect, an order that waits, or a `Sent` that the witness will settle.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import stamina

from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.approval import Approval
from robot.execution.endings import (
    PutBack,
    broken_by,
    decision_record,
    ending_of,
    is_about_hours,
    is_worth_another_try,
    not_now_there,
    refused_by_rules,
    too_late,
)
from robot.execution.judgement import Judged, Judgement
from robot.execution.ports import (
    ChannelRefusal,
    MadeByHand,
)
from robot.execution.sending_try import SendingTry, SendPorts
from robot.execution.sent import Sent
from robot.talktracks.rendering import Rendering

#: Before the effect, a named error is tried again so often, the first attempt counted.
ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPauses:
    """How long to wait before an attempt is made anew, in seconds; doubled each time."""

    first_s: float = 0.3
    longest_s: float = 3.0
    jitter_s: float = 0.2


class SendPath:
    """Carries out one approval at a time on one channel."""

    def __init__(self, ports: SendPorts, judgement: Judgement) -> None:
        """All ports of one site's path, and who decides; built by the composition root."""
        self._ports = ports
        self._tasks = ports.tasks
        self._try = SendingTry(ports, judgement)
        self.judgement = judgement
        self.steps = ports.steps
        self.pauses = RetryPauses()
        #: The task was begun by this attempt, so it needs an ending or must be made ready again.
        self.is_begun = False
        #: The last order was stopped by something passing, as often as it may be tried.
        self.is_exhausted = False
        #: Number of the review that lets the words of this order go, or 0.
        self._review = 0

    @property
    def is_past_the_point(self) -> bool:
        """The click has begun, so the attempt must not be cancelled any more."""
        return self._try.is_past_the_point

    def forget(self) -> None:
        """Nothing of an earlier order counts for the next."""
        self.is_begun = self.is_exhausted = self._try.is_past_the_point = False

    async def photographed(self) -> None:
        """Wait until the last picture is taken; its page may go then."""
        await self._try.photographed()

    # --- one order -----------------------------------------------------------------------------------------

    async def attempt(self, approval: Approval, *, attempts: int = ATTEMPTS) -> Sent | TaskOutcome | PutBack:
        """Carry out one approval up to the click.

        :param attempts: how often it may be tried before the effect, the first time counted.
        :raises JournalUnwritable: if the log cannot be written; nothing was sent.
        :raises StateConflict: if the task moved on meanwhile; nothing was done.
        """
        task = approval.task
        self.forget()
        with self.steps.step(task.task_id, "policy"):
            judged = await self.judgement.judged(approval)
        waits = self.judgement.put_back(approval, judged.decision, is_begun=False)
        if waits is not None:
            return waits
        with self.steps.step(task.task_id, "render"):
            rendering = self.judgement.rendering_of(approval)
            self._review = await self.judgement.clearance_of(approval, rendering)
        await self._begin(
            approval,
            decision_record(judged.decision, rendering, attended=approval.attended, review=self._review),
        )
        ending = self._ending_before_the_site(approval, judged, rendering)
        if ending is not None:
            return ending
        assert rendering is not None  # noqa: S101 - the endings above answer for None
        try:
            return await self._try_repeatedly(approval, rendering, attempts)
        except ChannelRefusal as refusal:
            self.is_exhausted = is_worth_another_try(refusal)
            return await self._stopped_by(approval, refusal)

    async def _begin(self, approval: Approval, facts: dict[str, Any]) -> None:
        begin = asyncio.create_task(self._tasks.begin(approval.task.task_id, facts, order=approval))
        try:
            # A cancelled wait must not cancel the write: whether the task was begun has to be known.
            await asyncio.shield(begin)
        finally:
            await asyncio.wait({begin})
            self.is_begun = begin.exception() is None

    def _ending_before_the_site(
        self, approval: Approval, judged: Judged, rendering: Rendering | None
    ) -> TaskOutcome | None:
        ending = refused_by_rules(judged.decision, rendering, is_cleared=bool(self._review))
        if is_about_hours(ending) and self.judgement.is_too_late(approval):
            return too_late()
        if self.judgement.is_night_there(approval, judged.decision):
            return not_now_there()
        if ending is None and judged.standing.is_flagged and not approval.attended:
            return TaskOutcome(
                outcome=Outcome.NEEDS_PERSON,
                reason=Reason.EFFECT_MISDIRECTED,
                detail="a message that the site filed under the wrong customer is not settled yet",
            )
        return ending

    async def _try_repeatedly(
        self, approval: Approval, rendering: Rendering, attempts: int
    ) -> Sent | TaskOutcome | PutBack:
        """Each try opens the chat anew and proves everything anew; after the click began there is none."""
        last: ChannelRefusal | None = None
        tries = stamina.retry_context(
            on=is_worth_another_try,
            attempts=attempts,
            timeout=None,
            wait_initial=self.pauses.first_s,
            wait_max=self.pauses.longest_s,
            wait_jitter=self.pauses.jitter_s,
        )
        async for one in tries:
            if last is not None:
                await self._tasks.note_retry(approval.task.task_id, one.num, last.reason, last.detail)
            with one:
                try:
                    return await self._try.run(approval, rendering, review=self._review)
                except (JournalUnwritable, StateConflict):
                    raise
                except ChannelRefusal as refusal:
                    last = refusal
                    raise
                except Exception as err:
                    # A killed browser, a closed page: whatever it is, nothing was sent.
                    last = broken_by(err)
                    raise last from err
        raise AssertionError("the last try returns or raises")

    async def _stopped_by(self, approval: Approval, refusal: ChannelRefusal) -> TaskOutcome | PutBack:
        if refusal.reason is Reason.OPTED_OUT_IN_CHAT:
            await self._ports.ledger.opt_out(approval.task.customer.customer_id, "chat")
        if refusal.reason is Reason.LOGIN_NEEDED and not approval.attended:
            return PutBack(reason=refusal.reason)
        return ending_of(refusal)

    def made_by_hand(self, approval: Approval, outcome: TaskOutcome) -> MadeByHand | None:
        """The contact that the chat showed to have been made already, for the ledger."""
        if outcome.reason != Reason.ALREADY_IN_CHAT:
            return None
        rendering = self.judgement.rendering_of(approval)
        if rendering is None:
            return None
        return MadeByHand(
            site=self._ports.channel.site,
            text_sha256=self._ports.hash_text(rendering.text),
            detail="found in the chat",
        )
