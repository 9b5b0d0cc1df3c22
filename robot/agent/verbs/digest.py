"""The morning's page."""

from __future__ import annotations

from robot.agent import protocol
from robot.agent.digest import digest_context, write_digest_page
from robot.agent.engine import Engine
from robot.agent.reader import ReaderProcess
from robot.domain.night_views import Digest


class DigestVerbs:
    """Answers about the last run, or another day's."""

    def __init__(self, engine: Engine, reader: ReaderProcess) -> None:
        """:param reader: reads the store and verifies the journal, so that no send waits for it."""
        self._engine = engine
        self._reader = reader

    async def digest(self, request: protocol.DigestOf) -> Digest:
        context = await digest_context(self._engine, request.date)
        digest = await self._reader.digest(request.date, self._engine.today, context)
        if request.write:
            await write_digest_page(self._engine, digest)
        return digest
