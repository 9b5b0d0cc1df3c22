"""One chat site put together: sessions, channel, witness, send path, queue, and the CRM's recorder."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from robot.channels.manager import ManagerPortal
from robot.domain.clock import Clock
from robot.domain.contact import LedgerEntry
from robot.domain.errors import InputRefused, LoginNeeded
from robot.domain.outcome import Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.confirmations import Confirmations, Reading, Settled
from robot.execution.dispatch import Dispatcher
from robot.execution.gate import SiteGate
from robot.execution.judgement import Judgement
from robot.execution.ports import Echo, Evidence, Expected, MessageChannel, Sighting, Witness
from robot.execution.reconcile import Reconciliation
from robot.execution.recorder import Recorder, RecordFault
from robot.execution.recount import Recount
from robot.execution.recycling import Recycler
from robot.execution.send_path import SendPath
from robot.execution.sending_try import SendPorts
from robot.execution.sent import Sent
from robot.execution.steps import StepLog
from robot.execution.stop import StopSwitch
from robot.sites.page import SitePage
from robot.sites.profile import SiteProfile
from robot.sites.session import SiteSession
from robot.sites.wording import text_sha256
from robot.store.ledger import SqliteContactLedger
from robot.store.tasks import SqliteTaskBook

#: How long a login page is watched before it is looked at whether it still stands, seconds.
_LOGIN_LOOK_S = 20.0
#: While one of these closes the gate, the acting page belongs to a person or to nobody.
_NOT_OURS = (Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT, Reason.TAKEN_OVER)

#: How many confirmed messages are read again in one look, by the kind of witness.
_AT_ONCE = {"list": 200, "chat": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineParts:
    """What a line is built from."""

    chat_profile: SiteProfile
    record_profile: SiteProfile | None
    #: Makes a session of a profile for `robot` or `witness`.
    session: Callable[[SiteProfile, str], SiteSession]
    gate: SiteGate
    ledger: SqliteContactLedger
    tasks: SqliteTaskBook
    evidence: Evidence
    judgement: Judgement
    stop: StopSwitch
    clock: Clock
    steps: StepLog
    make_channel: Callable[[SiteSession], MessageChannel]
    make_witness: Callable[[SiteSession], Witness]
    make_recycler: Callable[[SiteSession], Recycler]
    #: Told of every new page of the acting session before the site is opened in it.
    on_acting_page: Callable[[SitePage], Awaitable[None]]
    #: Told of every ending; the first for those that needed no witness.
    on_ended: Callable[[str, TaskOutcome], Awaitable[None]]
    on_settled: Settled
    on_record_fault: Callable[[RecordFault], Awaitable[None]]
    on_fatal: Callable[[Exception], None]
    load: Callable[[LedgerEntry], Awaitable[tuple[Task, str]]]


class _OneReader:
    """A witness that is asked by one at a time: confirmations, a reconciliation, a person who logs in."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self.lock = asyncio.Lock()

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        """As the witness itself, when nobody else reads."""
        async with self.lock:
            return await self._witness.look(expected)


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
        self._acting, self._reading = (
            parts.session(parts.chat_profile, purpose) for purpose in ("robot", "witness")
        )
        self._acting.on_page = parts.on_acting_page
        self._sessions = [self._acting, self._reading]
        self._acting_recycler = parts.make_recycler(self._acting)
        self._reading_recycler = parts.make_recycler(self._reading)
        self._witness = _OneReader(parts.make_witness(self._reading))
        deadline_s = parts.chat_profile.witness.deadline_s
        keeps_refused = parts.chat_profile.witness.keeps_refused
        portal = self._portal(parts)
        self.gate = parts.gate
        self._channel = parts.make_channel(self._acting)
        self.path = _send_path(parts, self._channel)
        self.confirmations = Confirmations(
            reading=Reading(
                witness=self._witness,
                deadline_s=deadline_s,
                list_keeps_refused=keeps_refused,
                before_look=self._before_look,
                ask_page=self._ask_page,
            ),
            ledger=parts.ledger,
            tasks=parts.tasks,
            steps=parts.steps,
            gate=parts.gate,
            on_settled=parts.on_settled,
        )
        self.dispatcher = Dispatcher(
            path=self.path,
            confirmations=self.confirmations,
            tasks=parts.tasks,
            gate=parts.gate,
            on_ended=parts.on_ended,
            on_fatal=parts.on_fatal,
            before_attempt=self._before_attempt,
        )
        self.recorder = _recorder(parts, portal) if portal else None
        self.reconciliation = Reconciliation(
            witness=self._witness,
            portal=portal,
            ledger=parts.ledger,
            load=parts.load,
            clock=parts.clock,
            list_keeps_refused=keeps_refused,
            lag=timedelta(seconds=deadline_s),
        )
        # One look at a list finds all; each chat is opened by itself.
        at_once = _AT_ONCE[parts.chat_profile.witness.kind]
        self.recount = Recount(self._witness, parts.ledger, load=parts.load, at_once=at_once)
        self._background: list[asyncio.Task[None]] = []

    def _portal(self, parts: LineParts) -> ManagerPortal | None:
        if parts.record_profile is None:
            return None
        writing, reading = (parts.session(parts.record_profile, purpose) for purpose in ("robot", "witness"))
        self._sessions += [writing, reading]
        return ManagerPortal(writing, reading)

    # --- the sessions --------------------------------------------------------------------------------------

    async def _before_attempt(self) -> None:
        if self._acting_recycler.is_due:
            # The picture of the message before is still being taken on this page.
            await self.path.photographed()
        await self._acting_recycler.before_use()

    async def _before_look(self) -> None:
        async with self._witness.lock:
            await self._reading_recycler.before_use()

    async def _ask_page(self, sent: Sent) -> Echo:
        """What the acting page shows of a message now; between two attempts, never beside one."""
        async with self.dispatcher.acting:
            if self.gate.is_closed_by(*_NOT_OURS):
                return Echo(message_id="", refusal=None)
            expected = sent.expected
            return await self._channel.later_word(expected.recipient, expected.text, expected.message_id)

    def renew_sessions(self) -> None:
        """Begin every session of the chat anew before its next use."""
        self._acting_recycler.want()
        self._reading_recycler.want()

    async def forget_sessions(self) -> None:
        """Close both sessions of the chat with all they kept, whoever's they were."""
        async with self.dispatcher.acting:
            await self._acting.close()
        async with self._witness.lock:
            await self._reading.close()

    async def logged_in_again(self) -> None:
        """Wait until somebody logged the site in; both sessions are left to that person meanwhile.

        One scan opens both if they are the same account's.

        :raises WrongAccount: if it is another employee's session now.
        :raises LoginNeeded: if the site is not entered by scanning, and still refuses the account.
        """
        async with self.dispatcher.acting:
            await _logged_in(self._acting)
        async with self._witness.lock:
            if await _is_in(self._reading) or await self._reading.enter_with(self._acting):
                return
            await _logged_in(self._reading)

    @property
    def acting(self) -> SiteSession:
        """The session that acts; whoever uses it holds `dispatcher.acting` or has the gate closed."""
        return self._acting

    async def login_picture(self) -> bytes:
        """PNG of what must be scanned; empty if no login is shown.

        :raises SiteFault: if the page cannot show it.
        """
        return await self._acting.login_picture() or await self._reading.login_picture()

    # --- life ----------------------------------------------------------------------------------------------

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
    def is_sending(self) -> bool:
        """Whether a message is being sent or awaits its witness; orders that wait are not work in flight."""
        return self.dispatcher.is_busy or bool(self.confirmations.outstanding)

    @property
    def is_recording(self) -> bool:
        """Whether records are being written or wait for it."""
        return self.recorder is not None and bool(self.recorder.pending)

    async def at_rest(self) -> None:
        """Wait until no message is in flight, whatever waits before the gate."""
        while self.is_sending:
            await self.dispatcher.at_rest()
            await self.confirmations.drained()

    async def drained(self) -> None:
        """Wait until everything queued has its ending and its record."""
        await self.dispatcher.drained()
        await self.confirmations.drained()
        if self.recorder:
            await self.recorder.drained()

    async def stop(self, patience_s: float) -> None:
        """Take nothing new, give what was clicked a moment for its witness, then close the sessions.

        What is not settled by then stays CLICKED in the ledger and is read at the next start; what was not
        begun stays ready.
        """
        await self.dispatcher.abandon()
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


async def _is_in(session: SiteSession) -> bool:
    """Whether nobody need scan; a page that went away is opened again, and an account is tried once.

    :raises LoginNeeded: if the account was refused.
    """
    try:
        await session.ensure_logged_in()
    except LoginNeeded:
        if session.waiting_page is None:
            raise
        return False
    return True


async def _logged_in(session: SiteSession) -> None:
    while not await session.wait_logged_in(_LOGIN_LOOK_S):
        await _is_in(session)


def _send_path(parts: LineParts, channel: MessageChannel) -> SendPath:
    ports = SendPorts(
        channel=channel,
        ledger=parts.ledger,
        tasks=parts.tasks,
        evidence=parts.evidence,
        gate=parts.gate,
        steps=parts.steps,
        hash_text=text_sha256,
    )
    return SendPath(ports, parts.judgement)


def _recorder(parts: LineParts, portal: ManagerPortal) -> Recorder:
    return Recorder(
        portal=portal,
        ledger=parts.ledger,
        steps=parts.steps,
        stop=parts.stop,
        on_fault=parts.on_record_fault,
    )
