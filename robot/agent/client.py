"""The thin line to the agent: one connection, one request at a time, answers as frozen views."""

from __future__ import annotations

import json
from datetime import date, datetime
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from typing import Any, Self

from pydantic import TypeAdapter

from robot.agent.endpoint import Home
from robot.agent.protocol import MAX_MESSAGE_BYTES, VERBS
from robot.domain.errors import (
    AgentUnreachable,
    EnvironmentFault,
    InputRefused,
    NotPermitted,
    SiteFault,
    StateConflict,
    TandemError,
)

_ADAPTERS: dict[str, TypeAdapter[Any]] = {}
_KINDS: dict[str, type[TandemError]] = {
    kind.__name__: kind for kind in (InputRefused, NotPermitted, EnvironmentFault, SiteFault, StateConflict)
}


class AgentClient:
    """A connection to this workstation's agent. Not thread-safe: one per thread."""

    def __init__(self, home: Home | None = None) -> None:
        """:raises AgentUnreachable: if no agent answers or it speaks another key."""
        self._home = home or Home.of_user()
        try:
            key = self._home.session_key.read_bytes()
            # No authkey here: the accept side authenticates in a worker of its own, so we do it by hand too.
            connection = Client(self._home.address)
        except OSError as err:
            raise AgentUnreachable(
                f"no agent answers at {self._home.path}; start it with `tandem agent`"
            ) from err
        try:
            answer_challenge(connection, key)
            deliver_challenge(connection, key)
        except (AuthenticationError, EOFError, OSError) as err:
            connection.close()
            raise AgentUnreachable("the agent refused this session's key; it may be restarting") from err
        self._connection: Connection = connection

    def call(self, verb: str, **args: Any) -> Any:  # noqa: ANN401 - each verb has its own view
        """Send one verb of `VERBS` and return its answer's view.

        :param args: fields of the verb's request model; datetimes and tuples are converted.
        :raises TandemError: what the agent answered, or `AgentUnreachable` when the line broke.
        """
        try:
            self._connection.send_bytes(json.dumps({"verb": verb, "args": args}, default=_plain).encode())
            reply = json.loads(self._connection.recv_bytes(MAX_MESSAGE_BYTES))
        except (EOFError, OSError) as err:
            raise AgentUnreachable("the line to the agent broke; nothing it had accepted is lost") from err
        if "error" in reply:
            fault = reply["error"]
            kind = _KINDS.get(fault.get("kind", ""), TandemError)
            raise kind(fault["message"], code=fault["code"], **fault["params"])
        if verb not in _ADAPTERS:
            _ADAPTERS[verb] = TypeAdapter(VERBS[verb].answer)
        return _ADAPTERS[verb].validate_python(reply["ok"])

    def close(self) -> None:
        """Close the line; the agent goes on."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the line."""
        self.close()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot cross to the agent")
