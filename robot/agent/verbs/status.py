"""The agent at one moment: status, and what waits for a person."""

from __future__ import annotations

from datetime import datetime

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.verbs.holds import hold_views
from robot.domain import views
from robot.domain.masking import mask_name
from robot.domain.outcome import Outcome, Reason
from robot.store.stored_task import StoredTask

_ATTENTION = frozenset({Outcome.NEEDS_PERSON, Outcome.HALTED, Outcome.UNKNOWN})
#: What stops a site until reading or a person settles it.
_STOPPED = (Reason.SITE_STOPPED, Reason.WRONG_ACCOUNT)


class StatusVerbs:
    """Answers about the agent as a whole."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: asked for everything."""
        self._engine = engine

    async def status(self, _request: protocol.Nothing) -> views.AgentStatus:
        engine = self._engine
        now = engine.clock.now()
        tally = await engine.tasks.tally(engine.today)
        by_outcome = {outcome: count for outcome, count in tally.items() if outcome}
        line = engine.line_if_built
        stop = engine.stop_switch.note(now)
        attention = self._attention(
            await engine.tasks.ended_with(engine.today, _ATTENTION), await engine.tasks.flagged(engine.today)
        )
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
            holds=await hold_views(self._engine),
            attention=attention,
            run=engine.intents.run_progress() if engine.run else None,
            stop=views.StopView(by=stop.by, at=stop.at, reason=stop.reason) if stop else None,
            offline_sites=tuple(sorted(engine.offline_sites | self._failing())),
            stopped_sites=(engine.gate.site,) if engine.gate.is_closed_by(*_STOPPED) else (),
            pending_records=line.recorder.pending if line and line.recorder else 0,
            waits=engine.keeper.waits(),
            night=engine.night.plan if engine.night else None,
            taken_over_by=engine.takeover.by,
            release=engine.released.view,
        )

    def _mood(self, stopped: bool, attention: bool) -> views.RobotMood:  # noqa: FBT001 - two facts
        engine = self._engine
        run = engine.run
        if engine.fatal is not None:
            return views.RobotMood.ERROR
        if stopped:
            return views.RobotMood.STOPPED
        if engine.takeover.by:
            return views.RobotMood.PAUSED
        if run is not None and not run.is_ended:
            return views.RobotMood.PAUSED if run.is_paused else views.RobotMood.RUNNING
        line = engine.line_if_built
        if line is not None and (line.dispatcher.is_busy or line.confirmations.outstanding):
            return views.RobotMood.RUNNING
        return views.RobotMood.NEEDS_YOU if attention else views.RobotMood.IDLE

    def _failing(self) -> set[str]:
        gate = self._engine.gate
        return {gate.site} if gate.is_closed_by(Reason.SITE_FAILING) else set()

    def _attention(self, stored: list[StoredTask], flagged: list[StoredTask]) -> tuple[views.Attention, ...]:
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
        waiting += self._about_the_robot()
        waiting += [
            views.Attention(
                task_id=item.task.task_id,
                site=engine.gate.site,
                name=mask_name(item.task.customer.name),
                reason=Reason.EFFECT_MISDIRECTED,
                since=item.ended_at or engine.clock.now(),
            )
            for item in flagged
            # A task that waits for a person itself stands there already.
            if item.outcome not in _ATTENTION
        ]
        waiting += [
            views.Attention(
                task_id="",
                site=engine.gate.site,
                name="",
                reason=closing.reason,
                since=closing.since,
                kind="login",
            )
            for closing in engine.gate.closings
            if closing.reason in {Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT}
        ]
        return tuple(waiting)

    def _about_the_robot(self) -> list[views.Attention]:
        """What is about no task and no site: the release, a start that was missed."""
        engine = self._engine
        found: list[tuple[str, str, datetime]] = []
        refusal, since = engine.live.refusal, engine.released.refused_since
        if refusal is not None and since is not None:
            found.append(("release", refusal.code, since))
        if engine.night is not None and engine.night.missed_since is not None:
            found.append(("night", f"night.{engine.night.plan.missed_why}", engine.night.missed_since))
        return [
            views.Attention(task_id="", site="", name="", reason=reason, since=since, kind=kind)
            for kind, reason, since in found
        ]

    async def watch(self, request: protocol.Watch) -> views.AgentStatus:
        await self._engine.revision.differs_from(request.since, request.timeout_s)
        return await self.status(protocol.Nothing())
