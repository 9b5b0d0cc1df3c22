"""Chips with counts, one row for each facet; one choice in each, the same again lifts it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.models.library_filter import VALUES, Facet, LibraryFilter
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.chips import Chip
from ui.widgets.labels import PlainLabel
from ui.widgets.surfaces import FlowBox
from ui.words import labels, library_words


class FacetChips(QWidget):
    """What can be narrowed by, and how much each choice would show."""

    changed = Signal()

    def __init__(self, theme: Theme, shown: LibraryFilter) -> None:
        """:param shown: holds the choices."""
        super().__init__()
        self._filter = shown
        self.chips: dict[tuple[Facet, str], Chip] = {}
        self._boxes: list[FlowBox] = []
        names = {
            Facet.CHANNEL: self.tr("渠道"),
            Facet.LINE: self.tr("产品"),
            Facet.PURPOSE: self.tr("用途"),
            Facet.SENSITIVITY: self.tr("敏感"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, facet in enumerate(Facet):
            label = PlainLabel(names[facet], "small")
            label.setMinimumHeight(label.fontMetrics().height() + SPACE * 3)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            box = FlowBox(0)
            box.set_parts([self._chip(theme, facet, names[facet], value) for value in VALUES[facet]])
            grid.addWidget(box, row, 1)
            self._boxes.append(box)
        self.refresh()

    def _chip(self, theme: Theme, facet: Facet, name: str, value: str) -> Chip:
        chip = Chip(theme)
        chip.setProperty("facet", name)
        chip.clicked.connect(partial(self._on_chip, facet, value))
        self.chips[facet, value] = chip
        return chip

    def refresh(self) -> None:
        """Count anew."""
        for facet in Facet:
            counts = self._filter.counts(facet)
            for value in VALUES[facet]:
                chip, count = self.chips[facet, value], counts[value]
                words = facet_value(facet, value)
                chip.setText(f"{words} {count}")
                chip.setAccessibleName(f"{chip.property('facet')} {words} {count}")
                chip.setChecked(self._filter.chosen.get(facet) == value)
                chip.setEnabled(count > 0 or chip.isChecked())
                chip.setVisible(self._filter.has(facet, value))
        for box in self._boxes:
            box.arrange()

    def _on_chip(self, facet: Facet, value: str) -> None:
        self._filter.choose(facet, value)
        self.changed.emit()


def facet_value(facet: Facet, value: str) -> str:
    """A value as it is called."""
    if facet is Facet.CHANNEL:
        return labels.channel(value)
    if facet is Facet.LINE:
        return labels.product_line(value)
    return library_words.purpose(value) if facet is Facet.PURPOSE else value
