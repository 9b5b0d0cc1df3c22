"""Starting and surely stopping the demonstration's programs; none outlives it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
_STOP_TIMEOUT_S = 30.0


class ProgramDidNotStartError(RuntimeError):
    """Says which program did not come up and where its log is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The pretend bank's addresses, logins and tokens."""

    wecom: str
    crm: str
    control: str
    control_token: str
    api_token: str
    logins: dict[str, dict[str, str]]
    database: str
    today: date

    def ask(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Read the bank's truth; the robot never sees it."""
        answer = httpx.get(
            f"{self.control}{path}",
            headers={"Authorization": f"Bearer {self.control_token}"},
            trust_env=False,
            timeout=30,
        )
        answer.raise_for_status()
        return answer.json()


def python_path() -> str:
    """Where the demonstration's and the bank's modules are found."""
    return os.pathsep.join([str(ROOT), str(ROOT / "scripts"), str(ROOT / "resources")])


@contextmanager
def pretend_bank(folder: Path, arguments: Sequence[str]) -> Iterator[Bank]:
    """The bank in a process of its own.

    :raises ProgramDidNotStartError: if it does not say that it is ready.
    """
    environment = {**os.environ, "PYTHONPATH": python_path()}
    command = ["-m", "demobank", "--json", "--die-with-stdin", "--data", str(folder), *arguments]
    with _program(command, environment, folder / "bank.log") as line:
        fields = json.loads(line)
        fields["today"] = date.fromisoformat(fields["today"])
        yield Bank(**fields)


@contextmanager
def demo_agent(home: Path, today: date, environment: dict[str, str]) -> Iterator[None]:
    """The agent in a process of its own.

    :raises ProgramDidNotStartError: if it does not say that it is ready.
    """
    variables = {**os.environ, **environment, "TANDEM_HOME": str(home), "PYTHONPATH": python_path()}
    with _program(["-m", "demoday.agent", today.isoformat()], variables, home / "agent.err"):
        yield


@contextmanager
def _program(arguments: Sequence[str], environment: dict[str, str], log: Path) -> Iterator[str]:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with log.open("ab") as errors:
        # A session of its own: Ctrl+C reaches the demonstration first, which stops its programs in order.
        process = subprocess.Popen(
            [*_dies_with_parent(), sys.executable, "-P", *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    try:
        line = process.stdout.readline().decode()
        if not line.strip():
            raise ProgramDidNotStartError(f"{arguments[1]} did not start; its log is {log}")
        yield line
    finally:
        _stop(process)


def _dies_with_parent() -> list[str]:
    # If the demonstration is killed outright, the kernel stops its programs.
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            # What the program itself had started, if it died without cleaning up.
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
