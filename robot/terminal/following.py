"""Following a run until it ends. Leaving the view leaves the run alone."""

from __future__ import annotations

from collections.abc import Callable

from robot.agent.client import AgentClient
from robot.domain.outcome import Outcome
from robot.domain.views import AgentStatus, RunProgress

_WATCH_S = 5.0


def follow(client: AgentClient, run: RunProgress, show: Callable[[AgentStatus], None]) -> RunProgress:
    """Hand every new status to `show` until the run has ended; returns its last state.

    :raises AgentUnreachable: if the line breaks; the run may go on.
    """
    seen = -1
    while True:
        status: AgentStatus = client.call("watch", since=seen, timeout_s=_WATCH_S)
        seen = status.revision
        if status.run is None or status.run.run_id != run.run_id:
            # Another run took its place, so this one has ended; its last known state stands.
            return run
        run = status.run
        show(status)
        if run.state == "ended":
            return run


def exit_code(run: RunProgress) -> int:
    """0 only if no outcome is unknown."""
    return 1 if run.by_outcome.get(Outcome.UNKNOWN, 0) else 0
