"""Paints an entry of the review: a mark that tells its kind, its name, and what it concerns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons
from ui.models.review_model import ENTRY_ROLE, ReviewEntry
from ui.pages.strategy.library_delegate import ground
from ui.theme import tokens
from ui.theme.theme import Theme, sized
from ui.theme.tokens import SPACE

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight
#: Mark -> icon and tone.
_MARKS = {
    "added": ("plus", "ok"),
    "removed": ("minus", "bad"),
    "changed": ("pencil", "info"),
    "info": ("info", "info"),
    "ok": ("circle-check", "ok"),
    "warn": ("triangle-alert", "warn"),
    "bad": ("octagon-x", "bad"),
}


class ReviewDelegate(QStyledItemDelegate):
    """Draws plain text only; what was not opened yet is bold."""

    def __init__(self, theme: Theme, is_seen: Callable[[int], bool], parent: QObject | None = None) -> None:
        """:param is_seen: whether the entry at a place was opened."""
        super().__init__(parent)
        self._theme, self._is_seen = theme, is_seen
        self._fonts = {seen: sized(tokens.BASE_PT, is_bold=not seen) for seen in (True, False)}
        self._small_font = sized(tokens.SMALL_PT)
        self._small_metrics = QFontMetrics(self._small_font)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        height = QFontMetrics(self._fonts[False]).height() + self._small_metrics.height()
        return QSize(0, height + SPACE * 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one entry."""
        entry: ReviewEntry = index.data(ENTRY_ROLE)
        state, rect = option.state, option.rect.adjusted(SPACE, 1, -SPACE, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground(
            painter,
            rect,
            self._theme,
            is_selected=bool(state & QStyle.StateFlag.State_Selected),
            is_hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        )
        inner = rect.adjusted(SPACE * 3 + 2, SPACE, -SPACE * 2, -SPACE)
        icon, tone = _MARKS.get(entry.mark, ("circle", "muted"))
        side = SPACE * 4
        ink = getattr(self._theme.tokens, tone)
        picture = icons.pixmap(icon, ink, side, painter.device().devicePixelRatio())
        painter.drawPixmap(inner.x(), inner.y() + 2, picture)
        self._words(painter, inner.adjusted(side + SPACE * 2, 0, 0, 0), entry, self._is_seen(index.row()))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, entry: ReviewEntry, is_seen: bool) -> None:
        font = self._fonts[is_seen]
        metrics = QFontMetrics(font)
        top = QRect(rect.x(), rect.y(), rect.width(), metrics.height())
        bottom = QRect(rect.x(), top.bottom() + 2, rect.width(), self._small_metrics.height())
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(top, _LEFT, metrics.elidedText(entry.title, _ELIDE, top.width()))
        painter.setFont(self._small_font)
        painter.setPen(self._theme.colour("muted"))
        used = self._small_metrics.horizontalAdvance(entry.right) + SPACE * 2 if entry.right else 0
        second = self._small_metrics.elidedText(entry.second, _ELIDE, bottom.width() - used)
        painter.drawText(bottom, _LEFT, second)
        if entry.right:
            painter.setPen(self._theme.colour("warn"))
            painter.drawText(bottom, _RIGHT, entry.right)
