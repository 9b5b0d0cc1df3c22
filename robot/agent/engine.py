"""The agent's heart: owns browser, store, journal and accounts, and brings tasks onto the sending line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import structlog

from robot.agent.accounts import AccountDesk
from robot.agent.anomaly_watch import AnomalyWatch
from robot.agent.endpoint import Home
from robot.agent.gatekeeper import GateKeeper
from robot.agent.hold_timers import HoldTimers
from robot.agent.intents import Intents
from robot.agent.journal_desk import JournalDesk
from robot.agent.live_frame import LiveFrame
from robot.agent.recounting import Recounting
from robot.agent.release_desk import ReleaseDesk
from robot.agent.review_desk import ReviewDesk
from robot.agent.reviewer_desk import ReviewerDesk
from robot.agent.revision import Revision
from robot.agent.run_desk import RunDesk
from robot.agent.runs import RunTracker
from robot.agent.sending_line import LineParts, SendingLine
from robot.agent.settings import Settings
from robot.agent.settlement import Settlement
from robot.agent.step_records import record_steps
from robot.agent.store_keys import data_keys
from robot.agent.takeover import TakeOver
from robot.channels.wecom import WecomChannel
from robot.channels.witness import make_witness
from robot.domain.clock import Clock, business_date
from robot.domain.errors import InputRefused
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.gate import SiteGate
from robot.execution.judgement import Judgement
from robot.execution.ports import MessageChannel, Witness
from robot.execution.recorder import RecordDue, RecordFault
from robot.execution.recycling import Recycler
from robot.execution.sent import Sent
from robot.execution.steps import StepLog
from robot.execution.stop import StopSwitch
from robot.governance import LiveRelease, TrustPlace
from robot.journal.evidence import EvidenceFolder
from robot.journal.telemetry import Telemetry
from robot.sites.browser import BrowserChoice, RobotBrowser
from robot.sites.profile import SiteProfile
from robot.sites.session import SiteSession
from robot.store.accounts import SqliteAccounts
from robot.store.database import Database
from robot.store.holds import SqliteHolds
from robot.store.ledger import SqliteContactLedger
from robot.store.old_rows import seal_old_rows
from robot.store.runs import SqliteRuns
from robot.store.sealing import with_detail
from robot.store.site_stops import SqliteSiteStops
from robot.store.starts import SqliteStarts
from robot.store.tasks import SqliteTaskBook
from robot.vault.port import Vault

if TYPE_CHECKING:
    from robot.agent.global_key.guard import GlobalKey
    from robot.agent.night import NightKeeper

_LOG = structlog.get_logger("agent.engine")
#: How long a shutdown waits for witnesses; what is left is settled at the next start.
_SHUTDOWN_PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineParts:
    """What the composition root chooses."""

    home: Home
    settings: Settings
    clock: Clock
    vault: Vault
    #: Where the keys of releases lie.
    trust: TrustPlace


async def _nothing() -> None:
    return


class Engine:
    """All that the agent does, as methods; one event loop, one thread."""

    #: Holds the emergency key; set by the composition root.
    global_key: GlobalKey | None = None

    def __init__(self, parts: EngineParts) -> None:
        """:raises JournalUnwritable: if the store cannot be written."""
        self.home, self.settings, self.clock = parts.home, parts.settings, parts.clock
        self._open_store(parts)
        self.released = self._released(parts.trust)
        content = self.released.content
        self.profiles: dict[str, SiteProfile] = content.profiles
        self.policy, self.library, self.checker = content.policy, content.library, content.checker
        self.tasks = SqliteTaskBook(self.database, self.journal, self.clock)
        self.ledger = SqliteContactLedger(self.database, self.journal, self.clock)
        self.holds = SqliteHolds(self.database, self.journal)
        self.accounts = AccountDesk(
            book=SqliteAccounts(self.database, self.journal, self.clock),
            vault=parts.vault,
            profiles=self.profiles,
        )
        self.stop_switch = StopSwitch(self.home.stop_file)
        self.judgement = Judgement(
            ledger=self.ledger,
            library=self.library,
            policy=self.policy,
            stop=self.stop_switch,
            clock=self.clock,
            last_record_at=lambda: self.journal.last_at,
            checker=self.checker,
            release=self.released.look,
        )
        self.revision = Revision()
        self.steps = StepLog(self.clock.now)
        self.steps.on_step = self.revision.touch
        self.telemetry = record_steps(self.steps, Telemetry(self.journal, self.database.run, self.give_up))
        self.intents, self.reviews, self.reviewer = Intents(self), ReviewDesk(self), ReviewerDesk(self)
        self.settlement = Settlement(self)
        self.site_stops = SqliteSiteStops(self.database, self.journal, self.clock)
        self.keeper = GateKeeper(self)
        self.gate = self.keeper.gate
        self.takeover, self.live_frame = TakeOver(self), LiveFrame(self)
        self.timers = HoldTimers(self.intents.release_hold, self.holds.recall)
        self.run: RunTracker | None = None
        self.run_book = SqliteRuns(self.database, self.journal, self.clock)
        self.starts = SqliteStarts(self.database, self.journal, self.clock)
        self.runs = RunDesk(self)
        #: Called after a run's last ending; what it raises is logged.
        self.on_run_ended: Callable[[], Awaitable[object]] = _nothing
        #: Keeps the schedule; set by the composition root.
        self.night: NightKeeper | None = None
        self.record_faults: dict[str, tuple[RecordFault, datetime]] = {}
        #: Sites that did not answer the last time they were asked.
        self.offline_sites: set[str] = set()
        self.fatal: Exception | None = None
        self.browser = self._make_browser()
        self._line: SendingLine | None = None
        self._line_lock = asyncio.Lock()
        self.recounting = Recounting(self)
        #: Begun with the agent and ended with it.
        self._beside: list[asyncio.Task[None]] = []
        #: Called once when the agent cannot go on.
        self.on_fatal: Callable[[], None] = lambda: None

    def _open_store(self, parts: EngineParts) -> None:
        self.keys = data_keys(self.home, parts.trust, parts.vault, self.clock)
        self.database = Database(self.home.database, self.keys)
        try:
            self.log = JournalDesk.of_engine(parts, self.database, self.keys)
            self.journal = self.log.journal
            self.evidence = EvidenceFolder(self.home.evidence, self.clock.now, self.keys, self.make_key)
            seal_old_rows(self.database, self.journal, self.evidence.seal_old)
        except BaseException:
            self.database.close()
            raise

    def make_key(self, month: str) -> None:
        """From any thread but the store's: the key of a month that has none yet."""
        self.database.transact(lambda db: self.keys.for_writing(db, month, self.journal.append))

    def _released(self, trust: TrustPlace) -> ReleaseDesk:
        try:
            return ReleaseDesk(self, trust)
        except BaseException:
            self.database.close()
            raise

    @property
    def live(self) -> LiveRelease:
        """The release that is held."""
        return self.released.live

    @property
    def trust(self) -> TrustPlace:
        """Where the keys of releases lie."""
        return self.released.trust

    @property
    def today(self) -> date:
        """The business date."""
        return business_date(self.clock.now())

    # --- life ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Journal the start and settle what an earlier agent left open."""
        self.telemetry.start()
        await self.accounts.load()
        await self.keeper.load()
        about = {"home": "default", "clock": self.clock.source, "policy": self.policy.version}
        await self.note("agent.started", about | self.released.named())
        await self.released.look()
        # Who became a reader since the last start may read what is kept.
        await self.database.run(lambda db: self.keys.share(db, self.journal.append))
        settling = asyncio.create_task(self.settlement.after_start())
        going_on = asyncio.create_task(self.runs.go_on_safely(settling))
        self._beside = [going_on, settling, asyncio.create_task(self.recounting.run())]
        self._beside.append(asyncio.create_task(self.log.watch(self.give_up)))
        self._beside.append(asyncio.create_task(AnomalyWatch(self).run()))
        self._beside.append(asyncio.create_task(self.released.watch()))
        self._beside.append(asyncio.create_task(self.reviews.run()))

    async def stop(self) -> None:
        """The shutdown order: no new work, drain with a deadline, close the browser, then the store."""
        self.timers.cancel_all()
        self.runs.suspend()
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self.keeper.stop()
        if self._line is not None:
            # A store that cannot be written settles nothing, however long one waits.
            await self._line.stop(_SHUTDOWN_PATIENCE_S if self.fatal is None else 0.0)
            self._line = None
        await self.runs.drained()
        await self.browser.stop()
        await self.telemetry.stop()
        if self.fatal is None:
            await self.note("agent.stopped", {})
            await self.log.close()
        await asyncio.to_thread(self.database.close)

    async def note(
        self, record_type: str, payload: dict[str, object], sealed: dict[str, object] | None = None
    ) -> None:
        """Append one record to the journal.

        :param sealed: names and texts; they are encrypted.
        """
        await self.database.run(lambda db: self.journal.append(db, record_type, payload, sealed))

    def give_up(self, err: Exception) -> None:
        """The agent cannot go on, such as when nothing can be logged; it ends in order."""
        if self.fatal is None:
            self.fatal = err
            _LOG.error("fatal", kind=type(err).__name__, exc_info=err)
            self.revision.touch()
            self.on_fatal()

    # --- the browser and the line --------------------------------------------------------------------------

    def _make_browser(self) -> RobotBrowser:
        return RobotBrowser(
            BrowserChoice(program=self.settings.browser.program, headless=self.settings.browser.headless),
            [origin for profile in self.profiles.values() for origin in profile.origins],
            self._browser_started,
        )

    async def _browser_started(self, without_sandbox: bool) -> None:  # noqa: FBT001 - with or without
        await self.note("browser.started", {"without_sandbox": without_sandbox})

    async def line(self) -> SendingLine:
        """The sending line, built when first needed.

        :raises InputRefused: if this workstation has no chat site set up.
        """
        async with self._line_lock:
            if self._line is not None:
                return self._line
            chat = self.profiles.get(self.settings.chat_site)
            if chat is None:
                if self.live.release is None and self.live.refusal is not None:
                    # Where a site is and what it looks like stands in the release.
                    raise self.live.refusal
                raise InputRefused(
                    f"no site named {self.settings.chat_site} is set up in {self.home.settings};"
                    " nothing was sent",
                    code="settings.no_chat_site",
                )
            # A missing browser is said at once, not by the first task.
            await self.browser.running()
            line = SendingLine(self._line_parts(chat))
            line.start()
            self._line = line
            return line

    def _line_parts(self, chat: SiteProfile) -> LineParts:
        record_site = self.settings.record_site
        return LineParts(
            chat_profile=chat,
            record_profile=self.profiles[record_site] if record_site else None,
            session=self.new_session,
            gate=self.gate,
            ledger=self.ledger,
            tasks=self.tasks,
            evidence=self.evidence,
            judgement=self.judgement,
            stop=self.stop_switch,
            clock=self.clock,
            steps=self.steps,
            make_channel=self.make_channel,
            make_witness=self.make_witness,
            make_recycler=self.make_recycler,
            on_acting_page=self.takeover.watch,
            on_ended=self.task_ended,
            on_settled=self._on_settled,
            on_record_fault=self.on_record_fault,
            on_fatal=self.give_up,
            load=self.settlement.load_for_reading,
        )

    def new_session(self, profile: SiteProfile, purpose: str) -> SiteSession:
        """A session of an account on a site, not opened yet."""
        chosen = self.settings.sites.get(profile.site)
        shown = chosen.shown_account if chosen else ""
        return SiteSession(
            self.browser, profile, self.accounts.login(profile.site, purpose), shown_account=shown
        )

    def make_channel(self, session: SiteSession) -> MessageChannel:
        """The page that acts; a test's engine may put trouble around it."""
        return WecomChannel(
            session, is_stopped=lambda: self.stop_switch.is_engaged, on_read=self.reviews.read
        )

    def make_witness(self, session: SiteSession) -> Witness:
        """The session that reads from the server; a test's engine may put trouble around it."""
        return make_witness(session, on_read=self.reviews.read)

    def make_recycler(self, session: SiteSession) -> Recycler:
        """When a session is renewed without need."""
        return Recycler(session)

    def make_gate(self) -> SiteGate:
        """The chat site's gate."""
        return SiteGate(self.settings.chat_site, self.clock)

    @property
    def lag_s(self) -> float:
        """Seconds after which a message that the chat site's list does not hold was never stored."""
        chat = self.profiles.get(self.settings.chat_site)
        return chat.witness.deadline_s if chat and chat.witness else 30.0

    @property
    def line_if_built(self) -> SendingLine | None:
        """The line, if anything was sent or read yet."""
        return self._line

    async def task_ended(self, task_id: str, outcome: TaskOutcome) -> None:
        """Count a task's outcome for the run and for whoever watches."""
        await self.runs.task_ended(task_id, outcome)
        if outcome.reason == Reason.PAGE_UNREACHABLE:
            self.offline_sites.add(self.settings.chat_site)
        elif outcome.outcome is Outcome.CONFIRMED:
            self.offline_sites.discard(self.settings.chat_site)
        if outcome.reason == Reason.WORDS_REVIEW:
            await self.reviews.open_after(task_id)
        self.reviews.look_again()
        self.revision.touch()

    async def _on_settled(self, sent: Sent, outcome: TaskOutcome) -> None:
        task = sent.approval.task
        if outcome.outcome is Outcome.CONFIRMED:
            self.recounting.want()
        if (
            outcome.outcome is Outcome.CONFIRMED
            and self._line is not None
            and self._line.recorder is not None
        ):
            await self._line.recorder.add(RecordDue(task=task, text=sent.rendering.text))
        await self.task_ended(task.task_id, outcome)

    async def on_record_fault(self, fault: RecordFault) -> None:
        """A contact record is missing; told once, and shown until it is written or settled."""
        self.record_faults[fault.task.task_id] = (fault, self.clock.now())
        facts: dict[str, object] = {"task": fault.task.task_id, "reason": fault.reason}
        await self.note("record.fault", *with_detail(facts, fault.detail))
        self.revision.touch()
