"""The agent's heart: owns browser, store, journal and accounts, and brings tasks onto the sending line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from robot.agent.accounts import AccountDesk
from robot.agent.endpoint import Home
from robot.agent.hold_timers import HoldTimers
from robot.agent.resources import resource_folder
from robot.agent.revision import Revision
from robot.agent.runs import RunTracker
from robot.agent.sending_line import LineParts, SendingLine
from robot.agent.settings import Settings, load_profiles
from robot.domain.clock import Clock, business_date
from robot.domain.contact import ContactState, Effect, LedgerEntry
from robot.domain.errors import EnvironmentFault, InputRefused, NotPermitted, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Channel, Task, TaskState
from robot.domain.views import RunProgress
from robot.execution.judgement import Approval, Judgement
from robot.execution.reconcile import task_outcome
from robot.execution.recorder import RecordDue, RecordFault
from robot.execution.send_path import Sent, contact_key
from robot.execution.steps import StepLog
from robot.execution.stop import StopNote, StopSwitch
from robot.journal.evidence import EvidenceFolder
from robot.journal.journal import Journal
from robot.policy.loading import load_policy
from robot.sites.browser import BrowserChoice, RobotBrowser
from robot.sites.profile import SiteProfile
from robot.sites.session import SiteSession
from robot.sites.wording import text_sha256
from robot.store.accounts import SqliteAccounts
from robot.store.database import Database
from robot.store.holds import SqliteHolds
from robot.store.ledger import SqliteContactLedger
from robot.store.tasks import SqliteTaskBook, StoredTask
from robot.talktracks.library import load_library
from robot.vault.port import Vault

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


class Engine:
    """All that the agent does, as methods; one event loop, one thread."""

    def __init__(self, parts: EngineParts) -> None:
        """:raises InputRefused: if settings, profiles, policy or talk tracks cannot be used."""
        self.home, self.settings, self.clock = parts.home, parts.settings, parts.clock
        self.profiles: dict[str, SiteProfile] = load_profiles(self.settings, self.home.path)
        base = self.home.path
        self.policy = load_policy(
            base / self.settings.policy if self.settings.policy else resource_folder("policy") / "policy.yaml"
        )
        self.library = load_library(
            base / self.settings.talktracks if self.settings.talktracks else resource_folder("talktracks")
        )
        self.database = Database(self.home.database)
        self.journal = Journal(self.clock)
        self.tasks = SqliteTaskBook(self.database, self.journal, self.clock)
        self.ledger = SqliteContactLedger(self.database, self.journal, self.clock)
        self.holds = SqliteHolds(self.database, self.journal)
        self.accounts = AccountDesk(
            book=SqliteAccounts(self.database, self.journal, self.clock),
            vault=parts.vault,
            profiles=self.profiles,
        )
        self.evidence = EvidenceFolder(self.home.evidence)
        self.stop_switch = StopSwitch(self.home.stop_file)
        self.judgement = Judgement(
            ledger=self.ledger,
            library=self.library,
            policy=self.policy,
            stop=self.stop_switch,
            clock=self.clock,
        )
        self.revision = Revision()
        self.steps = StepLog(self.clock.now)
        self.steps.on_step = self.revision.touch
        self.timers = HoldTimers(self.clock.now, self._release_hold)
        self.run: RunTracker | None = None
        self.record_faults: dict[str, tuple[RecordFault, datetime]] = {}
        self.fatal: Exception | None = None
        self._browser: RobotBrowser | None = None
        self._line: SendingLine | None = None
        self._line_lock = asyncio.Lock()
        #: Called once when the agent cannot go on.
        self.on_fatal: Callable[[], None] = lambda: None

    @property
    def today(self) -> date:
        """The business date."""
        return business_date(self.clock.now())

    # --- life ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Journal the start and settle what an earlier agent left open."""
        await self.accounts.load()
        await self._journal(
            "agent.started", {"home": "default", "clock": self.clock.source, "policy": self.policy.version}
        )
        if await self.ledger.unsettled() or await self._left_running():
            try:
                await self.reconcile()
            except (EnvironmentFault, InputRefused) as err:
                # Entries stay unsettled and block their tasks; the agent still answers its fronts.
                _LOG.warning("reconcile_put_off", code=err.code)

    async def stop(self) -> None:
        """The shutdown order: no new work, drain with a deadline, close the browser, then the store."""
        self.timers.cancel_all()
        if self._line is not None:
            await self._line.stop(_SHUTDOWN_PATIENCE_S)
            self._line = None
        if self._browser is not None:
            await self._browser.stop()
            self._browser = None
        if self.fatal is None:
            await self._journal("agent.stopped", {})
        await asyncio.to_thread(self.database.close)

    async def _journal(self, record_type: str, payload: dict[str, object]) -> None:
        await self.database.run(lambda db: self.journal.append(db, record_type, payload))

    def _on_fatal(self, err: Exception) -> None:
        if self.fatal is None:
            self.fatal = err
            _LOG.error("fatal", kind=type(err).__name__, exc_info=err)
            self.revision.touch()
            self.on_fatal()

    # --- the browser and the line --------------------------------------------------------------------------

    async def browser(self) -> RobotBrowser:
        """The running browser, started when first needed and again when it died."""
        if self._browser is None or not self._browser.is_running:
            if self._browser is not None:
                await self._browser.stop()
            origins = [origin for profile in self.profiles.values() for origin in profile.origins]
            choice = BrowserChoice(
                program=self.settings.browser.program, headless=self.settings.browser.headless
            )
            browser = RobotBrowser(choice, origins)
            await browser.start()
            self._browser = browser
            await self._journal("browser.started", {"without_sandbox": browser.without_sandbox})
        return self._browser

    async def line(self) -> SendingLine:
        """The sending line, built when first needed.

        :raises InputRefused: if this workstation has no chat site set up.
        """
        async with self._line_lock:
            if self._line is not None and self._browser is not None and self._browser.is_running:
                return self._line
            if self._line is not None:
                await self._line.stop(0.1)
                self._line = None
            chat = self.profiles.get(self.settings.chat_site)
            if chat is None:
                raise InputRefused(
                    f"no site named {self.settings.chat_site} is set up in {self.home.settings};"
                    " nothing was sent",
                    code="settings.no_chat_site",
                )
            browser = await self.browser()
            line = SendingLine(self._line_parts(chat, browser))
            line.start()
            self._line = line
            return line

    def _line_parts(self, chat: SiteProfile, browser: RobotBrowser) -> LineParts:
        record_site = self.settings.record_site
        return LineParts(
            chat_profile=chat,
            record_profile=self.profiles[record_site] if record_site else None,
            session=lambda profile, purpose: self.new_session(browser, profile, purpose),
            ledger=self.ledger,
            tasks=self.tasks,
            evidence=self.evidence,
            judgement=self.judgement,
            stop=self.stop_switch,
            clock=self.clock,
            steps=self.steps,
            on_ended=self._on_ended,
            on_settled=self._on_settled,
            on_record_fault=self._on_record_fault,
            on_fatal=self._on_fatal,
            load=self._load_for_reading,
        )

    def new_session(self, browser: RobotBrowser, profile: SiteProfile, purpose: str) -> SiteSession:
        """A session of an account on a site, not opened yet."""
        chosen = self.settings.sites.get(profile.site)
        shown = chosen.shown_account if chosen else ""
        return SiteSession(browser, profile, self.accounts.login(profile.site, purpose), shown_account=shown)

    @property
    def line_if_built(self) -> SendingLine | None:
        """The line, if anything was sent or read yet."""
        return self._line

    async def _on_ended(self, task_id: str, outcome: TaskOutcome) -> None:
        if self.run is not None:
            self.run.ended(task_id, outcome)
        self.revision.touch()

    async def _on_settled(self, sent: Sent, outcome: TaskOutcome) -> None:
        task = sent.approval.task
        if (
            outcome.outcome is Outcome.CONFIRMED
            and self._line is not None
            and self._line.recorder is not None
        ):
            await self._line.recorder.add(RecordDue(task=task, text=sent.rendering.text))
        await self._on_ended(task.task_id, outcome)

    async def _on_record_fault(self, fault: RecordFault) -> None:
        self.record_faults[fault.task.task_id] = (fault, self.clock.now())
        await self._journal(
            "record.fault", {"task": fault.task.task_id, "reason": fault.reason, "detail": fault.detail}
        )
        self.revision.touch()

    # --- intents -------------------------------------------------------------------------------------------

    async def approve(self, task_id: str, *, variant: str, free_slots: dict[str, str], hold_s: int) -> None:
        """A person pressed Enter: judge again, write the hold, and send when it ends.

        :raises NotPermitted: with the rule that says no; nothing was changed.
        """
        stored = await self.tasks.get(task_id)
        self.refuse_other_day(stored.task)
        if self.fatal is not None:
            raise EnvironmentFault(str(self.fatal), code=getattr(self.fatal, "code", "agent.fatal"))
        approval = Approval(task=stored.task, variant=variant, free_slots=free_slots, attended=True)
        await self._refuse_unsendable(approval)
        due_at = self.clock.now() + timedelta(seconds=hold_s)
        await self.holds.place(task_id, due_at=due_at, seconds=hold_s, variant=variant, free_slots=free_slots)
        self.timers.set(task_id, hold_s)
        self.revision.touch()

    def refuse_other_day(self, task: Task) -> None:
        """Only today's tasks may be sent.

        :raises StateConflict: for any other business date.
        """
        if task.business_date != self.today:
            raise StateConflict(
                f"task {task.task_id} is of {task.business_date}, today is {self.today}; nothing was sent",
                code="task.other_day",
            )

    async def _refuse_unsendable(self, approval: Approval) -> None:
        if approval.task.channel is not Channel.WECOM:
            raise NotPermitted(
                "this task is not sent by the robot; make the call and note its outcome",
                code=Reason.NOT_SENDABLE,
            )
        rendering = self.judgement.rendering_of(approval)
        if rendering is None:
            raise NotPermitted("its talk track is not in the library", code=Reason.NO_TALK_TRACK)
        decision = await self.judgement.decision_of(approval)
        blocking = [
            item.rule for item in (*decision.findings, *rendering.findings) if item.severity == "block"
        ]
        if blocking:
            raise NotPermitted(f"not sent: rule {blocking[0]}", code=blocking[0])

    async def _release_hold(self, task_id: str) -> None:
        stored = await self.tasks.get(task_id)
        if stored.state is not TaskState.HELD:
            return
        line = await self.line()
        await line.dispatcher.submit(
            Approval(task=stored.task, variant=stored.variant, free_slots=stored.free_slots, attended=True)
        )

    async def undo(self, task_id: str) -> None:
        """Recall a hold.

        :raises StateConflict: if it was released already.
        """
        self.timers.cancel(task_id)
        await self.holds.undo(task_id)
        self.revision.touch()

    async def end_by_person(self, task_id: str, outcome: TaskOutcome) -> None:
        """Skip, or note a call; the task ends without the robot.

        :raises StateConflict: if it was begun or sent.
        """
        await self.tasks.startable(task_id)
        await self.tasks.end(task_id, outcome)
        await self._on_ended(task_id, outcome)

    async def start_run(self, limit: int | None) -> RunProgress:
        """Take the day's ready tasks and carry them out unattended.

        :raises StateConflict: if a run is under way.
        :raises NotPermitted: if the kill switch is engaged.
        """
        if self.run is not None and not self.run.is_ended:
            raise StateConflict("a run is under way already; nothing was changed", code="run.under_way")
        if self.stop_switch.is_engaged:
            raise NotPermitted("the robot is stopped; release the stop first", code="permit.stopped")
        line = await self.line()
        taken = [stored for stored in await self.tasks.of_day(self.today) if self._is_due(stored)][:limit]
        self.run = RunTracker({item.task.task_id: item.task.customer.name for item in taken}, self.clock.now)
        if not taken:
            self.run.ended_at = self.clock.now()
        await self._journal("run.started", {"run": self.run.run_id, "tasks": len(taken)})
        for item in taken:
            exemption = self.policy.find_exemption(
                item.task.rm_id, item.task.channel, item.task.business_date
            )
            await line.dispatcher.submit(
                Approval(task=item.task, variant=item.variant, free_slots=item.free_slots),
                per_minute=exemption.rate_per_minute if exemption else None,
            )
        self.revision.touch()
        return self.run_progress()

    def _is_due(self, stored: StoredTask) -> bool:
        if stored.task.channel is not Channel.WECOM:
            return False
        if stored.state is TaskState.SNOOZED:
            return stored.until is not None and stored.until <= self.clock.now()
        # What the kill switch or an interruption cancelled may go on; what a person skipped may not.
        resumable = {Reason.STOPPED, Reason.INTERRUPTED, Reason.SITE_STOPPED}
        return stored.state is TaskState.READY or (stored.may_begin and stored.reason in resumable)

    def run_progress(self) -> RunProgress:
        """The run's progress.

        :raises StateConflict: if there was none yet.
        """
        if self.run is None:
            raise StateConflict("there was no run yet", code="run.none")
        awaiting = self._line.confirmations.outstanding if self._line else 0
        return self.run.progress(awaiting=awaiting, log=self.steps)

    async def pause(self, *, paused: bool) -> None:
        """Pause after the step under way, or go on."""
        line = await self.line()
        await line.dispatcher.pause(paused)
        if self.run is not None:
            self.run.is_paused = paused
        await self._journal("run.paused" if paused else "run.resumed", {})
        self.revision.touch()

    def engage_stop_file(self, by: str, reason: str) -> None:
        """The first half of `kill`; safe from any thread and without the loop."""
        self.stop_switch.engage(StopNote(by=by, at=self.clock.now(), reason=reason))

    async def kill(self, by: str, reason: str) -> None:
        """The kill switch: nothing more is clicked; what was clicked is still read."""
        self.engage_stop_file(by, reason)
        self.timers.cancel_all()
        if self._line is not None:
            await self._line.dispatcher.halt()
        await self.holds.recall_all("kill switch")
        await self._journal("stop.engaged", {"by": by, "reason": reason})
        self.revision.touch()

    async def release_stop(self) -> None:
        """Let the robot act again."""
        self.stop_switch.release()
        await self._journal("stop.released", {})
        self.revision.touch()

    # --- settling ------------------------------------------------------------------------------------------

    async def reconcile(self) -> int:
        """Read for every unsettled entry; returns how many remain unsettled."""
        entries = await self.ledger.unsettled()
        if self._line is not None and self._line.confirmations.outstanding:
            raise StateConflict(
                "messages await their witness; reconcile when they are settled", code="reconcile.busy"
            )
        line = await self.line()
        results = await line.reconciliation.settle(entries) if entries else []
        for result in results:
            if result.entry.key.effect is not Effect.MESSAGE:
                continue
            ending = task_outcome(result)
            if ending is None:
                await self.tasks.reopen(result.entry.task_id, "shown absent by reading")
            else:
                await self.tasks.end(result.entry.task_id, ending)
        # Begun, but no entry was written: nothing can have happened.
        for stored in await self._left_running():
            await self.tasks.reopen(stored.task.task_id, "interrupted before anything was intended")
        await self._record_what_is_missing(line)
        remaining = await self.ledger.unsettled()
        line.confirmations.stopped_by = "" if not remaining else line.confirmations.stopped_by
        self.revision.touch()
        return len(remaining)

    async def _left_running(self) -> list[StoredTask]:
        busy = {TaskState.RUNNING, TaskState.AWAITING_WITNESS}
        if self._line is not None and (self._line.dispatcher.pending or self._line.dispatcher.is_busy):
            return []
        unsettled = {entry.task_id for entry in await self.ledger.unsettled()}
        found = [stored for stored in await self.tasks.of_day(self.today) if stored.state in busy]
        return [stored for stored in found if stored.task.task_id not in unsettled]

    async def _record_what_is_missing(self, line: SendingLine) -> None:
        if line.recorder is None:
            return
        for stored in await self.tasks.of_day(self.today):
            if stored.outcome is not Outcome.CONFIRMED or stored.reason != Reason.EFFECT_READ_BACK:
                continue
            entry = await self.ledger.find(contact_key(stored.task, Effect.RECORD))
            if entry is not None and entry.state is not ContactState.ABSENT:
                continue
            text = self._text_of(stored)
            if text:
                await line.recorder.add(RecordDue(task=stored.task, text=text))

    def _text_of(self, stored: StoredTask) -> str:
        rendering = self.judgement.rendering_of(
            Approval(task=stored.task, variant=stored.variant, free_slots=stored.free_slots)
        )
        return rendering.text if rendering else ""

    async def _load_for_reading(self, entry: LedgerEntry) -> tuple[Task, str]:
        stored = await self.tasks.get(entry.task_id)
        text = self._text_of(stored)
        # A talk track that changed since renders another text; then only the hash is known.
        fits = entry.key.effect is Effect.RECORD or text_sha256(text) == entry.text_sha256
        return stored.task, text if fits else ""
