"""The path of the message in hand beside its picture: done, under way, still to come."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from robot.domain.views import RunProgress
from ui.models.rows_model import STATE_ROLE, Column, RowsModel
from ui.models.run_steps import PathStep, path_of, task_in_hand
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import QuietTable, StateDelegate
from ui.words import figures, labels


class StepsList(QWidget):
    """One row for each step that a message passes, in their fixed order."""

    def __init__(self, theme: Theme) -> None:
        """Before any message."""
        super().__init__()
        self.who = PlainLabel(role="strong")
        columns: tuple[Column[PathStep], ...] = (
            Column(title=self.tr("步骤"), text=_name, state=_state),
            Column(title=self.tr("时间"), text=_time),
        )
        self.model: RowsModel[PathStep] = RowsModel(columns, self)
        self.table = QuietTable(self.tr("这条消息的步骤"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setItemDelegateForColumn(0, StateDelegate(theme, _look, self.table))
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.who)
        column.addWidget(self.table, 1)

    def show_run(self, run: RunProgress | None) -> None:
        """Take the steps of a run."""
        steps = run.steps if run is not None else ()
        current = task_in_hand(steps)
        self.who.setText(current.name if current is not None else "")
        self.model.set_rows(path_of(steps))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell yet."""
        return self.model.rowCount() == 0


def _name(row: PathStep) -> str:
    return labels.step(row.step)


def _state(row: PathStep) -> str:
    return row.state


def _time(row: PathStep) -> str:
    if row.state == "next" or row.at is None:
        return "—"
    return figures.clock(row.at, with_seconds=True)


def _look(index: QModelIndex) -> str:
    return str(index.data(STATE_ROLE))
