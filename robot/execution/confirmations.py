"""Settling what was clicked: the witness is asked for all outstanding messages at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.ports import ChannelRefusal, ContactLedger, Sighting, TaskBook, Witness
from robot.execution.send_path import Sent
from robot.execution.steps import StepLog

#: At most so many messages may await the witness; sending waits for it then.
OUTSTANDING_LIMIT = 24
#: The witness is asked when so many wait, or when the oldest has waited so long.
_BATCH = 12
_BATCH_WAIT_S = 3.0
#: Pause between two looks that found nothing new: first and longest.
_LOOK_AGAIN_S = (0.15, 2.0)


@dataclass(slots=True, kw_only=True)
class _Waiting:
    sent: Sent
    since: float
    unreadable: bool = False


Settled = Callable[[Sent, TaskOutcome], Awaitable[None]]


class Confirmations:
    """The messages of one site that await their witness. Runs in one background task."""

    def __init__(
        self,
        *,
        witness: Witness,
        ledger: ContactLedger,
        tasks: TaskBook,
        steps: StepLog,
        deadline_s: float,
        list_keeps_refused: bool,
        on_settled: Settled,
    ) -> None:
        """:param list_keeps_refused: the witness also finds what the site refused.

        :param deadline_s: after so long without a sighting, a message is UNKNOWN.
        """
        self._witness = witness
        self._ledger = ledger
        self._tasks = tasks
        self._steps = steps
        self._deadline_s = deadline_s
        self._list_keeps_refused = list_keeps_refused
        self._on_settled = on_settled
        self._waiting: list[_Waiting] = []
        self._changed = asyncio.Condition()
        self._hurried = 0
        self._more_to_come = False
        #: Why nothing more may be sent on this site; set by an unknown.
        self.stopped_by: str = ""

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

    async def run(self) -> None:
        """Ask the witness for as long as the agent lives; cancel to end."""
        pause = _LOOK_AGAIN_S[0]
        while True:
            await self._batch()
            before = len(self._waiting)
            await self._look()
            pause = _LOOK_AGAIN_S[0] if len(self._waiting) < before else min(pause * 2, _LOOK_AGAIN_S[1])
            if self._waiting and len(self._waiting) == before:
                await self._pause(pause)

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
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait_for(condition)
        except TimeoutError:
            return

    async def _look(self) -> None:
        batch = list(self._waiting)
        for waiting in batch:
            await asyncio.gather(*waiting.sent.beside)
        with self._steps.step(batch[0].sent.approval.task.task_id, "witness"):
            try:
                sightings: list[Sighting | None] = list(
                    await self._witness.look([item.sent.expected for item in batch])
                )
            except ChannelRefusal:
                sightings = [None] * len(batch)
        for waiting, sighting in zip(batch, sightings, strict=True):
            outcome = await self._judge(waiting, sighting)
            if outcome is not None:
                await self._settle(waiting, outcome, sighting)

    async def _judge(self, waiting: _Waiting, sighting: Sighting | None) -> TaskOutcome | None:
        sent = waiting.sent
        late = time.monotonic() - waiting.since > self._deadline_s
        if sighting is None:
            waiting.unreadable = True
            return _unknown(Reason.WITNESS_UNAVAILABLE, "the witness could not be read") if late else None
        found = len(sighting.found) - sent.entry.baseline
        if sighting.misdirected or (sighting.altered and found != 1):
            where = "under another customer" if sighting.misdirected else "with another text"
            ids = ", ".join(sighting.misdirected or sighting.altered)
            return _unknown(Reason.EFFECT_ALTERED, f"the site holds the message {where}: {ids}")
        if found > 1:
            return _unknown(
                Reason.EFFECT_DOUBLED, f"the site holds it {found} times: {', '.join(sighting.found)}"
            )
        if found == 1 and sent.echo.refusal is not None and self._list_keeps_refused:
            return TaskOutcome(outcome=Outcome.PLATFORM_REFUSED, reason=sent.echo.refusal)
        if found >= 1 and sent.echo.refusal is not None:
            # Some sites keep what they refused in the sender's own archive, so neither word can be believed.
            return _unknown(sent.echo.refusal, "the page says refused, the server's list holds it")
        if found == 1 or (sent.echo.message_id and sent.echo.message_id in sighting.found):
            return TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK)
        if sent.echo.refusal is not None:
            return TaskOutcome(outcome=Outcome.PLATFORM_REFUSED, reason=sent.echo.refusal)
        return (
            _unknown(Reason.EFFECT_NOT_FOUND_IN_TIME, f"not seen within {self._deadline_s:.0f} s")
            if late
            else None
        )

    async def _settle(self, waiting: _Waiting, outcome: TaskOutcome, sighting: Sighting | None) -> None:
        sent = waiting.sent
        state = {
            Outcome.CONFIRMED: ContactState.CONFIRMED,
            Outcome.PLATFORM_REFUSED: ContactState.ABSENT,
        }.get(outcome.outcome, ContactState.UNKNOWN)
        ids = sighting.found + sighting.altered + sighting.misdirected if sighting else ()
        await self._ledger.resolve(
            sent.entry, state, decided_by="witness", effect_ids=ids, detail=outcome.detail
        )
        evidence = await sent.evidence if sent.evidence else ""
        await self._tasks.end(sent.approval.task.task_id, outcome, evidence=evidence)
        self._steps.note(sent.approval.task.task_id, "outcome", "done", outcome.outcome)
        if outcome.outcome is Outcome.UNKNOWN or outcome.reason == Reason.PLATFORM_QUOTA:
            self.stopped_by = outcome.reason
        # Told before it leaves the list: who waits until nothing is outstanding must see what follows.
        await self._on_settled(sent, outcome)
        async with self._changed:
            self._waiting.remove(waiting)
            self._changed.notify_all()


def _unknown(reason: Reason, detail: str) -> TaskOutcome:
    return TaskOutcome(outcome=Outcome.UNKNOWN, reason=reason, detail=detail)
