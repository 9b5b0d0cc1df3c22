"""When confirmed messages are read a second time: after the site's longest lag, beside the work."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from robot.domain.contact import LedgerEntry
from robot.domain.outcome import Reason

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.recounting")
#: Messages an agent confirmed shortly before it died were perhaps not read again by it.
_BEFORE_START = timedelta(minutes=10)


class Recounting:
    """Reads again what was confirmed, once for each message; a start reads for the minutes before it too."""

    def __init__(self, engine: Engine) -> None:
        """Begins with what an earlier agent left."""
        self._engine = engine
        self._wanted = asyncio.Event()
        self._from = engine.clock.now() - _BEFORE_START
        self._counted: set[int] = set()

    def want(self) -> None:
        """A message was confirmed."""
        self._wanted.set()

    async def run(self) -> None:
        """Recount for as long as the agent lives; cancel to end."""
        if await self._fresh():
            self._wanted.set()
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            began = self._engine.clock.now()
            # What the site still does to a message it does within its lag.
            await asyncio.sleep(self._engine.lag_s)
            try:
                await self.recount(began)
            except Exception as err:  # noqa: BLE001 - a site that cannot be read now, a browser that died: later
                _LOG.warning("recount_put_off", kind=type(err).__name__)
                self._wanted.set()
                continue
            self._from = min(began, self._engine.clock.now()) - timedelta(seconds=2)

    async def recount(self, until: datetime) -> int:
        """Read again what was confirmed by then; returns how many endings were taken back.

        :raises ChannelRefusal: if the site could not be read.
        """
        engine = self._engine
        line = await engine.line()
        entries = [entry for entry in await self._fresh() if entry.resolved_at and entry.resolved_at <= until]
        flagged = []
        for day in sorted({entry.key.business_date for entry in entries}):
            flagged += await line.recount.of([entry for entry in entries if entry.key.business_date == day])
        self._counted |= {entry.entry_id for entry in entries}
        if flagged:
            await engine.gate.close(Reason.SITE_STOPPED)
            await engine.note("recount.flagged", {"count": len(flagged), "read": len(entries)})
            engine.revision.touch()
        return len(flagged)

    async def _fresh(self) -> list[LedgerEntry]:
        engine = self._engine
        found = await engine.ledger.confirmed_since(engine.settings.chat_site, self._from)
        return [entry for entry in found if entry.entry_id not in self._counted]
