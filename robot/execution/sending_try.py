"""One try of a message: open the chat, prove whose it is, fill, write INTENDED, look again, click once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from robot.domain.contact import ContactState, LedgerEntry
from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.approval import Approval
from robot.execution.contact_keys import message_key
from robot.execution.endings import (
    PutBack,
    already_in_ledger,
    found_in_chat,
    is_about_hours,
    said_no,
    too_late,
)
from robot.execution.gate import SiteGate
from robot.execution.judgement import Judgement
from robot.execution.photographing import Photographer
from robot.execution.ports import ChannelRefusal, ContactLedger, Echo, Evidence, MessageChannel, TaskBook
from robot.execution.sent import HashText, Sent, expected_effect
from robot.execution.steps import StepLog
from robot.talktracks.rendering import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPorts:
    """What one site's path acts on and writes to; chosen by the composition root."""

    channel: MessageChannel
    ledger: ContactLedger
    tasks: TaskBook
    evidence: Evidence
    gate: SiteGate
    steps: StepLog
    hash_text: HashText


class SendingTry:
    """From opening the chat to the click; a try that ends before the click leaves nothing behind."""

    def __init__(self, ports: SendPorts, judgement: Judgement) -> None:
        """:param judgement: asked again right before the click."""
        self._channel = ports.channel
        self._ledger = ports.ledger
        self._gate = ports.gate
        self._steps = ports.steps
        self._hash = ports.hash_text
        self._judgement = judgement
        self._photographer = Photographer(ports.channel, ports.evidence, ports.steps)
        #: The click has begun, so the try must not be cancelled any more.
        self.is_past_the_point = False

    async def photographed(self) -> None:
        """Wait until the last picture is taken; its page may go then."""
        await self._photographer.done()

    async def run(
        self, approval: Approval, rendering: Rendering, *, review: int = 0
    ) -> Sent | TaskOutcome | PutBack:
        """Send one rendering, or end before the click.

        :param review: number of the review that lets its words go, used up with the intention; or 0.
        :raises ChannelRefusal: if the page does not show what it must; provably nothing was clicked.
        :raises JournalUnwritable: if the intention cannot be logged; nothing was clicked.
        """
        task = approval.task
        recipient, key = task.customer.recipient, message_key(task)
        known = await self._ledger.fingerprints(key.customer_id, self._channel.site)
        with self._steps.step(task.task_id, "open"):
            opened = await self._channel.open(
                recipient, rendering.text, task.business_date, fingerprints=known
            )
        # What earlier steps sent with the same words is ours; what stands there beyond that, a person sent.
        ours = (
            await self._ledger.equal_effects(key, self._hash(rendering.text)) if opened.equal_messages else 0
        )
        ending = found_in_chat(opened, ours, rendering.text)
        if ending is not None:
            if ending.reason == Reason.OPTED_OUT_IN_CHAT:
                await self._ledger.opt_out(key.customer_id, "chat")
            return ending
        intend = asyncio.create_task(
            self._ledger.intend(
                key,
                task=task,
                site=self._channel.site,
                text_sha256=self._hash(rendering.text),
                baseline=opened.equal_messages,
                review=review,
            )
        )
        try:
            with self._steps.step(task.task_id, "fill"):
                await self._channel.fill(recipient, rendering.text)
        except BaseException:
            await self._clear()
            await self._withdraw(intend)
            raise
        if approval.is_pictured_before:
            self._photographer.before(task.task_id)
        try:
            with self._steps.step(task.task_id, "intend"):
                # A cancelled wait must not cancel the write: whether it reached the disk has to be known.
                entry = await asyncio.shield(intend)
        except StateConflict as conflict:
            await self._clear()
            return already_in_ledger(conflict)
        except BaseException:
            # Nothing may be done that is not logged, so the text must not be left ready to send either.
            await self._clear()
            await self._withdraw(intend)
            raise
        return await self._click(approval, rendering, entry, review)

    async def _clear(self) -> None:
        # A page that is gone took the text with it.
        with suppress(Exception):
            await self._channel.clear()

    async def _withdraw(self, intend: asyncio.Task[LedgerEntry]) -> None:
        """Nothing was clicked, so an entry that was just written is absent for certain."""
        try:
            entry = await asyncio.shield(intend)
        except (StateConflict, JournalUnwritable):
            return
        await self._absent(entry)

    async def _click(
        self, approval: Approval, rendering: Rendering, entry: LedgerEntry, review: int
    ) -> Sent | TaskOutcome | PutBack:
        task = approval.task
        try:
            ending = await self._last_look_and_click(approval, rendering, review)
        except (ChannelRefusal, asyncio.CancelledError) as stopped:
            if self.is_past_the_point and not isinstance(stopped, ChannelRefusal):
                return self._sent(approval, rendering, entry, Echo(message_id="", refusal=None))
            await self._clear()
            await self._absent(entry)
            raise
        except Exception as err:  # whatever broke after the click began, the effect may stand
            if not self.is_past_the_point:
                await self._clear()
                await self._absent(entry)
                raise
            self._steps.note(task.task_id, "click", "failed", type(err).__name__)
            return self._sent(approval, rendering, entry, Echo(message_id="", refusal=None))
        if ending is not None:
            await self._absent(entry)
            return ending
        sent = self._sent(approval, rendering, entry, Echo(message_id="", refusal=None))
        try:
            with self._steps.step(task.task_id, "echo"):
                sent.echo = await self._channel.echo(rendering.text)
        except Exception:  # noqa: BLE001 - the page broke after the click; only the witness can say what became of it
            self._steps.note(task.task_id, "echo", "failed", "the page gave no word of the message")
        sent.evidence = self._photographer.begin(task.task_id)
        sent.expected = expected_effect(task, rendering, self._hash(rendering.text), sent.echo)
        return sent

    async def _last_look_and_click(
        self, approval: Approval, rendering: Rendering, review: int
    ) -> TaskOutcome | PutBack | None:
        """Step 8: permit, hours, recipient and text once more; then the one click. A layer is closed once."""
        task = approval.task
        for last_try in (False, True):
            with self._steps.step(task.task_id, "recheck"):
                await self._channel.ready_to_click()
                await self._channel.recheck(task.customer.recipient, rendering.text)
                is_cleared = await self._judgement.still_cleared(approval, rendering, review)
                decision = await self._judgement.second_look(approval)
            if decision.verdict != "allow":
                await self._clear()
                waits = self._judgement.put_back(approval, decision)
                if waits is not None:
                    return waits
                ending = said_no(decision.rule, "just before the click")
                is_over = is_about_hours(ending) and self._judgement.is_too_late(approval)
                return too_late() if is_over else ending
            if not is_cleared:
                await self._clear()
                return TaskOutcome(
                    outcome=Outcome.NEEDS_PERSON,
                    reason=Reason.WORDS_REVIEW,
                    detail="its approval holds no more",
                )
            closing = self._gate.closing(attended=approval.attended)
            if closing is not None:
                # Such as by another message that became unknown while this one was being prepared.
                await self._clear()
                if approval.attended:
                    return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=closing.reason)
                return PutBack(reason=closing.reason, closes_site=False)
            # Taken beside the last look. Whatever changes in the page while it is waited for, the page's own
            # guard stops the click.
            if approval.is_pictured_before:
                await self._photographer.before_is_taken()
            try:
                with self._steps.step(task.task_id, "click"):
                    self.is_past_the_point = True
                    await self._channel.click()
                return None  # noqa: TRY300 - so the ladder shows every end
            except ChannelRefusal:
                # Provably not clicked.
                self.is_past_the_point = False
                if last_try or not await self._channel.close_layers():
                    await self._clear()
                    raise
        return None

    async def _absent(self, entry: LedgerEntry) -> None:
        await self._ledger.resolve(entry, ContactState.ABSENT, decided_by="send_path", detail="not clicked")

    def _sent(self, approval: Approval, rendering: Rendering, entry: LedgerEntry, echo: Echo) -> Sent:
        return Sent(
            approval=approval,
            rendering=rendering,
            entry=entry,
            expected=expected_effect(approval.task, rendering, self._hash(rendering.text), echo),
            echo=echo,
            beside=[asyncio.create_task(self._ledger.mark_clicked(entry))],
        )
