"""How fast the robot may act: never faster than the exemption says, however fast the site is."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress


class Pacer:
    """Lets one act through at a time, with at least a minimal distance between two."""

    def __init__(self) -> None:
        """No act was made yet."""
        self._next_at = 0.0

    async def turn(self, per_minute: int | None, cancelled: asyncio.Event) -> None:
        """Wait for this act's turn; returns early when `cancelled` is set.

        :param per_minute: most acts a minute; None means no limit.
        """
        if per_minute is None:
            return
        wait_s = self._next_at - time.monotonic()
        if wait_s > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(cancelled.wait(), wait_s)
        self._next_at = max(self._next_at, time.monotonic()) + 60 / per_minute
