"""F: the filters with their counts; chosen by keys or mouse, applied at once."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from robot.domain.log_views import LogFacets, LogQuery
from ui import icons
from ui.models.log_query import FACETS
from ui.theme.theme import Theme, base_font, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel
from ui.widgets.overlay import Overlay
from ui.words import log_words

_VALUE = int(Qt.ItemDataRole.UserRole) + 1
_COUNT = int(Qt.ItemDataRole.UserRole) + 2
_CHOSEN = int(Qt.ItemDataRole.UserRole) + 3
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
#: Rows that can be seen of the longer list.
_ROWS = 12


class _ValueDelegate(QStyledItemDelegate):
    """Check mark, name, count; plain text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._metrics = QFontMetrics(base_font())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        return QSize(0, self._metrics.height() + SPACE * 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one value."""
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("info_soft"))
        side = SPACE * 4
        if index.data(_CHOSEN):
            ink = self._theme.tokens.info
            picture = icons.pixmap("check", ink, side, painter.device().devicePixelRatio())
            painter.drawPixmap(rect.x() + SPACE, rect.y() + (rect.height() - side) // 2, picture)
        count = str(index.data(_COUNT) or "")
        inner = rect.adjusted(side + SPACE * 2, 0, -SPACE * 2, 0)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(inner, _RIGHT, count)
        room = inner.width() - self._metrics.horizontalAdvance(count) - SPACE * 2
        painter.setPen(self._theme.colour("text"))
        text = self._metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, _LEFT, text)


class _List(QListView):
    """Keys step; Space and Enter choose; left and right go to the other list."""

    chosen = Signal(QModelIndex)
    aside = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_ValueDelegate(theme, self))
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a list of filters."""
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit()
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            at = self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1)
            if 0 <= at < self.model().rowCount():
                self.setCurrentIndex(self.model().index(at, 0))
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F):
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class FilterPanel(Overlay):
    """Facets at the left, values of the chosen one at the right."""

    #: facet, value
    toggled = Signal(str, str)
    cleared = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        """Closed, without counts."""
        super().__init__(host, "")
        self._query = LogQuery()
        self._facets: LogFacets | None = None
        self.setAccessibleName(self.tr("筛选"))
        self.facets = _List(theme, self.tr("筛选项"))
        self.values = _List(theme, self.tr("取值"))
        self.note = PlainLabel(role="small")
        self.clear = Button(theme, self.tr("清除全部筛选"), "undo-2")
        self.done = Button(theme, self.tr("完成"), role="primary")
        self._facet_model = QStandardItemModel(self)
        self._value_model = QStandardItemModel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = self.card.column
        column.addWidget(PlainLabel(self.tr("筛选"), "name"))
        row = QHBoxLayout()
        row.setSpacing(SPACE * 4)
        self.facets.setModel(self._facet_model)
        self.values.setModel(self._value_model)
        height = self.facets.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.facets.setFixedSize(columns(self, 22), height * _ROWS)
        self.values.setFixedSize(columns(self, 52), height * _ROWS)
        row.addWidget(self.facets)
        row.addWidget(self.values)
        column.addLayout(row)
        column.addWidget(self.note)
        feet = QHBoxLayout()
        feet.addWidget(self.clear)
        feet.addStretch(1)
        feet.addWidget(self.done)
        column.addLayout(feet)

    def _connect(self) -> None:
        self.facets.selectionModel().currentRowChanged.connect(self._fill_values)
        self.facets.chosen.connect(self.values.setFocus)
        self.facets.aside.connect(self.values.setFocus)
        self.values.aside.connect(self.facets.setFocus)
        self.values.chosen.connect(self._on_value)
        self.facets.closed.connect(self.dismiss)
        self.values.closed.connect(self.dismiss)
        self.clear.clicked.connect(self.cleared)
        self.done.clicked.connect(self.dismiss)
        for name in FACETS:
            item = QStandardItem(log_words.facet(name))
            item.setData(str(name), _VALUE)
            self._facet_model.appendRow(item)
        self.facets.setCurrentIndex(self._facet_model.index(0, 0))

    def focus_first(self) -> None:
        """The facets."""
        self.facets.setFocus()

    def show_query(self, query: LogQuery) -> None:
        """What is chosen."""
        self._query = query
        for at in range(self._facet_model.rowCount()):
            item = self._facet_model.item(at)
            chosen = query.filters.get(item.data(_VALUE), ())
            item.setData(str(len(chosen)) if chosen else "", _COUNT)
            item.setData(bool(chosen), _CHOSEN)
        self._fill_values()

    def show_facets(self, facets: LogFacets) -> None:
        """What there is to choose from."""
        self._facets = facets
        self._fill_values()

    def _facet(self) -> str:
        return str(self.facets.currentIndex().data(_VALUE) or FACETS[0])

    def _fill_values(self) -> None:
        facet, at = self._facet(), max(self.values.currentIndex().row(), 0)
        chosen = self._query.filters.get(facet, ())
        found = self._facets.facets.get(facet, ()) if self._facets is not None else ()
        self._value_model.clear()
        for value in found:
            item = QStandardItem(log_words.value(value.value, facet, value.label))
            words = f"{item.text()} {value.count:,}"
            item.setData(value.value, _VALUE)
            item.setData(f"{value.count:,}", _COUNT)
            item.setData(value.value in chosen, _CHOSEN)
            state = self.tr("已选") if value.value in chosen else ""
            item.setData(f"{words} {state}".strip(), int(Qt.ItemDataRole.AccessibleTextRole))
            self._value_model.appendRow(item)
        if found:
            self.values.setCurrentIndex(self._value_model.index(min(at, len(found) - 1), 0))
        self.note.setText(self._noted(len(found)))

    def _noted(self, count: int) -> str:
        if self._facets is None:
            return self.tr("正在计数…")
        if not count:
            return self.tr("当前结果里没有这一项")
        if not self._facets.is_whole:
            return self.tr("结果很多，计数取自其中最新的部分")
        return self.tr("空格或 Enter 选择，← → 换列，Esc 关闭")

    def _on_value(self, index: QModelIndex) -> None:
        if index.isValid():
            self.toggled.emit(self._facet(), str(index.data(_VALUE)))
