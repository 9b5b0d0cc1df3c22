"""Which tasks the list shows: the open ones, narrowed by a chip and by what is typed into the search."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QSortFilterProxyModel

from robot.domain.views import QueueRow
from ui.models.queue_model import AnyIndex, QueueModel, QueueRole
from ui.pinyin import matches
from ui.words import labels


class Chip(StrEnum):
    """The three ready-made views of the queue."""

    ALL = "all"
    MATURITY = "maturity"
    WARNING = "warning"


class QueueFilter(QSortFilterProxyModel):
    """Sorts returned tasks to the top and hides what is done."""

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        """Stand before the model."""
        super().__init__(parent)
        self._model = model
        self._chip = Chip.ALL
        self._needle = ""
        self.setSortRole(int(QueueRole.ORDER))
        self.setSourceModel(model)
        self.sort(0)

    @property
    def chip(self) -> Chip:
        """The view in force."""
        return self._chip

    @property
    def needle(self) -> str:
        """What is searched for."""
        return self._needle

    def choose(self, chip: Chip) -> None:
        """Show another view."""
        self._chip = chip
        self._refilter()

    def search(self, needle: str) -> None:
        """Narrow by name, reason or pinyin initials; empty shows all."""
        self._needle = needle
        self._refilter()

    def counts(self) -> dict[Chip, int]:
        """How many open tasks each chip would show."""
        rows = [row for row in self._model.rows() if self._model.is_open(row.task_id)]
        return {chip: sum(_fits(row, chip) for row in rows) for chip in Chip}

    def open_ids(self) -> list[str]:
        """Ids in the order shown."""
        return [self.index(at, 0).data(QueueRole.TASK_ID) for at in range(self.rowCount())]

    def filterAcceptsRow(self, source_row: int, _source_parent: AnyIndex) -> bool:
        """Whether a task is shown."""
        row = self._model.rows()[source_row]
        if not self._model.is_open(row.task_id) or not _fits(row, self._chip):
            return False
        return not self._needle or matches(self._needle, row.name, row.reason, labels.channel(row.channel))

    def _refilter(self) -> None:
        self.beginFilterChange()
        self.endFilterChange()


def _fits(row: QueueRow, chip: Chip) -> bool:
    if chip is Chip.MATURITY:
        return row.is_maturity
    if chip is Chip.WARNING:
        return row.is_warning
    return True
