"""Starts the agent as a separate process that outlives the window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

#: What starts an agent on this workstation.
DEFAULT_COMMAND = (sys.executable, "-m", "robot.cli", "agent")


class AgentLauncher:
    """Runs the command once at a time; the agent's own lock keeps a second one from living."""

    def __init__(self, command: Sequence[str] | None) -> None:
        """:param command: the program and its arguments; None never starts one."""
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start an agent unless the one started before still lives; thread-safe for one caller."""
        if not self._command or (self._process is not None and self._process.poll() is None):
            return
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        try:
            self._process = subprocess.Popen(
                list(self._command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=flags,
            )
        except OSError:
            # The watcher goes on trying to connect and the window shows that nobody answers.
            self._process = None
