"""The agent's socket: one agent a home, nobody in without the key, and nobody who can keep the others out."""

from __future__ import annotations

import json
import os
import socket
import stat
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from demoday.release import make_release
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.agent.protocol import MAX_MESSAGE_BYTES, VERBS
from robot.domain.errors import AgentUnreachable, InputRefused
from tests.integration.agent.conftest import TODAY
from tests.support.workstation import Workstation


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory, private_keyring: dict[str, str]) -> Iterator[Workstation]:
    """One agent for the whole file; nothing here may hurt it."""
    station = Workstation(tmp_path_factory.mktemp("door") / "home", TODAY)
    make_release(station.home.path, TODAY)
    station.start()
    yield station
    assert station.ask("status").total == 0, "it still answers"
    station.sweep()


def raw(agent: Workstation) -> socket.socket:
    """A connection of somebody who does not know how to behave."""
    line = socket.socket(socket.AF_UNIX)
    line.connect(agent.home.address)
    line.settimeout(10)
    return line


def is_dropped(line: socket.socket) -> bool:
    """Whether the other side hangs up; its challenge may come first."""
    try:
        while line.recv(4096):
            pass
    except ConnectionError:
        return True
    return True


def test_a_second_agent_of_the_same_home_does_not_start(agent: Workstation) -> None:
    pid = agent.pid
    assert agent.try_start() == ""
    assert "another agent already runs" in (agent.home.path / "agent.err").read_text()
    assert agent.pid == pid
    assert agent.ask("status").total == 0


@pytest.mark.parametrize("name", ["agent.key", "agent.sock", "tandem.db", "logs/agent.log"])
def test_what_lies_in_the_home_is_this_users_alone(agent: Workstation, name: str) -> None:
    assert stat.S_IMODE((agent.home.path / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(agent.home.path.stat().st_mode) & 0o077 == 0


def test_a_silent_client_keeps_nobody_out_and_is_dropped(agent: Workstation) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(closing(raw(agent))) for _ in range(8)]
        began = time.monotonic()
        agent.ask("status")
        assert time.monotonic() - began < 1.5, "others are answered at once"
        assert all(is_dropped(line) for line in silent)
        assert time.monotonic() - began < 5, "the silent ones are dropped after two seconds"


def test_a_client_that_stops_in_mid_word_is_dropped_too(agent: Workstation) -> None:
    with closing(raw(agent)) as line:
        line.sendall(struct.pack("!i", 20)[:2])
        line.settimeout(4)
        assert is_dropped(line)


def test_a_wrong_key_is_refused(agent: Workstation, tmp_path: Path) -> None:
    class Impostor(Home):
        @property
        def address(self) -> str:
            return agent.home.address

    (tmp_path / "agent.key").write_bytes(os.urandom(32))
    with pytest.raises(AgentUnreachable):
        AgentClient(Impostor(path=tmp_path))
    agent.ask("status")


@pytest.mark.parametrize("size", [MAX_MESSAGE_BYTES + 1, 10 * 1024 * 1024, 2**31 - 1])
def test_a_message_that_is_too_long_ends_that_line_only(agent: Workstation, size: int) -> None:
    with agent.front() as patient, agent.front() as greedy:
        file = greedy._connection.fileno()
        os.write(file, struct.pack("!i", size))
        with pytest.raises((EOFError, OSError)):
            greedy._connection.recv_bytes()
        assert patient.call("status").total == 0


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ("an unknown verb", {"verb": "format_disk", "args": {}}),
        ("a verb of the inside", {"verb": "_status", "args": {}}),
        ("a dunder", {"verb": "__class__", "args": {}}),
        ("no verb", {"args": {}}),
        ("a verb that is a list", {"verb": ["status"], "args": {}}),
        ("unknown arguments", {"verb": "status", "args": {"role": "admin"}}),
        ("arguments that are a list", {"verb": "status", "args": []}),
        ("a path-like task", {"verb": "task", "args": {"task_id": "../../etc/passwd"}}),
        ("a huge hold", {"verb": "approve", "args": {"task_id": "T1", "hold_s": 10**9}}),
        ("a negative hold", {"verb": "approve", "args": {"task_id": "T1", "hold_s": -1}}),
        ("a number for a run", {"verb": "run", "args": {"limit": 0}}),
        ("no object", [1, 2, 3]),
        ("a string", "status"),
    ],
)
def test_what_is_not_on_the_allow_list_is_refused_and_the_line_goes_on(
    agent: Workstation, about: str, message: Any
) -> None:
    with agent.front() as client:
        client._connection.send_bytes(json.dumps(message).encode())
        reply = json.loads(client._connection.recv_bytes())
        assert reply["error"]["kind"] == "InputRefused", about
        assert client.call("status").total == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'{"verb":"status"} trailing'])
def test_what_is_no_json_is_refused_and_the_line_goes_on(agent: Workstation, content: bytes) -> None:
    with agent.front() as client:
        client._connection.send_bytes(content)
        assert "error" in json.loads(client._connection.recv_bytes())
        assert client.call("status").total == 0


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"shutdown", "watch", "doctor", "stop", "release_stop"}))
def test_no_verb_brings_an_unset_workstation_down(agent: Workstation, verb: str) -> None:
    """Without arguments, on a home without sites: an answer or a refusal, never an inner fault."""
    with agent.front() as client:
        client._connection.send_bytes(json.dumps({"verb": verb, "args": {}}).encode())
        reply = json.loads(client._connection.recv_bytes())
        assert reply.get("error", {}).get("code") != "agent.internal", reply
        assert client.call("status").total == 0


def test_a_secret_stands_in_no_file(agent: Workstation) -> None:
    secret = "geheim-密码-9Q7"
    with pytest.raises(InputRefused):
        agent.ask("account_set", site="nosite", purpose="robot", username="1001", secret=secret)
    with pytest.raises(InputRefused):
        agent.ask("account_set", site="NO", purpose="robot", username="1001", secret=secret)
    for path in agent.home.path.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path
