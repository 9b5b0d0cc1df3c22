"""The log's table: rows of one height, so that millions cost nothing, and keys that step through them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QHeaderView

from robot.domain.log_views import LogRow
from ui.models.log_model import LogModel
from ui.pages.review.log.delegate import (
    ACT,
    FIRST,
    ICON_PX,
    MARK_PX,
    MS,
    RESULT,
    RUN,
    SITE,
    LogDelegate,
)
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.tables import QuietTable
from ui.words import log_words

#: Widths of the columns but the last, in digits; those of acts and results follow their words.
_WIDTHS = (14, 8.5, 7.5, 0, 9, 0, 8)
#: Room that the last column wants, in digits, and the columns that give way to it, the first one first.
_DETAIL, _GIVES_WAY = 10, (MS, RUN, SITE)
#: Words that the columns of acts and results are made wide enough for.
_ACTS = ("task.ended", "contact.confirmed", "contact.unknown", "contact.clicked")
_RESULTS = ("confirmed", "refused", "halted", "unknown")
#: A row that comes sooner needs no stand-in, in milliseconds.
_LATE_MS = 150


class LogTable(QuietTable):
    """Tells the model which rows can be seen."""

    #: A row was chosen, by position; -1 when there is none.
    row_chosen = Signal(int)
    #: Enter or a double click.
    opened = Signal()
    #: Escape.
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__(self.tr("日志"))
        self.model_ = LogModel(log_words.titles(), log_words.CellMaker().cells, self, frozenset({MS}))
        self.delegate = LogDelegate(theme, self.model_, self)
        self.setModel(self.model_)
        self.setItemDelegate(self.delegate)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = self.fontMetrics().height() + SPACE * 3
        vertical.setDefaultSectionSize(height)
        self.model_.set_row_height(height)
        self._set_widths()
        self._widths = tuple(self.columnWidth(at) for at in range(len(_WIDTHS)))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._on_late)
        self.verticalScrollBar().valueChanged.connect(self.look)
        self.model_.modelReset.connect(self._on_reset)
        self.model_.dataChanged.connect(self._on_data)
        self.model_.rowsInserted.connect(self.look)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self.doubleClicked.connect(self._on_opened)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(columns(self, 4))
        metrics = self.fontMetrics()
        words = {
            ACT: [log_words.act(code) for code in _ACTS],
            RESULT: [log_words.result(c) for c in _RESULTS],
        }
        more = {FIRST: MARK_PX, RESULT: ICON_PX}
        for at, digits in enumerate(_WIDTHS):
            widest = max((metrics.horizontalAdvance(word) for word in words.get(at, ())), default=0)
            room = max(columns(self, digits), widest) + SPACE * 4 - 1 + more.get(at, 0)
            self.setColumnWidth(at, room)

    def _fit_columns(self) -> None:
        """Leave out what the record at the right shows too, where the room is small."""
        needed = sum(self._widths) + columns(self, _DETAIL)
        for at in _GIVES_WAY:
            is_narrow = needed > self.viewport().width()
            if is_narrow:
                needed -= self._widths[at]
            if self.isColumnHidden(at) != is_narrow:
                self.setColumnHidden(at, is_narrow)

    # --- what is chosen ----------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """Of the chosen row; -1 if there is none."""
        return self.currentIndex().row()

    def row(self) -> LogRow | None:
        """The chosen row, if it is there."""
        return self.model_.row(self.position) if self.position >= 0 else None

    def choose(self, position: int) -> None:
        """Choose a row and bring it into view."""
        if 0 <= position < self.model_.rowCount():
            self.selectRow(position)
            self.scrollTo(self.model_.index(position, 0))

    def step(self, by: int) -> None:
        """Another row."""
        self.choose(min(max(self.position + by, 0), self.model_.rowCount() - 1))

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(current.row() if current.isValid() else -1)

    def _on_opened(self, _index: QModelIndex) -> None:
        self.opened.emit()

    # --- what can be seen --------------------------------------------------------------------------------

    def visible_rows(self) -> tuple[int, int]:
        """First and last row that can be seen."""
        height = max(self.verticalHeader().defaultSectionSize(), 1)
        offset = self.verticalHeader().offset()
        first = offset // height
        return first, (offset + max(self.viewport().height(), 1) - 1) // height

    def look(self) -> None:
        """Have what can be seen fetched."""
        first, last = self.visible_rows()
        self.model_.look_at(first, last)
        is_lacking = bool(self.model_.pages.lacking(first, last, self.model_.rowCount()))
        if not is_lacking:
            self._late.stop()
            self.delegate.shows_skeleton = False
        elif not self._late.isActive() and not self.delegate.shows_skeleton:
            self._late.start()

    def _on_late(self) -> None:
        self.delegate.shows_skeleton = True
        self.viewport().update()

    def _on_reset(self) -> None:
        self._late.stop()
        self.delegate.shows_skeleton = False
        self.look()

    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        self.look()
        if first.row() <= self.position <= last.row():
            # It was chosen before it was there.
            self.row_chosen.emit(self.position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows can be seen."""
        super().resizeEvent(event)
        self._fit_columns()
        self.look()

    # --- keys --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends, Enter opens, Escape leaves; letters are no search of ours."""
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.choose(0)
        elif key == Qt.Key.Key_End:
            self.choose(self.model_.rowCount() - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Qt would read through all rows for the letter."""
