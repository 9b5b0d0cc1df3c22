"""Steps are recorded in groups: a send never waits for the disk on their account."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from robot.journal.journal import Entry

#: Records of one group.
GROUP = 100
#: Seconds that a record waits for others.
PATIENCE_S = 0.1
#: Records that wait at most; a disk that is that far behind is a fault of the machine.
_MOST_WAITING = 20_000


class Appender(Protocol):
    """The journal's writing end."""

    def append_all(self, db: sqlite3.Connection, entries: Sequence[Entry]) -> int:
        """Add records in their order."""


class Telemetry:
    """Takes records at once and writes them soon, in their order, each group in one transaction."""

    def __init__(
        self,
        journal: Appender,
        run: Callable[[Callable[[sqlite3.Connection], None]], Awaitable[None]],
        on_lost: Callable[[Exception], None],
    ) -> None:
        """Nothing is written before `start`.

        :param run: runs work in one transaction of the store.
        :param on_lost: called with what the disk said; from then on nothing may be done, as with any record.
        """
        self._journal, self._run, self._on_lost = journal, run, on_lost
        self._waiting: list[tuple[str, dict[str, Any]]] = []
        self._more, self._full = asyncio.Event(), asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write; needs a running loop."""
        self._task = asyncio.create_task(self._write_groups())

    def record(self, record_type: str, payload: dict[str, Any]) -> None:
        """Take one record; from the loop's thread."""
        if len(self._waiting) >= _MOST_WAITING:
            self._on_lost(RuntimeError(f"{_MOST_WAITING} steps wait for the disk"))
            return
        self._waiting.append((record_type, payload))
        self._more.set()
        if len(self._waiting) >= GROUP:
            self._full.set()

    async def stop(self) -> None:
        """Write what waits, then end."""
        self._stopping = True
        self._more.set()
        self._full.set()
        if self._task is not None:
            await self._task
            self._task = None

    async def _write_groups(self) -> None:
        while self._waiting or not self._stopping:
            await self._more.wait()
            if not self._full.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._full.wait(), PATIENCE_S)
            group, self._waiting = self._waiting[:GROUP], self._waiting[GROUP:]
            if len(self._waiting) < GROUP and not self._stopping:
                self._full.clear()
            if not self._waiting and not self._stopping:
                self._more.clear()
            if group and not await self._write(group):
                return

    async def _write(self, group: list[tuple[str, dict[str, Any]]]) -> bool:
        def append_all(db: sqlite3.Connection) -> None:
            self._journal.append_all(db, [(record_type, payload, None) for record_type, payload in group])

        try:
            await self._run(append_all)
        except Exception as err:  # noqa: BLE001 - whatever the disk said, it is told and nothing goes on
            self._on_lost(err)
            return False
        return True
