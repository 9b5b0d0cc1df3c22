"""Watches the journal as it grows, and records what stands out in it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import structlog

from robot.review.detection.detector import Detector, read_records
from robot.review.detection.stream import FOUND_TYPE
from robot.store.database import connect

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.anomalies")
_LOOK_S = 1.0
#: Records read at once: a few milliseconds, so that nobody waits for it.
_BATCH = 400
#: What is usual is learned from so many records before the start: some weeks.
_LEARNED_FROM = 150_000


class AnomalyWatch:
    """One detector over the agent's own journal."""

    def __init__(self, engine: Engine) -> None:
        """Nothing is read before `run`."""
        self._engine = engine
        self._detector = Detector()
        self._after: int | None = None

    async def run(self) -> None:
        """Watch for as long as the agent lives; cancel to end."""
        while True:
            try:
                is_more = await self.look()
            except (sqlite3.Error, ValueError, KeyError) as err:
                # A damaged record is found by `journal verify`, and must not end the agent here.
                _LOG.warning("anomalies_not_read", kind=type(err).__name__)
                is_more = False
            await asyncio.sleep(0.01 if is_more else _LOOK_S)

    async def look(self) -> bool:
        """Read the next records and journal what they complete; whether more are waiting.

        :raises JournalUnwritable: if the disk refuses.
        """
        count = await asyncio.to_thread(self._read)
        if count == _BATCH:
            return True
        for found in self._detector.take():
            await self._engine.note(FOUND_TYPE, found.payload())
        return False

    def _read(self) -> int:
        with closing(connect(self._engine.home.database, read_only=True)) as db:
            if self._after is None:
                (last,) = db.execute("SELECT IFNULL(MAX(seq), -1) FROM journal").fetchone()
                self._after = max(-1, last - _LEARNED_FROM)
            count = 0
            for record in read_records(db, self._after, _BATCH):
                # First: a record that a watcher cannot follow must not be read again for ever.
                self._after = record.seq
                count += 1
                try:
                    self._detector.see(record)
                except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as err:
                    _LOG.warning("anomaly_not_followed", seq=record.seq, kind=type(err).__name__)
            return count
