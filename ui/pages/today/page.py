"""Today: lays out its parts and routes keys to the desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.pages.today import actions as today_actions
from ui.pages.today.action_row import ActionRow
from ui.pages.today.customer_card import CustomerCard
from ui.pages.today.desk import Desk
from ui.pages.today.gate import NEEDS_REVIEW
from ui.pages.today.links import may_open
from ui.pages.today.notes import note_text
from ui.pages.today.placeholder import NoTask
from ui.pages.today.questions import Questions
from ui.pages.today.queue_panel import QueuePanel
from ui.pages.today.script_card import ScriptCard
from ui.pages.today.side_panel import SidePanel
from ui.pages.today.strip_words import strip_lines
from ui.pages.today.widths import Limits
from ui.theme.theme import Theme, columns, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.buttons import FocusReturn


class TodayPage(QWidget):
    """The queue at the left, the customer in the middle, what is known at the right."""

    def __init__(self, theme: Theme, desk: Desk, sheet: QAction) -> None:
        """:param sheet: opens the sheet of all keys."""
        super().__init__()
        self._theme, self._desk = theme, desk
        self.actions_by_name = today_actions.make_actions(self)
        self.digits = today_actions.make_digits(self)
        self.queue = QueuePanel(theme, desk)
        self.customer = CustomerCard(theme)
        self.script = ScriptCard(theme, desk)
        self.side = SidePanel(theme, desk)
        self.row = ActionRow(theme, self.actions_by_name, sheet, self.queue.view)
        self.no_task = NoTask(theme, desk)
        self.questions = Questions(desk, self.row)
        self._card_shown: object = None
        self._is_focused = False
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE * 3)
        self._limits = Limits(
            queue=(columns(self, 28), columns(self, 40)), side=(columns(self, 27), columns(self, 33))
        )
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        column.addWidget(self.customer)
        column.addWidget(self.script, 1)
        column.addWidget(self.row)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(filled)
        self._stack.addWidget(self.no_task)
        grid.addWidget(self.queue, 0, 0)
        grid.addWidget(middle, 0, 1)
        grid.addWidget(self.side, 0, 2)
        grid.setColumnStretch(1, 1)
        order = [self.queue.view, *self.row.buttons.values()]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        desk, act = self._desk, self.actions_by_name
        # Enter belongs to the list alone: on a button it presses the button, in a field it ends the typing.
        self.queue.view.addAction(act["send"])
        act["send"].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addActions([action for name, action in act.items() if name != "send"])
        self.addActions(self.digits)
        act["send"].triggered.connect(self.send)
        act["edit"].triggered.connect(self._edit)
        act["undo"].triggered.connect(self._undo)
        act["call"].triggered.connect(self.questions.ask_call)
        act["snooze"].triggered.connect(self.questions.ask_snooze)
        act["skip"].triggered.connect(self.questions.ask_skip)
        act["next"].triggered.connect(partial(self._step, 1))
        act["previous"].triggered.connect(partial(self._step, -1))
        act["note"].triggered.connect(self.script.edit_note)
        act["open"].triggered.connect(self.open_crm)
        act["search"].triggered.connect(self.queue.begin_search)
        act["next_finding"].triggered.connect(partial(self._step_finding, 1))
        act["previous_finding"].triggered.connect(partial(self._step_finding, -1))
        act["fix"].triggered.connect(self._fix)
        act["take_back"].triggered.connect(self._take_back)
        act["compare"].triggered.connect(self.script.template.toggle.toggle)
        for number, action in enumerate(self.digits, 1):
            action.triggered.connect(partial(self._digit, number))
        self.script.left.connect(self.queue.focus_list)
        self.script.editor.send_requested.connect(self._send_from_editor)
        self.questions.ended.connect(self.queue.focus_list)
        FocusReturn(self.script.note, self.queue.view)
        desk.moved.connect(self._on_moved)
        desk.card_changed.connect(self.refresh)
        desk.list_changed.connect(self._refresh_gate)
        desk.noted.connect(self._on_noted)

    # --- keys --------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Send and go on."""
        if not self.row.is_asking:
            self._desk.send()

    def _send_from_editor(self) -> None:
        self.queue.focus_list()
        self._desk.send()

    def _edit(self) -> None:
        self.script.editor.begin_edit()

    def _undo(self) -> None:
        # A send cannot be recalled for long, a wording can be taken back at any time.
        if self._desk.holds.newest() is not None or not self.script.take_back():
            self._desk.undo()

    def _step(self, by: int) -> None:
        self._desk.step(by)

    def _step_finding(self, by: int) -> None:
        if not self.script.step_finding(by):
            self._on_noted("nothing_found", "")

    def _fix(self) -> None:
        self._on_noted("wording_applied" if self.script.apply_replacement() else "no_wording", "")

    def _take_back(self) -> None:
        self._on_noted("wording_taken_back" if self.script.take_back() else "nothing_to_take_back", "")

    def _digit(self, number: int) -> None:
        if self.row.is_asking:
            self.row.choices.pick(number)
        else:
            self._desk.choose_variant(number)

    def open_crm(self) -> None:
        """Open the customer in the CRM with the system's browser."""
        card = self._desk.card
        if card is not None and may_open(card.crm_url):
            QDesktopServices.openUrl(QUrl(card.crm_url))
        elif card is not None:
            self.script.tip(self.tr("没有可以打开的 CRM 地址"), "warn")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape drops a question, then a search, and always leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            if self.row.is_asking:
                self.row.choices.drop()
            elif self.queue.search.isVisible():
                self.queue.end_search()
            self.queue.focus_list()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The list has the focus."""
        super().showEvent(event)
        self.queue.focus_list()

    def set_focused(self, is_on: bool) -> None:
        """Hide the list's column; its keys go on working."""
        self._is_focused = is_on
        self._share_width()
        set_tone(self.queue, "" if is_on else "card", "role")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        least = max(self._limits.queue[0], self.queue.chips_width())
        limits = replace(self._limits, queue=(least, max(least, self._limits.queue[1])))
        widths = limits.share(self.width() - SPACE * 6, self.row.needs())
        # The list keeps the focus and with it the letters, so it shrinks instead of being hidden.
        self.queue.setFixedWidth(1 if self._is_focused else widths.queue)
        self.side.setFixedWidth(widths.side)
        self.row.do_without(0 if self._is_focused else widths.without)

    # --- what is shown -----------------------------------------------------------------------------------

    def _on_moved(self) -> None:
        self.row.show_actions()
        self.script.moved()
        self.refresh()

    def refresh(self) -> None:
        """Show the card in hand."""
        desk = self._desk
        has_task = bool(desk.current)
        self._stack.setCurrentIndex(0 if has_task and desk.card is not None else 1)
        self.no_task.refresh()
        card = desk.card
        # A verdict on the words changes nothing of what is known of the customer.
        known = replace(card, script=None) if card is not None else None
        if card is not None and known != self._card_shown and desk.bridge.status is not None:
            self.customer.show_card(card, desk.bridge.status.business_date)
            self.side.show_card(card, desk.bridge.status.business_date)
        elif card is None:
            self.side.clear()
        self._card_shown = known if desk.bridge.status is not None else None
        self.script.refresh()
        self._refresh_gate()

    def _refresh_gate(self) -> None:
        desk = self._desk
        closed = desk.closed_because()
        send = self.actions_by_name["send"]
        is_for_review = closed == NEEDS_REVIEW
        send.setText(self.tr("送主管复核") if is_for_review else today_actions.texts()["send"])
        lines = strip_lines(desk.card, closed)
        why = lines[0].text if closed and lines else ""
        send.setStatusTip(why)
        button = self.row.buttons["send"]
        send_enabled = not closed or is_for_review
        button.button.setEnabled(send_enabled)
        name = self.tr("{action}，不可用：{why}").format(action=send.text(), why=why)
        if send_enabled:
            name = f"{send.text()} — {why}" if is_for_review else send.text()
        button.button.setAccessibleName(name)
        self.actions_by_name["edit"].setEnabled(desk.card is not None and desk.card.script is not None)
        for name_ in ("call", "snooze", "skip", "note", "open"):
            self.actions_by_name[name_].setEnabled(bool(desk.current))
        self.script.refresh_strip()

    def _on_noted(self, code: str, name: str) -> None:
        text, tone = note_text(code, name)
        if text:
            self.script.tip(text, tone)
            self.no_task.tip(text)
