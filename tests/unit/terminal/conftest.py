"""A home of its own for every test, and an agent whose answers the test chooses."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from robot.agent.endpoint import Home
from robot.agent.protocol import Request
from robot.agent.server import AgentServer

Answers = dict[str, Any]
Tandem = Callable[..., int]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home."""
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    return Home.of_user()


class ScriptedAgent:
    """The real socket with chosen answers: a view, an error to raise, or a function of the request."""

    def __init__(self, home: Home) -> None:
        self.answers: Answers = {}
        self.asked: list[tuple[str, Request]] = []
        home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.server = AgentServer(home, self._answer)

    def _answer(self, verb: str, request: Request) -> object:
        self.asked.append((verb, request))
        answer = self.answers[verb]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer


@pytest.fixture
def agent(home: Home) -> Iterator[ScriptedAgent]:
    """A running agent."""
    scripted = ScriptedAgent(home)
    scripted.server.start()
    yield scripted
    deadline = time.monotonic() + 5
    # The threads of fronts that have left see it a moment later.
    while scripted.server._connections and time.monotonic() < deadline:
        threading.Event().wait(0.005)
    scripted.server.stop()


@pytest.fixture
def tandem(home: Home, monkeypatch: pytest.MonkeyPatch) -> Tandem:
    """Runs the command line as the installed program would, and returns its exit code."""
    from robot.cli import main  # noqa: PLC0415 - after the home is set

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["tandem", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return int(left.value.code or 0)

    return run
