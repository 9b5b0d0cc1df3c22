"""The kill switch, losing the agent, finding it again, starting and pausing, one window a home."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.errors import AgentUnreachable
from tests.ui.bench import Bench
from tests.ui.fake_agent import FakeAgent
from ui.bridge.launcher import AgentLauncher
from ui.single_instance import SingleInstance, instance_name

K = Qt.Key


def test_kill_goes_past_a_busy_line_and_locks_the_window(bench: Bench) -> None:
    bench.agent.delay_s["note"] = 1.5
    bench.desk.note("slow")
    bench.window.actions_.kill.trigger()
    bench.until(lambda: bench.agent.stop is not None, timeout=1000)
    bench.until(lambda: bench.window.banner.code == "stopped")
    assert "E1024" in bench.window.banner.label.text()
    bench.press(K.Key_Return)
    assert bench.agent.sent == []
    assert not bench.today.row.buttons["send"].button.isEnabled()
    assert bench.made.tray.state == "stopped"
    bench.window.banner.button.click()
    bench.until(lambda: bench.agent.stop is None, timeout=4000)
    bench.until(lambda: bench.window.banner.code == "")


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier])
def test_kill_by_either_key_even_while_typing(bench: Bench, modifier: Qt.KeyboardModifier) -> None:
    bench.press(K.Key_N)
    note = bench.today.script.note
    bench.until(note.hasFocus)
    bench.press_with(Qt.KeyboardModifier.ControlModifier | modifier, K.Key_F12, at=note)
    bench.until(lambda: bench.agent.stop is not None, timeout=1000)


def test_kill_without_an_agent_leaves_the_stop_file(bench: Bench, home: Home) -> None:
    bench.agent.close()
    bench.until(lambda: not bench.made.bridge.is_online)
    bench.window.actions_.kill.trigger()
    bench.until(home.stop_file.exists)


def test_lost_and_found(bench: Bench, home: Home) -> None:
    count = bench.desk.shown.rowCount()
    bench.agent.close()
    bench.until(lambda: bench.window.banner.code == "offline")
    assert str(count) in bench.window.banner.label.text()
    assert bench.desk.shown.rowCount() == count
    bench.press(K.Key_Return)
    assert bench.desk.holds.all() == []
    assert "离线" in bench.today.row.buttons["send"].button.accessibleName()
    second = FakeAgent(home).start()
    try:
        bench.until(lambda: bench.window.banner.code == "", timeout=6000)
        bench.until(lambda: bench.desk.closed_because() == "", timeout=6000)
        bench.press(K.Key_Return)
        bench.until(lambda: len(second.sent) == 1)
    finally:
        second.close()


def test_the_launcher_starts_one_at_a_time(tmp_path: Path, qtbot: QtBot) -> None:
    mark = tmp_path / "started"
    code = f"import pathlib, time; pathlib.Path({str(mark)!r}).open('a').write('x'); time.sleep(30)"
    launcher = AgentLauncher([sys.executable, "-c", code])
    launcher.launch()
    qtbot.waitUntil(mark.exists, timeout=5000)
    launcher.launch()
    assert mark.read_text() == "x"
    process = launcher._process
    assert process is not None
    process.kill()
    process.wait()
    AgentLauncher(["/nonexistent/agent"]).launch()
    AgentLauncher(None).launch()


def test_a_window_does_not_wait_for_a_slow_agent(bench: Bench) -> None:
    bench.agent.delay_s["approve"] = 1.0
    first = bench.desk.current
    bench.press(K.Key_Return)
    assert bench.desk.current != first
    assert bench.desk.holds.of(first) is not None
    bench.until(lambda: first in bench.agent.holds, timeout=3000)


def test_start_pause_resume(bench: Bench) -> None:
    act = bench.window.actions_
    act.start.trigger()
    bench.until(act.pause.isEnabled)
    assert not act.start.isEnabled()
    act.pause.trigger()
    bench.until(lambda: act.pause.text() == "继续运行")
    act.pause.trigger()
    bench.until(lambda: act.pause.text() == "本步后暂停")
    assert [verb for verb in bench.agent.verbs() if verb in ("run", "pause", "resume")] == [
        "run",
        "pause",
        "resume",
    ]


def test_a_site_stopped_after_unknown_is_settled_from_the_banner(bench: Bench) -> None:
    bench.agent.stopped_sites = ("wecom",)
    bench.agent.touch()
    bench.until(lambda: bench.window.banner.code == "site_stopped")
    bench.window.banner.button.click()
    bench.until(lambda: bench.window.banner.code == "")


def test_without_a_tray_host_closing_the_window_ends_the_process(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits = []
    monkeypatch.setattr(bench.made, "quit", lambda: quits.append(True))
    assert not bench.made.tray.is_shown
    bench.window.close()
    assert quits == [True]


def test_one_window_for_each_home(qtbot: QtBot, tmp_path: Path) -> None:
    name = instance_name(str(tmp_path))
    first, second = SingleInstance(name), SingleInstance(name)
    assert first.is_first()
    with qtbot.waitSignal(first.raise_requested, timeout=2000):
        assert not second.is_first()
    first.close()


def test_a_connection_is_refused_without_the_key(home: Home, agent: FakeAgent) -> None:
    home.session_key.write_bytes(b"x" * 32)
    with pytest.raises(AgentUnreachable):
        AgentClient(home)
