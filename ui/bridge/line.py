"""A thread with a connection of its own: takes requests one by one and hands the replies on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ui.bridge.fault import Fault, fault_of


class Client(Protocol):
    """What the window needs of `robot.agent.client.AgentClient`."""

    def call(self, verb: str, **args: Any) -> Any:
        """Send a verb and return its view."""

    def close(self) -> None:
        """Close the connection."""


#: Verbs that change nothing.
READS = frozenset(
    {"tasks", "task", "preview", "accounts", "sites", "settings", "frame", "status", "digest"}
    | {"login_prompt", "night_plan", "library", "library_track", "release_review"}
    | {"reviews", "review"}
    | {"log_sources", "log_open", "log_rows", "log_state", "log_histogram", "log_facets", "log_position"}
    | {"log_record", "log_picture", "log_verify_state"}
)

ClientFactory = Callable[[], Client]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One verb on its way."""

    #: Grows with every request of the bridge.
    ticket: int
    verb: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of a request: an answer or a fault."""

    request: Request
    answer: Any = None
    fault: Fault | None = None


Deliver = Callable[[Reply], None]


class Line:
    """One worker thread; requests wait their turn, the caller never does."""

    def __init__(self, name: str, connect: ClientFactory, deliver: Deliver) -> None:
        """:param deliver: called in the worker thread with every reply."""
        self._connect = connect
        self._deliver = deliver
        self._waiting: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._client: Client | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name=f"tandem-{name}", daemon=True)
        self._thread.start()

    def send(self, request: Request) -> None:
        """Queue a request; returns at once."""
        self._waiting.put(request)

    def close(self) -> None:
        """End after the request under way; nothing is delivered any more."""
        self._is_closed = True
        self._waiting.put(None)

    def finish(self) -> None:
        """End once what is queued was carried and delivered."""
        self._waiting.put(None)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; whether it ended."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (request := self._waiting.get()) is not None and not self._is_closed:
            reply = self._carry(request)
            if not self._is_closed:
                self._deliver(reply)
        self._drop()

    def _carry(self, request: Request) -> Reply:
        was_connected = self._client is not None
        reply = self._try_once(request)
        is_stale = reply.fault is not None and reply.fault.is_unreachable and was_connected
        # Only reading is tried again: an intent may have been accepted before the line broke.
        return self._try_once(request) if is_stale and request.verb in READS else reply

    def _try_once(self, request: Request) -> Reply:
        try:
            if self._client is None:
                self._client = self._connect()
            answer = self._client.call(request.verb, **request.args)
        except Exception as error:  # noqa: BLE001 - the thread's border: every failure becomes a reply
            fault = fault_of(error)
            if fault.is_unreachable:
                self._drop()
            return Reply(request=request, fault=fault)
        return Reply(request=request, answer=answer)

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
