"""The connection beneath a request, so that a site can hang up in the middle of it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class Wire:
    """One connection of a client."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        #: requests that came over it so far
        self.requests = 0

    async def cut(self, receive: Receive) -> None:
        """Hang up, whatever was or was not said; returns when the server has noticed."""
        self._transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


class CuttableProtocol(H11Protocol):
    """The server's ordinary protocol, which tells each request its connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "wire": Wire(transport)}


def wire_of(scope: Scope) -> Wire:
    """The connection a request came over."""
    return cast("Wire", scope["state"]["wire"])


class CutAnswer(Response):
    """Lets the client wait, then hangs up on it."""

    def __init__(self, hang_s: float) -> None:
        super().__init__()
        self._hang_s = hang_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, and cut."""
        gone = asyncio.ensure_future(_disconnected(receive))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(gone, self._hang_s)
            return
        # Without the head of an answer a browser would silently send the same again on a new connection.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
        await wire_of(scope).cut(receive)


async def _disconnected(receive: Receive) -> Any:
    while (await receive())["type"] != "http.disconnect":
        pass
