"""What an approver goes through, one entry after the other: summary, talk tracks, files, lint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from robot.domain.release_views import FileChange, LintRow, ReleaseReview, TrackChange
from ui.models.queue_model import AnyIndex

_ROOT = QModelIndex()
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """One entry; which of the four it is tells the field that is set."""

    title: str
    #: `summary`, `track`, `file` or `lint`.
    sort: str
    #: `added`, `removed` or `changed`; `bad`, `warn` or `ok` of lint and summary.
    mark: str
    second: str
    #: At the right, such as how many tasks it concerns.
    right: str = ""
    track: TrackChange | None = None
    file: FileChange | None = None
    lint: tuple[LintRow, ...] = ()


class ReviewModel(QAbstractListModel):
    """Entries are replaced as a whole; which were looked at is kept."""

    def __init__(self, spoken: Callable[[ReviewEntry], str], parent: QObject | None = None) -> None:
        """:param spoken: what a screen reader says of an entry."""
        super().__init__(parent)
        self._spoken = spoken
        self.entries: tuple[ReviewEntry, ...] = ()
        self.seen: set[int] = set()

    def set_entries(self, entries: tuple[ReviewEntry, ...]) -> None:
        """Show these; none was looked at yet."""
        self.beginResetModel()
        self.entries = entries
        self.seen = set()
        self.endResetModel()

    def note_seen(self, at: int) -> None:
        """This entry was opened."""
        self.seen.add(at)
        index = self.index(at, 0)
        self.dataChanged.emit(index, index)

    @property
    def unseen_changes(self) -> int:
        """Changes that were not opened yet."""
        return sum(
            entry.sort in ("track", "file") and at not in self.seen for at, entry in enumerate(self.entries)
        )

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Entries."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One entry."""
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return entry if role == ENTRY_ROLE else None


def errors_in(review: ReleaseReview) -> int:
    """Faults that keep a robot from using the release."""
    return sum(fault.severity == "error" for fault in review.lint)
