"""A number that grows with every change a front would show; fronts wait on it instead of polling."""

from __future__ import annotations

import asyncio

#: Changes within this time are told together, so that a busy run does not flood the fronts.
_TOGETHER_S = 0.1


class Revision:
    """Touched from the agent's loop only."""

    def __init__(self) -> None:
        """Starts at zero."""
        self.number = 0
        self._changed = asyncio.Event()
        self._pending: asyncio.TimerHandle | None = None

    def touch(self) -> None:
        """Something changed."""
        if self._pending is None:
            self._pending = asyncio.get_running_loop().call_later(_TOGETHER_S, self._tell)

    def _tell(self) -> None:
        self._pending = None
        self.number += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def differs_from(self, since: int, timeout_s: float) -> None:
        """Return when the number is not `since`, or after the timeout."""
        if self.number != since:
            return
        try:
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()
        except TimeoutError:
            return
