"""A supervisor reads the log by keys: rows, anomalies, filters, time, pictures, replay, marks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest

from robot.domain.errors import StateConflict
from tests.ui.bench import Bench
from tests.ui.fake_log_rows import EVERY
from tests.ui.log_bench import K, LogBench
from ui.models import log_own_views, log_query
from ui.pages.review.log.player import LONGEST_MS, SHORTEST_MS
from ui.widgets.buttons import Button

ANOMALIES = 10_000_000 // EVERY + 1


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    return LogBench(bench)


# --- what is there at first ---------------------------------------------------------------------------------


def test_anomalies_come_first_with_the_newest_chosen(seat: LogBench) -> None:
    assert seat.log.head.views["anomalies"].isChecked()
    assert seat.total == ANOMALIES
    assert seat.log.table.position == 0
    assert seat.row.anomaly
    assert seat.asked("log_open")[0]["query"]["view"] == "anomalies"
    assert seat.log.table.hasFocus()


def test_a_row_tells_time_run_site_act_customer_result_and_why(seat: LogBench) -> None:
    model = seat.log.table.model_
    told = [str(model.data(model.index(0, column))) for column in range(model.columnCount())]
    assert told[0] == "11-23 07:59:48"
    assert told[1] == "R02441"
    assert told[2] == "企业微信"
    assert told[3] == "任务结束"
    assert told[4] == seat.row.name
    assert told[5] == "拦截"
    assert told[7].startswith("话术被拦 · 明示或暗示保本")


def test_the_views_say_how_many(seat: LogBench) -> None:
    told = {view: chip.text().strip() for view, chip in seat.log.head.views.items()}
    assert told["anomalies"] == f"异常优先 {ANOMALIES:,}"
    assert told["waiting"] == "待我复核 42"
    seat.view("waiting")
    assert seat.total == 42
    seat.view("all")
    assert seat.total == 10_000_000


def test_nothing_is_asked_while_another_section_is_looked_at(bench: Bench) -> None:
    bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_3, at=bench.window)
    bench.until(lambda: bool(bench.asked("reviews")))
    assert bench.asked("log_open") == []


def test_the_reader_is_woken_as_soon_as_the_page_is_shown(bench: Bench) -> None:
    bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_3, at=bench.window)
    bench.until(lambda: len(bench.asked("log_sources")) == 1)
    assert bench.asked("log_open") == []


# --- rows ---------------------------------------------------------------------------------------------------


def test_j_and_k_step_and_the_record_follows(seat: LogBench) -> None:
    first = seat.row.seq
    seat.press(K.Key_J)
    seat.until_shown()
    assert seat.record.row.seq == first - EVERY
    seat.press(K.Key_K)
    seat.until_shown()
    assert seat.record.row.seq == first


def test_only_the_record_where_stepping_ends_is_read(seat: LogBench) -> None:
    before = len(seat.asked("log_record"))
    seat.agent.delay_s["log_record"] = 0.05
    for _ in range(20):
        seat.press(K.Key_J)
    seat.until_shown()
    assert seat.log.table.position == 20
    assert len(seat.asked("log_record")) - before <= 3


def test_brackets_go_from_anomaly_to_anomaly_among_all_records(seat: LogBench) -> None:
    seat.view("all")
    seat.press_in_table(K.Key_BracketRight)
    seat.bench.until(lambda: seat.log.table.position > 0)
    first = seat.log.table.position
    assert seat.row.seq % EVERY == 0
    seat.press_in_table(K.Key_BracketRight)
    seat.bench.until(lambda: seat.log.table.position == first + EVERY)
    seat.press_in_table(K.Key_BracketLeft)
    seat.bench.until(lambda: seat.log.table.position == first)
    seat.press_in_table(K.Key_BracketLeft)
    seat.bench.until(lambda: "没有更多异常" in seat.words(seat.log.evidence))


def test_enter_goes_to_the_record_and_escape_comes_back(seat: LogBench) -> None:
    seat.press(K.Key_Return)
    assert seat.log.evidence.viewer.strip.hasFocus()
    seat.press(K.Key_Escape)
    assert seat.log.table.hasFocus()


def test_a_record_of_the_same_task_is_found_in_another_view(seat: LogBench) -> None:
    related = seat.log.evidence.facts.related
    wanted = next(row.seq for row in seat.record.related if row.seq % EVERY)
    related.wanted.emit(wanted)
    seat.bench.until(lambda: seat.log.evidence.record is not None and seat.record.row.seq == wanted)
    assert seat.log.desk.query.view == "all"
    assert seat.row.seq == wanted


def test_new_records_are_announced_and_come_with_f5(seat: LogBench) -> None:
    seat.agent.log_newer = 12
    seat.log.desk.ask_state()
    seat.bench.until(seat.log.search.newer.isVisible)
    assert "12" in seat.log.search.newer.text()
    seat.agent.log_newer = 0
    before = len(seat.asked("log_open"))
    seat.press(K.Key_F5)
    seat.bench.until(lambda: len(seat.asked("log_open")) > before)
    seat.bench.until(lambda: not seat.log.search.newer.isVisible())


def test_a_result_that_the_reader_lost_is_made_anew_at_the_same_row(seat: LogBench) -> None:
    for _ in range(3):
        seat.press(K.Key_J)
    seat.until_shown()
    held, opened = seat.row.seq, len(seat.asked("log_open"))
    seat.agent.log_break_once["log_rows"] = StateConflict("closed", code="log.result_closed")
    bar = seat.log.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    seat.bench.until(lambda: len(seat.asked("log_open")) > opened)
    seat.bench.until(lambda: seat.log.table.position == 3)
    assert seat.row.seq == held
    seat.bench.until(lambda: not seat.log.banner.isVisible())


# --- filters and time ---------------------------------------------------------------------------------------


def test_f_filters_by_keys_with_counts(seat: LogBench) -> None:
    seat.press(K.Key_F)
    panel = seat.log.filters
    seat.bench.until(lambda: panel.values.model().rowCount() == 4)
    assert panel.facets.hasFocus()
    assert "9,301" in panel.values.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    seat.press(K.Key_Right)
    seat.press(K.Key_Down)
    seat.press(K.Key_Space)
    seat.bench.until(lambda: seat.total == ANOMALIES // 7)
    assert seat.log.desk.query.filters == {"anomaly": ("identity",)}
    seat.press(K.Key_Escape)
    assert not panel.isVisible()
    assert seat.log.table.hasFocus()
    chip = seat.log.search.chips.findChildren(Button)[-1]
    assert chip.accessibleName() == "去掉筛选：异常: 身份或内容不符"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    seat.bench.until(lambda: seat.total == ANOMALIES)


def test_dragging_over_the_strip_chooses_a_time(seat: LogBench) -> None:
    strip = seat.log.histogram
    seat.bench.until(lambda: len(strip.bars) == 120)
    middle, y = strip.width() // 2, 20
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(middle, y))
    QTest.mouseMove(strip, QPoint(middle + 100, y))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(middle + 100, y))
    chosen = strip.range
    assert chosen is not None
    assert chosen[0] == strip.bars[60].begins
    seat.bench.until(lambda: 0 < seat.total < ANOMALIES // 5)
    seat.until_shown()
    assert chosen[0] <= seat.row.at < chosen[1]
    asked = seat.asked("log_open")[-1]["query"]
    assert (asked["time_from"], asked["time_until"]) == chosen
    # What lies around the chosen time stays to be seen: the strip is not asked for again.
    assert len(seat.asked("log_histogram")) == 1


def test_arrows_step_through_time_and_escape_lets_go(seat: LogBench) -> None:
    strip = seat.log.histogram
    seat.bench.until(lambda: bool(strip.bars))
    seat.press(K.Key_T)
    assert strip.hasFocus()
    seat.press(K.Key_Left)
    assert strip.range == (strip.bars[-1].begins, strip.bars[-1].ends)
    seat.press(K.Key_Left)
    assert strip.range == (strip.bars[-2].begins, strip.bars[-2].ends)
    seat.press(K.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert strip.range == (strip.bars[-2].begins, strip.bars[-1].ends)
    seat.bench.until(lambda: log_query.chosen_time(seat.log.desk.query) == strip.range)
    assert "至" in strip.accessibleDescription()
    seat.press(K.Key_Escape)
    assert strip.range is None
    seat.bench.until(lambda: seat.total == ANOMALIES)


def test_a_view_keeps_the_words_and_the_time(seat: LogBench) -> None:
    seat.log.search.field.setText("保本")
    seat.bench.until(lambda: seat.total == 4_597)
    seat.view("all")
    assert seat.asked("log_open")[-1]["query"]["text"] == "保本"


def test_a_view_of_one_s_own_is_saved_without_the_words_and_comes_back(
    seat: LogBench, settings: QSettings
) -> None:
    head = seat.log.head
    seat.log.search.field.setText("保本")
    seat.bench.until(lambda: seat.total == 4_597)
    seat.log.filters.toggled.emit("result", "refused")
    seat.bench.until(lambda: seat.total == 4_597 // 7)
    head.save.click()
    assert head.name.hasFocus()
    head.name.setText("拦截的")
    seat.press(K.Key_Return)
    assert [chip.text() for chip in head.own] == ["拦截的"]
    assert head.own[0].isChecked()
    kept = str(settings.value("log_views"))
    assert "refused" in kept
    assert "保本" not in kept
    seat.view("all")
    assert not head.own[0].isChecked()
    head.own[0].click()
    seat.bench.until(lambda: seat.log.desk.query.filters == {"result": ("refused",)})
    assert seat.log.desk.query.text == ""
    head.own[0].setFocus()
    seat.press(K.Key_Delete)
    assert head.own == []
    assert head.views["anomalies"].isChecked()
    assert log_own_views.read(str(settings.value("log_views"))) == ()


@pytest.mark.parametrize(
    "kept", ["", "{", "7", '[{"name": "x"}]', '[{"name": "", "view": "all", "filters": {}}]']
)
def test_a_spoiled_file_of_views_is_no_view(kept: str) -> None:
    assert log_own_views.read(kept) == ()


# --- pictures and replay ------------------------------------------------------------------------------------


def test_the_clicked_element_is_marked_in_the_picture(seat: LogBench) -> None:
    view = seat.log.evidence.viewer.view
    seat.bench.until(lambda: view.has_picture)
    box = view.box
    assert box is not None
    assert (round(box.x() * 1280), round(box.y() * 720)) == (905, 545)


def test_b_turns_between_before_and_after(seat: LogBench) -> None:
    viewer = seat.log.evidence.viewer
    seat.bench.until(lambda: viewer.view.has_picture)
    assert viewer.is_after
    seat.press(K.Key_B)
    assert not viewer.is_after
    assert viewer.before.isChecked()
    seat.bench.until(lambda: viewer.view.has_picture)
    # Nothing was clicked in the picture before.
    assert viewer.view.box is None
    seat.press(K.Key_B)
    assert viewer.is_after
    assert viewer.view.box is not None


def test_a_picture_without_a_click_is_shown_whole(seat: LogBench) -> None:
    view = seat.log.evidence.viewer.view
    seat.bench.until(lambda: view.has_picture)
    assert view.zoom == 1.0
    seat.press(K.Key_B)
    seat.bench.until(lambda: view.has_picture and view.box is None)
    assert view.zoom == 0.0
    seat.press(K.Key_Plus)
    assert view.zoom == 1.0
    # How a clicked element is looked at stays as it was.
    seat.press(K.Key_B)
    seat.press(K.Key_Plus)
    assert view.zoom == 1.5
    seat.press(K.Key_B)
    assert view.zoom == 1.0


def test_plus_and_minus_enlarge(seat: LogBench) -> None:
    view = seat.log.evidence.viewer.view
    at_first = view.zoom
    seat.press(K.Key_Plus)
    assert view.zoom > at_first
    seat.press(K.Key_Minus)
    seat.press(K.Key_Minus)
    assert view.zoom == 0


def test_space_plays_the_steps_at_their_pace_and_stops(seat: LogBench) -> None:
    viewer = seat.log.evidence.viewer
    seen: list[int] = []
    viewer.player.shown.connect(seen.append)
    seat.press(K.Key_Space)
    assert viewer.player.is_playing
    seat.bench.until(lambda: len(seen) >= 3)
    seat.press(K.Key_Space)
    assert not viewer.player.is_playing
    stopped = len(seen)
    assert seen == list(range(stopped))
    assert viewer.strip.current == seen[-1]
    seat.bench.qtbot.wait(2 * viewer.player.pause_ms(seen[-1]))
    assert len(seen) == stopped
    seat.press(K.Key_Space)
    assert seen[-1] == stopped - 1
    seat.bench.until(lambda: not viewer.player.is_playing, timeout=9000)
    assert seen[-1] == len(seat.record.steps) - 1


def test_a_long_wait_is_cut_short_and_a_short_one_can_be_seen(seat: LogBench) -> None:
    player = seat.log.evidence.viewer.player
    steps = seat.record.steps
    player.load((steps[0], steps[-1], steps[-1]))
    assert player.pause_ms(0) == LONGEST_MS
    assert player.pause_ms(1) == SHORTEST_MS


def test_another_row_stops_what_plays(seat: LogBench) -> None:
    viewer = seat.log.evidence.viewer
    seat.press(K.Key_Space)
    seat.press(K.Key_J)
    seat.until_shown()
    assert not viewer.player.is_playing
    assert viewer.step == -1


def test_arrows_in_the_strip_of_steps_choose_one(seat: LogBench) -> None:
    viewer = seat.log.evidence.viewer
    seat.press(K.Key_Return)
    begin = viewer.strip.current
    seat.press(K.Key_Left)
    assert viewer.strip.current == begin - 1
    seat.bench.until(lambda: viewer.view.has_picture)
    seat.press(K.Key_Left)
    seat.bench.until(lambda: "这一步没有画面" in viewer.view.accessibleDescription())


def test_space_on_a_button_presses_the_button(seat: LogBench) -> None:
    seat.log.evidence.viewer.larger.setFocus()
    before = seat.log.evidence.viewer.view.zoom
    seat.press(K.Key_Space)
    assert seat.log.evidence.viewer.view.zoom > before
    assert not seat.log.evidence.viewer.player.is_playing


# --- the chain, said plainly --------------------------------------------------------------------------------


def test_the_place_in_the_chain_is_said_plainly(seat: LogBench) -> None:
    seat.bench.until(lambda: seat.record.row.seq % 2 == 0)
    told = seat.words(seat.log.evidence.facts)
    for part in (
        "不得明示或暗示保本、无风险或保收益",
        "新客理财邀约 · 第 3 版 · new-wealth-wecom",
        f"第 {seat.row.seq:,} 条，共 10,000,000 条",
        "哈希、记录头与内容相符",
        "检查点 10,000,000",
        "已锚定：见证处不受本账号控制",
    ):
        assert part in told
    seat.press(K.Key_J)
    seat.until_shown()
    assert "未锚定：已见证；能登录本机这个账号的人可以连见证一起改" in seat.words(seat.log.evidence.facts)
