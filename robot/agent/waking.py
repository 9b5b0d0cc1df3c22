"""Notices that the machine slept, so that nothing is taken for late, and no page for fresh, that is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from robot.agent.engine import Engine

#: How often the clocks are compared, and how much longer than that means that nobody was awake, seconds.
LOOK_S = 5.0
ASLEEP_S = 30.0


class WakingWatch:
    """Compares the wall clock and the monotonic clock with the time that a look should take.

    A suspended laptop's monotonic clock may stand still, a stopped process's does not; a wall clock that is
    set forward looks the same as sleep, and being careful then costs one login.
    """

    def __init__(self, engine: Engine) -> None:
        """Begins to count now."""
        self._engine = engine
        self._last = self._clocks()

    def _clocks(self) -> tuple[float, float]:
        clock = self._engine.clock
        return clock.now().timestamp(), clock.monotonic_ns() / 1e9

    async def watch(self) -> None:
        """Look for as long as the agent lives; cancel to end."""
        while True:
            await asyncio.sleep(LOOK_S)
            await self.look()

    async def look(self) -> None:
        """One comparison."""
        wall, running = (now - before for now, before in zip(self._clocks(), self._last, strict=True))
        self._last = self._clocks()
        slept_s = max(wall, running) - LOOK_S
        if slept_s <= ASLEEP_S:
            return
        line = self._engine.line_if_built
        if line is not None:
            # Before anything is awaited: what was clicked is looked for before it is called unknown.
            line.confirmations.slept()
            line.renew_sessions()
        await self._engine.note("engine.woke_up", {"slept_s": round(slept_s)})
        self._engine.revision.touch()
