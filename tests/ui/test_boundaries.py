"""What the window may touch, and faults of Qt that we guard against."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

UI = Path(__file__).parents[2] / "ui"
ALLOWED = {
    "robot.domain",
    "robot.agent.client",
    "robot.agent.protocol",
    "robot.agent.endpoint",
    "robot.agent.signing",
}
FORBIDDEN_CALLS = {"processEvents", "setHtml", "insertHtml"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def test_the_window_knows_only_the_border_of_the_engine() -> None:
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] not in {"sqlite3", "playwright", "keyring"}, path
                if name.split(".")[0] == "robot":
                    assert any(name == ok or name.startswith(f"{ok}.") for ok in ALLOWED), (path, name)


def test_sizes_and_forbidden_calls() -> None:
    for path in UI.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= LONGEST_FILE, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno <= LONGEST_FUNCTION, (path, node.name)
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", "")
                assert name not in FORBIDDEN_CALLS, (path, node.lineno)
                assert name != "exec" or path.name == "app.py", (path, node.lineno)
            if isinstance(node, ast.Lambda):
                assert "self" not in ast.unparse(node), (path, node.lineno)


def test_starting_imports_nothing_heavy() -> None:
    code = (
        "import sys, ui.app; heavy = {'pydantic', 'playwright', 'numpy', 'pandas', 'keyring', 'httpx'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=UI.parent, check=True
    )
    assert done.stdout.strip() == "[]"


def test_updates_do_not_lose_references_of_none(qtbot: QtBot) -> None:
    """PySide 6.12.0 on Python 3.11 loses one at each call and aborts in the end."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) <= 50
