"""How the last messages ended, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedLayout, QWidget

from robot.domain.views import RunProgress
from ui.models.rows_model import STATE_ROLE, Column, RowsModel
from ui.models.run_steps import Ending, endings_of
from ui.pages.run.no_steps import NoSteps
from ui.theme.theme import Theme
from ui.widgets.labels import PlainLabel
from ui.widgets.surfaces import Card
from ui.widgets.tables import QuietTable, StateDelegate
from ui.words import figures, labels


class EndingsCard(Card):
    """A short table, or why it is empty."""

    def __init__(self, theme: Theme) -> None:
        """Before any run."""
        super().__init__()
        self.column.addWidget(PlainLabel(self.tr("最近结果"), "heading"))
        columns: tuple[Column[Ending], ...] = (
            Column(title=self.tr("时间"), text=_time),
            Column(title=self.tr("客户"), text=_customer),
            Column(title=self.tr("结果"), text=_outcome, state=_look_of),
        )
        self.model: RowsModel[Ending] = RowsModel(columns, self)
        self.table = QuietTable(self.tr("最近结果"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.setItemDelegateForColumn(2, StateDelegate(theme, _look, self.table))
        self.no_steps = NoSteps(theme)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.no_steps)
        self.column.addWidget(holder, 1)

    def show_run(self, run: RunProgress | None) -> None:
        """Take the endings of a run."""
        self.model.set_rows(endings_of(run.steps) if run is not None else ())
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else self.no_steps)
        self.no_steps.explain(run)


def _time(row: Ending) -> str:
    return figures.clock(row.at, with_seconds=True)


def _customer(row: Ending) -> str:
    return row.name


def _outcome(row: Ending) -> str:
    return labels.outcome(row.code)


def _look_of(row: Ending) -> str:
    return row.look


def _look(index: QModelIndex) -> str:
    return str(index.data(STATE_ROLE))
