"""Bringing lists in: from a named file, the inbox folder, or the bank's HTTP source."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote

import structlog

from robot.agent.engine import Engine
from robot.domain.errors import InputRefused, TandemError
from robot.domain.views import PullResult
from robot.tasklist import (
    HttpSource,
    Stamp,
    TaskList,
    fetch,
    leave_receipt,
    move_to_done,
    move_to_refused,
    read_file,
    ready_files,
)

_LOG = structlog.get_logger("agent.intake")
#: How often the inbox is looked at; a file counts when two looks found it unchanged.
_INBOX_LOOK_S = 2.0
#: Reasons shown to a person at once; all are in the store.
_REASONS_SHOWN = 20


class Intake:
    """Reads lists in worker threads and merges them into the day's tasks."""

    def __init__(self, engine: Engine) -> None:
        """One intake an agent."""
        self._engine = engine
        self._one_at_a_time = asyncio.Lock()

    async def file(self, path: Path) -> PullResult:
        """Pull a named file; it stays where it is.

        :raises InputRefused: if it cannot be read; nothing was changed.
        """
        return await self._merge(await asyncio.to_thread(read_file, path))

    async def source(self) -> PullResult:
        """Pull from the HTTP source of the settings.

        :raises InputRefused: if there is none or it does not answer as it should; nothing was changed.
        """
        return await self._merge(await self._fetch())

    async def try_source(self) -> None:
        """Fetch without taking anything, to test token and address."""
        await self._fetch()

    async def _fetch(self) -> TaskList:
        source = self._engine.settings.source
        if source is None:
            raise InputRefused(
                f"no HTTP source is set in {self._engine.home.settings}; name a file instead",
                code="list.no_source",
            )
        url = source.url.replace("{rm}", quote(self._engine.settings.rm_id, safe=""))
        url = url.replace("{date}", self._engine.today.isoformat())
        ca_file = self._engine.home.path / source.ca_file if source.ca_file else None
        token = await self._engine.accounts.token(source.site)
        return await asyncio.to_thread(fetch, HttpSource(url=url, ca_file=ca_file), token)

    async def _merge(self, read: TaskList) -> PullResult:
        set_aside = [(item.line, item.column, item.value_masked, item.reason) for item in read.set_aside]
        async with self._one_at_a_time:
            merged = await self._engine.tasks.merge(
                source=read.source, sha256=read.sha256, tasks=read.tasks, set_aside=set_aside
            )
        self._engine.revision.touch()
        return PullResult(
            source=read.source,
            added=merged.added,
            updated=merged.updated,
            unchanged=merged.unchanged,
            kept=merged.kept,
            set_aside=len(read.set_aside),
            set_aside_reasons=tuple(str(item) for item in read.set_aside[:_REASONS_SHOWN]),
        )

    async def watch_inbox(self) -> None:
        """Pull what is dropped into the inbox, for as long as the agent lives; cancel to end."""
        inbox = self._engine.home.inbox
        inbox.mkdir(parents=True, exist_ok=True, mode=0o700)
        seen: dict[str, Stamp] = {}
        while True:
            try:
                for path in await asyncio.to_thread(ready_files, inbox, seen):
                    await self._take(inbox, path)
            except (TandemError, OSError) as err:
                # A folder that is away for a moment; the next look may find it.
                _LOG.warning("inbox_unreadable", code=getattr(err, "code", ""), kind=type(err).__name__)
            await asyncio.sleep(_INBOX_LOOK_S)

    async def _take(self, inbox: Path, path: Path) -> None:
        try:
            result = await self.file(path)
        except InputRefused as err:
            await asyncio.to_thread(move_to_refused, path, inbox, str(err))
            _LOG.warning("list_refused", code=err.code)
            return
        taken = await asyncio.to_thread(move_to_done, path, inbox)
        said = [
            f"taken {self._engine.clock.now().isoformat(timespec='seconds')}",
            f"rows added {result.added}, updated {result.updated}, set aside {result.set_aside}",
        ]
        await asyncio.to_thread(leave_receipt, taken, said)
        _LOG.info("list_taken", added=result.added, updated=result.updated, set_aside=result.set_aside)
