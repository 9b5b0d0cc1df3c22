"""The kill switch, losing the agent, finding it again, the run page, the tray and its notifications."""

from __future__ import annotations

import base64
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain import views
from robot.domain.errors import AgentUnreachable
from tests.ui.bench import Bench
from tests.ui.fake_agent import FakeAgent
from tests.ui.fake_day import make_run
from ui.bridge.launcher import AgentLauncher
from ui.notifications import Notifications
from ui.pages.run.page import RunPage
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


def picture() -> str:
    image = QImage(64, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return base64.b64encode(held.data()).decode()


def test_the_run_page_shows_the_run(bench: Bench) -> None:
    now = datetime.now(UTC)
    bench.agent.run = make_run("running", 600)
    bench.agent.frame = views.Frame(taken_at=now, site="wecom", jpeg_base64=picture())
    bench.agent.attention = (
        views.Attention(
            task_id="T20261123-0009",
            site="wecom",
            name="赵**",
            reason="person.login_needed",
            since=now - timedelta(minutes=4),
        ),
    )
    bench.agent.touch()
    bench.window.actions_.run_page.trigger()
    page = bench.window.page("run")
    assert isinstance(page, RunPage)
    bench.until(lambda: page.progress.done.text() == "412 / 600")
    assert page.progress.counts["confirmed"].text() == "403"
    assert page.progress.counts["refused"].text() == "6"
    assert "8.7" in page.progress.pace.text()
    assert "±" in page.progress.pace.text()
    assert page.steps.rowCount() == 6
    assert page.attention.heading.text() == "需要您处理 1"
    bench.until(lambda: page.frame.taken_at is not None)
    asked = len(bench.asked("frame"))
    bench.qtbot.wait(1100)
    assert len(bench.asked("frame")) - asked <= 3
    bench.window.actions_.today.trigger()
    bench.qtbot.wait(300)
    asked = len(bench.asked("frame"))
    bench.qtbot.wait(700)
    assert len(bench.asked("frame")) == asked


def test_without_a_run_the_steps_card_explains(bench: Bench) -> None:
    bench.window.actions_.run_page.trigger()
    page = bench.window.page("run")
    assert isinstance(page, RunPage)
    assert page.no_steps.isVisible()
    assert not page.table.isVisible()
    assert page.no_steps.title.text() == "今天还没有无人值守的运行"
    bench.agent.run = replace(make_run("running", 600), steps=())
    bench.agent.touch()
    bench.until(lambda: page.no_steps.title.text() == "机器人正在准备")
    bench.agent.run = make_run("running", 600)
    bench.agent.touch()
    bench.until(page.table.isVisible)


def test_a_missing_record_is_not_called_an_unsent_message(bench: Bench) -> None:
    task_id = bench.desk.shown.open_ids()[4]
    bench.agent.end(task_id, "confirmed", "effect.read_back")
    bench.until(lambda: bench.row(task_id).outcome == "confirmed")
    now = datetime.now(UTC)
    item = views.Attention(
        task_id=task_id, site="crm", name="赵*", reason="cancelled.stopped", since=now - timedelta(minutes=1)
    )
    bench.agent.attention = (item, replace(item, task_id=bench.desk.current, reason="person.login_needed"))
    bench.agent.touch()
    bench.window.actions_.run_page.trigger()
    page = bench.window.page("run")
    assert isinstance(page, RunPage)
    bench.until(lambda: page.attention.heading.text() == "需要您处理 2")
    told = [label.text() for label in page.attention.findChildren(QLabel)]
    assert "消息已送达，联系记录没有登记" in told
    assert "需要您登录网站" in told
    assert "急停时取消，没有发出" not in told


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


def test_tray_state_and_menu(bench: Bench) -> None:
    tray = bench.made.tray
    assert tray.state == "idle"
    bench.agent.run = make_run("paused", 600)
    bench.agent.touch()
    bench.until(lambda: tray.state == "paused")
    tray._fill()
    words = [action.text() for action in tray.menu.actions()]
    assert "打开今日（90 条待办）" in words
    assert "当前：已暂停 412/600" in words
    assert "继续运行" in words
    assert "急停" in words


def test_without_a_tray_host_closing_the_window_ends_the_process(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits = []
    monkeypatch.setattr(bench.made, "quit", lambda: quits.append(True))
    assert not bench.made.tray.is_shown
    bench.window.close()
    assert quits == [True]


def test_notifications_are_rare_and_name_nobody(bench: Bench) -> None:
    shown, now = [], [0.0]
    told = Notifications(lambda _title, text: shown.append(text), clock=lambda: now[0])
    status = bench.made.bridge.status
    assert status is not None
    item = views.Attention(
        task_id="T1", site="wecom", name="赵**", reason="person.login_needed", since=status.now
    )
    for number in (0, 1, 2, 3):
        told.take(replace(status, attention=(item,) * number))
    assert shown == ["1 件事在等您处理"]
    now[0] = 601.0
    told.take(replace(status, attention=(item,) * 4))
    assert len(shown) == 2
    assert "赵" not in "".join(shown)


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
