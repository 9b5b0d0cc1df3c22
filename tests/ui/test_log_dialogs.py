"""What a supervisor does to the log beyond reading: unmask, verify, export, import; and the states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit, QWidget

from robot.domain.errors import NotPermitted
from robot.domain.log_views import AnomalyKind, LogFacet, LogMark, LogView
from robot.journal.verify_layers import Layer
from robot.reporting import log_words as searched_words
from tests.ui.bench import Bench
from tests.ui.fake_log_rows import EVERY, HOSTILE
from tests.ui.log_bench import K, LogBench
from tests.ui.test_accessibility import CONTROLS, is_inner
from ui.words import log_codes, log_words, sentences

#: How a refusal of the engine about the log is written.
_REFUSAL = re.compile(r'code ?= ?"((?:log|export|bundle)\.\w+)"')


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    return LogBench(bench)


# --- what is masked ----------------------------------------------------------------------------------------


def test_unmasking_asks_why_shows_the_text_and_says_that_it_was_logged(seat: LogBench) -> None:
    seq = seat.row.seq
    seat.press(K.Key_O)
    dialog = seat.log.intents.unmask
    assert dialog.isVisible()
    assert dialog.reason.hasFocus()
    assert not dialog.confirm.isEnabled()
    dialog.reason.setText("客户")
    seat.press(K.Key_Return)
    assert seat.asked("log_unmask") == []
    dialog.reason.setText("客户投诉核查")
    seat.press(K.Key_Return)
    seat.bench.until(dialog.facts.isVisible)
    assert seat.asked("log_unmask") == [{"source": "this", "seq": seq, "reason": "客户投诉核查"}]
    told = seat.words(dialog)
    assert "王芳" in told
    assert f"{HOSTILE}本产品保本保收益" in told
    assert "已记入日志第 10,000,000 条" in told
    seat.press(K.Key_Escape)
    assert not dialog.isVisible()
    assert seat.log.table.hasFocus()


def test_what_was_opened_is_gone_when_the_dialog_closes(seat: LogBench) -> None:
    seat.press(K.Key_O)
    dialog = seat.log.intents.unmask
    dialog.reason.setText("客户投诉核查")
    seat.press(K.Key_Return)
    seat.bench.until(dialog.facts.isVisible)
    seat.press(K.Key_Escape)
    seat.press(K.Key_O)
    assert not dialog.facts.isVisible()
    assert dialog.reason.text() == ""
    assert "王芳" not in seat.words(dialog)


def test_another_page_puts_away_what_was_opened(seat: LogBench) -> None:
    seat.bench.until(lambda: seat.log.evidence.viewer.view.has_picture)
    seat.press(K.Key_O)
    dialog = seat.log.intents.unmask
    dialog.reason.setText("客户投诉核查")
    seat.press(K.Key_Return)
    seat.bench.until(dialog.facts.isVisible)
    seat.bench.window.show_page("today")
    assert not dialog.isVisible()
    assert "王芳" not in "".join(label.text() for label in dialog.findChildren(QLabel))
    assert not seat.log.evidence.viewer.view.has_picture
    seat.bench.window.show_page("review")
    seat.bench.until(lambda: seat.log.evidence.viewer.view.has_picture)


def test_a_refused_unmasking_says_why_and_shows_nothing(seat: LogBench) -> None:
    seat.agent.log_break["log_unmask"] = NotPermitted("no", code="review.no_supervisor")
    seat.press(K.Key_O)
    dialog = seat.log.intents.unmask
    dialog.reason.setText("客户投诉核查")
    seat.press(K.Key_Return)
    seat.bench.until(dialog.fault.isVisible)
    assert "主管" in dialog.fault.text()
    assert not dialog.facts.isVisible()
    assert dialog.reason.text() == "客户投诉核查"


# --- verification ------------------------------------------------------------------------------------------


def test_v_verifies_with_progress_and_says_what_holds(seat: LogBench) -> None:
    assert "还没有校验" in seat.log.verified.text()
    seat.press(K.Key_V)
    strip = seat.log.verify
    seat.bench.until(strip.isVisible)
    assert "正在校验" in strip.words.text()
    seat.bench.until(lambda: strip.progress.value() > 0)
    seat.bench.until(lambda: not strip.isVisible())
    assert seat.log.verified.text().startswith("校验通过 · 10,000,000 条 · 已锚定")


def test_a_verification_names_the_first_bad_record_and_goes_there(seat: LogBench) -> None:
    bad = 4_000_003
    assert bad % EVERY
    seat.agent.log_bad_seq = bad
    seat.press(K.Key_V)
    strip = seat.log.verify
    seat.bench.until(strip.jump.isVisible)
    assert f"第一条不符的是 #{bad:,}：时段密钥的校验码不符" in strip.words.text()
    strip.jump.click()
    seat.bench.until(lambda: seat.log.evidence.record is not None and seat.record.row.seq == bad)
    assert seat.row.seq == bad
    assert seat.log.desk.query.view == "all"


def test_a_verification_can_be_cancelled(seat: LogBench) -> None:
    seat.agent.delay_s["log_verify_state"] = 0.2
    seat.press(K.Key_V)
    strip = seat.log.verify
    seat.bench.until(strip.cancel.isVisible)
    strip.cancel.click()
    seat.bench.until(lambda: "校验已取消" in strip.words.text())
    assert not strip.progress.isVisible()


# --- files -------------------------------------------------------------------------------------------------


def test_an_export_wants_a_reason_and_says_what_was_written(seat: LogBench, tmp_path: Path) -> None:
    seat.press(K.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = seat.log.intents.export
    assert dialog.isVisible()
    assert dialog.reason.hasFocus()
    assert "水印" in seat.words(dialog)
    dialog.kinds["xlsx"].click()
    assert dialog.path.text().endswith(".xlsx")
    dialog.path.setText(str(tmp_path / "a.xlsx"))
    assert not dialog.confirm.isEnabled()
    dialog.reason.setText("季度检查")
    dialog.limit.setValue(2000)
    seat.press(K.Key_Return)
    seat.bench.until(lambda: "已导出 2,000 行" in dialog.said.text())
    (asked,) = seat.agent.log_written
    assert asked == {
        "path": str(tmp_path / "a.xlsx"),
        "kind": "xlsx",
        "limit": 2000,
        "reason": "季度检查",
        "language": "zh",
    }
    # Pressed once, written once.
    assert not dialog.confirm.isEnabled()


def test_each_kind_of_file_is_explained(seat: LogBench) -> None:
    seat.press(K.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = seat.log.intents.export
    told = set()
    for kind, ending in (("csv", ".csv"), ("xlsx", ".xlsx"), ("pdf", ".pdf"), ("bundle", ".zip")):
        dialog.kinds[kind].click()
        assert dialog.kind == kind
        assert dialog.path.text().endswith(ending)
        told.add(dialog.told_kind.text())
    assert len(told) == 4


def test_an_export_that_failed_says_so_and_can_be_tried_again(seat: LogBench) -> None:
    seat.press(K.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = seat.log.intents.export
    dialog.path.setText("/nowhere/a.csv")
    dialog.reason.setText("季度检查")
    seat.press(K.Key_Return)
    seat.bench.until(lambda: "没有导出" in dialog.said.text())
    assert dialog.confirm.isEnabled()


def test_a_bundle_of_another_workstation_is_taken_in_and_can_be_chosen(seat: LogBench) -> None:
    assert not seat.log.head.source.isVisible()
    seat.log.intents.take_in("branch-7.zip")
    seat.bench.until(seat.log.head.source.isVisible)
    assert "已导入" in seat.log.banner.label.text()
    box = seat.log.head.source
    box.setCurrentIndex(2)
    box.activated.emit(2)
    seat.bench.until(lambda: seat.asked("log_open")[-1]["query"]["sources"] == ("cd" * 16,))


def test_a_file_that_is_no_bundle_changes_nothing(seat: LogBench) -> None:
    seat.log.intents.take_in("letter.txt")
    seat.bench.until(lambda: "没有导入" in seat.log.banner.label.text())
    assert "原有的日志没有改动" in seat.log.banner.label.text()


# --- for everybody -----------------------------------------------------------------------------------------


def test_every_control_of_the_log_is_named(seat: LogBench) -> None:
    seat.press(K.Key_F)
    seat.log.filters.dismiss()
    places: list[QWidget] = [seat.log, seat.log.filters, seat.log.intents.unmask, seat.log.intents.export]
    unnamed = []
    for place in places:
        for widget in place.findChildren(QWidget):
            is_qts = is_inner(widget) or widget.objectName().startswith("qt_")
            if not isinstance(widget, CONTROLS) or is_qts or not widget.isVisibleTo(place):
                continue
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            if not name.strip():
                unnamed.append(f"{widget.metaObject().className()} in {widget.parent()}")
    assert unnamed == []
    strips = (seat.log.histogram, seat.log.evidence.viewer.strip, seat.log.evidence.viewer.view)
    assert all(part.accessibleName() for part in strips)


def test_rows_are_spoken_with_their_columns(seat: LogBench) -> None:
    model = seat.log.table.model_
    assert model.data(model.index(0, 5), Qt.ItemDataRole.AccessibleTextRole) == "结果: 拦截"


def test_nothing_of_a_customer_is_read_as_markup(seat: LogBench) -> None:
    seat.view("all")
    model = seat.log.table.model_
    row = next(n for n in range(200) if (found := model.row(n)) is not None and found.name == HOSTILE)
    seat.log.table.choose(row)
    seat.until_shown()
    assert HOSTILE in seat.words(seat.log.evidence.facts)
    assert model.data(model.index(row, 4)) == HOSTILE
    seat.press_in_table(K.Key_O)
    assert HOSTILE in seat.log.intents.unmask.about.text()
    dialogs: list[QWidget] = [seat.log.intents.unmask, seat.log.intents.export, seat.log.filters]
    for place in (seat.log, *dialogs):
        wrong = [w for w in place.findChildren(QLabel) if w.textFormat() != Qt.TextFormat.PlainText]
        assert [w for w in wrong if not is_inner(w)] == []
        assert place.findChildren(QTextEdit) == []
    tips = [w.toolTip() for w in seat.log.findChildren(QWidget) if w.toolTip()]
    assert all("<" not in tip for tip in tips)


def test_tab_goes_from_the_rows_to_the_record_and_to_the_marks(seat: LogBench) -> None:
    seat.log.table.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        seat.bench.window.focusNextPrevChild(True)
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
    bar = seat.log.evidence.bar
    wanted = [seat.log.evidence.viewer.strip, bar.comment, *bar.buttons.values(), bar.unmask]
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)
    assert seat.log.search.field in seen
    assert seat.log.histogram in seen


def test_letters_in_a_field_are_no_commands(seat: LogBench) -> None:
    seat.press(K.Key_Slash)
    QTest.keyClicks(seat.log.search.field, "runfbvotj")
    assert seat.log.search.field.text() == "runfbvotj"
    assert seat.asked("log_mark") == []
    assert not seat.log.filters.isVisible()
    assert all(
        widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) is False
        for widget in (seat.log.table, seat.log.histogram, seat.log.evidence.viewer.strip)
    )


def test_it_fits_the_smallest_window_in_english(bench: Bench) -> None:
    before = bench.window
    bench.made.preferences.language = "en"
    before.language_chosen.emit("en")
    bench.until(lambda: bench.window is not before and bench.window.isVisible())
    bench.window.activateWindow()
    bench.window.resize(1180, 720)
    seat = LogBench(bench)
    bench.until(lambda: bench.window.width() == 1180)
    bench.qtbot.wait(50)
    assert bench.window.height() == 720
    for button in seat.log.findChildren(QAbstractButton):
        if button.isVisible() and not is_inner(button):
            assert button.width() >= button.sizeHint().width(), button.accessibleName()
    detail = seat.log.table.columnViewportPosition(7)
    assert seat.log.table.viewport().width() - detail > 100
    for field in seat.log.findChildren(QLineEdit):
        assert field.width() > 100


def test_every_code_of_the_log_has_a_word() -> None:
    assert set(log_codes.VIEWS) == set(LogView)
    assert set(log_codes.FACETS) == set(LogFacet)
    assert set(log_codes.ANOMALIES) == set(AnomalyKind)
    assert set(LogMark) <= set(log_codes.MARKS)
    assert set(log_codes.LAYERS) >= set(Layer)
    assert set(log_codes.LOOKS) >= set(log_codes.RESULTS)


def test_every_refusal_about_the_log_has_a_sentence() -> None:
    engine = Path(__file__).parents[2] / "robot"
    codes = {
        code for path in engine.rglob("*.py") for code in _REFUSAL.findall(path.read_text(encoding="utf-8"))
    }
    assert len(codes) > 10
    assert {code for code in codes if not sentences.is_known(code)} == set()


def test_what_the_window_shows_is_what_the_search_finds(seat: LogBench) -> None:
    for table, name in (
        (searched_words.RECORD_TYPES, log_words.act),
        (searched_words.RESULTS, log_words.result),
        (searched_words.ANOMALIES, log_words.anomaly),
        (searched_words.MARKS, log_words.mark),
    ):
        for code, (chinese, _english) in table.items():
            assert name(code) == chinese, code
