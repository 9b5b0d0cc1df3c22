"""What only a person can say: what became of a contact, whether a site may be used again, who said no."""

from __future__ import annotations

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.os_account import os_account
from robot.domain import views
from robot.domain.contact import Effect
from robot.domain.errors import StateConflict
from robot.policy.scopes import refuse_unknown_scope


class SettlingVerbs:
    """Answers about what waits for a person's word."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: asked for everything."""
        self._engine = engine

    async def settle(self, request: protocol.Settle) -> views.Done:
        await self._engine.settlement.settle(
            request.task_id,
            Effect(request.effect),
            arrived=request.verdict == "arrived",
            by=os_account(),
        )
        return views.Done(task_id=request.task_id, detail=request.verdict)

    async def release_site(self, request: protocol.OneSite) -> views.Done:
        await self._engine.keeper.release(request.site, os_account())
        return views.Done(detail=request.site)

    async def opt_out(self, request: protocol.OptOut) -> views.Done:
        by = os_account()
        refuse_unknown_scope(request.scope)
        if not request.lift:
            await self._engine.ledger.opt_out(request.customer_id, f"person:{by}", request.scope)
        elif not await self._engine.tasks.lift_opt_out(request.customer_id, by, request.scope):
            raise StateConflict(
                f"no opt-out of customer {request.customer_id} is kept here; nothing was changed",
                code="opt_out.not_found",
            )
        self._engine.revision.touch()
        return views.Done(detail=request.customer_id)
