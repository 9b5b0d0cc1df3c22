"""Finds and starts the benchmarks, so that each is one file that only measures."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from bootstrap.places import SCRIPTS, environment_for_python, venv_program
from bootstrap.processes import Failed, become
from bootstrap.ready import make_ready

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = SCRIPTS / "benchmarks"


def available() -> dict[str, Path]:
    """Benchmarks by the name one types."""
    files = sorted(FOLDER.glob("[!_]*.py")) if FOLDER.is_dir() else []
    return {file.stem.replace("_", "-"): file for file in files}


def main() -> int:
    """The command `scripts/bench`: without a name it lists them.

    :raises Failed: no benchmark of that name.
    """
    name, *arguments = sys.argv[1:] or ["--help"]
    found = available()
    if name in {"-h", "--help", "--list"}:
        print("usage: scripts/bench NAME [options] [--json]")
        for known, script in found.items():
            print(f"  {known:<20} {_purpose(script)}")
        return 0
    file = found.get(name.removesuffix(".py").replace("_", "-"))
    if file is None:
        raise Failed(f"there is no benchmark {name!r}; there are: {', '.join(found) or 'none yet'}")
    make_ready("test")
    return become([venv_program("python"), "-P", file, *arguments], environment=environment_for_python())


def _purpose(file: Path) -> str:
    documentation = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return documentation.partition("\n")[0]
