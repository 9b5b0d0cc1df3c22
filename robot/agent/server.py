"""The local socket: every connection is authenticated and has a thread of its own; none blocks another."""

from __future__ import annotations

import json
import os
import secrets
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from robot.agent.endpoint import Home
from robot.agent.protocol import MAX_MESSAGE_BYTES, VERBS, Request
from robot.agent.request import Answered
from robot.domain.errors import (
    EnvironmentFault,
    InputRefused,
    NotPermitted,
    SiteFault,
    StateConflict,
    TandemError,
)

#: A client that has not proved itself by then is dropped.
AUTH_DEADLINE_S = 2.0
#: Unproved connections at once; more are dropped at the door.
_UNPROVED_LIMIT = 16
_KINDS = (InputRefused, NotPermitted, EnvironmentFault, SiteFault, StateConflict)
_LOG = structlog.get_logger("agent.server")

Handler = Callable[[str, Request], Any]


class _Deadline:
    """What the challenge functions need of a connection, with an end to their patience."""

    def __init__(self, connection: Connection, seconds: float) -> None:
        self._connection = connection
        self._until = time.monotonic() + seconds

    def send_bytes(self, data: bytes) -> None:
        self._connection.send_bytes(data)

    def recv_bytes(self, maxlength: int | None = None) -> bytes:
        if not self._connection.poll(max(0.0, self._until - time.monotonic())):
            raise AuthenticationError("no answer in time")
        return self._connection.recv_bytes(maxlength)


class AgentServer:
    """Accepts, authenticates, checks each request against the allow-list, and hands it on."""

    def __init__(self, home: Home, handle: Handler) -> None:
        """:param handle: called in a connection's thread with verb and checked request; returns the view."""
        self._home = home
        self._handle = handle
        self._key = secrets.token_bytes(32)
        self._unproved = threading.BoundedSemaphore(_UNPROVED_LIMIT)
        self._closing = threading.Event()
        self._connections: set[Connection] = set()
        self._adapters = {verb: TypeAdapter[Any](entry.answer) for verb, entry in VERBS.items()}
        self._listener: Listener | None = None

    def start(self) -> None:
        """Open the socket and publish the session key; the caller already holds the instance lock.

        :raises EnvironmentFault: if the socket's folder is not this user's alone.
        """
        _prepare_place(self._home.address)
        self._listener = Listener(self._home.address, backlog=_UNPROVED_LIMIT)
        if sys.platform != "win32":
            Path(self._home.address).chmod(0o600)
        _write_private(self._home.session_key, self._key)
        threading.Thread(target=self._accept, name="accept", daemon=True).start()

    def stop(self) -> None:
        """Refuse new work and drop every connection."""
        self._closing.set()
        if self._listener is not None:
            self._listener.close()
        for connection in list(self._connections):
            _hang_up(connection)
        self._home.session_key.unlink(missing_ok=True)
        if sys.platform != "win32":
            Path(self._home.address).unlink(missing_ok=True)

    def _accept(self) -> None:
        assert self._listener is not None  # noqa: S101 - start set it
        while not self._closing.is_set():
            try:
                connection = self._listener.accept()
            except OSError:
                if self._closing.is_set():
                    return
                continue
            if not self._unproved.acquire(blocking=False):
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), name="front", daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        try:
            proved = self._authenticate(connection)
        finally:
            self._unproved.release()
        if not proved:
            connection.close()
            return
        self._connections.add(connection)
        try:
            while not self._closing.is_set():
                connection.send_bytes(self._answer(connection.recv_bytes(MAX_MESSAGE_BYTES)))
        except (EOFError, OSError):
            # The front went away, or sent more than a message may hold.
            return
        finally:
            self._connections.discard(connection)
            connection.close()

    def _authenticate(self, connection: Connection) -> bool:
        patient: Any = _Deadline(connection, AUTH_DEADLINE_S)
        try:
            _limit_reading(connection, AUTH_DEADLINE_S)
            deliver_challenge(patient, self._key)
            answer_challenge(patient, self._key)
        except (AuthenticationError, EOFError, OSError, AssertionError):
            _LOG.warning("front_refused")
            return False
        _limit_reading(connection, 0.0)
        return True

    def _answer(self, raw: bytes) -> bytes:
        try:
            verb, request = _parse(raw)
            view = self._handle(verb, request)
            body = view.json if isinstance(view, Answered) else self._adapters[verb].dump_json(view)
            return b'{"ok":' + body + b"}"
        except TandemError as err:
            return _error(err)
        except Exception as err:  # noqa: BLE001 - see below
            # A fault of ours must neither kill the connection nor show a traceback to a person.
            _LOG.exception("verb_failed")
            return _error(
                TandemError(
                    f"internal fault {type(err).__name__}; see the agent's log", code="agent.internal"
                )
            )


def _limit_reading(connection: Connection, seconds: float) -> None:
    """Let the operating system break off a read in mid-message; zero lifts the limit again.

    Named pipes know no such limit; there an unfinished message holds its own thread only.
    """
    if sys.platform == "win32":
        return
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)


def _hang_up(connection: Connection) -> None:
    """End a line from outside its thread; the thread closes it, so no descriptor is closed twice."""
    if sys.platform == "win32":
        connection.close()
        return
    try:
        with socket.socket(fileno=os.dup(connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It was closed in this very moment.
        return


def _parse(raw: bytes) -> tuple[str, Request]:
    try:
        message = json.loads(raw)
        verb = message["verb"]
        entry = VERBS[verb]
        return verb, entry.request.model_validate(message.get("args", {}))
    except ValidationError as err:
        first = err.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputRefused(
            f"the request does not fit: {where}: {first['msg']}", code="request.invalid"
        ) from err
    except (ValueError, KeyError, TypeError, RecursionError) as err:
        raise InputRefused("the request is not one of the agent's verbs", code="request.unknown") from err


def _error(err: TandemError) -> bytes:
    kind = next((kind.__name__ for kind in _KINDS if isinstance(err, kind)), "TandemError")
    params: Mapping[str, str] = {key: str(value) for key, value in err.params.items() if key != "message"}
    return json.dumps(
        {"error": {"kind": kind, "code": err.code, "message": str(err), "params": params}}
    ).encode()


def _prepare_place(address: str) -> None:
    if sys.platform == "win32":
        return
    folder = Path(address).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    status = folder.lstat()
    if status.st_uid != os.getuid() or status.st_mode & 0o022:
        raise EnvironmentFault(
            f"the folder {folder} of the agent's socket can be written by others; nothing was started: "
            f"make it yours alone (chmod 700)",
            code="agent.socket_folder",
        )
    # The instance lock is ours, so a socket that still lies here is a dead agent's.
    Path(address).unlink(missing_ok=True)


def _write_private(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
