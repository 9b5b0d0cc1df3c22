"""The send path of one message: decide, render, prove, write INTENDED, read back, click once.

Its result is an ending before any effect, an order that waits, or a `Sent` that the witness will settle.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import stamina

from robot.domain.contact import ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.endings import (
    PutBack,
    already_in_ledger,
    broken_by,
    decision_record,
    ending_of,
    found_in_chat,
    is_about_hours,
    is_worth_another_try,
    refused_by_rules,
    said_no,
    too_late,
)
from robot.execution.gate import SiteGate
from robot.execution.judgement import Judged, Judgement
from robot.execution.ports import (
    ChannelRefusal,
    ContactLedger,
    Echo,
    Evidence,
    Expected,
    MadeByHand,
    MessageChannel,
    Picture,
    TaskBook,
)
from robot.execution.steps import StepLog
from robot.talktracks.rendering import Rendering

#: Before the effect, a named error is tried again so often, the first attempt counted.
ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPauses:
    """How long to wait before an attempt is made anew, in seconds; doubled each time."""

    first_s: float = 0.3
    longest_s: float = 3.0
    jitter_s: float = 0.2


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

    def __init__(  # noqa: PLR0913 - one for each port
        self,
        *,
        channel: MessageChannel,
        ledger: ContactLedger,
        tasks: TaskBook,
        evidence: Evidence,
        judgement: Judgement,
        gate: SiteGate,
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
        self._gate = gate
        self.pauses = RetryPauses()
        #: The task was begun by this attempt, so it needs an ending or must be made ready again.
        self.is_begun = False
        #: The click has begun, so the attempt must not be cancelled any more.
        self.is_past_the_point = False
        #: The last order was stopped by something passing, as often as it may be tried.
        self.is_exhausted = False
        self._last_picture: asyncio.Task[str] | None = None

    # --- one order -----------------------------------------------------------------------------------------

    async def attempt(self, approval: Approval, *, attempts: int = ATTEMPTS) -> Sent | TaskOutcome | PutBack:
        """Carry out one approval up to the click.

        :param attempts: how often it may be tried before the effect, the first time counted.
        :raises JournalUnwritable: if the log cannot be written; nothing was sent.
        :raises StateConflict: if the task moved on meanwhile; nothing was done.
        """
        task = approval.task
        self.is_begun = self.is_past_the_point = self.is_exhausted = False
        with self.steps.step(task.task_id, "policy"):
            judged = await self.judgement.judged(approval)
        opening = self.judgement.opens_at(approval, judged.decision)
        if opening is not None:
            return PutBack(reason=judged.decision.rule, until=opening, is_begun=False)
        with self.steps.step(task.task_id, "render"):
            rendering = self.judgement.rendering_of(approval)
        await self._begin(approval, decision_record(judged.decision, rendering, attended=approval.attended))
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
        ending = refused_by_rules(judged.decision, rendering)
        if is_about_hours(ending) and self.judgement.is_too_late(approval):
            return too_late()
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
                    return await self._open_and_send(approval, rendering)
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
            await self._ledger.opt_out(approval.task.customer.customer_id, "chat")
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
            site=self._channel.site, text_sha256=self._hash(rendering.text), detail="found in the chat"
        )

    # --- one try -------------------------------------------------------------------------------------------

    async def _open_and_send(self, approval: Approval, rendering: Rendering) -> Sent | TaskOutcome | PutBack:
        task = approval.task
        recipient, key = task.customer.recipient, message_key(task)
        known = await self._ledger.fingerprints(key.customer_id, self._channel.site)
        with self.steps.step(task.task_id, "open"):
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
            )
        )
        try:
            with self.steps.step(task.task_id, "fill"):
                await self._channel.fill(recipient, rendering.text)
        except BaseException:
            await self._clear()
            await self._withdraw(intend)
            raise
        try:
            with self.steps.step(task.task_id, "intend"):
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
        return await self._click(approval, rendering, entry)

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
        self, approval: Approval, rendering: Rendering, entry: LedgerEntry
    ) -> Sent | TaskOutcome | PutBack:
        task = approval.task
        try:
            ending = await self._last_look_and_click(approval, rendering)
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
        sent.evidence = self._photograph(task.task_id)
        sent.expected = _expected(task, rendering, self._hash(rendering.text), sent.echo)
        return sent

    async def photographed(self) -> None:
        """Wait until the last picture is taken; its page may go then."""
        if self._last_picture is not None:
            await asyncio.wait([self._last_picture])

    def _photograph(self, task_id: str) -> asyncio.Task[str] | None:
        try:
            # Begun at once: the next chat is not opened before it is taken.
            picture = self._channel.picture()
        except Exception as err:  # noqa: BLE001 - a missing picture must not lose the outcome
            self.steps.note(task_id, "picture", "failed", type(err).__name__)
            return None
        self._last_picture = asyncio.create_task(self._keep(task_id, picture))
        return self._last_picture

    async def _keep(self, task_id: str, picture: Awaitable[Picture]) -> str:
        try:
            return await self._evidence.keep(await picture)
        except Exception as err:  # noqa: BLE001 - as above, whatever broke: browser, page or disk
            self.steps.note(task_id, "picture", "failed", type(err).__name__)
            return ""

    async def _last_look_and_click(
        self, approval: Approval, rendering: Rendering
    ) -> TaskOutcome | PutBack | None:
        """Step 8: permit, hours, recipient and text once more; then the one click. A layer is closed once."""
        task = approval.task
        for last_try in (False, True):
            with self.steps.step(task.task_id, "recheck"):
                await self._channel.ready_to_click()
                await self._channel.recheck(task.customer.recipient, rendering.text)
                decision = await self.judgement.second_look(approval)
            if decision.verdict != "allow":
                await self._clear()
                opening = self.judgement.opens_at(approval, decision)
                if opening is not None:
                    return PutBack(reason=decision.rule, until=opening)
                ending = said_no(decision.rule, "just before the click")
                is_over = is_about_hours(ending) and self.judgement.is_too_late(approval)
                return too_late() if is_over else ending
            closing = self._gate.closing(attended=approval.attended)
            if closing is not None:
                # Such as by another message that became unknown while this one was being prepared.
                await self._clear()
                if approval.attended:
                    return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=closing.reason)
                return PutBack(reason=closing.reason, closes_site=False)
            try:
                with self.steps.step(task.task_id, "click"):
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


def _expected(task: Task, rendering: Rendering, sha256: str, echo: Echo) -> Expected:
    return Expected(
        recipient=task.customer.recipient,
        text_sha256=sha256,
        text=rendering.text,
        business_date=task.business_date,
        message_id=echo.message_id,
        is_refused=echo.refusal is not None,
    )
