"""The command palette: every action and every customer, found by a few letters; shows the key each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from robot.domain.views import QueueRow
from ui.models.palette_model import ENTRY_ROLE, KEYS_ROLE, Entry, PaletteModel
from ui.theme import tokens
from ui.theme.theme import Theme, columns, sized
from ui.theme.tokens import SPACE
from ui.widgets.labels import keys_of
from ui.widgets.overlay import Overlay
from ui.words import labels


class _EntryDelegate(QStyledItemDelegate):
    """A line with its key at the right; plain text."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = sized(tokens.BASE_PT)
        self._metrics = QFontMetrics(self._font)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._metrics.height() + SPACE * 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setFont(self._font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("info_soft"))
            painter.drawRoundedRect(rect, SPACE, SPACE)
        inner = rect.adjusted(SPACE * 3, 0, -SPACE * 3, 0)
        keys = index.data(KEYS_ROLE) or ""
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), keys)
        room = inner.width() - self._metrics.horizontalAdvance(keys) - SPACE * 3
        title = self._metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()


class Palette(Overlay):
    """Typed into; arrows choose, Enter does it."""

    #: A customer's task was chosen.
    task_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        actions: Callable[[], Sequence[QAction]],
        rows: Callable[[], Sequence[QueueRow]],
    ) -> None:
        """Hidden until opened.

        :param actions: what can be done now, asked at each opening.
        :param rows: whom one can go to.
        """
        super().__init__(host, "")
        self.setAccessibleName(self.tr("命令面板"))
        self._source_actions, self._source_rows = actions, rows
        self._actions: list[QAction] = []
        self.model = PaletteModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("输入命令、客户姓名或拼音首字母"))
        self.field.setAccessibleName(self.tr("搜索或执行命令"))
        self.field.textEdited.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("结果"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._do)
        width = columns(self, 84)
        self.field.setMinimumWidth(width)
        self.list.setMinimumHeight(self.fontMetrics().height() * 22)
        self.card.column.addWidget(self.field)
        self.card.column.addWidget(self.list, 1)

    def focus_first(self) -> None:
        """Fill anew and type."""
        self._actions = [action for action in self._source_actions() if action.isEnabled() and action.text()]
        entries = [
            Entry(title=action.text(), keys="".join(keys_of(action)[:1]), action=number)
            for number, action in enumerate(self._actions)
        ]
        entries += [
            Entry(title=row.name, detail=f"{row.reason} · {labels.channel(row.channel)}", task_id=row.task_id)
            for row in self._source_rows()
        ]
        self.field.clear()
        self.model.set_entries(entries)
        self._choose(0)
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the list while the field is typed into."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._choose(self.list.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex())
                return True
            if key == Qt.Key.Key_Escape:
                self.dismiss()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, needle: str) -> None:
        self.model.search(needle)
        self._choose(0)

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1))))

    def _do(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is None:
            return
        self.dismiss()
        if entry.task_id:
            self.task_chosen.emit(entry.task_id)
        else:
            self._actions[entry.action].trigger()
