"""The agent at one moment: status, what waits for a person, the latest picture."""

from __future__ import annotations

import base64

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.verbs.holds import hold_views
from robot.domain import views
from robot.domain.masking import mask_name
from robot.domain.outcome import Outcome
from robot.store.stored_task import StoredTask

_ATTENTION = frozenset({Outcome.NEEDS_PERSON, Outcome.HALTED, Outcome.UNKNOWN})


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
            holds=await hold_views(self._engine),
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

    async def watch(self, request: protocol.Watch) -> views.AgentStatus:
        await self._engine.revision.differs_from(request.since, request.timeout_s)
        return await self.status(protocol.Nothing())

    async def frame(self, _request: protocol.Nothing) -> views.Frame | None:
        _name, content = self._engine.evidence.latest
        if not content:
            return None
        return views.Frame(
            taken_at=self._engine.evidence.latest_at or self._engine.clock.now(),
            site=self._engine.settings.chat_site,
            jpeg_base64=base64.b64encode(content).decode(),
        )
