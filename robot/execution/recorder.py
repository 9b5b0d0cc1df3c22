"""After a confirmed message: the contact record in the CRM, with a ledger entry of its own."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from robot.domain.contact import ContactState, Effect, LedgerEntry
from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Reason
from robot.domain.task import Task
from robot.execution.contact_keys import contact_key
from robot.execution.ports import ChannelRefusal, ContactLedger, ContactRecord, RecordChannel
from robot.execution.steps import StepLog
from robot.execution.stop import StopSwitch

#: A page that failed before the act is tried so often.
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDue:
    """A contact that must be recorded."""

    task: Task
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFault:
    """A record that could not be written or proved."""

    task: Task
    reason: Reason
    detail: str


def record_of(due: RecordDue) -> ContactRecord:
    """What the CRM is told; the task's id makes the content unique, so that it can be found again."""
    task = due.task
    return ContactRecord(
        customer_id=task.customer.customer_id,
        customer_name=task.customer.name,
        channel=task.channel,
        talk_track=task.talk_track,
        content=f"[{task.task_id}] {due.text}",
        result="sent",
    )


class Recorder:
    """Writes contact records one after the other in a background task."""

    def __init__(
        self,
        *,
        portal: RecordChannel,
        ledger: ContactLedger,
        steps: StepLog,
        stop: StopSwitch,
        on_fault: Callable[[RecordFault], Awaitable[None]],
    ) -> None:
        """:param on_fault: told of every record that a person must look at."""
        self._portal = portal
        self._ledger = ledger
        self._steps = steps
        self._stop = stop
        self._on_fault = on_fault
        self._due: deque[RecordDue] = deque()
        self._changed = asyncio.Condition()
        self._busy = False

    @property
    def pending(self) -> int:
        """How many wait or are being written."""
        return len(self._due) + self._busy

    async def add(self, due: RecordDue) -> None:
        """Take a contact to record; returns at once."""
        async with self._changed:
            self._due.append(due)
            self._changed.notify_all()

    async def put_off(self) -> None:
        """Begin no further record; what is missing is written after the next start."""
        async with self._changed:
            self._due.clear()
            self._changed.notify_all()

    async def drained(self) -> None:
        """Wait until all is written or given up."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.pending)

    async def run(self) -> None:
        """Write for as long as the agent lives; cancel to end."""
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: bool(self._due))
                due = self._due.popleft()
                self._busy = True
            try:
                await self._record(due)
            finally:
                async with self._changed:
                    self._busy = False
                    self._changed.notify_all()

    async def _record(self, due: RecordDue) -> None:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self._steps.step(due.task.task_id, "record"):
                    await self._write_once(due)
                return  # noqa: TRY300 - so the ladder shows every end
            except StateConflict:
                # Recorded already, or a person must settle it: either way not again.
                return
            except ChannelRefusal as refusal:
                if refusal.reason is Reason.STOPPED:
                    # Not a fault: what is missing is written once the stop is released.
                    return
                if attempt == _ATTEMPTS or refusal.reason in {Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT}:
                    await self._on_fault(
                        RecordFault(task=due.task, reason=refusal.reason, detail=refusal.detail)
                    )
                    return
            except JournalUnwritable:
                raise
            except Exception as err:  # noqa: BLE001 - a browser that died: the ledger knows whether it may be repeated
                if attempt == _ATTEMPTS:
                    await self._on_fault(
                        RecordFault(task=due.task, reason=Reason.PAGE_UNREACHABLE, detail=type(err).__name__)
                    )

    async def _write_once(self, due: RecordDue) -> None:
        record = record_of(due)
        self._refuse_if_stopped()
        await self._portal.prepare(record)
        entry = await self._ledger.intend(
            contact_key(due.task, Effect.RECORD),
            task=due.task,
            site=self._portal.site,
            text_sha256=hashlib.sha256(record.content.encode()).hexdigest(),
            baseline=0,
        )
        try:
            self._refuse_if_stopped()
        except ChannelRefusal:
            await self._ledger.resolve(entry, ContactState.ABSENT, decided_by="send_path", detail="stopped")
            raise
        try:
            await self._portal.submit()
        except Exception:  # noqa: BLE001 - the submit may have gone through; reading decides
            self._steps.note(due.task.task_id, "record", "running", "submit unclear")
        await self._ledger.mark_clicked(entry)
        await self._settle(due, record, entry)

    def _refuse_if_stopped(self) -> None:
        if self._stop.is_engaged:
            raise ChannelRefusal(Reason.STOPPED, "the kill switch is engaged")

    async def _settle(self, due: RecordDue, record: ContactRecord, entry: LedgerEntry) -> None:
        try:
            found = (await self._portal.count(record)).found
        except Exception as err:  # noqa: BLE001 - whatever broke, nobody knows what the CRM holds
            detail = getattr(err, "detail", type(err).__name__)
            await self._ledger.resolve(entry, ContactState.UNKNOWN, decided_by="witness", detail=detail)
            await self._on_fault(RecordFault(task=due.task, reason=Reason.WITNESS_UNAVAILABLE, detail=detail))
            return
        if len(found) == 1:
            await self._ledger.resolve(entry, ContactState.CONFIRMED, decided_by="witness", effect_ids=found)
            return
        reason = Reason.EFFECT_DOUBLED if found else Reason.EFFECT_NOT_FOUND_IN_TIME
        await self._ledger.resolve(
            entry, ContactState.UNKNOWN, decided_by="witness", effect_ids=found, detail=reason
        )
        await self._on_fault(RecordFault(task=due.task, reason=reason, detail=f"{len(found)} records found"))
