"""Paints a row of the queue: name and time, reason and channel, and a bar that tells its state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from robot.domain.views import QueueRow
from ui import icons
from ui.models.queue_model import QueueRole
from ui.theme import tokens
from ui.theme.theme import Theme, sized
from ui.theme.tokens import SPACE
from ui.widgets.labels import literal_tip
from ui.words import labels, sentences

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QueueDelegate(QStyledItemDelegate):
    """Draws plain text only."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """:param theme: whose colours are read at each painting."""
        super().__init__(parent)
        self._theme = theme
        self._name_font = sized(tokens.BASE_PT + 0.5, is_bold=True)
        self._small_font = sized(tokens.SMALL_PT)
        self._name_metrics = QFontMetrics(self._name_font)
        self._small_metrics = QFontMetrics(self._small_font)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(0, self._name_metrics.height() + self._small_metrics.height() + SPACE * 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: QueueRow = index.data(QueueRole.ROW)
        returned: str = index.data(QueueRole.RETURNED) or ""
        state = option.state
        rect: QRect = option.rect.adjusted(SPACE, 1, -SPACE, -1)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(
            painter, rect, is_selected=is_selected, is_hovered=bool(state & QStyle.StateFlag.State_MouseOver)
        )
        self._bar(painter, rect, self._bar_token(row, returned, is_selected=is_selected))
        inner = rect.adjusted(SPACE * 3 + 2, SPACE, -SPACE * 2, -SPACE)
        top = QRect(inner.x(), inner.y(), inner.width(), self._name_metrics.height())
        bottom = QRect(inner.x(), top.bottom() + 2, inner.width(), self._small_metrics.height())
        used = self._when(painter, top, row, returned)
        painter.setFont(self._name_font)
        painter.setPen(self._theme.colour("text"))
        room = top.width() - used - SPACE * 2
        name = self._name_metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(top, int(_LEFT), name)
        self._second_line(painter, bottom, row, returned)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, *, is_selected: bool, is_hovered: bool) -> None:
        if is_selected or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("info_soft" if is_selected else "chip"))
            painter.drawRoundedRect(rect, tokens.RADIUS - 2, tokens.RADIUS - 2)

    def _bar(self, painter: QPainter, rect: QRect, token: str) -> None:
        if token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(token))
            bar = QRect(rect.x() + SPACE, rect.y() + SPACE * 2, 3, rect.height() - SPACE * 4)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _bar_token(self, row: QueueRow, returned: str, *, is_selected: bool) -> str:
        if returned or row.is_overdue:
            return "bad"
        if row.is_warning:
            return "warn"
        return "primary" if is_selected else ""

    def _when(self, painter: QPainter, rect: QRect, row: QueueRow, returned: str) -> int:
        painter.setFont(self._small_font)
        if returned:
            text, token, icon = self.tr("退回"), "bad", "undo-2"
        elif row.is_overdue:
            text, token, icon = self.tr("逾期"), "bad", "circle-alert"
        elif row.is_warning:
            text, token, icon = row.due_at or self.tr("预警"), "warn", "triangle-alert"
        else:
            text, token, icon = row.due_at, "muted", ""
        painter.setPen(self._theme.colour(token))
        painter.drawText(rect, int(_RIGHT), text)
        used = self._small_metrics.horizontalAdvance(text)
        if icon:
            side = SPACE * 3 + 1
            ratio = painter.device().devicePixelRatio()
            picture = icons.pixmap(icon, getattr(self._theme.tokens, token), side, ratio)
            painter.drawPixmap(
                rect.right() - used - side - SPACE, rect.y() + (rect.height() - side) // 2, picture
            )
            used += side + SPACE
        return used

    def _second_line(self, painter: QPainter, rect: QRect, row: QueueRow, returned: str) -> None:
        painter.setFont(self._small_font)
        if returned:
            painter.setPen(self._theme.colour("bad"))
            text = sentences.sentence(returned)
        else:
            painter.setPen(self._theme.colour("muted"))
            text = second_line(row, self._small_metrics, rect.width())
        shown = self._small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(_LEFT), shown)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole reason, which the row has seldom room for."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row: QueueRow = index.data(QueueRole.ROW)
        tip = literal_tip(row_tip(row, index.data(QueueRole.RETURNED) or ""))
        QToolTip.showText(event.globalPos(), tip, view.viewport(), option.rect)
        return True


def second_line(row: QueueRow, metrics: QFontMetrics, room: int) -> str:
    """Reason, channel and tier; where room is short the middle of the reason gives way first."""
    # A reason tells at its head what it is about and at its end what has happened.
    rest = " · ".join(("", labels.channel(row.channel), labels.tier(row.tier)))
    reason_room = max(room - metrics.horizontalAdvance(rest), metrics.averageCharWidth() * 3)
    return metrics.elidedText(row.reason, Qt.TextElideMode.ElideMiddle, reason_room) + rest


def row_tip(row: QueueRow, returned: str) -> str:
    """All that the row says, whole."""
    lines = [row.reason, " · ".join((labels.channel(row.channel), labels.tier(row.tier)))]
    return "\n".join([sentences.sentence(returned), *lines] if returned else lines)
