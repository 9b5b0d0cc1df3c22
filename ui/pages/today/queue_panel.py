"""The left column: chips, search and the list that keeps the focus."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QListView, QStackedLayout, QWidget

from ui.models.queue_filter import Chip
from ui.models.queue_model import QueueRole
from ui.pages.today.desk import Desk
from ui.pages.today.queue_delegate import QueueDelegate
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import WrappedLabel
from ui.widgets.surfaces import Card
from ui.words import figures, sentences


class QueueView(QListView):
    """Single letters work here, so no input method may swallow them."""

    #: The RM moved to a row.
    picked = Signal(QModelIndex)

    def __init__(self, theme: Theme) -> None:
        """Rows of one height."""
        super().__init__()
        self.setItemDelegate(QueueDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("任务列表"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.pressed.connect(self.picked)
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are shortcuts, never a search for a name that begins with them."""
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        # Rows that go and come move the view too; only a move of the RM's takes a task in hand.
        if self.currentIndex().isValid() and self.currentIndex() != before:
            self.picked.emit(self.currentIndex())


class QueuePanel(Card):
    """Shows the open tasks and which of them is in hand."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        """Follow the desk."""
        super().__init__(margin=SPACE * 2, spacing=SPACE)
        self._theme, self._desk = theme, desk
        self.view = QueueView(theme)
        self.view.setModel(desk.shown)
        self.chips: dict[Chip, Button] = {}
        self._build_chips()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("姓名、原因或拼音首字母"))
        self.search.setAccessibleName(self.tr("搜索任务"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(desk.shown.search)
        self.search.returnPressed.connect(self._on_search_done)
        self.search.hide()
        self.column.addWidget(self.search)
        self._build_list()
        self.view.picked.connect(self._on_picked)
        desk.moved.connect(self.follow)
        desk.list_changed.connect(self.refresh)
        desk.shown.layoutChanged.connect(self.follow)
        # A list that loses its current row takes a neighbour; the row shown must stay the task in hand.
        desk.shown.rowsRemoved.connect(self.follow)
        desk.shown.rowsInserted.connect(self.follow)
        desk.shown.modelReset.connect(self.follow)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(150)
        self._late.timeout.connect(self.refresh)
        self._late.start()
        self.refresh()
        self.follow()

    def _build_chips(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        group = QButtonGroup(self)
        for chip in Chip:
            button = Button(self._theme, role="chip")
            button.setCheckable(True)
            button.setChecked(chip is Chip.ALL)
            button.clicked.connect(partial(self._choose, chip))
            group.addButton(button)
            row.addWidget(button)
            self.chips[chip] = button
        row.addStretch(1)
        self.column.addLayout(row)

    def chips_width(self) -> int:
        """The width at which every chip can be read."""
        chips = sum(button.sizeHint().width() + 2 for button in self.chips.values())
        margins = self.column.contentsMargins()
        return chips + margins.left() + margins.right()

    def _build_list(self) -> None:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        empty = Card("", SPACE * 4)
        self.empty_label = WrappedLabel(role="muted")
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.retry = Button(self._theme, self.tr("再试一次"), "refresh-cw")
        self.retry.clicked.connect(self._desk.reload)
        empty.column.addStretch(1)
        empty.column.addWidget(self.empty_label)
        empty.column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignHCenter)
        empty.column.addStretch(2)
        self._stack.addWidget(empty)
        self.column.addWidget(holder, 1)

    def refresh(self) -> None:
        """Counts, and what to say when the list is empty."""
        counts = self._desk.shown.counts()
        names = {Chip.ALL: self.tr("全部"), Chip.MATURITY: self.tr("到期"), Chip.WARNING: self.tr("预警")}
        for chip, button in self.chips.items():
            button.setText(f"{names[chip]} {counts[chip]}")
            button.setAccessibleName(
                self.tr("{name}，{count} 条").format(name=names[chip], count=counts[chip])
            )
        has_rows = self._desk.shown.rowCount() > 0
        was_empty = self._stack.currentIndex() == 1
        self._stack.setCurrentIndex(0 if has_rows else 1)
        if (
            has_rows
            and was_empty
            and self.isVisible()
            and not isinstance(self.window().focusWidget(), QLineEdit)
        ):
            # While it was hidden the list could not keep the focus, and with it the letters.
            self.focus_list()
        if not has_rows:
            self.empty_label.setText(self._why_empty())
            self.retry.setVisible(self._desk.list_fault is not None)

    def _why_empty(self) -> str:
        desk = self._desk
        if desk.list_fault is not None and not desk.is_loaded:
            return sentences.fault_sentence(desk.list_fault.code, desk.list_fault.message)
        if not desk.is_loaded:
            return "" if self._late.isActive() else self.tr("正在取今天的任务…")
        if desk.shown.needle or desk.shown.chip is not Chip.ALL:
            return self.tr("没有符合条件的任务")
        rows = desk.queue.rows()
        if not rows:
            return self.tr("今天还没有任务。清单到达后会自动出现在这里")
        snoozed = [row.until for row in rows if row.state == "snoozed" and row.until]
        done = self.tr("今天的任务都处理完了，共 %n 条。", "", len(rows))
        if snoozed:
            return done + self.tr("暂缓的最早在 {time} 回来").format(time=figures.clock(min(snoozed)))
        return done

    def focus_list(self) -> None:
        """Letters work again."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_search(self) -> None:
        """Open the search."""
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def end_search(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.search.hide()
        self.focus_list()

    def follow(self) -> None:
        """Select the task in hand."""
        source = self._desk.queue.index_of(self._desk.current)
        index = self._desk.shown.mapFromSource(source) if source.isValid() else QModelIndex()
        selection = self.view.selectionModel()
        if not index.isValid():
            selection.clear()
        elif index != self.view.currentIndex() or not selection.isSelected(index):
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.view.scrollTo(index)

    def _choose(self, chip: Chip) -> None:
        self._desk.shown.choose(chip)
        ids = self._desk.shown.open_ids()
        if ids and self._desk.current not in ids:
            self._desk.show_task(ids[0])
        self.refresh()

    def _on_search_done(self) -> None:
        ids = self._desk.shown.open_ids()
        if ids:
            self._desk.show_task(ids[0])
            self.focus_list()

    def _on_picked(self, index: QModelIndex) -> None:
        self._desk.show_task(index.data(QueueRole.TASK_ID))
