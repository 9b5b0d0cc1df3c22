"""The schedule: what it plans, a run as it would start it, off and on."""

from __future__ import annotations

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.night import NightKeeper
from robot.domain import night_views, views
from robot.domain.errors import StateConflict


class NightVerbs:
    """Answers about unattended work."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: its keeper is set before the first verb comes."""
        self._engine = engine

    @property
    def _keeper(self) -> NightKeeper:
        if self._engine.night is None:
            raise StateConflict("the agent is starting; ask again", code="agent.starting")
        return self._engine.night

    async def night_plan(self, request: protocol.NightDays) -> tuple[night_views.NightDay, ...]:
        return await self._keeper.days(request.days)

    async def night_run(self, _request: protocol.Nothing) -> views.RunProgress:
        await self._keeper.start_now()
        return self._engine.intents.run_progress()

    async def schedule_set(self, request: protocol.SwitchSchedule) -> views.Done:
        await self._keeper.switch(is_on=request.is_on)
        return views.Done(detail="on" if request.is_on else "off")
