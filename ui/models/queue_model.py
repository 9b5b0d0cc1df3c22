"""The day's tasks as the agent told them, with what the RM just did laid over until the agent says it too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from robot.domain.views import QueueRow
from ui.words import labels, sentences

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
#: Endings that come back to the RM.
_RETURNING = frozenset({"refused", "platform_refused", "halted", "needs_person", "unknown"})
#: Cancellations that leave the task undone.
_CANCELLED_BUT_OPEN = frozenset({"cancelled.undone", "cancelled.stopped", "cancelled.interrupted"})
#: A supervisor has the text; the task comes back with the answer.
_WITH_SUPERVISOR = "words.review"
#: More tasks than a list can have.
_LONGEST_DAY = 100_000


class QueueRole(IntEnum):
    """What the list and its delegate ask for."""

    ROW = Qt.ItemDataRole.UserRole + 1
    TASK_ID = Qt.ItemDataRole.UserRole + 2
    #: Whether the RM has something to do with it now.
    IS_OPEN = Qt.ItemDataRole.UserRole + 3
    #: Sort key: returned ones first, then the agent's order.
    ORDER = Qt.ItemDataRole.UserRole + 4
    #: Code of why it came back, or empty.
    RETURNED = Qt.ItemDataRole.UserRole + 5


@dataclass(slots=True, kw_only=True)
class Mark:
    """What the RM did that the agent's list does not show yet."""

    is_gone: bool = False
    #: Why it came back; keeps the task on top until it is dealt with.
    returned: str = ""
    #: Ticket of the latest request when the agent accepted; a list asked for later knows better.
    settled_at: int | None = None


class QueueModel(QAbstractListModel):
    """Rows in the agent's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: list[QueueRow] = []
        self._at: dict[str, int] = {}
        self._marks: dict[str, Mark] = {}
        self._returned_seq: dict[str, int] = {}
        self._put_aside: set[str] = set()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Tasks of the day."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of a task."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == QueueRole.ROW:
            return row
        if role == QueueRole.TASK_ID:
            return row.task_id
        if role == QueueRole.IS_OPEN:
            return self.is_open(row.task_id)
        if role == QueueRole.ORDER:
            return self._order(index.row(), row)
        if role == QueueRole.RETURNED:
            return self.returned_reason(row.task_id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def set_rows(self, rows: tuple[QueueRow, ...], ticket: int) -> None:
        """Take the agent's list.

        :param ticket: of the request that it answers, to know which marks it has overtaken.
        """
        overtaken = self._drop_overtaken(ticket)
        if [row.task_id for row in rows] != [row.task_id for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self._at = {row.task_id: at for at, row in enumerate(self._rows)}
            self._note_returns()
            self.endResetModel()
            return
        pairs = enumerate(zip(self._rows, rows, strict=True))
        changed = [at for at, (old, new) in pairs if old != new or new.task_id in overtaken]
        self._rows = list(rows)
        self._note_returns()
        for at in changed:
            self._touch(at)

    def _drop_overtaken(self, ticket: int) -> set[str]:
        overtaken = {
            task_id
            for task_id, mark in self._marks.items()
            if mark.settled_at is not None and ticket > mark.settled_at and not mark.returned
        }
        for task_id in overtaken:
            del self._marks[task_id]
        return overtaken

    def _note_returns(self) -> None:
        latest = max(self._returned_seq.values(), default=-1) + 1
        for row in self._rows:
            if row.task_id not in self._returned_seq and self._ended_open(row):
                self._returned_seq[row.task_id] = latest

    def row_of(self, task_id: str) -> QueueRow | None:
        """The agent's row of a task."""
        at = self._at.get(task_id)
        return None if at is None else self._rows[at]

    def index_of(self, task_id: str) -> QModelIndex:
        """Where a task stands, or an invalid index."""
        at = self._at.get(task_id)
        return QModelIndex() if at is None else self.index(at)

    def rows(self) -> list[QueueRow]:
        """All rows, in the agent's order."""
        return self._rows

    def is_open(self, task_id: str) -> bool:
        """Whether the RM has something to do with it now."""
        mark = self._marks.get(task_id)
        if mark is not None:
            return not mark.is_gone
        row = self.row_of(task_id)
        if row is None or task_id in self._put_aside:
            return False
        return row.state == "ready" or self._ended_open(row)

    def returned_reason(self, task_id: str) -> str:
        """Code of why a task came back, or empty."""
        mark = self._marks.get(task_id)
        if mark is not None:
            return mark.returned
        row = self.row_of(task_id)
        return (row.outcome_reason or row.outcome) if row is not None and self._ended_open(row) else ""

    def mark_gone(self, task_id: str) -> None:
        """The RM dealt with it; believed before the agent says so."""
        self._put_mark(task_id, Mark(is_gone=True))

    def mark_returned(self, task_id: str, reason: str) -> None:
        """It comes back to the top."""
        self._returned_seq[task_id] = max(self._returned_seq.values(), default=0) + 1
        self._put_aside.discard(task_id)
        self._put_mark(task_id, Mark(returned=reason))

    def settle(self, task_id: str, last_ticket: int) -> None:
        """The agent accepted what was believed."""
        if mark := self._marks.get(task_id):
            mark.settled_at = last_ticket

    def put_aside(self, task_id: str) -> None:
        """The RM has seen an ending that cannot be changed."""
        self._put_aside.add(task_id)
        self._marks.pop(task_id, None)
        self._touch(self._at.get(task_id))

    def _put_mark(self, task_id: str, mark: Mark) -> None:
        self._marks[task_id] = mark
        self._touch(self._at.get(task_id))

    def _touch(self, at: int | None) -> None:
        if at is not None:
            index = self.index(at)
            self.dataChanged.emit(index, index)

    def _ended_open(self, row: QueueRow) -> bool:
        if row.state != "ended" or row.task_id in self._put_aside or row.outcome_reason == _WITH_SUPERVISOR:
            return False
        return row.outcome in _RETURNING or row.outcome_reason in _CANCELLED_BUT_OPEN

    def _order(self, at: int, row: QueueRow) -> int:
        if self.returned_reason(row.task_id):
            # The latest first; those that came back together, as after a stop, keep the plan's order.
            return at - (1 + self._returned_seq.get(row.task_id, 0)) * _LONGEST_DAY
        return at

    def _spoken(self, row: QueueRow) -> str:
        parts = [row.name, row.reason, labels.channel(row.channel), labels.tier(row.tier)]
        if reason := self.returned_reason(row.task_id):
            parts.append(sentences.sentence(reason))
        elif row.is_overdue:
            parts.append(self.tr("逾期"))
        elif row.due_at:
            parts.append(row.due_at)
        return ", ".join(parts)
