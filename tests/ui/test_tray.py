"""The tray: its state and menu, and when the desktop is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtGui import QAction

from robot.domain import views
from tests.ui.bench import Bench
from tests.ui.fake_day import make_run
from ui.notifications import Notifications

#: Ten in the morning, and eleven at night, in the bank's zone.
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def menu(bench: Bench) -> list[QAction]:
    bench.made.tray._fill()
    return bench.made.tray.menu.actions()


def words(bench: Bench) -> list[str]:
    return [action.text() for action in menu(bench)]


def test_tray_state_and_menu(bench: Bench) -> None:
    tray = bench.made.tray
    assert tray.state == "idle"
    bench.agent.run = make_run("paused", 600)
    bench.agent.touch()
    bench.until(lambda: tray.state == "paused")
    told = words(bench)
    assert "打开今日（90 条待办）" in told
    assert "当前：已暂停 412/600" in told
    assert "继续运行" in told
    assert "急停" in told
    assert "今晨报告" in told


def test_the_night_batch_is_called_so(bench: Bench) -> None:
    bench.agent.run = replace(make_run("running", 600), kind="scheduled")
    bench.agent.touch()
    bench.until(lambda: "当前：夜间批次 412/600" in words(bench))
    bench.agent.run = replace(bench.agent.run, state="waiting")
    bench.agent.touch()
    bench.until(lambda: "当前：夜间批次 等待中 412/600" in words(bench))


def test_the_schedule_is_switched_from_the_tray(bench: Bench) -> None:
    assert "下次开始 11-23 20:30" in words(bench)
    switch = next(action for action in menu(bench) if action.text() == "无人值守计划")
    assert switch.isChecked()
    switch.trigger()
    bench.until(lambda: bench.agent.night is not None and not bench.agent.night.is_on)
    bench.until(lambda: not switch.isChecked())
    switch.trigger()
    bench.until(lambda: bench.agent.night is not None and bench.agent.night.is_on)


def test_the_page_is_handed_back_from_the_tray(bench: Bench) -> None:
    assert "交还" not in words(bench)
    bench.agent.taken_over_by = "liming"
    bench.agent.touch()
    bench.until(lambda: "交还" in words(bench))
    next(action for action in menu(bench) if action.text() == "交还").trigger()
    bench.until(lambda: bench.agent.taken_over_by == "")


class Desktop:
    """Notifications shown, and a clock to turn."""

    def __init__(self, status: views.AgentStatus) -> None:
        self.shown: list[str] = []
        self.seconds = 0.0
        self.status = replace(status, now=MORNING)
        self._told = Notifications(lambda _title, text: self.shown.append(text), clock=lambda: self.seconds)
        self._told.take(self.status)

    def take(self, **changes: object) -> None:
        self.status = replace(self.status, **changes)  # type: ignore[arg-type]
        self._told.take(self.status)


def desktop(bench: Bench) -> Desktop:
    status = bench.made.bridge.status
    assert status is not None
    return Desktop(status)


def waiting(count: int) -> tuple[views.Attention, ...]:
    item = views.Attention(
        task_id="T1", site="wecom", name="赵**", reason="person.login_needed", since=MORNING
    )
    return (item,) * count


def test_notifications_are_rare_and_name_nobody(bench: Bench) -> None:
    seat = desktop(bench)
    for number in (1, 2, 3):
        seat.take(attention=waiting(number))
    assert seat.shown == ["1 件事在等您处理"]
    seat.seconds = 601.0
    seat.take()
    assert seat.shown[1:] == ["3 件事在等您处理"], "what came meanwhile is told together"
    assert "赵" not in "".join(seat.shown)


def test_what_was_settled_meanwhile_is_not_told(bench: Bench) -> None:
    seat = desktop(bench)
    seat.take(attention=waiting(1))
    seat.take(attention=waiting(2))
    seat.seconds = 601.0
    seat.take(attention=())
    assert len(seat.shown) == 1


def test_at_night_only_a_stop_and_an_error_are_told_and_the_rest_in_the_morning(bench: Bench) -> None:
    seat = desktop(bench)
    seat.take(now=NIGHT, attention=waiting(2))
    seat.take(run=make_run("running", 600))
    seat.take(run=make_run("ended", 600))
    assert seat.shown == []
    seat.take(stop=views.StopView(by="liming", at=NIGHT, reason=""))
    assert seat.shown == ["急停已按下，不再发送任何消息"]
    seat.take(now=MORNING)
    assert sorted(seat.shown[1:]) == [
        "2 件事在等您处理",
        "运行结束，处理了 412 条，其中 3 条没有发成，请查看",
    ]
