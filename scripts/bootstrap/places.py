"""Where things are in a checkout, in one place, so that no command has to count parent folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
CONVERSE_SOURCE = ROOT / "tests" / "acceptance" / "converse"
CONVERSE = CACHE / "converse"


def venv_program(name: str) -> Path:
    """A program of the environment; it need not exist yet."""
    if sys.platform == "win32":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def environment_for_python(**more: str) -> dict[str, str]:
    """Variables for a child that imports what lies beside the packages: the demo bank and the scripts."""
    import_path = [str(SCRIPTS), str(ROOT / "resources"), os.environ.get("PYTHONPATH", "")]
    joined = os.pathsep.join(part for part in import_path if part)
    return {**os.environ, "PYTHONPATH": joined, "PYTHONUTF8": "1", **more}
