"""One chat site put together: sessions, channel, witness, send path, queue, and the CRM's recorder."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from robot.channels.manager import ManagerPortal
from robot.channels.wecom import WecomChannel
from robot.channels.witness import make_witness
from robot.domain.clock import Clock
from robot.domain.contact import LedgerEntry
from robot.domain.errors import InputRefused
from robot.domain.outcome import TaskOutcome
from robot.domain.task import Task
from robot.execution.confirmations import Confirmations, Settled
from robot.execution.dispatch import Dispatcher
from robot.execution.judgement import Judgement
from robot.execution.ports import Evidence
from robot.execution.reconcile import Reconciliation
from robot.execution.recorder import Recorder, RecordFault
from robot.execution.send_path import SendPath
from robot.execution.steps import StepLog
from robot.execution.stop import StopSwitch
from robot.sites.profile import SiteProfile
from robot.sites.session import SiteSession
from robot.sites.wording import text_sha256
from robot.store.ledger import SqliteContactLedger
from robot.store.tasks import SqliteTaskBook


@dataclass(frozen=True, slots=True, kw_only=True)
class LineParts:
    """What a line is built from."""

    chat_profile: SiteProfile
    record_profile: SiteProfile | None
    #: Makes a session of a profile for `robot` or `witness`.
    session: Callable[[SiteProfile, str], SiteSession]
    ledger: SqliteContactLedger
    tasks: SqliteTaskBook
    evidence: Evidence
    judgement: Judgement
    stop: StopSwitch
    clock: Clock
    steps: StepLog
    #: Told of every ending; the first for those that needed no witness.
    on_ended: Callable[[str, TaskOutcome], Awaitable[None]]
    on_settled: Settled
    on_record_fault: Callable[[RecordFault], Awaitable[None]]
    on_fatal: Callable[[Exception], None]
    load: Callable[[LedgerEntry], Awaitable[tuple[Task, str]]]


class SendingLine:
    """The background tasks of one chat site; made by `start`, ended by `stop`."""

    def __init__(self, parts: LineParts) -> None:
        """:raises InputRefused: if the chat profile lacks what sending needs."""
        if parts.chat_profile.chat is None or parts.chat_profile.witness is None:
            raise InputRefused(
                f"the profile {parts.chat_profile.site} describes no chat or no witness,"
                " so nothing can be sent with it",
                code="profile.no_chat",
            )
        self._parts = parts
        self._sessions = [
            parts.session(parts.chat_profile, "robot"),
            parts.session(parts.chat_profile, "witness"),
        ]
        chat, reading = self._sessions
        witness = make_witness(reading)
        deadline_s = parts.chat_profile.witness.deadline_s
        portal = self._portal(parts)
        self.path = _send_path(parts, chat)
        self.confirmations = Confirmations(
            witness=witness,
            ledger=parts.ledger,
            tasks=parts.tasks,
            steps=parts.steps,
            deadline_s=deadline_s,
            list_keeps_refused=parts.chat_profile.witness.keeps_refused,
            on_settled=parts.on_settled,
        )
        self.dispatcher = Dispatcher(
            path=self.path,
            confirmations=self.confirmations,
            tasks=parts.tasks,
            on_ended=parts.on_ended,
            on_fatal=parts.on_fatal,
        )
        self.recorder = (
            Recorder(
                portal=portal,
                ledger=parts.ledger,
                steps=parts.steps,
                stop=parts.stop,
                on_fault=parts.on_record_fault,
            )
            if portal
            else None
        )
        self.reconciliation = Reconciliation(
            witness=witness,
            portal=portal,
            ledger=parts.ledger,
            load=parts.load,
            now=parts.clock.now,
            list_keeps_refused=parts.chat_profile.witness.keeps_refused,
            lag=timedelta(seconds=deadline_s),
        )
        self._background: list[asyncio.Task[None]] = []

    def _portal(self, parts: LineParts) -> ManagerPortal | None:
        if parts.record_profile is None:
            return None
        writing, reading = (parts.session(parts.record_profile, purpose) for purpose in ("robot", "witness"))
        self._sessions += [writing, reading]
        return ManagerPortal(writing, reading)

    def start(self) -> None:
        """Begin to work."""
        loops = [self.dispatcher.run(), self.confirmations.run()]
        if self.recorder:
            loops.append(self.recorder.run())
        for loop in loops:
            task = asyncio.create_task(loop)
            task.add_done_callback(self._report_death)
            self._background.append(task)

    def _report_death(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self._parts.on_fatal(error)

    @property
    def is_busy(self) -> bool:
        """Whether anything waits, is carried out, awaits its witness or its record."""
        records = self.recorder.pending if self.recorder else 0
        return bool(
            self.dispatcher.pending or self.dispatcher.is_busy or self.confirmations.outstanding or records
        )

    async def drained(self) -> None:
        """Wait until everything queued has its ending and its record."""
        await self.dispatcher.drained()
        await self.confirmations.drained()
        if self.recorder:
            await self.recorder.drained()

    async def stop(self, patience_s: float) -> None:
        """Take nothing new, give what was clicked a moment for its witness, then close the sessions.

        What is not settled by then stays CLICKED in the ledger and is read at the next start.
        """
        await self.dispatcher.halt()
        if self.recorder:
            await self.recorder.put_off()
        try:
            async with asyncio.timeout(patience_s):
                await self.drained()
        except TimeoutError:
            pass
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        for session in self._sessions:
            await session.close()


def _send_path(parts: LineParts, chat: SiteSession) -> SendPath:
    return SendPath(
        channel=WecomChannel(chat),
        ledger=parts.ledger,
        tasks=parts.tasks,
        evidence=parts.evidence,
        judgement=parts.judgement,
        steps=parts.steps,
        hash_text=text_sha256,
    )
