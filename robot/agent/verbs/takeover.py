"""A person at the robot's page: what it shows, taking it in hand and back, what must be scanned."""

from __future__ import annotations

import base64

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.os_account import os_account
from robot.domain import night_views, views


class TakeOverVerbs:
    """Answers about the acting page."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: asked for everything."""
        self._engine = engine

    async def frame(self, _request: protocol.Nothing) -> views.Frame | None:
        return await self._engine.live_frame.frame()

    async def take_over(self, _request: protocol.Nothing) -> views.Done:
        await self._engine.takeover.take(os_account())
        return views.Done()

    async def hand_back(self, _request: protocol.Nothing) -> views.Done:
        return views.Done(detail=await self._engine.takeover.hand_back())

    async def login_prompt(self, _request: protocol.Nothing) -> night_views.LoginPrompt | None:
        engine = self._engine
        png = await engine.keeper.login_picture()
        if not png:
            return None
        return night_views.LoginPrompt(
            site=engine.gate.site,
            png_base64=base64.b64encode(png).decode(),
            taken_at=engine.clock.now(),
        )
