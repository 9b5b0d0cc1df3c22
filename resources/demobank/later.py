"""What the bank will do after a while, all of it forgotten together when a day begins anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Later:
    """Things planned on the server's event loop."""

    def __init__(self) -> None:
        self._planned: set[asyncio.TimerHandle] = set()

    def after(self, milliseconds: float, act: Callable[[], object]) -> None:
        """Do something after a while; at once if there is nothing to wait for."""
        if milliseconds <= 0:
            act()
            return
        loop = asyncio.get_running_loop()
        self._planned = {handle for handle in self._planned if handle.when() > loop.time()}
        self._planned.add(loop.call_later(milliseconds / 1000, act))

    def forget(self) -> None:
        """Nothing of it happens any more."""
        for handle in self._planned:
            handle.cancel()
        self._planned.clear()
