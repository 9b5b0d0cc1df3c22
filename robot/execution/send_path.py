"""The send path of one message: decide, render, prove, write INTENDED, read back, click once.

Its result is either an ending before any effect, or a `Sent` that the witness will settle.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Protocol

from robot.domain.contact import ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.errors import JournalUnwritable, SiteFault, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.judgement import Judgement
from robot.execution.ports import (
    ChannelRefusal,
    ContactLedger,
    Echo,
    Evidence,
    Expected,
    MessageChannel,
    Opened,
    Picture,
    TaskBook,
)
from robot.execution.steps import StepLog
from robot.policy.decision import Decision
from robot.talktracks.rendering import Rendering


@dataclass(slots=True, kw_only=True)
class Sent:
    """The click was made (or may have been); only the witness can say more."""

    approval: Approval
    rendering: Rendering
    entry: LedgerEntry
    expected: Expected
    echo: Echo
    #: Writes that run beside the next task; all are awaited before the task ends.
    beside: list[asyncio.Task[Any]]
    #: Name of the masked picture, once kept.
    evidence: asyncio.Task[str] | None = None


class HashText(Protocol):
    """How a text is hashed for ledger and archive alike."""

    def __call__(self, text: str, /) -> str:
        """Hex SHA-256 of the text as a page gives it back."""


class SendPath:
    """Carries out one approval at a time on one channel."""

    def __init__(
        self,
        *,
        channel: MessageChannel,
        ledger: ContactLedger,
        tasks: TaskBook,
        evidence: Evidence,
        judgement: Judgement,
        steps: StepLog,
        hash_text: HashText,
    ) -> None:
        """All ports of one site's path; built by the composition root."""
        self._channel = channel
        self._ledger = ledger
        self._tasks = tasks
        self._evidence = evidence
        self.judgement = judgement
        self.steps = steps
        self._hash = hash_text
        #: The click has begun, so the attempt must not be cancelled any more.
        self.is_past_the_point = False

    # --- one attempt ---------------------------------------------------------------------------------------

    async def attempt(self, approval: Approval) -> Sent | TaskOutcome:
        """Carry out one approval up to the click.

        :raises JournalUnwritable: if the log cannot be written; nothing was sent.
        """
        task = approval.task
        self.is_past_the_point = False
        with self.steps.step(task.task_id, "policy"):
            decision = await self.judgement.decision_of(approval)
        with self.steps.step(task.task_id, "render"):
            rendering = self.judgement.rendering_of(approval)
        facts = _decision_record(decision, rendering, attended=approval.attended)
        await self._tasks.begin(task.task_id, facts, order=approval)
        refused = _refusal(decision, rendering)
        if refused is not None:
            return refused
        assert rendering is not None  # noqa: S101 - _refusal answers for None
        try:
            return await self._open_and_send(approval, rendering)
        except ChannelRefusal as refusal:
            return ending_of(refusal)

    async def _open_and_send(self, approval: Approval, rendering: Rendering) -> Sent | TaskOutcome:
        task = approval.task
        recipient = task.customer.recipient
        with self.steps.step(task.task_id, "open"):
            opened = await self._channel.open(recipient, rendering.text, task.business_date)
        key = message_key(task)
        # What earlier steps sent with the same words is ours; what stands there beyond that, a person sent.
        ours = (
            await self._ledger.equal_effects(key, self._hash(rendering.text)) if opened.equal_messages else 0
        )
        ending = _found_in_chat(opened, ours, rendering.text)
        if ending is not None:
            return ending
        intend = asyncio.create_task(
            self._ledger.intend(
                key,
                task=task,
                site=self._channel.site,
                text_sha256=self._hash(rendering.text),
                baseline=opened.equal_messages,
            )
        )
        try:
            with self.steps.step(task.task_id, "fill"):
                await self._channel.fill(rendering.text)
        except BaseException:
            await self._channel.clear()
            await self._withdraw(intend)
            raise
        try:
            with self.steps.step(task.task_id, "intend"):
                # A cancelled wait must not cancel the write: whether it reached the disk has to be known.
                entry = await asyncio.shield(intend)
        except StateConflict as conflict:
            await self._channel.clear()
            return _already_in_ledger(conflict)
        except BaseException:
            # Nothing may be done that is not logged, so the text must not be left ready to send either.
            await self._channel.clear()
            await self._withdraw(intend)
            raise
        return await self._click(approval, rendering, entry)

    async def _withdraw(self, intend: asyncio.Task[LedgerEntry]) -> None:
        """Nothing was clicked, so an entry that was just written is absent for certain."""
        try:
            entry = await asyncio.shield(intend)
        except (StateConflict, JournalUnwritable):
            return
        await self._ledger.resolve(entry, ContactState.ABSENT, decided_by="send_path", detail="not clicked")

    async def _click(
        self, approval: Approval, rendering: Rendering, entry: LedgerEntry
    ) -> Sent | TaskOutcome:
        task = approval.task
        try:
            ending = await self._last_look_and_click(approval, rendering)
        except (ChannelRefusal, asyncio.CancelledError) as stopped:
            if self.is_past_the_point and not isinstance(stopped, ChannelRefusal):
                return self._sent(approval, rendering, entry, Echo(message_id="", refusal=None))
            await self._channel.clear()
            await self._absent(entry)
            raise
        except Exception as err:  # whatever broke after the click began, the effect may stand
            if not self.is_past_the_point:
                await self._channel.clear()
                await self._absent(entry)
                raise
            self.steps.note(task.task_id, "click", "failed", type(err).__name__)
            return self._sent(approval, rendering, entry, Echo(message_id="", refusal=None))
        if ending is not None:
            await self._absent(entry)
            return ending
        sent = self._sent(approval, rendering, entry, Echo(message_id="", refusal=None))
        try:
            with self.steps.step(task.task_id, "echo"):
                sent.echo = await self._channel.echo(rendering.text)
        except Exception:  # noqa: BLE001 - the page broke after the click; only the witness can say what became of it
            self.steps.note(task.task_id, "echo", "failed", "the page gave no word of the message")
        sent.evidence = asyncio.create_task(self._keep(task.task_id, self._channel.picture()))
        sent.expected = _expected(task, rendering, self._hash(rendering.text), sent.echo)
        return sent

    async def _keep(self, task_id: str, picture: Awaitable[Picture]) -> str:
        try:
            return await self._evidence.keep(await picture)
        except (ChannelRefusal, SiteFault, OSError) as err:
            # Missing evidence is noted; it must not lose the outcome of a message that was sent.
            self.steps.note(task_id, "picture", "failed", type(err).__name__)
            return ""

    async def _last_look_and_click(self, approval: Approval, rendering: Rendering) -> TaskOutcome | None:
        """Step 8: permit, hours, recipient and text once more; then the one click. A layer is closed once."""
        task = approval.task
        for last_try in (False, True):
            with self.steps.step(task.task_id, "recheck"):
                await self._channel.ready_to_click()
                await self._channel.recheck(task.customer.recipient, rendering.text)
                decision = await self.judgement.second_look(approval)
            if decision.verdict != "allow":
                await self._channel.clear()
                return _said_no(decision.rule, "just before the click")
            try:
                with self.steps.step(task.task_id, "click"):
                    self.is_past_the_point = True
                    await self._channel.click()
                return None  # noqa: TRY300 - so the ladder shows every end
            except ChannelRefusal:
                # Provably not clicked.
                self.is_past_the_point = False
                if last_try or not await self._channel.close_layers():
                    await self._channel.clear()
                    raise
        return None

    async def _absent(self, entry: LedgerEntry) -> None:
        await self._ledger.resolve(entry, ContactState.ABSENT, decided_by="send_path", detail="not clicked")

    def _sent(self, approval: Approval, rendering: Rendering, entry: LedgerEntry, echo: Echo) -> Sent:
        return Sent(
            approval=approval,
            rendering=rendering,
            entry=entry,
            expected=_expected(approval.task, rendering, self._hash(rendering.text), echo),
            echo=echo,
            beside=[asyncio.create_task(self._ledger.mark_clicked(entry))],
        )


def message_key(task: Task) -> ContactKey:
    """The ledger key of a task's message."""
    return contact_key(task, Effect.MESSAGE)


def contact_key(task: Task, effect: Effect) -> ContactKey:
    """The ledger key of one effect of a task."""
    return ContactKey(
        effect=effect,
        customer_id=task.customer.customer_id,
        strategy=task.strategy,
        step=task.step,
        business_date=task.business_date,
    )


def ending_of(refusal: ChannelRefusal) -> TaskOutcome:
    """What a channel's stop before the effect means for the task."""
    waits = {Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT, Reason.DRAFT_PRESENT}
    outcome = Outcome.NEEDS_PERSON if refusal.reason in waits else Outcome.HALTED
    return TaskOutcome(outcome=outcome, reason=refusal.reason, detail=refusal.detail)


def _expected(task: Task, rendering: Rendering, sha256: str, echo: Echo) -> Expected:
    return Expected(
        recipient=task.customer.recipient,
        text_sha256=sha256,
        text=rendering.text,
        business_date=task.business_date,
        message_id=echo.message_id,
        is_refused=echo.refusal is not None,
    )


def _decision_record(decision: Decision, rendering: Rendering | None, *, attended: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "verdict": decision.verdict,
        "rule": decision.rule,
        "facts": dict(decision.facts),
        "attended": attended,
    }
    if rendering is not None:
        record |= {
            "talk_track": rendering.track_id,
            "talk_track_version": rendering.version,
            "variant": rendering.variant,
            "talk_track_sha256": rendering.sha256_of_track,
            "text_sha256": rendering.sha256_of_text,
        }
    return record


def _refusal(decision: Decision, rendering: Rendering | None) -> TaskOutcome | None:
    if decision.verdict == "deny":
        return _said_no(decision.rule)
    if decision.verdict == "review":
        return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=decision.rule)
    if rendering is None:
        return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.NO_TALK_TRACK)
    blocking = [finding for finding in rendering.findings if finding.severity == "block"]
    if blocking:
        return TaskOutcome(outcome=Outcome.REFUSED, reason=blocking[0].rule)
    return None


def _said_no(rule: str, detail: str = "") -> TaskOutcome:
    if rule == "permit.stopped":
        # A stopped robot is not a verdict on the contact: it may be sent once the switch is released.
        return TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED, detail=detail)
    return TaskOutcome(outcome=Outcome.REFUSED, reason=rule, detail=detail)


def _found_in_chat(opened: Opened, ours: int, text: str) -> TaskOutcome | None:
    if opened.equal_messages > ours:
        return TaskOutcome(
            outcome=Outcome.REFUSED, reason=Reason.ALREADY_IN_CHAT, detail="the chat shows this text today"
        )
    if opened.draft and opened.draft != text:
        return TaskOutcome(
            outcome=Outcome.NEEDS_PERSON,
            reason=Reason.DRAFT_PRESENT,
            detail="somebody's draft was left alone",
        )
    return None


def _already_in_ledger(conflict: StateConflict) -> TaskOutcome:
    if conflict.params.get("state") == ContactState.CONFIRMED:
        return TaskOutcome(outcome=Outcome.REFUSED, reason=Reason.ALREADY_IN_LEDGER, detail=str(conflict))
    return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.ALREADY_IN_LEDGER, detail=str(conflict))
