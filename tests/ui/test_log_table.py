"""Ten million rows: opened, scrolled and searched without the window ever waiting."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from robot.domain.errors import EnvironmentFault
from robot.domain.log_views import LogOpened, LogRow, LogRows
from tests.ui.bench import Bench
from tests.ui.fake_log import FakeLog
from tests.ui.fake_log_rows import EVERY
from tests.ui.log_bench import SLACK, K, LogBench
from ui.models.log_model import MOST_PIXELS, LogModel
from ui.models.log_pages import PAGE, LogPages
from ui.pages.review.log.search_bar import DEBOUNCE_MS

RECORDS = 10_000_000


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    return LogBench(bench)


def fake_rows(first: int, count: int) -> tuple[LogRow, ...]:
    log = FakeLog()
    return tuple(log.log_row(log.records - 1 - position) for position in range(first, first + count))


def cells(row: LogRow) -> tuple[str, ...]:
    return (str(row.seq),)


# --- the whole ---------------------------------------------------------------------------------------------


def test_ten_million_rows_open_within_half_a_second(seat: LogBench) -> None:
    before = seat.log.table.model_.result
    begun = time.perf_counter()
    seat.log.head.views["all"].click()
    seat.bench.until(lambda: seat.log.table.model_.result != before and seat.is_painted())
    took = (time.perf_counter() - begun) * 1000
    assert seat.log.table.model_.rowCount() == RECORDS
    assert took < 500 * SLACK, took


def test_the_wheel_scrolls_within_a_frame(seat: LogBench) -> None:
    seat.view("all")
    took = sorted(seat.wheel(1) for _ in range(200))
    assert seat.log.table.visible_rows()[0] > 500
    assert took[190] < 16 * SLACK, took[190]


def test_end_and_home_reach_the_last_row_and_the_first(seat: LogBench) -> None:
    seat.view("all")
    seat.press_in_table(K.Key_End)
    seat.bench.until(lambda: seat.log.table.position == RECORDS - 1 and seat.is_painted())
    seat.until_shown()
    assert seat.row.seq == 0
    assert seat.log.table.visible_rows()[1] >= RECORDS - 1
    assert seat.log.table.rowViewportPosition(RECORDS - 1) < seat.log.table.viewport().height()
    seat.press_in_table(K.Key_Home)
    seat.until_shown()
    assert seat.row.seq == RECORDS - 1


def test_a_letter_does_not_search_through_all_rows(seat: LogBench) -> None:
    seat.view("all")
    begun = time.thread_time()
    seat.log.table.keyboardSearch("x")
    assert (time.thread_time() - begun) * 1000 < 50
    assert seat.log.table.position == 0


def test_memory_does_not_grow_with_what_was_scrolled_through(seat: LogBench) -> None:
    seat.view("all")
    bar = seat.log.table.verticalScrollBar()
    for nth in range(80):
        bar.setValue(bar.maximum() // 80 * nth)
        seat.bench.until(seat.is_painted)
    assert len(seat.log.table.model_.pages) <= 64


def test_the_window_goes_on_while_rows_are_read(seat: LogBench) -> None:
    seat.view("all")
    gate = seat.agent.log_gates["log_rows"] = threading.Event()
    bar = seat.log.table.verticalScrollBar()
    begun = time.perf_counter()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    # The page is held back for longer than this.
    assert time.perf_counter() - begun < 5
    assert not seat.is_painted()
    delegate = seat.log.table.delegate
    assert not delegate.shows_skeleton
    seat.bench.until(lambda: delegate.shows_skeleton)
    gate.set()
    seat.bench.until(seat.is_painted)
    assert not delegate.shows_skeleton


def test_what_was_scrolled_past_is_not_read(seat: LogBench) -> None:
    seat.view("all")
    gate = seat.agent.log_gates["log_rows"] = threading.Event()
    before = len(seat.asked("log_rows"))
    bar = seat.log.table.verticalScrollBar()
    for nth in range(1, 40):
        bar.setValue(bar.maximum() // 40 * nth)
        QApplication.processEvents()
    gate.set()
    seat.bench.until(seat.is_painted)
    # The one under way when scrolling began, the place where it ended, and what lies around that.
    assert len(seat.asked("log_rows")) - before <= 4


def test_rows_that_fail_are_said_and_can_be_read_again(seat: LogBench) -> None:
    seat.view("all")
    seat.agent.log_break["log_rows"] = EnvironmentFault("the reader ended", code="reader.failed")
    bar = seat.log.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    seat.bench.until(seat.log.banner.isVisible)
    assert "已读到的仍在" in seat.log.banner.label.text()
    del seat.agent.log_break["log_rows"]
    seat.log.banner.button.click()
    seat.bench.until(lambda: not seat.log.banner.isVisible())
    seat.bench.until(seat.is_painted)


# --- searching ---------------------------------------------------------------------------------------------


def test_a_search_begins_once_typing_pauses(seat: LogBench) -> None:
    seat.press_in_table(K.Key_Slash)
    assert seat.log.search.field.hasFocus()
    before = len(seat.asked("log_open"))
    QTest.keyClicks(seat.log.search.field, "wf")
    seat.bench.until(lambda: seat.total == 1_668)
    asked = seat.asked("log_open")[before:]
    assert [args["query"]["text"] for args in asked] == ["wf"]
    assert seat.log.search.count.text().startswith("1,668 条")


def test_a_newer_search_replaces_the_one_under_way(seat: LogBench) -> None:
    gate = seat.agent.log_gates["log_open"] = threading.Event()
    field = seat.log.search.field
    field.setText("企业微信")
    seat.bench.until(lambda: len(seat.asked("log_open")) == 2)
    field.setText("保本")
    # The newer one reaches the agent although the older one has no answer yet.
    seat.bench.until(lambda: len(seat.asked("log_open")) == 3)
    gate.set()
    seat.bench.until(lambda: seat.total == 4_597)
    seat.bench.qtbot.wait(3 * DEBOUNCE_MS)
    assert seat.total == 4_597
    askers = {args["asker"] for args in seat.asked("log_open")}
    assert len(askers) == 1


def test_nothing_is_searched_in_the_middle_of_a_composition(seat: LogBench) -> None:
    seat.press_in_table(K.Key_Slash)
    field = seat.log.search.field
    before = len(seat.asked("log_open"))
    QApplication.sendEvent(field, QInputMethodEvent("bao'ben", []))
    seat.bench.qtbot.wait(3 * DEBOUNCE_MS)
    assert len(seat.asked("log_open")) == before
    committed = QInputMethodEvent("", [])
    committed.setCommitString("保本")
    QApplication.sendEvent(field, committed)
    seat.bench.until(lambda: seat.total == 4_597)
    assert len(seat.asked("log_open")) == before + 1


def test_enter_searches_at_once_and_goes_to_the_rows(seat: LogBench) -> None:
    seat.press_in_table(K.Key_Slash)
    seat.log.search.field.setText("保本")
    seat.press(K.Key_Return)
    assert seat.log.table.hasFocus()
    seat.bench.until(lambda: seat.total == 4_597)


def test_a_word_that_nothing_is_called_by_is_named(seat: LogBench) -> None:
    seat.log.search.field.setText("没有这个人")
    seat.bench.until(seat.log.rows.note.isVisible)
    assert "日志里没有叫“没有这个人”的" in seat.words(seat.log.rows)
    assert seat.log.evidence.record is None


# --- the model alone ---------------------------------------------------------------------------------------


def test_strings_are_made_once_for_each_row() -> None:
    made: list[int] = []

    def counted(row: LogRow) -> tuple[str, ...]:
        made.append(row.seq)
        return cells(row)

    pages = LogPages(counted)
    pages.put(0, fake_rows(0, PAGE))
    for _ in range(5):
        assert pages.at(7) is not None
    assert len(made) == PAGE


def test_the_page_looked_at_longest_ago_is_let_go() -> None:
    pages = LogPages(cells)
    for number in range(64):
        pages.put(number * PAGE, fake_rows(number * PAGE, 1))
    pages.touch(0, 0)
    pages.put(64 * PAGE, fake_rows(0, 1))
    assert pages.at(0) is not None
    assert pages.at(PAGE) is None


def test_a_page_of_another_result_is_not_taken() -> None:
    model = LogModel(("n",), cells)
    model.show(LogOpened(result=2, total=1000, is_whole=True, ms=1, rows=()))
    model.take(LogRows(result=1, first=0, rows=fake_rows(0, PAGE), total=1000, is_whole=True))
    assert model.row(0) is None


def test_more_rows_than_pixels_are_counted_and_not_shown() -> None:
    model = LogModel(("n",), cells)
    model.set_row_height(30)
    model.show(LogOpened(result=1, total=90_000_000, is_whole=True, ms=1, rows=()))
    assert model.total == 90_000_000
    assert model.rowCount() * 30 <= MOST_PIXELS


def test_a_growing_result_adds_rows_and_keeps_the_ones_it_has() -> None:
    model = LogModel(("n",), cells)
    opened = LogOpened(result=1, total=PAGE, is_whole=False, ms=1, rows=fake_rows(0, PAGE))
    model.show(opened)
    model.grow(5000)
    assert model.rowCount() == 5000
    assert model.row(3) == opened.rows[3]


def test_a_row_that_is_not_there_says_so_to_a_screen_reader() -> None:
    model = LogModel(("n",), cells)
    model.show(LogOpened(result=1, total=1000, is_whole=True, ms=1, rows=()))
    assert model.data(model.index(999, 0), Qt.ItemDataRole.AccessibleTextRole) == "读取中"


def test_a_changed_row_is_shown_at_its_place() -> None:
    model = LogModel(("n",), cells)
    rows = fake_rows(0, PAGE)
    model.show(LogOpened(result=1, total=PAGE, is_whole=True, ms=1, rows=rows))
    model.replace(4, replace(rows[4], seq=77))
    assert model.data(model.index(4, 0)) == "77"


def test_the_fake_is_what_it_says() -> None:
    assert FakeLog().log_row(EVERY * 5).anomaly
    assert not FakeLog().log_row(EVERY * 5 + 1).anomaly
