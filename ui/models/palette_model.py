"""What the command palette lists: commands with their keys, then customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.models.queue_model import AnyIndex
from ui.pinyin import matches

_ROOT = QModelIndex()
#: Longest list worth reading.
_SHOWN = 60
KEYS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the palette."""

    title: str
    #: Shown after the title.
    detail: str = ""
    keys: str = ""
    #: Number of the action, or -1.
    action: int = -1
    task_id: str = ""


class PaletteModel(QAbstractListModel):
    """Entries that match what is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._all: list[Entry] = []
        self._shown: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Take what can be chosen."""
        self._all = list(entries)
        self.search("")

    def search(self, needle: str) -> None:
        """Keep what contains the typed text or its pinyin initials; empty keeps all."""
        self.beginResetModel()
        found = (entry for entry in self._all if matches(needle, entry.title, entry.detail))
        self._shown = [entry for entry, _ in zip(found, range(_SHOWN), strict=False)]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Entries shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of an entry."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        entry = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.title}  ·  {entry.detail}" if entry.detail else entry.title
        if role == KEYS_ROLE:
            return entry.keys
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title} {entry.detail} {entry.keys}"
        return None
