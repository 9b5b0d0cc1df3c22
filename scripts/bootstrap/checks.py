"""Runs every check of the project, all of them even if one fails, the tests last."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from bootstrap.places import ROOT, environment_for_python, venv_program
from bootstrap.processes import become, run, say
from bootstrap.ready import make_ready

TYPED = [
    "robot",
    "ui",
    "resources/demobank",
    "scripts/bootstrap",
    "scripts/demoday",
    "scripts/campaign",
    "scripts/chatserver",
    "scripts/benchmarks",
    "tests",
]
SHORT = ["--quiet", "--output-format=concise"]
FAST = ["tests/unit", "tests/ui"]
#: More browsers at once than this would wait for one another's processor time and call it a site's fault.
MOST_WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One program to run over the checkout."""

    #: shown before it runs and when it fails
    name: str
    #: program of the environment and its arguments
    command: list[str]


def checks(*, is_fast: bool) -> list[Check]:
    """The checks in their order."""
    typed = [folder for folder in TYPED if any((ROOT / folder).rglob("*.py"))]
    return [
        Check(name="ruff format", command=["ruff", "format", "--check", *SHORT, "."]),
        Check(name="ruff check", command=["ruff", "check", *SHORT, "."]),
        Check(name="mypy", command=["mypy", *typed]),
        Check(name="lint-imports", command=["lint-imports"]),
        Check(name="pytest", command=["pytest", *_workers(), *(FAST if is_fast else [])]),
    ]


def _workers() -> list[str]:
    # A file's tests stay together (tests/conftest.py): many share a server, a browser or a keyring.
    count = min(os.cpu_count() or 1, MOST_WORKERS)
    return ["-n", str(count), "--dist", "loadgroup"] if count > 1 else []


def main() -> int:
    """The command `scripts/test`: `--fast` for unit and window tests only, else arguments go to pytest."""
    arguments = sys.argv[1:]
    if arguments in (["-h"], ["--help"]):
        print("usage: scripts/test [--fast] | [arguments for pytest, which then runs alone]")
        return 0
    is_fast = "--fast" in arguments
    for_pytest = [argument for argument in arguments if argument != "--fast"]
    make_ready("test")
    if for_pytest:
        # In our place, so that a debugger gets the terminal.
        folders = FAST if is_fast else []
        return become([venv_program("pytest"), *folders, *for_pytest], environment=_environment())
    failed = [check.name for check in checks(is_fast=is_fast) if not _passes(check)]
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _passes(check: Check) -> bool:
    say(check.name)
    program, *arguments = check.command
    return run([venv_program(program), *arguments], environment=_environment(), directory=ROOT) == 0


def _environment() -> dict[str, str]:
    environment = environment_for_python(QT_QPA_PLATFORM="offscreen")
    # No test may reach the keyring or the desktop of the person who runs it.
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), environment["PYTHONPATH"]])
    return environment
