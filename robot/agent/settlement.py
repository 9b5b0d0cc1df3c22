"""Settling what an interruption left open: only by reading, and before anything else is sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from robot.domain.contact import ContactState, Effect, LedgerEntry
from robot.domain.errors import StateConflict, TandemError
from robot.domain.outcome import Outcome, Reason
from robot.domain.task import Task, TaskState
from robot.execution.approval import Approval
from robot.execution.reconcile import task_outcome
from robot.execution.recorder import RecordDue
from robot.execution.send_path import contact_key
from robot.sites.wording import text_sha256
from robot.store.stored_task import StoredTask

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.settlement")
#: After a start, reading is repeated so often, each time after the site's longest lag.
_ROUNDS = 3


class Settlement:
    """Brings unsettled ledger entries, and the tasks behind them, to a known state."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine."""
        self._engine = engine
        self._one_at_a_time = asyncio.Lock()
        #: Set once what an earlier agent left was read for; nothing is sent before.
        self.first_look_done = asyncio.Event()

    async def after_start(self) -> None:
        """Settle what an earlier agent left; what is too young to be called absent is read again later."""
        for _round in range(_ROUNDS):
            try:
                if not await self._is_anything_open() or not await self.reconcile():
                    return
            except TandemError as err:
                # Entries stay unsettled and block their tasks; the agent still answers its fronts.
                _LOG.warning("reconcile_put_off", code=err.code)
            finally:
                self.first_look_done.set()
            await asyncio.sleep(self._engine.lag_s)

    async def _is_anything_open(self) -> bool:
        return bool(
            await self._engine.ledger.unsettled() or await self._left_running() or await self._unrecorded()
        )

    async def reconcile(self) -> int:
        """Read for every unsettled entry; returns how many remain unsettled.

        :raises StateConflict: while messages await their witness.
        """
        async with self._one_at_a_time:
            return await self._reconcile()

    async def _reconcile(self) -> int:
        built = self._engine.line_if_built
        if built is not None and built.is_busy:
            # What is under way has entries that look unsettled, and are not.
            raise StateConflict("the robot is at work; reconcile when it has finished", code="reconcile.busy")
        entries = await self._engine.ledger.unsettled()
        line = await self._engine.line()
        results = await line.reconciliation.settle(entries) if entries else []
        for result in results:
            if result.entry.key.effect is not Effect.MESSAGE:
                continue
            ending = task_outcome(result)
            if ending is None:
                await self._engine.tasks.reopen(result.entry.task_id, "shown absent by reading")
            else:
                await self._engine.tasks.end(result.entry.task_id, ending)
        # Begun, but no entry was written: nothing can have happened.
        for stored in await self._left_running():
            await self._engine.tasks.reopen(stored.task.task_id, "interrupted before anything was intended")
        await self.record_what_is_missing()
        remaining = await self._engine.ledger.unsettled()
        line.confirmations.stopped_by = "" if not remaining else line.confirmations.stopped_by
        self._engine.revision.touch()
        return len(remaining)

    async def _left_running(self) -> list[StoredTask]:
        busy = {TaskState.RUNNING, TaskState.AWAITING_WITNESS}
        if self._engine.line_if_built is not None and (
            self._engine.line_if_built.dispatcher.pending or self._engine.line_if_built.dispatcher.is_busy
        ):
            return []
        unsettled = {entry.task_id for entry in await self._engine.ledger.unsettled()}
        found = [
            stored for stored in await self._engine.tasks.of_day(self._engine.today) if stored.state in busy
        ]
        return [stored for stored in found if stored.task.task_id not in unsettled]

    async def _unrecorded(self) -> list[StoredTask]:
        """Confirmed messages of today without a contact record in the CRM."""
        if self._engine.settings.record_site is None:
            return []
        missing = []
        for stored in await self._engine.tasks.ended_with(self._engine.today, [Outcome.CONFIRMED]):
            entry = await self._engine.ledger.find(contact_key(stored.task, Effect.RECORD))
            by_robot = stored.reason == Reason.EFFECT_READ_BACK
            if by_robot and (entry is None or entry.state is ContactState.ABSENT):
                missing.append(stored)
        return missing

    async def record_what_is_missing(self) -> None:
        """Queue the contact records that confirmed messages of today still lack."""
        line = self._engine.line_if_built
        if line is None or line.recorder is None:
            return
        for stored in await self._unrecorded():
            text = self._text_of(stored)
            if text:
                await line.recorder.add(RecordDue(task=stored.task, text=text))

    def _text_of(self, stored: StoredTask) -> str:
        rendering = self._engine.judgement.rendering_of(
            Approval(task=stored.task, variant=stored.variant, free_slots=stored.free_slots)
        )
        return rendering.text if rendering else ""

    async def load_for_reading(self, entry: LedgerEntry) -> tuple[Task, str]:
        """An entry's task, and its text if that still renders to the entry's hash."""
        stored = await self._engine.tasks.get(entry.task_id)
        text = self._text_of(stored)
        # A talk track that changed since renders another text; then only the hash is known.
        fits = entry.key.effect is Effect.RECORD or text_sha256(text) == entry.text_sha256
        return stored.task, text if fits else ""
