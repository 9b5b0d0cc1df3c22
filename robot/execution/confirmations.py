"""Settling what was clicked: the witness is asked for all outstanding messages at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from robot.domain.contact import ContactState
from robot.domain.errors import JournalUnwritable
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.gate import SiteGate
from robot.execution.ports import ChannelRefusal, ContactLedger, Echo, Sighting, TaskBook, Witness
from robot.execution.sent import Sent
from robot.execution.steps import StepLog

#: At most so many messages may await the witness; sending waits for it then.
OUTSTANDING_LIMIT = 24
#: The witness is asked when so many wait, or when the oldest has waited so long.
_BATCH = 12
_BATCH_WAIT_S = 3.0
#: Pause between two looks that found nothing new: first and longest.
_LOOK_AGAIN_S = (0.15, 2.0)
#: A message not found for so long is asked for on the page that sent it: the site may have refused it late.
_LATE_WORD_S = 4.0
#: A pause of this loop that took so much longer than it should: the machine slept meanwhile.
_ASLEEP_S = 30.0


@dataclass(slots=True, kw_only=True)
class _Waiting:
    sent: Sent
    since: float
    unreadable: bool = False
    #: The sending page is being asked again for this message.
    asking: asyncio.Task[None] | None = None
    #: How often it was asked; each time after twice the patience.
    asked: int = 0
    #: It was asked after the deadline too.
    had_last_word: bool = False
    #: When the page said no after all; only a list read from then on can prove it right.
    refused_at: float | None = None

    @property
    def is_asking(self) -> bool:
        """Whether the page's answer is still awaited."""
        return self.asking is not None and not self.asking.done()


Settled = Callable[[Sent, TaskOutcome], Awaitable[None]]
#: Asks the sending page what it shows of a message now.
AskPage = Callable[[Sent], Awaitable[Echo]]


async def _says_nothing(_sent: Sent) -> Echo:
    return Echo(message_id="", refusal=None)


async def _nothing() -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known about a site's witness."""

    witness: Witness
    #: After so long without a sighting, a message is UNKNOWN.
    deadline_s: float
    #: The witness also finds what the site refused.
    list_keeps_refused: bool
    #: Called while the witness is not reading.
    before_look: Callable[[], Awaitable[None]] = _nothing
    ask_page: AskPage = _says_nothing


class Confirmations:
    """The messages of one site that await their witness. Runs in one background task."""

    def __init__(
        self,
        *,
        reading: Reading,
        ledger: ContactLedger,
        tasks: TaskBook,
        steps: StepLog,
        gate: SiteGate,
        on_settled: Settled,
    ) -> None:
        """:param gate: closed by an unknown outcome."""
        self._reading = reading
        self._ledger = ledger
        self._tasks = tasks
        self._steps = steps
        self._gate = gate
        self._on_settled = on_settled
        self._waiting: list[_Waiting] = []
        self._changed = asyncio.Condition()
        self._hurried = 0
        self._more_to_come = False

    @property
    def outstanding(self) -> int:
        """How many await the witness."""
        return len(self._waiting)

    async def add(self, sent: Sent) -> None:
        """Take a clicked message; returns at once."""
        async with self._changed:
            self._waiting.append(_Waiting(sent=sent, since=time.monotonic()))
            self._changed.notify_all()

    async def expect_more(self, more: bool) -> None:  # noqa: FBT001 - more or not
        """While more is to be clicked, looks are saved up; a single send is looked for at once."""
        async with self._changed:
            self._more_to_come = more
            self._changed.notify_all()

    async def room(self, external_id: str) -> None:
        """Wait until another message may be clicked: bounded in number, and one at a time in a chat."""

        def is_free() -> bool:
            chats = {waiting.sent.expected.recipient.external_id for waiting in self._waiting}
            return len(self._waiting) < OUTSTANDING_LIMIT and external_id not in chats

        await self._wait_for(is_free)

    async def drained(self) -> None:
        """Wait until nothing is outstanding; the witness is asked at once."""
        await self._wait_for(lambda: not self._waiting)

    def slept(self) -> None:
        """The machine slept: every message gets its full time again, and is looked for within it."""
        for waiting in self._waiting:
            waiting.since = time.monotonic()

    async def _wait_for(self, condition: Callable[[], bool]) -> None:
        async with self._changed:
            if condition():
                return
            self._hurried += 1
            self._changed.notify_all()
            try:
                await self._changed.wait_for(condition)
            finally:
                self._hurried -= 1

    # --- looking -------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Ask the witness for as long as the agent lives; cancel to end."""
        pause = _LOOK_AGAIN_S[0]
        try:
            while True:
                await self._batch()
                before = len(self._waiting)
                await self._look()
                pause = _LOOK_AGAIN_S[0] if len(self._waiting) < before else min(pause * 2, _LOOK_AGAIN_S[1])
                if self._waiting and len(self._waiting) == before:
                    await self._pause(pause)
        finally:
            for waiting in self._waiting:
                if waiting.asking is not None:
                    waiting.asking.cancel()

    async def _batch(self) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: bool(self._waiting))

            def is_time() -> bool:
                return bool(self._hurried) or not self._more_to_come or len(self._waiting) >= _BATCH

            age = time.monotonic() - self._waiting[0].since
            if not is_time() and age < _BATCH_WAIT_S:
                await self._wait_up_to(is_time, _BATCH_WAIT_S - age)

    async def _pause(self, seconds: float) -> None:
        """Wait for a new message, at most so long: an event with a limit, not a sleep."""
        count = len(self._waiting)
        async with self._changed:
            await self._wait_up_to(lambda: len(self._waiting) != count, seconds)

    async def _wait_up_to(self, condition: Callable[[], bool], seconds: float) -> None:
        began = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait_for(condition)
        except TimeoutError:
            if time.monotonic() - began - seconds > _ASLEEP_S:
                self.slept()

    async def _look(self) -> None:
        batch = list(self._waiting)
        for waiting in batch:
            await asyncio.gather(*waiting.sent.beside)
        await self._reading.before_look()
        began = time.monotonic()
        sightings = await self._sightings(batch)
        if time.monotonic() - began - self._reading.deadline_s > _ASLEEP_S:
            # No look takes so long: what was not seen in it was not looked for.
            self.slept()
        for waiting, sighting in zip(batch, sightings, strict=True):
            outcome = self._judge(waiting, sighting, began)
            if outcome is not None:
                await self._settle(waiting, outcome, sighting)
            else:
                self._ask_page(waiting)

    async def _sightings(self, batch: list[_Waiting]) -> list[Sighting | None]:
        task_id = batch[0].sent.approval.task.task_id
        try:
            with self._steps.step(task_id, "witness"):
                return list(await self._reading.witness.look([item.sent.expected for item in batch]))
        except ChannelRefusal as refusal:
            if refusal.reason in {Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT}:
                # What cannot be read back must not be sent.
                ends_orders = refusal.reason is Reason.WRONG_ACCOUNT
                await self._gate.close(refusal.reason, ends_orders=ends_orders)
        except JournalUnwritable:
            # Such as a browser that was started anew and could not be logged.
            raise
        except Exception as err:  # noqa: BLE001 - a browser that died: read again later
            self._steps.note(task_id, "witness", "failed", type(err).__name__)
        return [None] * len(batch)

    def _ask_page(self, waiting: _Waiting) -> None:
        """A message long in coming may have been refused after all; the page that sent it may know."""
        deadline_s = self._reading.deadline_s
        patience_s = min(_LATE_WORD_S, deadline_s / 3) * 2**waiting.asked
        age_s = time.monotonic() - waiting.since
        # At the deadline it is asked once more: a no that came meanwhile must not become an unknown.
        is_last = age_s > deadline_s
        if not waiting.is_asking and (is_last or age_s > patience_s):
            waiting.asked += 1
            waiting.had_last_word = is_last
            waiting.asking = asyncio.create_task(self._late_word(waiting))

    async def _late_word(self, waiting: _Waiting) -> None:
        sent = waiting.sent
        try:
            echo = await self._reading.ask_page(sent)
        except Exception as err:  # noqa: BLE001 - the page can only add to what is known
            self._steps.note(sent.approval.task.task_id, "echo", "failed", type(err).__name__)
            return
        if echo.message_id and not sent.expected.message_id:
            sent.expected = replace(sent.expected, message_id=echo.message_id)
        if echo.refusal is not None:
            waiting.refused_at = time.monotonic()
            sent.echo = replace(echo, message_id=echo.message_id or sent.echo.message_id)

    # --- judging -------------------------------------------------------------------------------------------

    def _judge(self, waiting: _Waiting, sighting: Sighting | None, read_at: float) -> TaskOutcome | None:
        """How a message ends; None while it is waited for.

        :param read_at: when the reading of this sighting began, on the monotonic clock.
        """
        sent = waiting.sent
        late = time.monotonic() - waiting.since > self._reading.deadline_s
        if sighting is None:
            waiting.unreadable = True
            return _unknown(Reason.WITNESS_UNAVAILABLE, "the witness could not be read") if late else None
        found = len(sighting.found) - sent.entry.baseline
        wrong = _wrongly_stored(sighting, found)
        if wrong is not None:
            return wrong
        refusal = sent.echo.refusal
        if found == 1 and refusal is not None and self._reading.list_keeps_refused:
            return TaskOutcome(outcome=Outcome.PLATFORM_REFUSED, reason=refusal)
        if found >= 1 and refusal is not None:
            # Some sites keep what they refused in the sender's own archive, so neither word can be believed.
            return _unknown(refusal, "the page says refused, the server's list holds it")
        if found == 1 or (sent.echo.message_id and sent.echo.message_id in sighting.found):
            return TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK)
        if refusal is not None and _proves_absence(waiting, sighting, read_at):
            return TaskOutcome(outcome=Outcome.PLATFORM_REFUSED, reason=refusal)
        if not late or self._awaits_last_word(waiting, read_at):
            return None
        return _unknown(Reason.EFFECT_NOT_FOUND_IN_TIME, f"not seen within {self._reading.deadline_s:.0f} s")

    def _awaits_last_word(self, waiting: _Waiting, read_at: float) -> bool:
        """Whether the page that sent it may still say no; one that does not answer is not waited for long."""
        if time.monotonic() - waiting.since > 2 * self._reading.deadline_s:
            return False
        is_unread = waiting.refused_at is not None and read_at < waiting.refused_at
        return not waiting.had_last_word or waiting.is_asking or is_unread

    async def _settle(self, waiting: _Waiting, outcome: TaskOutcome, sighting: Sighting | None) -> None:
        sent = waiting.sent
        if waiting.asking is not None:
            waiting.asking.cancel()
        state = {
            Outcome.CONFIRMED: ContactState.CONFIRMED,
            Outcome.PLATFORM_REFUSED: ContactState.ABSENT,
        }.get(outcome.outcome, ContactState.UNKNOWN)
        await self._ledger.resolve(
            sent.entry,
            state,
            decided_by="witness",
            effect_ids=_ids(sent, sighting),
            detail=outcome.detail,
            elsewhere=sighting.elsewhere if sighting else (),
        )
        # Before anything else is waited for: nothing more is sent.
        if outcome.outcome is Outcome.UNKNOWN:
            await self._gate.close(Reason.SITE_STOPPED)
        elif outcome.reason == Reason.PLATFORM_QUOTA:
            await self._gate.close(Reason.PLATFORM_QUOTA, until=self._gate.next_day, ends_orders=True)
        evidence = await sent.evidence if sent.evidence else ""
        await self._tasks.end(sent.approval.task.task_id, outcome, evidence=evidence)
        self._steps.note(sent.approval.task.task_id, "outcome", "done", outcome.outcome)
        # Told before it leaves the list: who waits until nothing is outstanding must see what follows.
        await self._on_settled(sent, outcome)
        async with self._changed:
            self._waiting.remove(waiting)
            self._changed.notify_all()


def _wrongly_stored(sighting: Sighting, found: int) -> TaskOutcome | None:
    if sighting.misdirected:
        under = ", ".join(sighting.elsewhere)
        ids = ", ".join(sighting.misdirected)
        return _unknown(
            Reason.EFFECT_MISDIRECTED, f"the site holds the message {ids} under another customer: {under}"
        )
    if sighting.altered and found != 1:
        ids = ", ".join(sighting.altered)
        return _unknown(Reason.EFFECT_ALTERED, f"the site holds the message with another text: {ids}")
    if found > 1:
        return _unknown(
            Reason.EFFECT_DOUBLED, f"the site holds it {found} times: {', '.join(sighting.found)}"
        )
    return None


def _proves_absence(waiting: _Waiting, sighting: Sighting, read_at: float) -> bool:
    """A no said at once needs any reading; one said later a whole reading begun after it."""
    if waiting.refused_at is None:
        return True
    return sighting.is_whole and read_at >= waiting.refused_at


def _ids(sent: Sent, sighting: Sighting | None) -> tuple[str, ...]:
    """What the site called the message; what its page showed counts where its list shows nothing."""
    seen = sighting.found + sighting.altered + sighting.misdirected if sighting else ()
    shown = sent.expected.message_id
    return seen or ((shown,) if shown else ())


def _unknown(reason: Reason, detail: str) -> TaskOutcome:
    return TaskOutcome(outcome=Outcome.UNKNOWN, reason=reason, detail=detail)
