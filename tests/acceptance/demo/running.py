"""Runs `scripts/demo` as a person would, and keeps an eye on every process that it starts."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
OUTCOMES = (
    "confirmed",
    "refused",
    "platform_refused",
    "halted",
    "needs_person",
    "unknown",
    "cancelled",
)
#: The demo bank takes these from the environment, so that they can be looked for afterwards.
TOKENS = {"DEMOBANK_API_TOKEN": "Canary-Api-7f3a91c2", "DEMOBANK_CONTROL_TOKEN": "Canary-Control-5d08be64"}
_GONE_AFTER_S = 3.0
_LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a demonstration left behind."""

    code: int
    summary: dict[str, Any]
    #: What it showed on standard error.
    screen: str
    #: Of this run alone.
    folder: Path
    #: A copy of its home as it was when Ctrl+C came; empty if none came.
    home_while_running: Path | None
    #: Command lines of processes that outlived it.
    left_behind: list[str]
    #: How many processes it had, to know that they were looked at.
    processes_seen: int


@dataclass(slots=True)
class _Family:
    """Every process that descends from one, by process id and start time."""

    root: int
    seen: dict[tuple[int, str], str] = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look until told to stop."""
        while not self._ended.wait(_LOOK_EVERY_S):
            running = _processes()
            family = {self.root}
            # A parent may have a greater number than its child.
            while grown := {pid for pid, process in running.items() if process.parent in family} - family:
                family |= grown
            for pid in family & running.keys():
                self.seen.setdefault((pid, running[pid].began), running[pid].command)

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    def alive(self) -> list[str]:
        """Those that still run, after a moment to go away."""
        deadline = time.monotonic() + _GONE_AFTER_S
        while True:
            running = {(pid, process.began) for pid, process in _processes().items()}
            left = [command for known, command in self.seen.items() if known in running]
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(_LOOK_EVERY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Process:
    parent: int
    began: str
    command: str


def run_demo(*arguments: str, scratch: Path, interrupt_when: str = "") -> Ended:
    """Run the command to its end.

    :param scratch: for its standard output and for the copy of its home.
    :param interrupt_when: pattern of the line on its screen after which Ctrl+C is pressed.
    """
    environment = {**os.environ, **TOKENS, "COLUMNS": "160"}
    # As on a bare machine: it must bring a keyring of its own.
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "TANDEM_HOME"):
        environment.pop(name, None)
    answer = scratch / "answer.json"
    with answer.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts" / "demo"), *arguments, "--json"],
            stdout=out,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            # Ctrl+C is for the demonstration, not for the tests.
            start_new_session=True,
        )
    family = _Family(root=process.pid)
    watching = threading.Thread(target=family.watch)
    watching.start()
    lines: list[str] = []
    snapshot: Path | None = None
    try:
        assert process.stderr is not None
        for line in process.stderr:
            lines.append(line)
            if interrupt_when and snapshot is None and re.search(interrupt_when, line):
                snapshot = scratch / "home-while-running"
                _copy(_folder_of(family) / "home", snapshot)
                process.send_signal(signal.SIGINT)
        code = process.wait(60)
    finally:
        # Whatever went wrong above, nothing of it stays.
        _end(process)
        family.stop()
        watching.join()
    said = answer.read_text(encoding="utf-8").splitlines()
    return Ended(
        code=code,
        summary=json.loads(said[-1]) if said and said[-1].startswith("{") else {},
        screen="".join(lines),
        folder=_folder_of(family),
        home_while_running=snapshot,
        left_behind=family.alive(),
        processes_seen=len(family.seen),
    )


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _copy(home: Path, to: Path) -> None:
    # Files come and go while the robot works, and a socket cannot be copied.
    with suppress(shutil.Error):
        shutil.copytree(
            home, to, ignore=lambda folder, names: [n for n in names if (Path(folder, n)).is_socket()]
        )


def _folder_of(family: _Family) -> Path:
    """The run whose agent is one of ours; somebody else may run a demonstration in this checkout too."""
    pids = {pid for pid, _ in family.seen}
    locks = (ROOT / ".demo").glob("*/home/agent.lock")
    own = [lock for lock in locks if lock.read_text(encoding="utf-8").strip() in map(str, pids)]
    return max(own, key=lambda lock: lock.stat().st_mtime).parents[1]


def _processes() -> dict[int, _Process]:
    found: dict[int, _Process] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            # The name in brackets may hold anything, so what follows is counted from its end.
            state, parent, *rest = (entry / "stat").read_text().rpartition(")")[2].split()
            if state in "ZX":
                continue
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            found[int(entry.name)] = _Process(parent=int(parent), began=rest[17], command=command.strip())
    return found
