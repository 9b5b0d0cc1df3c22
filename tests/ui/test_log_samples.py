"""A sample in the view of what waits: what it proves, how much is looked at, and a draw by its button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from robot.domain.errors import StateConflict
from tests.ui.bench import Bench
from tests.ui.fake_log_samples import DRAWN, SENDS
from tests.ui.log_bench import K, LogBench
from ui.words import sample_words


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    return LogBench(bench)


def draw(seat: LogBench) -> None:
    """By the button, with the days that are chosen at first."""
    strip, dialog = seat.log.sample, seat.log.sampling.dialog
    strip.draw.click()
    seat.bench.until(dialog.confirm.isEnabled)
    dialog.confirm.click()
    seat.bench.until(lambda: not dialog.isVisible())


def test_nothing_is_asked_and_nothing_shown_in_other_views(seat: LogBench) -> None:
    assert not seat.log.sample.isVisible()
    assert seat.asked("log_sample") == []


def test_without_a_sample_it_says_what_one_would_be_good_for(seat: LogBench) -> None:
    seat.view("waiting")
    strip = seat.log.sample
    assert strip.isVisible()
    seat.bench.until(lambda: "还没有抽样" in strip.statement.text())
    assert not strip.counts.isVisible()
    assert strip.draw.isEnabled()


def test_the_size_is_told_before_anything_is_drawn(seat: LogBench) -> None:
    seat.view("waiting")
    seat.log.sample.draw.click()
    dialog = seat.log.sampling.dialog
    assert dialog.days.hasFocus()
    assert not dialog.confirm.isEnabled()
    seat.bench.until(dialog.confirm.isEnabled)
    assert f"{SENDS * 5:,} 条发送，抽约 {DRAWN} 条" in dialog.told.text()
    assert "至少有 95.1% 的把握抽中一条" in dialog.told.text()
    QTest.keyClick(dialog.days, K.Key_Down)
    seat.bench.until(lambda: f"{SENDS * 10:,} 条发送" in dialog.told.text())
    seat.press(K.Key_Escape)
    assert not dialog.isVisible()
    assert seat.asked("log_sample_draw") == []


def test_a_draw_promises_and_looking_at_it_proves(seat: LogBench) -> None:
    seat.view("waiting")
    draw(seat)
    strip = seat.log.sample
    assert strip.statement.text() == "如果 1% 的发送有问题，这份样本至少有 95.1% 的把握抽中一条"
    assert f"已看 0 / {DRAWN} 条 · 抽自 {SENDS * 5:,} 条发送" in strip.counts.text()
    assert seat.asked("log_sample_draw") == [{"until": None, "days": 5}]
    for key in (K.Key_R, K.Key_R, K.Key_R, K.Key_R, K.Key_U):
        seat.until_shown()
        seat.press_in_table(key)
    seat.bench.until(lambda: f"已看 5 / {DRAWN} 条" in strip.counts.text())
    assert "发现有问题 1 条 · 有问题的最多占 60.0%（95% 上限，n=5）" in strip.counts.text()
    assert strip.statement.text().startswith("就已看的部分：如果 1% 的发送有问题，至少有 11.3% 的把握")


def test_what_was_drawn_is_shown_once_the_index_has_it(seat: LogBench) -> None:
    seat.view("waiting")
    draw(seat)
    opened = len(seat.asked("log_open"))
    seat.agent.log_newer = 1
    seat.log.desk.ask_state()
    seat.bench.until(lambda: len(seat.asked("log_open")) > opened)
    seat.agent.log_newer = 0
    seat.bench.until(lambda: bool(seat.asked("log_coverage")))
    assert "95.1%" in seat.log.sample.statement.text()


def test_a_refused_draw_says_why_and_keeps_the_dialog(seat: LogBench) -> None:
    seat.view("waiting")
    seat.agent.log_break["log_sample_draw"] = StateConflict("open", code="log.sample_open")
    dialog = seat.log.sampling.dialog
    seat.log.sample.draw.click()
    seat.bench.until(dialog.confirm.isEnabled)
    dialog.confirm.click()
    seat.bench.until(lambda: "还没有看完，没有再抽" in dialog.told.text())
    assert dialog.isVisible()
    assert not dialog.confirm.isEnabled()


def test_days_without_sends_cannot_be_drawn_from(seat: LogBench) -> None:
    seat.view("waiting")
    dialog = seat.log.sampling.dialog
    seat.log.sample.draw.click()
    QTest.keyClick(dialog.days, Qt.Key.Key_Up)
    assert dialog.workdays == 1
    seat.bench.until(lambda: "这几天没有发送" in dialog.told.text())
    assert not dialog.confirm.isEnabled()


def test_a_sample_that_is_not_drawn_so_again_proves_nothing(seat: LogBench) -> None:
    seat.view("waiting")
    draw(seat)
    seat.agent.log_is_repeatable = False
    seat.log.refresh()
    seat.bench.until(lambda: "不能证明什么" in seat.log.sample.statement.text())
    assert "上限" not in seat.log.sample.counts.text()


def test_who_may_not_review_cannot_draw(bench: Bench) -> None:
    bench.agent.may_review = False
    seat = LogBench(bench)
    seat.view("waiting")
    assert not seat.log.sample.draw.isEnabled()
    assert seat.log.sample.draw.toolTip()


def test_promises_are_rounded_down_and_limits_up() -> None:
    assert sample_words.percent_down(0.9519) == "95.1%"
    assert sample_words.percent_up(0.0091) == "1.0%"
    assert sample_words.percent_up(0.01) == "1.0%"
