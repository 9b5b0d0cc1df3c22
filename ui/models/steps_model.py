"""The steps of the send path as a table, the newest last."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from robot.domain.views import StepLine
from ui.models.queue_model import AnyIndex
from ui.words import figures, labels, sentences

_ROOT = QModelIndex()
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class StepColumn(IntEnum):
    """What is told of a step."""

    AT = 0
    STATE = 1
    STEP = 2
    NAME = 3
    DETAIL = 4


class StepsModel(QAbstractTableModel):
    """Replaced as a whole when it changes; it is short."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._steps: tuple[StepLine, ...] = ()

    def set_steps(self, steps: tuple[StepLine, ...]) -> None:
        """Take what the agent told."""
        if steps == self._steps:
            return
        if len(steps) != len(self._steps):
            self.beginResetModel()
            self._steps = steps
            self.endResetModel()
            return
        self._steps = steps
        self.dataChanged.emit(self.index(0, 0), self.index(len(steps) - 1, len(StepColumn) - 1))

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Steps told of."""
        return 0 if parent.isValid() else len(self._steps)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Facts of each."""
        return 0 if parent.isValid() else len(StepColumn)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One fact."""
        if not index.isValid() or not 0 <= index.row() < len(self._steps):
            return None
        step = self._steps[index.row()]
        if role == STATE_ROLE:
            return step.state
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == StepColumn.STATE:
            return labels.step_state(step.state)
        return _shown(step, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("时间"), self.tr("状态"), self.tr("步骤"), self.tr("客户"), self.tr("说明"))[
                section
            ]
        return None


def _shown(step: StepLine, column: int) -> str:
    if column == StepColumn.AT:
        return figures.clock(step.at, with_seconds=True)
    if column == StepColumn.STATE:
        return labels.step_state(step.state)
    if column == StepColumn.STEP:
        return labels.step(step.step)
    if column == StepColumn.NAME:
        return step.name
    # The reasons end in 'not sent', which is wrong of a record: its message is out.
    if step.step == "record" and step.detail.startswith("cancelled."):
        return labels.step_note("record.stopped")
    is_known = sentences.is_known(step.detail)
    return sentences.sentence(step.detail) if is_known else labels.step_note(step.detail)
