"""A list that is walked by keys and takes no input method, so that letters stay keys in Chinese mode."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate


class RowList(QListView):
    """One row is chosen at a time; J and K walk as the arrows do."""

    #: Index of the row that is chosen now.
    picked = Signal(QModelIndex)

    def __init__(self, name: str, model: QAbstractItemModel) -> None:
        """:param name: what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.selectionModel().currentChanged.connect(self._on_current)
        for keys, by in (("J", 1), ("K", -1)):
            step = QAction(self)
            step.setShortcut(QKeySequence(keys))
            step.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            step.setData(by)
            step.triggered.connect(self._on_step)
            self.addAction(step)

    def dress(self, delegate: QStyledItemDelegate) -> None:
        """Let rows be painted by it."""
        delegate.setParent(self)
        self.setItemDelegate(delegate)

    def walk(self, by: int) -> None:
        """Choose another row, that many further."""
        model = self.model()
        at = self.currentIndex().row()
        step = 1 if by > 0 else -1
        target = at + by
        while 0 <= target < model.rowCount():
            index = model.index(target, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return
            target += step

    def _on_step(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.walk(action.data())

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(index)
