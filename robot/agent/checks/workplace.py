"""What the checks may look at, passed in so that a test can furnish another workstation."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from robot.agent.endpoint import Home
from robot.agent.settings import Settings
from robot.domain.views import DoctorItem
from robot.governance.trust import TrustPlace
from robot.vault import Vault

#: Longest wait for a program that only prints a line.
PROGRAM_TIMEOUT_S = 15.0


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    #: Tandem works, though not as well as it could.
    WARNING = "warning"
    #: Tandem cannot work, or not safely.
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """One workstation."""

    home: Home
    settings: Settings
    #: `sys.platform`.
    platform: str
    environ: Mapping[str, str]
    now: datetime
    #: Opens the keyring.
    open_vault: Callable[[], Vault]
    #: Runs a program and returns what it printed.
    run: Callable[[Sequence[str]], str]
    #: Where the keys of releases lie.
    trust: TrustPlace = field(default_factory=TrustPlace.of_system)

    @property
    def is_windows(self) -> bool:
        """Whether this is Windows."""
        return self.platform == "win32"


def run_program(command: Sequence[str]) -> str:
    """Standard output of a program that ends by itself.

    :raises OSError: it cannot be started.
    :raises subprocess.SubprocessError: it failed or took too long.
    """
    ended = subprocess.run(
        list(command), capture_output=True, timeout=PROGRAM_TIMEOUT_S, check=True, stdin=subprocess.DEVNULL
    )
    return ended.stdout.decode("utf-8", "replace").strip()


def existing(path: Path) -> Path:
    """The path itself, or the nearest folder above it that is there."""
    return next(place for place in (path, *path.parents) if place.exists())


def ok(check: str, found: str) -> DoctorItem:
    """Nothing to do."""
    return DoctorItem(check=check, state=State.OK, found=found, remedy="")


def warning(check: str, found: str, remedy: str) -> DoctorItem:
    """It works, and could work better."""
    return DoctorItem(check=check, state=State.WARNING, found=found, remedy=remedy)


def failed(check: str, found: str, remedy: str) -> DoctorItem:
    """It does not work."""
    return DoctorItem(check=check, state=State.FAILED, found=found, remedy=remedy)
