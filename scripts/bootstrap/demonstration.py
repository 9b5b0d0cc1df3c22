"""Starts the demo once everything it needs is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bootstrap.places import environment_for_python, venv_program
from bootstrap.processes import become
from bootstrap.ready import make_ready

if TYPE_CHECKING:
    from pathlib import Path


def main() -> int:
    """The command `scripts/demo`; every argument belongs to the demo."""
    make_ready("demo")
    command: list[str | Path] = [venv_program("python"), "-P", "-m", "demoday", *sys.argv[1:]]
    return become(command, environment=environment_for_python())
