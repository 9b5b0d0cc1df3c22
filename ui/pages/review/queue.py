"""The queue of reviews as a table, and the chips that choose what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from robot.domain.review_views import ReviewList, ReviewRow
from ui.models.rows_model import STATE_ROLE, Column, RowsModel
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.surfaces import FlowBox
from ui.widgets.tables import QuietTable, StateDelegate
from ui.words import figures, review_words, sentences

translate = QCoreApplication.translate

STATES = ("waiting", "approved", "rejected", "false_alarm", "escalated", "")
KINDS = ("", "held_text", "hand_typed")


class Chip(Button):
    """Wide enough for its words in bold, which it wears while it is down."""

    def __init__(self, theme: Theme, words: str) -> None:
        """Up."""
        super().__init__(theme, words, role="chip", name=words)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """As wide as its words in bold, whether it is down or not."""
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        wider = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(
            self.text()
        )
        return QSize(hint.width() + max(wider, 0), hint.height())


class Chips(FlowBox):
    """Buttons of which one is down, each with its count."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, codes: Sequence[str], words: dict[str, str]) -> None:
        """:param words: code -> what the chip says."""
        super().__init__(spacing=SPACE)
        self._words = words
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Chip] = {}
        for code in codes:
            button = Chip(theme, words[code])
            button.clicked.connect(partial(self._on_clicked, code))
            self._group.addButton(button)
            self.buttons[code] = button
        self.set_parts(list(self.buttons.values()))
        self.buttons[codes[0]].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many there are behind each chip."""
        for code, button in self.buttons.items():
            words = f"{self._words[code]} {counts.get(code, 0)}"
            button.setText(words)
            button.setAccessibleName(words)
        self.set_parts_again()

    def set_parts_again(self) -> None:
        """Widths changed with the counts."""
        self._arrange(self.width(), is_trial=False)
        self.updateGeometry()

    def _on_clicked(self, code: str) -> None:
        self.chosen.emit(code)


class ReviewQueue(QWidget):
    """Table and chips; asks for nothing itself."""

    #: state, kind
    filter_changed = Signal(str, str)
    #: Number of the review, or 0.
    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self.state, self.kind = "waiting", ""
        self.states = Chips(theme, STATES, {code: review_words.state(code) for code in STATES})
        self.kinds = Chips(theme, KINDS, {code: review_words.kind(code) for code in KINDS})
        self.model: RowsModel[ReviewRow] = RowsModel(_columns(), self)
        self.table = QuietTable(self.tr("复核队列"))
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(0, StateDelegate(theme, _cell_state, self.table))
        self.table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._build()
        self.states.chosen.connect(self._on_state)
        self.kinds.chosen.connect(self._on_kind)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addWidget(self.states, 1)
        column.addLayout(row)
        column.addWidget(self.kinds)
        column.addWidget(self.table, 1)

    def show_list(self, found: ReviewList) -> None:
        """New rows; what was chosen stays chosen, else the first is."""
        number = self.current()
        place = self.table.currentIndex().row()
        undecided = sum(found.states.get(state, 0) for state in ("open", "escalated"))
        total = sum(found.states.values())
        self.states.show_counts({**found.states, "waiting": undecided, "": total})
        self.kinds.show_counts({**found.kinds, "": sum(found.kinds.values())})
        self.model.set_rows(found.rows)
        numbers = [row.review for row in found.rows]
        if numbers:
            at = numbers.index(number) if number in numbers else min(max(place, 0), len(numbers) - 1)
            self.table.selectRow(at)
            self.chosen.emit(numbers[at])
        else:
            self.chosen.emit(0)

    def current(self) -> int:
        """Number of the review that is chosen, or 0."""
        at = self.table.currentIndex().row()
        return self.model.rows[at].review if 0 <= at < len(self.model.rows) else 0

    def step(self, by: int) -> None:
        """Another row."""
        at = self.table.currentIndex().row() + by
        if 0 <= at < self.model.rowCount():
            self.table.selectRow(at)

    def _on_state(self, state: str) -> None:
        self.state = state
        self.filter_changed.emit(self.state, self.kind)

    def _on_kind(self, kind: str) -> None:
        self.kind = kind
        self.filter_changed.emit(self.state, self.kind)

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.current())


def _columns() -> tuple[Column[ReviewRow], ...]:
    return (
        Column(title=translate("ReviewQueue", "状态"), text=_state, state=_look),
        Column(title=translate("ReviewQueue", "时间"), text=_when),
        Column(title=translate("ReviewQueue", "经办与客户"), text=_who),
        Column(title=translate("ReviewQueue", "类型"), text=_kind),
        Column(title=translate("ReviewQueue", "结论与规则"), text=_rule),
    )


def _state(row: ReviewRow) -> str:
    return review_words.state(row.state)


def _look(row: ReviewRow) -> str:
    return review_words.LOOKS.get(row.state, "none")


def _when(row: ReviewRow) -> str:
    return figures.moment(row.opened_at)


def _who(row: ReviewRow) -> str:
    return f"{row.rm_id or '—'} · {row.name or '—'}"


def _kind(row: ReviewRow) -> str:
    return review_words.kind(row.kind)


def _rule(row: ReviewRow) -> str:
    more = f" +{len(row.rules) - 1}" if len(row.rules) > 1 else ""
    return f"{review_words.verdict(row.verdict)} · {sentences.sentence(row.rule)}{more}"


def _cell_state(index: QModelIndex) -> str:
    return str(index.data(STATE_ROLE))
