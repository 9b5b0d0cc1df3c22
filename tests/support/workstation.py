"""A workstation with a real agent process, started, killed and looked at from outside."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from demoday.programs import Bank, python_path
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.views import AgentStatus
from robot.journal.verify import ChainReport, verify_chain

#: Minutes between two starts on the same home: longer than any witness's lag.
_BETWEEN_STARTS_MIN = 5


class Workstation:
    """One home and the agent on it."""

    def __init__(self, path: Path, today: date, program: str = "tests.support.agent_program") -> None:
        self.home = Home(path=path)
        self._program = program
        self._today = today
        self._starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._sessions: list[int] = []

    # --- the process ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the agent and wait until fronts can connect."""
        assert self.try_start() == "ready", (self.home.path / "agent.err").read_text()

    def try_start(self) -> str:
        """Start the agent; the first line it prints, or nothing if it ended without one."""
        self.home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        command = [sys.executable, "-P", "-m", self._program, self._today.isoformat()]
        with (self.home.path / "agent.err").open("ab") as errors:
            process = subprocess.Popen(
                [*command, str(self._starts * _BETWEEN_STARTS_MIN)],
                env={**os.environ, "TANDEM_HOME": str(self.home.path), "PYTHONPATH": python_path()},
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline().decode().strip()
        self._sessions.append(process.pid)
        if line:
            self._starts += 1
            self._process = process
        else:
            process.wait(20)
        return line

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def end(self, how: signal.Signals = signal.SIGTERM, patience_s: float = 25.0) -> int:
        """Send a signal and return the exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        return self.exit_code(patience_s)

    def exit_code(self, patience_s: float = 25.0) -> int:
        assert self._process is not None
        code = self._process.wait(patience_s)
        self._process = None
        return code

    def kill(self) -> None:
        """Power off: the agent and its browser die without a word."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        self._process = None
        self.sweep()

    def processes(self) -> list[int]:
        """Everything alive that any agent of this workstation started."""
        return [pid for session in self._sessions for pid in _of_session(session)]

    def sweep(self) -> None:
        """Leave nothing behind, whatever a test did."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: not self.processes(), 10)

    # --- looking at it -------------------------------------------------------------------------------------

    @contextmanager
    def front(self) -> Iterator[AgentClient]:
        with AgentClient(self.home) as client:
            yield client

    def ask(self, verb: str, **args: Any) -> Any:
        with self.front() as client:
            return client.call(verb, **args)

    def wait_for(self, condition: Callable[[AgentStatus], bool], patience_s: float = 60.0) -> AgentStatus:
        """Watch the agent as a window does until something is true of it."""
        deadline = time.monotonic() + patience_s
        with self.front() as client:
            status: AgentStatus = client.call("status")
            while not condition(status):
                assert time.monotonic() < deadline, f"never came true; last seen: {status}"
                status = client.call("watch", since=status.revision, timeout_s=1.0)
        return status

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{self.home.database.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def outcomes(self) -> Counter[str]:
        return Counter(row[0] for row in self.query("SELECT outcome FROM task WHERE outcome IS NOT NULL"))

    def confirmed(self) -> set[str]:
        return {row[0] for row in self.query("SELECT task_id FROM task WHERE outcome = 'confirmed'")}

    def ledger(self) -> Counter[tuple[str, str]]:
        return Counter(self.query("SELECT effect, state FROM contact_ledger"))

    def chain(self) -> ChainReport:
        with closing(sqlite3.connect(f"{self.home.database.as_uri()}?mode=ro", uri=True)) as db:
            return verify_chain(db)

    def written(self) -> str:
        """All that journal and technical logs hold, as one text."""
        journal = [str(row[0], "utf-8") for row in self.query("SELECT payload FROM journal")]
        logs = [path.read_text(encoding="utf-8") for path in self.home.logs.glob("*")]
        return "\n".join([*journal, *logs, (self.home.path / "agent.err").read_text(encoding="utf-8")])


def eventually(condition: Callable[[], bool], patience_s: float) -> None:
    """Wait for something outside that cannot be waited for otherwise."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def _of_session(session: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def effects_by_task(bank: Bank, station: Workstation) -> Counter[str]:
    """How many messages the bank holds for each task of a workstation, by recipient."""
    of_recipient = dict(station.query("SELECT external_id, task_id FROM task"))
    return Counter(
        of_recipient.get(effect["external_id"], "nobody's") for effect in bank.ask("/oracle/messages")
    )
