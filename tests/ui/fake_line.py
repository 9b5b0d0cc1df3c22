"""The agent's side of the wire for the window's tests: the real protocol over a real socket."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from typing import Any, Self

from robot.agent.endpoint import Home
from robot.agent.protocol import VERBS
from robot.domain.errors import TandemError


class FakeLine:
    """Answers each verb by a method `do_<verb>` of the class that derives from it."""

    def __init__(self, home: Home) -> None:
        """Nobody listens before `start`."""
        self.home = home
        self.changed = threading.Condition()
        self.revision = 1
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.delay_s: dict[str, float] = {}
        self._listener: Listener | None = None
        self._connections: set[Connection] = set()
        self._timers: list[threading.Timer] = []

    def start(self) -> Self:
        """Listen at the home's address."""
        self.home.path.mkdir(parents=True, exist_ok=True)
        key = os.urandom(32)
        self.home.session_key.write_bytes(key)
        self._listener = Listener(self.home.address)
        threading.Thread(target=self._accept, args=(self._listener, key), daemon=True).start()
        return self

    def close(self) -> None:
        """Hang up on everybody, as a crash would."""
        listener, self._listener = self._listener, None
        if listener is not None:
            # An accept under way is not woken by closing, only by a caller.
            with contextlib.suppress(OSError):
                Client(self.home.address).close()
            listener.close()
        for timer in self._timers:
            timer.cancel()
        with self.changed:
            self.changed.notify_all()
        for connection in list(self._connections):
            _shut(connection)

    def _accept(self, listener: Listener, key: bytes) -> None:
        while self._listener is listener:
            try:
                connection = listener.accept()
            except OSError:
                return
            if self._listener is not listener:
                connection.close()
                return
            threading.Thread(target=self._serve, args=(connection, key), daemon=True).start()

    def _serve(self, connection: Connection, key: bytes) -> None:
        self._connections.add(connection)
        try:
            deliver_challenge(connection, key)
            answer_challenge(connection, key)
            while True:
                message = json.loads(connection.recv_bytes())
                connection.send_bytes(json.dumps(self._answer(message), default=_plain).encode())
        except (AuthenticationError, EOFError, OSError):
            pass
        finally:
            self._connections.discard(connection)
            connection.close()

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        verb = message["verb"]
        args = VERBS[verb].request.model_validate(message["args"]).model_dump()
        self.calls.append((verb, args))
        if delay := self.delay_s.get(verb):
            time.sleep(delay)
        try:
            do: Callable[..., Any] = getattr(self, f"do_{verb}")
            return {"ok": as_json(do(**args))}
        except TandemError as error:
            fault = {
                "kind": type(error).__name__,
                "code": error.code,
                "message": str(error),
                "params": error.params,
            }
            return {"error": fault}

    def touch(self) -> None:
        """Something changed that a front would show."""
        with self.changed:
            self.revision += 1
            self.changed.notify_all()

    def verbs(self) -> list[str]:
        """What was asked, without the watching."""
        return [verb for verb, _ in self.calls if verb not in ("watch", "status", "tasks", "task")]


def as_json(value: Any) -> Any:
    """A view as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _plain(value: object) -> str:
    return str(value)


def _shut(connection: Connection) -> None:
    try:
        with socket.fromfd(connection.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as end:
            end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
