"""The emergency key stops the robot wherever the keyboard is, whatever the window does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

import pytest

from demoday.programs import python_path
from robot.domain.views import AgentStatus, SettingRow
from tests.support.workstation import Workstation, eventually

#: What this display gives to programs: with Ctrl+Alt+F12 it would change its console.
USUAL = "Ctrl+Shift+F12"
BOTH = "Ctrl+Alt+F12, Ctrl+Shift+F12"


def held_keys(station: Workstation) -> str:
    rows: tuple[SettingRow, ...] = station.ask("settings")
    return next(row.value for row in rows if row.key == "stop.global_key")


def press(keys: str) -> float:
    """Press, and the moment before it."""
    began = time.monotonic()
    subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True)
    return began


def stopped_after_ms(station: Workstation, began: float) -> float:
    eventually(station.home.stop_file.exists, 5)
    return (time.monotonic() - began) * 1000


def is_stopped(status: AgentStatus) -> bool:
    return status.stop is not None


def test_the_key_stops_the_robot_though_no_window_of_ours_is_there(station: Workstation) -> None:
    station.start()
    eventually(lambda: held_keys(station) == USUAL, 10)
    assert stopped_after_ms(station, press("ctrl+shift+F12")) < 500
    stop = station.wait_for(is_stopped, 5).stop
    assert stop is not None
    assert stop.reason == USUAL
    engaged = "SELECT COUNT(*) FROM journal WHERE json_extract(header, '$.type') = 'stop.engaged'"
    eventually(lambda: station.query(engaged) == [(1,)], 5)


def test_where_the_display_keeps_no_key_for_itself_both_work(station: Workstation) -> None:
    if shutil.which("setxkbmap") is None:
        pytest.skip("setxkbmap is not installed")
    subprocess.run(["setxkbmap", "-option", "srvrkeys:none"], check=True)
    station.start()
    eventually(lambda: held_keys(station) == BOTH, 10)
    assert stopped_after_ms(station, press("ctrl+alt+F12")) < 500


def test_other_keys_with_f12_do_nothing(station: Workstation) -> None:
    station.start()
    eventually(lambda: held_keys(station) == USUAL, 10)
    for keys in ("F12", "ctrl+F12", "shift+F12", "alt+F12", "ctrl+shift+F11"):
        press(keys)
    # What was pressed before this answer has been heard before it too.
    station.ask("settings")
    assert not station.home.stop_file.exists()


def test_the_key_works_with_caps_and_num_lock_on(station: Workstation) -> None:
    station.start()
    eventually(lambda: held_keys(station) == USUAL, 10)
    for lock in ("Caps_Lock", "Num_Lock"):
        subprocess.run(["xdotool", "key", lock], check=True)
    began = time.monotonic()
    subprocess.run(["xdotool", "keydown", "ctrl", "keydown", "shift", "key", "F12"], check=True)
    subprocess.run(["xdotool", "keyup", "shift", "keyup", "ctrl"], check=True)
    assert stopped_after_ms(station, began) < 500


def test_the_key_stops_the_robot_while_the_window_hangs_in_front(station: Workstation) -> None:
    station.start()
    eventually(lambda: held_keys(station) == USUAL, 10)
    with window(station) as process:
        process.send_signal(signal.SIGSTOP)
        assert stopped_after_ms(station, press("ctrl+shift+F12")) < 500


def test_a_second_agent_is_told_that_the_key_is_taken(station: Workstation) -> None:
    station.start()
    eventually(lambda: held_keys(station) == USUAL, 10)
    second = Workstation(station.home.path.parent / "second", station._today)
    try:
        second.start()
        eventually(lambda: "global_key_held" in (second.home.logs / "agent.log").read_text(), 10)
        assert held_keys(second) == "—"
        stopped_after_ms(station, press("ctrl+shift+F12"))
        assert not second.home.stop_file.exists()
    finally:
        second.sweep()


def test_the_agent_outlives_its_screen(station: Workstation, server: Popen[bytes]) -> None:
    station.start()
    eventually(lambda: held_keys(station) == USUAL, 10)
    server.terminate()
    server.wait(10)
    eventually(lambda: held_keys(station) == "—", 10)
    assert station.ask("status").stop is None


@contextmanager
def window(station: Workstation) -> Iterator[subprocess.Popen[bytes]]:
    """The window in front of everything, with the keyboard."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "TANDEM_HOME": str(station.home.path),
        "PYTHONPATH": python_path(),
    }
    process = subprocess.Popen([sys.executable, "-P", "-m", "ui"], env=environment)
    try:
        shown = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid)]
        found = subprocess.run(shown, capture_output=True, text=True, check=True, timeout=30)
        front = found.stdout.split()[-1]
        subprocess.run(["xdotool", "windowactivate", "--sync", front], check=True, timeout=10)
        yield process
    finally:
        process.kill()
        process.wait(10)
