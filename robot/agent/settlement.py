"""Settling what an interruption or an unknown left open: by reading, or by a person who looked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from robot.domain.contact import UNSETTLED, ContactState, Effect, LedgerEntry
from robot.domain.errors import StateConflict, TandemError
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.contact_keys import contact_key
from robot.execution.ports import Reopened
from robot.execution.recorder import RecordDue, RecordFault
from robot.sites.wording import text_sha256
from robot.store.stored_task import StoredTask

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.settlement")
#: After an unknown, reading is repeated so often, each time after the site's longest lag.
_ROUNDS = 3
_UNKNOWN = frozenset({ContactState.UNKNOWN})
#: The robot sent these messages, so their contact records are its work too.
_SENT_BY_ROBOT = frozenset({Reason.EFFECT_READ_BACK, Reason.SETTLED_BY_PERSON})


class Settlement:
    """Brings unsettled ledger entries, and the tasks behind them, to a known state."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine."""
        self._engine = engine
        self._one_at_a_time = asyncio.Lock()
        #: Set once what an earlier agent left was read for; nothing is sent before.
        self.first_look_done = asyncio.Event()

    # --- by reading ----------------------------------------------------------------------------------------

    async def after_start(self) -> None:
        """Settle what an earlier agent left; what is too young to be called absent is read again later."""
        try:
            await self._end_or_reopen_what_was_begun()
            if await self._engine.ledger.unsettled() or await self._unrecorded():
                await self.reconcile()
        except Exception as err:  # noqa: BLE001 - a border: entries stay unsettled and block their tasks
            # The agent still answers its fronts, and what is unknown keeps the site closed.
            _LOG.warning("reconcile_put_off", kind=type(err).__name__, code=getattr(err, "code", ""))
            await self._look_at_gate()
        finally:
            self.first_look_done.set()
        await self._engine.keeper.settled()

    async def _end_or_reopen_what_was_begun(self) -> None:
        """Begun by an earlier agent: without an entry of the ledger nothing can have happened.

        An unknown without its task's ending is one whose agent died between the two notes.
        """
        unsettled = {entry.task_id: entry for entry in await self._engine.ledger.unsettled()}
        unknown = TaskOutcome(outcome=Outcome.UNKNOWN, reason=Reason.INTERRUPTED)
        for stored in await self._engine.tasks.under_way():
            task_id = stored.task.task_id
            if task_id not in unsettled:
                await self._engine.tasks.reopen(task_id, "interrupted before anything was intended")
            elif unsettled[task_id].state is ContactState.UNKNOWN:
                await self._engine.tasks.end(task_id, unknown)

    async def settle_by_reading(self) -> None:
        """After an unknown: read again after the site's lag, some rounds; then only a person can say."""
        for _round in range(_ROUNDS):
            await asyncio.sleep(self._engine.lag_s)
            await self._logged_in()
            try:
                await (await self._engine.line()).at_rest()
                await self.reconcile(with_records=False)
            except TandemError as err:
                _LOG.warning("reconcile_put_off", code=err.code)
            if not self._engine.gate.is_closed_by(Reason.SITE_STOPPED):
                return
        await self._engine.gate.close(Reason.SITE_STOPPED, ends_orders=True)
        # The run waited for what its unknown messages became.
        await self._engine.runs.look(is_settled=True)

    async def _logged_in(self) -> None:
        """Nothing can be read while the site waits for somebody's login."""
        gate = self._engine.gate
        async with gate.changed:
            await gate.changed.wait_for(lambda: not gate.is_closed_by(Reason.LOGIN_NEEDED))

    async def reconcile(self, *, with_records: bool = True) -> int:
        """Read for every unsettled entry; returns how many remain unsettled.

        Orders that wait are left waiting; those of a site that nothing unknown is left on go on.

        :param with_records: read the CRM's records too, if none is being written.
        :raises StateConflict: while a message is being sent or awaits its witness.
        """
        async with self._one_at_a_time:
            left = await self._reconcile(with_records=with_records)
        # What was shown absent goes on in the run that took it.
        await self._engine.runs.look()
        return left

    async def _reconcile(self, *, with_records: bool) -> int:
        built = self._engine.line_if_built
        line = await self._engine.line()
        if built is None:
            # Whatever waited for the line to be built goes first.
            await line.at_rest()
        elif line.is_sending:
            # What is under way has entries that look unsettled, and are not.
            raise StateConflict("the robot is at work; reconcile when it has finished", code="reconcile.busy")
        with_records = with_records and not line.is_recording
        entries = [
            entry
            for entry in await self._engine.ledger.unsettled()
            if with_records or entry.key.effect is Effect.MESSAGE
        ]
        if entries:
            await line.reconciliation.settle(entries)
        if not line.is_recording:
            await self.record_what_is_missing()
        await self._look_at_gate()
        self._engine.revision.touch()
        return len(await self._engine.ledger.unsettled())

    async def _look_at_gate(self) -> None:
        """Only a site without unknown messages may be sent to."""
        gate, line = self._engine.gate, self._engine.line_if_built
        unsettled = await self._engine.ledger.unsettled()
        # What is under way has entries that look unsettled, and are not.
        counts = _UNKNOWN if line is not None and line.is_sending else UNSETTLED
        left = [one for one in unsettled if one.key.effect is Effect.MESSAGE and one.state in counts]
        if not left:
            await gate.open(Reason.SITE_STOPPED, Reason.PLATFORM_QUOTA)
        elif not gate.is_closed_by(Reason.SITE_STOPPED):
            await gate.close(Reason.SITE_STOPPED)

    # --- by a person ---------------------------------------------------------------------------------------

    async def settle(self, task_id: str, effect: Effect, *, arrived: bool, by: str) -> None:
        """A person looked and says what became of an unknown effect.

        :raises StateConflict: if it is not unknown, or under way.
        """
        async with self._one_at_a_time:
            stored = await self._engine.tasks.get(task_id)
            entry = await self._engine.ledger.find(contact_key(stored.task, effect))
            if entry is None or entry.task_id != task_id or entry.state is not ContactState.UNKNOWN:
                raise StateConflict(
                    f"nothing of task {task_id} is unknown and waits for a person; nothing was changed",
                    code="settle.not_unknown",
                )
            await self._engine.ledger.resolve(
                entry,
                ContactState.CONFIRMED if arrived else ContactState.ABSENT,
                decided_by=f"person:{by}",
                effect_ids=entry.effect_ids,
                detail=Reason.SETTLED_BY_PERSON,
                moves=_moves_by_person(effect, arrived=arrived),
            )
            if effect is Effect.RECORD:
                self._engine.record_faults.pop(task_id, None)
            await self._look_at_gate()
        await self.record_what_is_missing()
        await self._engine.runs.look()
        self._engine.revision.touch()

    # --- the CRM's records ---------------------------------------------------------------------------------

    async def _unrecorded(self) -> list[StoredTask]:
        """Confirmed messages of today without a contact record in the CRM."""
        if self._engine.settings.record_site is None:
            return []
        missing = []
        for stored in await self._engine.tasks.ended_with(self._engine.today, [Outcome.CONFIRMED]):
            entry = await self._engine.ledger.find(contact_key(stored.task, Effect.RECORD))
            if stored.reason in _SENT_BY_ROBOT and (entry is None or entry.state is ContactState.ABSENT):
                missing.append(stored)
        return missing

    async def record_what_is_missing(self) -> None:
        """Queue the contact records that confirmed messages of today still lack."""
        line = self._engine.line_if_built
        if line is None or line.recorder is None:
            return
        for stored in await self._unrecorded():
            entry = await self._engine.ledger.find(contact_key(stored.task, Effect.MESSAGE))
            text = self._text_of(stored)
            if text and entry is not None and text_sha256(text) == entry.text_sha256:
                await line.recorder.add(RecordDue(task=stored.task, text=text))
            elif stored.task.task_id not in self._engine.record_faults:
                # A release or a slot that changed since: no record says words that were never sent.
                await self._engine.on_record_fault(
                    RecordFault(
                        task=stored.task, reason=Reason.NO_TALK_TRACK, detail="its words are not known"
                    )
                )

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


def _moves_by_person(effect: Effect, *, arrived: bool) -> TaskOutcome | Reopened | None:
    if effect is not Effect.MESSAGE:
        return None
    if arrived:
        return TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.SETTLED_BY_PERSON)
    return Reopened(why="a person looked and did not find it")
