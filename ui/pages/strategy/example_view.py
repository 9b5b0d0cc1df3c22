"""A rendered talk track with its variants: who owns which words is marked, and how long it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from robot.domain.release_views import ExampleView
from robot.domain.views import SegmentKind
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.chips import Chip
from ui.widgets.labels import ElidedLabel, PlainLabel, WrappedLabel
from ui.widgets.marked_prose import MarkedProse, Stretch, Swatch
from ui.widgets.surfaces import FlowBox
from ui.words import sentences

_LOOKS = {SegmentKind.DATA: "data", SegmentKind.REQUIRED: "required", SegmentKind.FREE: "free"}
#: Digits that choose a variant.
_MOST_KEYS = 9


class ExampleBox(QWidget):
    """Chips for the variants above the text, the legend below it."""

    def __init__(self, theme: Theme) -> None:
        """Without examples yet."""
        super().__init__()
        self._theme = theme
        self._examples: tuple[ExampleView, ...] = ()
        self.chips: list[Chip] = []
        self._box = FlowBox(SPACE)
        self.length = PlainLabel(role="muted")
        self.text = MarkedProse(theme, self.tr("示例"))
        self.findings = WrappedLabel()
        self.findings.set_tone("bad")
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        head = QHBoxLayout()
        head.setSpacing(SPACE * 2)
        head.addWidget(self._box, 1)
        head.addWidget(self.length, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.findings)
        legend = QHBoxLayout()
        legend.setSpacing(SPACE * 2)
        for words, look in (
            (self.tr("银行数据"), "data"),
            (self.tr("必须出现的句子"), "required"),
            (self.tr("客户经理填写"), "free"),
        ):
            legend.addWidget(Swatch(self._theme, look))
            legend.addWidget(PlainLabel(words, "small"))
            legend.addSpacing(SPACE * 2)
        invented = ElidedLabel(self.tr("客户与金额为虚构"), "small")
        invented.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        legend.addWidget(invented, 1)
        column.addLayout(legend)

    def show_examples(self, examples: Sequence[ExampleView]) -> None:
        """Show the first, and chips for all."""
        self._examples = tuple(examples)
        self.chips = []
        for at, example in enumerate(self._examples):
            chip = Chip(self._theme, f"{at + 1}  {example.label}")
            chip.setAccessibleName(self.tr("版本 {key} {label}").format(key=at + 1, label=example.label))
            chip.clicked.connect(partial(self.choose, at))
            self.chips.append(chip)
        self._box.set_parts(self.chips)
        # They were made after the text, and stand before it.
        for before, after in pairwise((*self.chips, self.text)):
            self.setTabOrder(before, after)
        self.choose(0)

    def choose(self, at: int) -> None:
        """Show another variant; one that there is not changes nothing."""
        if not 0 <= at < len(self._examples):
            return
        for place, chip in enumerate(self.chips):
            chip.setChecked(place == at)
        example = self._examples[at]
        self.text.show_stretches(stretches_of(example))
        self.length.setText(self.tr("{n} / {most} 字").format(n=len(example.text), most=example.max_length))
        told = [sentences.finding_sentence(finding.rule, finding.params) for finding in example.findings]
        self.findings.setText("\n".join(told))
        self.findings.setVisible(bool(told))


def choose_by_digits(owner: QWidget, choose: Callable[[int], None]) -> None:
    """Let the digits choose a variant wherever in `owner` the keyboard is, but in a field.

    :param choose: takes a place, counted from 0.
    """
    for number in range(1, _MOST_KEYS + 1):
        pick = QAction(owner)
        pick.setShortcut(QKeySequence(str(number)))
        pick.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pick.triggered.connect(partial(choose, number - 1))
        owner.addAction(pick)


def stretches_of(example: ExampleView) -> list[Stretch]:
    """The text with the owner of each piece as its look."""
    return [(segment.text, _LOOKS.get(segment.kind, "")) for segment in example.segments]
