"""Each verb of the allow-list answered: a checked request in, a view out."""

from __future__ import annotations

import asyncio
import base64
import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from robot.agent import protocol
from robot.agent.cards import script_preview, task_card
from robot.agent.engine import Engine
from robot.agent.intake import Intake
from robot.agent.reader import ReaderProcess
from robot.domain import views
from robot.domain.errors import InputRefused, StateConflict, TandemError
from robot.domain.masking import mask_name
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.approval import Approval
from robot.reporting.day_report import day_report, write_day_report
from robot.store.database import connect
from robot.store.stored_task import StoredTask

_ATTENTION = frozenset({Outcome.NEEDS_PERSON, Outcome.HALTED, Outcome.UNKNOWN})
#: Settings a front may change, with what they may be.
_USER_SETTINGS: dict[str, Callable[[str], bool]] = {
    "hold_s": lambda value: value in {"0", "5", "8", "10", "20", "30"},
    "language": lambda value: value in {"zh_CN", "en"},
}


class Verbs:
    """The agent's answers; every method runs on the agent's loop."""

    def __init__(
        self, engine: Engine, reader: ReaderProcess, intake: Intake, shutdown: Callable[[], None]
    ) -> None:
        """:param shutdown: asks the process to end in order."""
        self._engine = engine
        self._reader = reader
        self._intake = intake
        self._end_process = shutdown

    async def answer(self, verb: str, request: protocol.Request) -> object:
        """Answer one verb; the server has checked it against the allow-list."""
        method: Callable[[protocol.Request], Awaitable[object]] = getattr(self, f"_{verb}")
        return await method(request)

    # --- reading -------------------------------------------------------------------------------------------

    async def _status(self, _request: protocol.Nothing) -> views.AgentStatus:
        engine = self._engine
        now = engine.clock.now()
        tally = await engine.tasks.tally(engine.today)
        by_outcome = {outcome: count for outcome, count in tally.items() if outcome}
        line = engine.line_if_built
        stop = engine.stop_switch.note(now)
        attention = self._attention(await engine.tasks.ended_with(engine.today, _ATTENTION))
        return views.AgentStatus(
            revision=engine.revision.number,
            mood=self._mood(stop is not None, bool(attention)),
            now=now,
            time_source=engine.clock.source,
            business_date=engine.today,
            rm_id=engine.settings.rm_id,
            rm_name=engine.settings.rm_name,
            total=tally.total(),
            done=sum(by_outcome.values()),
            by_outcome=by_outcome,
            holds=await self._holds(),
            attention=attention,
            run=engine.intents.run_progress() if engine.run else None,
            stop=views.StopView(by=stop.by, at=stop.at, reason=stop.reason) if stop else None,
            offline_sites=tuple(sorted(engine.offline_sites)),
            stopped_sites=(engine.settings.chat_site,) if line and line.confirmations.stopped_by else (),
            pending_records=line.recorder.pending if line and line.recorder else 0,
        )

    def _mood(self, stopped: bool, attention: bool) -> views.RobotMood:  # noqa: FBT001 - two facts
        engine = self._engine
        run = engine.run
        if engine.fatal is not None:
            return views.RobotMood.ERROR
        if stopped:
            return views.RobotMood.STOPPED
        if run is not None and not run.is_ended:
            return views.RobotMood.PAUSED if run.is_paused else views.RobotMood.RUNNING
        line = engine.line_if_built
        if line is not None and (line.dispatcher.is_busy or line.confirmations.outstanding):
            return views.RobotMood.RUNNING
        return views.RobotMood.NEEDS_YOU if attention else views.RobotMood.IDLE

    def _attention(self, stored: list[StoredTask]) -> tuple[views.Attention, ...]:
        engine = self._engine
        waiting = [
            views.Attention(
                task_id=item.task.task_id,
                site=engine.settings.chat_site,
                name=mask_name(item.task.customer.name),
                reason=item.reason,
                since=item.ended_at or engine.clock.now(),
            )
            for item in stored
        ]
        waiting += [
            views.Attention(
                task_id=task_id,
                site=engine.settings.record_site or "",
                name=mask_name(fault.task.customer.name),
                reason=fault.reason,
                since=since,
                kind="record",
            )
            for task_id, (fault, since) in engine.record_faults.items()
        ]
        return tuple(waiting)

    async def _holds(self) -> tuple[views.HoldView, ...]:
        return tuple(
            views.HoldView(
                task_id=hold.stored.task.task_id,
                name=hold.stored.task.customer.name,
                due_at=hold.due_at,
                seconds=hold.seconds,
                is_waiting=hold.is_waiting,
            )
            for hold in await self._engine.holds.all()
        )

    async def _watch(self, request: protocol.Watch) -> views.AgentStatus:
        await self._engine.revision.differs_from(request.since, request.timeout_s)
        return await self._status(protocol.Nothing())

    async def _frame(self, _request: protocol.Nothing) -> views.Frame | None:
        _name, content = self._engine.evidence.latest
        if not content:
            return None
        return views.Frame(
            taken_at=self._engine.evidence.latest_at or self._engine.clock.now(),
            site=self._engine.settings.chat_site,
            jpeg_base64=base64.b64encode(content).decode(),
        )

    async def _tasks(self, request: protocol.Tasks) -> tuple[views.QueueRow, ...]:
        return await self._reader.queue(self._engine.today, limit=request.limit, offset=request.offset)

    async def _journal_tail(self, request: protocol.Tail) -> tuple[views.JournalLine, ...]:
        return await self._reader.journal_tail(count=request.count, after=request.after)

    async def _task(self, request: protocol.OneTask) -> views.TaskCard:
        engine = self._engine
        stored = await engine.tasks.get(request.task_id)
        script = await self._script(stored, stored.variant, stored.free_slots)
        return task_card(stored, script, engine.policy, engine.clock.now(), self._crm_url(stored))

    def _crm_url(self, stored: StoredTask) -> str:
        profile = self._engine.profiles.get(self._engine.settings.record_site or "")
        if profile is None or profile.record is None:
            return ""
        customer_id = quote(stored.task.customer.customer_id, safe="")
        return profile.origins[0] + profile.record.records_path.replace("{customer_id}", customer_id)

    async def _script(
        self, stored: StoredTask, variant: str, slots: dict[str, str]
    ) -> views.ScriptPreview | None:
        track = self._engine.library.get(stored.task.talk_track)
        if track is None:
            return None
        judgement = self._engine.judgement
        approval = Approval(task=stored.task, variant=variant, free_slots=slots, attended=True)
        rendering = judgement.rendering_of(approval)
        if rendering is None:
            return None
        return script_preview(track, rendering, await judgement.decision_of(approval))

    async def _preview(self, request: protocol.Preview) -> views.ScriptPreview:
        stored = await self._engine.tasks.get(request.task_id)
        script = await self._script(stored, request.variant, request.free_slots)
        if script is None:
            raise StateConflict("its talk track is not in the library", code=Reason.NO_TALK_TRACK)
        return script

    # --- intents -------------------------------------------------------------------------------------------

    async def _pull(self, request: protocol.Pull) -> views.PullResult:
        result = await (self._intake.file(Path(request.path)) if request.path else self._intake.source())
        self._engine.revision.touch()
        return result

    async def _approve(self, request: protocol.Approve) -> views.HoldView:
        hold_s = request.hold_s if request.hold_s is not None else await self._hold_s()
        await self._engine.intents.approve(
            request.task_id, variant=request.variant, free_slots=request.free_slots, hold_s=hold_s
        )
        found = [hold for hold in await self._holds() if hold.task_id == request.task_id]
        if found:
            return found[0]
        # A hold of zero seconds may be released already.
        stored = await self._engine.tasks.get(request.task_id)
        return views.HoldView(
            task_id=request.task_id,
            name=stored.task.customer.name,
            due_at=self._engine.clock.now(),
            seconds=hold_s,
            is_waiting=False,
        )

    async def _hold_s(self) -> int:
        kept = await self._engine.accounts.book.settings()
        return int(kept.get("hold_s", self._engine.settings.hold_s))

    async def _undo(self, request: protocol.OneTask) -> views.Done:
        await self._engine.intents.undo(request.task_id)
        return views.Done(task_id=request.task_id)

    async def _skip(self, request: protocol.Skip) -> views.Done:
        outcome = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.SKIPPED, detail=request.reason)
        await self._engine.intents.end_by_person(request.task_id, outcome)
        return views.Done(task_id=request.task_id)

    async def _snooze(self, request: protocol.Snooze) -> views.Done:
        if request.until.tzinfo is None:
            raise InputRefused("the time to snooze until needs a zone", code="request.naive_time")
        await self._engine.tasks.snooze(request.task_id, request.until)
        self._engine.revision.touch()
        return views.Done(task_id=request.task_id)

    async def _call_outcome(self, request: protocol.CallOutcome) -> views.Done:
        outcome = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.DONE_BY_PERSON, detail=request.result)
        await self._engine.intents.end_by_person(request.task_id, outcome)
        return views.Done(task_id=request.task_id)

    async def _note(self, request: protocol.Note) -> views.Done:
        await self._engine.tasks.note(request.task_id, request.text)
        return views.Done(task_id=request.task_id)

    async def _run(self, request: protocol.Run) -> views.RunProgress:
        return await self._engine.intents.start_run(request.limit)

    async def _pause(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.intents.pause(paused=True)
        return views.Done()

    async def _resume(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.intents.pause(paused=False)
        return views.Done()

    async def _stop(self, request: protocol.Stop) -> views.Done:
        await self._engine.intents.kill(getpass.getuser(), request.reason)
        return views.Done()

    async def _release_stop(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.intents.release_stop()
        return views.Done()

    async def _reconcile(self, _request: protocol.Nothing) -> views.Done:
        return views.Done(detail=str(await self._engine.settlement.reconcile()))

    async def _report(self, request: protocol.Report) -> views.Done:
        engine = self._engine
        path = (
            Path(request.path) if request.path else engine.home.reports / f"{engine.today.isoformat()}.html"
        )
        written = await asyncio.to_thread(self._write_report, path)
        return views.Done(detail=str(written))

    def _write_report(self, path: Path) -> Path:
        engine = self._engine
        db = connect(engine.home.database, read_only=True)
        try:
            content = day_report(
                db,
                engine.home.evidence,
                engine.today,
                now=engine.clock.now(),
                by=engine.settings.rm_id,
                step_totals_ms=engine.steps.totals_ms,
            )
        finally:
            db.close()
        return write_day_report(path, content)

    async def _shutdown(self, _request: protocol.Nothing) -> views.Done:
        self._end_process()
        return views.Done()

    # --- settings ------------------------------------------------------------------------------------------

    async def _accounts(self, _request: protocol.Nothing) -> tuple[views.AccountRow, ...]:
        return await self._engine.accounts.rows()

    async def _account_set(self, request: protocol.SetAccount) -> views.Done:
        self._known_site(request.site)
        await self._engine.accounts.set(request.site, request.purpose, request.username, request.secret)
        return views.Done(detail=request.site)

    async def _account_delete(self, request: protocol.OneAccount) -> views.Done:
        await self._engine.accounts.remove(request.site, request.purpose)
        return views.Done(detail=request.site)

    async def _account_test(self, request: protocol.OneAccount) -> views.AccountRow:
        engine = self._engine
        self._known_site(request.site)
        try:
            if request.purpose == "api":
                await self._intake.try_source()
            else:
                session = engine.new_session(engine.profiles[request.site], request.purpose)
                try:
                    await session.renew()
                finally:
                    await session.close()
            result = "ok"
        except TandemError as err:
            result = err.code
        return await engine.accounts.tested(request.site, request.purpose, result)

    def _known_site(self, site: str) -> None:
        if site not in self._engine.profiles:
            raise InputRefused(
                f"no site named {site} is set up; known are: {', '.join(self._engine.profiles) or 'none'}",
                code="site.unknown",
            )

    async def _sites(self, _request: protocol.Nothing) -> tuple[views.SiteRow, ...]:
        return tuple(
            views.SiteRow(
                site=site, title=profile.title, origin=profile.origins[0], profile_version=profile.version
            )
            for site, profile in self._engine.profiles.items()
        )

    async def _settings(self, _request: protocol.Nothing) -> tuple[views.SettingRow, ...]:
        engine = self._engine
        kept = await engine.accounts.book.settings()
        policy = engine.policy
        fixed = {
            "policy.version": str(policy.version),
            "policy.allowed_from": policy.allowed_from.strftime("%H:%M"),
            "policy.allowed_until": policy.allowed_until.strftime("%H:%M"),
            "policy.daily_cap": str(policy.daily_cap),
            "policy.monthly_cap": str(policy.monthly_cap),
        }
        rows = [views.SettingRow(key=key, value=value, source="policy") for key, value in fixed.items()]
        defaults = {"hold_s": str(engine.settings.hold_s), "language": "zh_CN"}
        for key, value in defaults.items():
            source = "user" if key in kept else "default"
            rows.append(views.SettingRow(key=key, value=kept.get(key, value), source=source))
        return tuple(rows)

    async def _setting_set(self, request: protocol.SetSetting) -> views.Done:
        allowed = _USER_SETTINGS.get(request.key)
        if allowed is None or not allowed(request.value):
            raise InputRefused(
                f"the setting {request.key} cannot be set to this value; nothing was changed",
                code="setting.refused",
            )
        await self._engine.accounts.book.set_setting(request.key, request.value)
        self._engine.revision.touch()
        return views.Done(detail=request.key)

    async def _doctor(self, _request: protocol.Nothing) -> tuple[views.DoctorItem, ...]:
        from robot.agent.doctor import examine  # noqa: PLC0415 - rarely asked for, and heavy

        return await asyncio.to_thread(examine, self._engine.home, self._engine.settings)
