"""Erasing what was kept long enough, or what a customer wants gone; a supervisor signs."""

from __future__ import annotations

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.erasing import ErasureDesk
from robot.domain.erasure_views import Erased, ErasureAsked


class ErasingVerbs:
    """Answers about erasures."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: whose store it is."""
        self._desk = ErasureDesk(engine)

    async def erasure(self, request: protocol.AskErasure) -> ErasureAsked:
        return await self._desk.ask(request.what, request.of)

    async def erase(self, request: protocol.Erase) -> Erased:
        return await self._desk.carry_out(request.order.encode(), request.signature.encode())
