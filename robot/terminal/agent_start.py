"""A line to this workstation's agent, started where none runs. The agent outlives the terminal."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.errors import AgentUnreachable, EnvironmentFault

#: What starts an agent on this workstation.
COMMAND = (sys.executable, "-m", "robot.cli", "agent")
#: An agent that does not answer by then is not waited for any longer.
_PATIENCE_S = 60.0
_LOOK_S = 0.1


def connected(
    home: Home,
    told: Callable[[str], None],
    *,
    command: Sequence[str] = COMMAND,
    patience_s: float = _PATIENCE_S,
) -> AgentClient:
    """Connect, and start the agent first if none answers.

    :param told: given one sentence when an agent is started.
    :raises EnvironmentFault: if it does not come up.
    """
    try:
        return AgentClient(home)
    except AgentUnreachable:
        told("No agent runs; one is started and goes on when you leave.")
    process = _launch(command)
    deadline, pause = time.monotonic() + patience_s, threading.Event()
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return AgentClient(home)
        except AgentUnreachable:
            pause.wait(_LOOK_S)
    raise EnvironmentFault(
        f"the agent did not start; run `tandem agent` to see why, its log is in {home.logs}",
        code="agent.not_started",
    )


def _launch(command: Sequence[str]) -> subprocess.Popen[bytes]:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=flags,
    )
