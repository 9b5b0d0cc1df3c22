"""Runs: start, pause, stop, reconcile, report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.os_account import os_account
from robot.domain import views
from robot.reporting import day_report, write_page
from robot.store.database import connect


class RunVerbs:
    """Answers about runs and the robot's leave to act."""

    def __init__(self, engine: Engine, shutdown: Callable[[], None]) -> None:
        """:param shutdown: asks the process to end in order."""
        self._engine = engine
        self._end_process = shutdown

    async def run(self, request: protocol.Run) -> views.RunProgress:
        return await self._engine.intents.start_run(request.limit)

    async def pause(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.intents.pause(paused=True)
        return views.Done()

    async def resume(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.intents.pause(paused=False)
        return views.Done()

    async def stop(self, request: protocol.Stop) -> views.Done:
        await self._engine.intents.kill(os_account(), request.reason)
        return views.Done()

    async def release_stop(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.intents.release_stop()
        return views.Done()

    async def reconcile(self, _request: protocol.Nothing) -> views.Done:
        return views.Done(detail=str(await self._engine.settlement.reconcile()))

    async def report(self, request: protocol.Report) -> views.Done:
        engine = self._engine
        path = (
            Path(request.path) if request.path else engine.home.reports / f"{engine.today.isoformat()}.html"
        )
        written = await asyncio.to_thread(self._write_report, path)
        return views.Done(detail=str(written))

    def _write_report(self, path: Path) -> Path:
        engine = self._engine
        db = connect(engine.home.database, read_only=True, keys=engine.keys)
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
        return write_page(path, content)

    async def shutdown(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.runs.end_by_person()
        self._end_process()
        return views.Done()
