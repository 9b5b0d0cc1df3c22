"""The stop from a terminal: the file first, which needs nobody's answer; then the agent is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.agent.os_account import os_account
from robot.domain.clock import SystemClock
from robot.domain.errors import AgentUnreachable, EnvironmentFault, TandemError
from robot.execution.stop import StopNote, StopSwitch

#: Longest wait for an agent that may be hung.
_ANSWER_TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What a stop achieved."""

    #: The stop file stands, so nothing is sent.
    file_written: bool
    #: `confirmed`, `absent`, `silent` or `failed`.
    agent: str


def account() -> str:
    """Who asks, as the operating system knows them."""
    try:
        return os_account()
    except (OSError, KeyError, ImportError):
        return "terminal"


def stop(home: Home, reason: str, *, timeout_s: float = _ANSWER_TIMEOUT_S) -> Stopped:
    """Engage the kill switch, whatever state the agent is in.

    :raises EnvironmentFault: if neither the file nor the agent took it.
    """
    note = StopNote(by=account(), at=SystemClock().now(), reason=reason)
    fault: OSError | None = None
    try:
        # Made here when there is none yet, because the switch itself would leave it open to other accounts.
        home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        StopSwitch(home.stop_file).engage(note)
    except OSError as err:
        # The agent may still take it; it is asked before anything is complained of.
        fault = err
    answer = _told(home, timeout_s, lambda client: client.call("stop", reason=reason))
    if fault is not None and answer != "confirmed":
        raise EnvironmentFault(
            f"THE ROBOT IS NOT STOPPED: {home.stop_file} cannot be written ({fault.strerror}) and the agent "
            "does not answer; end the agent's process now",
            code="stop.failed",
        ) from fault
    return Stopped(file_written=fault is None, agent=answer)


def _told(home: Home, timeout_s: float, ask: Callable[[AgentClient], object]) -> str:
    """Ask the agent in a thread that is left behind when it does not answer."""
    answers: list[str] = []

    def work() -> None:
        try:
            with AgentClient(home) as client:
                ask(client)
            answers.append("confirmed")
        except AgentUnreachable:
            answers.append("absent")
        except (TandemError, OSError, ValueError):
            answers.append("failed")

    thread = threading.Thread(target=work, name="tell-agent", daemon=True)
    thread.start()
    thread.join(timeout_s)
    return answers[0] if answers else "silent"


def lift(home: Home) -> bool:
    """Let the robot send again; whether the agent did it (and journalled it), or the file was just removed.

    :raises TandemError: what a living agent answered.
    """
    try:
        with AgentClient(home) as client:
            client.call("release_stop")
    except AgentUnreachable:
        try:
            StopSwitch(home.stop_file).release()
        except OSError as err:
            raise EnvironmentFault(
                f"{home.stop_file} cannot be removed ({err.strerror}); the robot stays stopped",
                code="stop.stuck",
            ) from err
        return False
    return True
