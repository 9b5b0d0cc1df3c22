"""Carries news from the bank to open pages, because a chat client learns of answers without asking."""

from __future__ import annotations

import asyncio
import json
from typing import Any


class Hub:
    """Open pages of each employee, each with its own queue; None ends a queue."""

    def __init__(self) -> None:
        self._pages: dict[asyncio.Queue[str | None], str] = {}
        self._closed = False

    def join(self, employee_id: str) -> asyncio.Queue[str | None]:
        """A queue of what is published for this employee from now on."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=1000)
        if self._closed:
            queue.put_nowait(None)
        self._pages[queue] = employee_id
        return queue

    def leave(self, queue: asyncio.Queue[str | None]) -> None:
        """The page is gone."""
        self._pages.pop(queue, None)

    def publish(self, event: dict[str, Any], employee_id: str = "") -> None:
        """Tell the pages of one employee, or all pages; a page that does not listen loses the news."""
        line = json.dumps(event, ensure_ascii=False)
        for queue, owner in self._pages.items():
            if employee_id in ("", owner) and not queue.full():
                queue.put_nowait(line)

    def close(self) -> None:
        """Let all pages go, so that the server can stop."""
        self._closed = True
        for queue in self._pages:
            if not queue.full():
                queue.put_nowait(None)
