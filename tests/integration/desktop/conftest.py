"""A screen of its own with a window manager, and an agent on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.workstation import Workstation, eventually

TODAY = date(2026, 11, 23)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """An X display that nobody looks at; programs started from now on find it."""
    missing = [name for name in ("Xvfb", "openbox", "xdotool", "xprop") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1400x900x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def screen(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """The display with a window manager."""
    manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    try:
        eventually(_is_managed, 20)
        yield
    finally:
        manager.terminate()
        manager.wait(10)


def _is_managed() -> bool:
    looked = subprocess.run(
        ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, text=True, check=False
    )
    return "window id" in looked.stdout


@pytest.fixture
def station(tmp_path: Path, screen: None) -> Iterator[Workstation]:
    """An agent with nothing to drive, on that screen."""
    made = Workstation(tmp_path / "home", TODAY)
    try:
        yield made
    finally:
        made.sweep()
