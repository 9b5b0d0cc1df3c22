"""Everything by keyboard, everything named, every text readable, nothing taken for markup."""

from __future__ import annotations

import itertools
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

from robot.domain.views import TaskCard
from tests.ui.bench import Bench
from tests.ui.fake_day import HOSTILE
from ui.theme.tokens import DARK, LIGHT, TEXT_PAIRS, Tokens, contrast
from ui.widgets.buttons import Button, RailButton

K = Qt.Key
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QTextEdit,
)


def show_everything(bench: Bench) -> None:
    for action in bench.window.actions_.pages():
        action.trigger()
        bench.qtbot.wait(150)
    bench.window.actions_.today.trigger()


def is_inner(widget: QWidget) -> bool:
    """A part that Qt makes inside a control of ours."""
    parent = widget.parent()
    while parent is not None:
        if isinstance(parent, (*CONTROLS,)) or parent.metaObject().className().startswith("QCalendar"):
            return True
        parent = parent.parent()
    return False


def is_called(name: str, card: TaskCard) -> bool:
    return card.row.name == name


def is_held(bench: Bench, name: str) -> bool:
    return any(hold.name == name for hold in bench.desk.holds.all())


def test_every_control_is_named(bench: Bench) -> None:
    show_everything(bench)
    unnamed = []
    for widget in bench.window.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or is_inner(widget) or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip() and widget.isVisibleTo(bench.window):
            unnamed.append(f"{widget.metaObject().className()} in {widget.parent()}")
    assert unnamed == []


def test_rows_of_the_list_are_spoken(bench: Bench) -> None:
    index = bench.today.queue.view.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    row = bench.row(bench.desk.shown.open_ids()[0])
    assert row.name in spoken
    assert row.reason in spoken


def test_no_label_reads_text_as_markup(bench: Bench) -> None:
    show_everything(bench)
    bench.window.actions_.sheet.trigger()
    bench.window.sheet.dismiss()
    wrong = [w for w in bench.window.findChildren(QLabel) if w.textFormat() != Qt.TextFormat.PlainText]
    assert [w for w in wrong if not is_inner(w)] == []
    assert not bench.today.script.editor.acceptRichText()


def test_hostile_names_are_shown_literally(bench: Bench) -> None:
    for name in HOSTILE:
        bench.go_to(partial(is_called, name))
        assert bench.today.customer.name.text() == name
        if bench.card.script is not None:
            assert name in bench.today.script.editor.document().toRawText()
            bench.press(K.Key_Return)
            bench.until(partial(is_held, bench, name))
    tips = [w.toolTip() for w in bench.window.findChildren(QWidget) if w.toolTip()]
    assert all("<img" not in tip and "<b>" not in tip for tip in tips)


def test_tab_reaches_the_actions_and_comes_back(bench: Bench) -> None:
    bench.list.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        bench.window.focusNextPrevChild(True)
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
    wanted = [made.button for made in bench.today.row.buttons.values() if made.button.isEnabled()]
    places = [seen.index(button) for button in wanted]
    assert places == sorted(places)
    assert bench.list in seen


def test_enter_on_a_focused_button_presses_it_and_sends_nothing_else(bench: Bench) -> None:
    button = bench.today.row.buttons["skip"].button
    button.setFocus()
    bench.press(K.Key_Return, at=button)
    assert bench.today.row.is_asking
    assert bench.agent.sent == []


def test_the_list_takes_no_input_method(bench: Bench) -> None:
    assert not bench.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(("look", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_every_text_stands_out(look: str, tokens: Tokens) -> None:
    weak = {
        (ink, ground): round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, ground in TEXT_PAIRS
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    }
    assert weak == {}, look


def test_no_two_actions_share_a_key(bench: Bench) -> None:
    window = bench.window.actions_.all()
    today = bench.today.actions_by_name.values()
    keys = [key.toString() for action in (*window, *today, *bench.today.digits) for key in action.shortcuts()]
    doubled = [key for key, group in itertools.groupby(sorted(keys)) if len(list(group)) > 1]
    assert doubled == []


def test_palette_by_keys(bench: Bench) -> None:
    bench.window.actions_.palette.trigger()
    palette = bench.window.palette_
    assert palette.isVisible()
    bench.type(palette.field, "sz")
    assert palette.model.rowCount() >= 1
    assert palette.model.index(0).data() == "设置"
    bench.press(K.Key_Return, at=palette.field)
    assert not palette.isVisible()
    assert bench.window.actions_.settings.isChecked()
    bench.window.actions_.today.trigger()
    target = bench.desk.shown.open_ids()[7]
    row = bench.row(target)
    bench.window.actions_.palette.trigger()
    palette.field.setText(row.name)
    palette.field.textEdited.emit(row.name)
    bench.press(K.Key_Return, at=palette.field)
    assert bench.row(bench.desk.current).name == row.name


def test_the_sheet_opens_and_any_key_closes_it(bench: Bench) -> None:
    bench.press(K.Key_Question)
    assert bench.window.sheet.isVisible()
    bench.press(K.Key_A, at=bench.window.sheet)
    assert not bench.window.sheet.isVisible()
    assert bench.list.hasFocus()


def test_focus_mode_keeps_the_keys(bench: Bench) -> None:
    bench.window.actions_.focus_mode.trigger()
    assert not bench.window.rail.isVisible()
    assert bench.list.hasFocus()
    bench.press(K.Key_Return)
    bench.until(lambda: len(bench.agent.sent) == 1)
    bench.window.actions_.focus_mode.trigger()
    assert bench.window.rail.isVisible()


def test_the_window_fits_its_smallest_size(bench: Bench) -> None:
    bench.window.resize(1180, 720)
    bench.qtbot.wait(50)
    assert bench.window.width() == 1180
    place = bench.today.row.parentWidget()
    assert place is not None
    assert bench.today.row.geometry().right() <= place.width()
    for made in bench.today.row.buttons.values():
        assert made.button.width() >= made.button.sizeHint().width()


def test_every_answer_can_be_read_in_english_at_the_smallest_size(bench: Bench) -> None:
    before = bench.window
    bench.made.preferences.language = "en"
    before.language_chosen.emit("en")
    bench.until(lambda: bench.window is not before and bench.window.isVisible())
    bench.window.activateWindow()
    bench.window.show_page("today")
    bench.until(bench.list.hasFocus)
    bench.window.resize(1180, 720)
    bench.until(lambda: bench.window.width() == 1180)
    for key, count in ((K.Key_X, 6), (K.Key_C, 6), (K.Key_S, 5)):
        bench.ready()
        bench.press(key)
        bench.until(lambda: bench.today.row.is_asking)
        bench.qtbot.wait(50)
        buttons = [made for made in bench.today.row.choices.findChildren(Button) if made.isVisible()]
        assert len(buttons) == count
        for made in buttons:
            assert made.width() >= made.sizeHint().width(), made.text()
        bench.press(K.Key_Escape)
    for chip in bench.today.queue.chips.values():
        assert chip.width() >= chip.sizeHint().width()


def test_the_list_has_the_focus_once_it_has_rows(bench: Bench) -> None:
    bench.until(bench.list.hasFocus)


def test_pressing_the_page_shown_keeps_it_marked(bench: Bench) -> None:
    buttons = bench.window.rail.findChildren(RailButton)
    buttons[0].click()
    assert [button.isChecked() for button in buttons] == [True] + [False] * (len(buttons) - 1)
