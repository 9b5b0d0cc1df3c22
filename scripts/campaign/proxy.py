"""The network between the robot's browser and its site: a relay that can be cut, stalled, deaf or slow."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

_T = TypeVar("_T")
_CHUNK = 64 * 1024
#: Closing with this resets the connection instead of ending it politely.
_RESET = struct.pack("ii", 1, 0)
#: Bytes a second when throttled: a page of the demo bank then takes some seconds.
_SLOW_BYTES_S = 40_000


class Condition(StrEnum):
    """How the network is."""

    WELL = "well"
    #: Open connections are reset, new ones too.
    CUT = "cut"
    #: Nothing moves, and nothing is said about it.
    STALLED = "stalled"
    #: Requests arrive; their answers do not, and then the connection is reset.
    DEAF = "deaf"
    SLOW = "slow"


class Network:
    """One relay in a thread of its own."""

    def __init__(self, site_url: str) -> None:
        """:param site_url: where the site really listens."""
        self._target = _place(site_url)
        self._condition = Condition.WELL
        self._loop = asyncio.new_event_loop()
        self._lines: set[asyncio.StreamWriter] = set()
        self._changed = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._serve, "127.0.0.1", 0))
        #: What the robot is told to be the site's origin.
        self.origin = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def lead_to(self, site_url: str) -> None:
        """From now on it leads to another server."""
        self._target = _place(site_url)

    def become(self, condition: Condition) -> None:
        """From now on the network is like this; what is under way feels it at once."""
        self._do(self._become(condition))

    async def _become(self, condition: Condition) -> None:
        was, self._condition = self._condition, condition
        self._changed.set()
        self._changed = asyncio.Event()
        # A stalled or deaf connection does not come to life again: whoever waits on it must learn that.
        if condition is Condition.CUT or was in {Condition.DEAF, Condition.STALLED}:
            for line in list(self._lines):
                _reset(line)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._condition is Condition.CUT:
            _reset(writer)
            return
        try:
            to_site, from_robot = await asyncio.open_connection(*self._target)
        except OSError:
            _reset(writer)
            return
        self._lines |= {writer, from_robot}
        try:
            await asyncio.gather(
                self._relay(reader, from_robot, is_answer=False), self._relay(to_site, writer, is_answer=True)
            )
        except OSError:
            pass
        finally:
            for line in (writer, from_robot):
                self._lines.discard(line)
                line.close()

    async def _relay(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_answer: bool
    ) -> None:
        while chunk := await source.read(_CHUNK):
            while self._condition is Condition.STALLED:
                await self._changed.wait()
            if self._condition is Condition.SLOW:
                await asyncio.sleep(len(chunk) / _SLOW_BYTES_S)
            if self._condition is Condition.DEAF and is_answer:
                continue
            target.write(chunk)
            await target.drain()
        target.close()

    def _do(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def close(self) -> None:
        """No more network."""

        async def end() -> None:
            self._server.close()
            await self._become(Condition.CUT)

        self._do(end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(_end_all())
        self._loop.close()


def _place(site_url: str) -> tuple[str, int]:
    parts = urlsplit(site_url)
    return parts.hostname or "127.0.0.1", parts.port or 80


async def _end_all() -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def _reset(line: asyncio.StreamWriter) -> None:
    bare = line.get_extra_info("socket")
    if bare is not None:
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    line.transport.abort()
