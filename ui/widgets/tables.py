"""A quiet table, and a delegate that puts a shape before a state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui import icons
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.status_pill import LOOKS


class QuietTable(QTableView):
    """Rows without a grid; one row is chosen at a time."""

    def __init__(self, name: str) -> None:
        """:param name: what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        vertical, horizontal = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setDefaultSectionSize(self.fontMetrics().height() + SPACE * 4)
        horizontal.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        horizontal.setHighlightSections(False)
        horizontal.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        horizontal.setStretchLastSection(True)


class StateDelegate(QStyledItemDelegate):
    """Shape, word and colour of a state."""

    def __init__(self, theme: Theme, state_of: Callable[[QModelIndex], str], parent: QObject) -> None:
        """:param state_of: the key of `LOOKS` for a cell."""
        super().__init__(parent)
        self._theme, self._state_of = theme, state_of

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the shape and the colour."""
        super().initStyleOption(option, index)
        icon, tone = LOOKS.get(self._state_of(index), LOOKS["none"])  # type: ignore[arg-type]
        colour = self._theme.colour(tone or "muted")
        option.icon = QIcon(icons.pixmap(icon, colour.name(), SPACE * 4))
        option.decorationSize = QSize(SPACE * 4, SPACE * 4)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
            option.palette.setColor(role, colour)
