"""Paints a cell of the log: plain text, a bar at the left for anomalies, a shape beside each result."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from robot.domain.log_views import LogRow
from ui import icons
from ui.models.log_model import LogModel
from ui.theme.theme import Theme, base_font
from ui.theme.tokens import SPACE
from ui.words import log_codes

#: Width of the bar before a row that wants a look, in pixels.
BAR_PX = 3
#: Room for the mark at the right of the first column.
MARK_PX = SPACE * 5
#: Before the text of a cell, as in the header.
_PAD_PX = 10
#: From this weight on a row wants a look now.
_GRAVE = 3
#: Columns by their place in `log_words.titles`.
FIRST, RUN, SITE, ACT, RESULT, MS = 0, 1, 2, 3, 5, 6
#: Share of a cell that its stand-in fills while the row is not there, by column.
_SKELETON = (0.8, 0.5, 0.7, 0.75, 0.6, 0.6, 0.5, 0.65)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight
_SIDE = SPACE * 4 - 1
#: Room of the shape before a result.
ICON_PX = _SIDE + SPACE


class LogDelegate(QStyledItemDelegate):
    """One for all columns; reads the model's pages directly, as a row is painted for every few pixels."""

    def __init__(self, theme: Theme, model: LogModel, parent: QObject) -> None:
        """:param model: whose rows are painted."""
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._font = base_font()
        self._metrics = QFontMetrics(self._font)
        #: Whether rows that are not there yet are shown as such.
        self.shows_skeleton = False
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = ("text", "muted", "line", "chip", "info_soft", "info", "ok", "warn", "bad", "primary")
        self._ink = {name: self._theme.colour(name) for name in tokens}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        return QSize(0, self._metrics.height() + SPACE * 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        rect, column = option.rect, index.column()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, self._ink["info_soft"])
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._ink["line"])
        found = self._model.pages.at(index.row())
        if found is None:
            if self.shows_skeleton:
                self._paint_skeleton(painter, rect, column)
            return
        row, cells = found
        inner = rect.adjusted(_PAD_PX, 0, -SPACE, 0)
        if column == FIRST:
            self._paint_gutter(painter, rect, row, is_selected=is_selected)
        elif column == RESULT and row.result:
            self._paint_result(painter, inner, row, cells[column])
            return
        text = cells[column]
        if not text:
            return
        painter.setPen(self._ink["muted" if column == MS else "text"])
        shown = text
        if self._metrics.horizontalAdvance(text) > inner.width():
            shown = self._metrics.elidedText(text, _ELIDE, inner.width())
        painter.drawText(inner, _RIGHT if column == MS else _LEFT, shown)

    def _paint_gutter(self, painter: QPainter, rect: QRect, row: LogRow, *, is_selected: bool) -> None:
        if row.weight:
            tone = "bad" if row.weight >= _GRAVE else "warn"
            painter.fillRect(rect.x(), rect.y(), BAR_PX, rect.height() - 1, self._ink[tone])
        elif is_selected:
            painter.fillRect(rect.x(), rect.y(), BAR_PX, rect.height() - 1, self._ink["primary"])
        name, token = log_codes.MARK_LOOKS.get(row.mark, ("", ""))
        if not name and row.has_comment:
            name, token = "message-square", "muted"
        if name:
            picture = icons.pixmap(name, self._ink[token].name(), _SIDE, painter.device().devicePixelRatio())
            painter.drawPixmap(
                rect.right() - MARK_PX + SPACE, rect.y() + (rect.height() - _SIDE) // 2, picture
            )

    def _paint_result(self, painter: QPainter, rect: QRect, row: LogRow, text: str) -> None:
        name, tone = log_codes.LOOKS.get(row.result, ("circle", ""))
        ink = self._ink[tone or "muted"]
        picture = icons.pixmap(name, ink.name(), _SIDE, painter.device().devicePixelRatio())
        painter.drawPixmap(rect.x(), rect.y() + (rect.height() - _SIDE) // 2, picture)
        painter.setPen(ink)
        room = rect.adjusted(_SIDE + SPACE, 0, 0, 0)
        painter.drawText(room, _LEFT, self._metrics.elidedText(text, _ELIDE, room.width()))

    def _paint_skeleton(self, painter: QPainter, rect: QRect, column: int) -> None:
        left = rect.x() + _PAD_PX
        width = round((rect.right() - left - SPACE) * _SKELETON[column % len(_SKELETON)])
        height = SPACE * 2
        painter.fillRect(
            left, rect.y() + (rect.height() - height) // 2, max(width, 0), height, self._ink["chip"]
        )
