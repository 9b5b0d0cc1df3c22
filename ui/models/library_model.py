"""The talk tracks that are shown, as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from robot.domain.library_views import LibraryRow
from ui.models.queue_model import AnyIndex

_ROOT = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class LibraryModel(QAbstractListModel):
    """Rows are replaced as a whole."""

    def __init__(self, spoken: Callable[[LibraryRow], str], parent: QObject | None = None) -> None:
        """:param spoken: what a screen reader says of a row."""
        super().__init__(parent)
        self._spoken = spoken
        self.rows: tuple[LibraryRow, ...] = ()

    def set_rows(self, rows: tuple[LibraryRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def index_of(self, track_id: str) -> QModelIndex:
        """Where a talk track stands; invalid where it is not shown."""
        at = next((at for at, row in enumerate(self.rows) if row.id == track_id), -1)
        return self.index(at, 0) if at >= 0 else QModelIndex()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One row."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return row if role == ROW_ROLE else None
