"""Paints a row of the library: title and validity, what it is for and how often it was used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from robot.domain.library_views import LibraryRow
from ui import icons
from ui.models.library_filter import days_left
from ui.models.library_model import ROW_ROLE
from ui.theme import tokens
from ui.theme.theme import Theme, sized
from ui.theme.tokens import SPACE
from ui.words import labels, library_words
from ui.words.library_figures import LibraryFigures

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ICONS = {"bad": "circle-x", "warn": "clock"}


class LibraryDelegate(QStyledItemDelegate):
    """Draws plain text only; what expired is grey and says so."""

    def __init__(self, theme: Theme, today: Callable[[], date], parent: QObject | None = None) -> None:
        """:param today: the agent's business date."""
        super().__init__(parent)
        self._theme, self._today = theme, today
        self._title_font = sized(tokens.BASE_PT + 0.5, is_bold=True)
        self._small_font = sized(tokens.SMALL_PT)
        self._title_metrics = QFontMetrics(self._title_font)
        self._small_metrics = QFontMetrics(self._small_font)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(0, self._title_metrics.height() + self._small_metrics.height() + SPACE * 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: LibraryRow = index.data(ROW_ROLE)
        state, rect = option.state, option.rect.adjusted(SPACE, 1, -SPACE, -1)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_expired = days_left(row, self._today()) < 0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground(
            painter,
            rect,
            self._theme,
            is_selected=is_selected,
            is_hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        )
        inner = rect.adjusted(SPACE * 3 + 2, SPACE, -SPACE * 2, -SPACE)
        top = QRect(inner.x(), inner.y(), inner.width(), self._title_metrics.height())
        bottom = QRect(inner.x(), top.bottom() + 2, inner.width(), self._small_metrics.height())
        used = self._validity(painter, top, row)
        painter.setFont(self._title_font)
        painter.setPen(self._theme.colour("muted" if is_expired else "text"))
        room = top.width() - used - SPACE * 2
        painter.drawText(top, _LEFT, self._title_metrics.elidedText(row.title, _ELIDE, room))
        self._second_line(painter, bottom, row)
        painter.restore()

    def _validity(self, painter: QPainter, rect: QRect, row: LibraryRow) -> int:
        words, today = LibraryFigures(), self._today()
        text, tone = words.validity(row, today), words.validity_tone(row, today)
        painter.setFont(self._small_font)
        painter.setPen(self._theme.colour(tone or "muted"))
        painter.drawText(rect, _RIGHT, text)
        used = self._small_metrics.horizontalAdvance(text)
        if tone:
            side = SPACE * 3 + 1
            ink = getattr(self._theme.tokens, tone)
            picture = icons.pixmap(_ICONS[tone], ink, side, painter.device().devicePixelRatio())
            painter.drawPixmap(
                rect.right() - used - side - SPACE, rect.y() + (rect.height() - side) // 2, picture
            )
            used += side + SPACE
        return used

    def _second_line(self, painter: QPainter, rect: QRect, row: LibraryRow) -> None:
        painter.setFont(self._small_font)
        painter.setPen(self._theme.colour("muted"))
        use = LibraryFigures().used(row.use)
        painter.drawText(rect, _RIGHT, use)
        text = " · ".join(
            (
                labels.channel(row.channel),
                labels.product_line(row.product_line),
                library_words.purpose(row.purpose),
                row.sensitivity,
            )
        )
        room = rect.width() - self._small_metrics.horizontalAdvance(use) - SPACE * 2
        painter.drawText(rect, _LEFT, self._small_metrics.elidedText(text, _ELIDE, room))


_ELIDE = Qt.TextElideMode.ElideRight


def ground(painter: QPainter, rect: QRect, theme: Theme, *, is_selected: bool, is_hovered: bool) -> None:
    """The ground of a row, and the bar of the chosen one."""
    painter.setPen(Qt.PenStyle.NoPen)
    if is_selected or is_hovered:
        painter.setBrush(theme.colour("info_soft" if is_selected else "chip"))
        painter.drawRoundedRect(rect, tokens.RADIUS - 2, tokens.RADIUS - 2)
    if is_selected:
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(
            QRect(rect.x() + SPACE, rect.y() + SPACE * 2, 3, rect.height() - SPACE * 4), 1.5, 1.5
        )
