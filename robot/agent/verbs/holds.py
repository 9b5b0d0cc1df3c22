"""Sends that can still be undone, as the fronts see them."""

from __future__ import annotations

from robot.agent.engine import Engine
from robot.domain import views


async def hold_views(engine: Engine) -> tuple[views.HoldView, ...]:
    """All holds of the store."""
    return tuple(
        views.HoldView(
            task_id=hold.stored.task.task_id,
            name=hold.stored.task.customer.name,
            due_at=hold.due_at,
            seconds=hold.seconds,
            is_waiting=hold.is_waiting,
        )
        for hold in await engine.holds.all()
    )
