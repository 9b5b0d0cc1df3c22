"""The robot's process and everything it started, seen and treated from outside."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from demoday.programs import ProgramDidNotStartError, python_path
from robot.agent.endpoint import Home

_STOP_PATIENCE_S = 20.0
_GONE_PATIENCE_S = 10.0


class RobotProcess:
    """One agent on one home; it may be started again after it ended."""

    def __init__(self, home: Home, today: date, environment: dict[str, str], program: str) -> None:
        """:param environment: variables that lead to the keyring.

        :param program: module of the composition root.
        """
        self._program = program
        self.home = home
        self._today = today
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._left_behind: set[int] = set()

    def start(self) -> None:
        """Start it and wait until fronts can connect.

        :raises ProgramDidNotStartError: if it ended without saying that it is ready.
        """
        setpriv = shutil.which("setpriv")
        dies_with_us = [setpriv, "--pdeathsig", "KILL"] if setpriv else []
        log = self.home.path / "agent.err"
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [*dies_with_us, sys.executable, "-P", "-m", self._program, self._today.isoformat()],
                env={
                    **os.environ,
                    **self._environment,
                    "TANDEM_HOME": str(self.home.path),
                    "PYTHONPATH": python_path(),
                },
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        with self._process.stdout as said:
            if not said.readline().strip():
                self._process.wait(_STOP_PATIENCE_S)
                words = log.read_text(encoding="utf-8").strip().splitlines()[-1:]
                raise ProgramDidNotStartError(f"the robot did not start: {words}")

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None  # noqa: S101 - it was started
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it lives."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill -9; its browser is left to itself, as in life."""
        self._left_behind |= set(self._descendants())
        os.kill(self.pid, signal.SIGKILL)

    def kill_browser(self) -> None:
        """Kill -9 the browser's main process and wait until it is gone."""
        for pid in self._descendants():
            if _is_browser(pid):
                os.kill(pid, signal.SIGKILL)
                deadline = time.monotonic() + _GONE_PATIENCE_S
                while _is_alive(pid) and time.monotonic() < deadline:
                    time.sleep(0.01)  # the kernel tells nobody but the parent

    def power_off(self) -> None:
        """Kill -9 all of it at once."""
        for pid in [self.pid, *self._descendants()]:
            _signal(pid, signal.SIGKILL)

    def freeze(self) -> None:
        """As a machine that falls asleep."""
        for pid in [self.pid, *self._descendants()]:
            _signal(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """It wakes up."""
        for pid in [self.pid, *self._descendants()]:
            _signal(pid, signal.SIGCONT)

    def fill_disk(self) -> None:
        """From now on the kernel refuses the robot every byte that it wants to write to a file."""
        _, most = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (0, most))

    def empty_disk(self) -> None:
        """There is room again."""
        if self.is_running:
            _, most = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (most, most))

    def stop(self) -> None:
        """End it in order; by force if it does not."""
        if self._process is None:
            return
        self._left_behind |= set(self._descendants())
        self._process.terminate()
        try:
            self._process.wait(_STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_STOP_PATIENCE_S)
        self.sweep()

    def sweep(self) -> None:
        """Leave no browser behind of a robot that died."""
        for pid in self._left_behind:
            _signal(pid, signal.SIGKILL)
        self._left_behind.clear()

    def memory_kb(self) -> tuple[int, int]:
        """Memory of the agent's processes and of the browser's, kilobytes; shared pages are shared out."""
        agent = browser = 0
        for pid in [self.pid, *self._descendants()]:
            size = _memory_kb(pid)
            if _is_of_browser(pid):
                browser += size
            else:
                agent += size
        return agent, browser

    def _descendants(self) -> list[int]:
        children: dict[int, list[int]] = {}
        for pid, parent in _processes():
            children.setdefault(parent, []).append(pid)
        found, look = [], [self.pid]
        while look:
            mine = children.get(look.pop(), [])
            found += mine
            look += mine
        return found


def _processes() -> list[tuple[int, int]]:
    """Process and parent of everything that lives."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found.append((int(stat.parent.name), int(fields[1])))
    return found


def _command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def _is_of_browser(pid: int) -> bool:
    program = _command(pid)[:1]
    return bool(program) and "chrom" in Path(program[0]).name.lower()


def _is_browser(pid: int) -> bool:
    command = _command(pid)
    return _is_of_browser(pid) and not any(part.startswith("--type=") for part in command)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _memory_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
