"""A card whose rows are made anew when what it shows has changed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel
from ui.widgets.surfaces import Card


class RebuiltCard(Card):
    """A heading, a note at its right, and rows below."""

    def __init__(self, heading: str) -> None:
        """:param heading: what stands on top."""
        super().__init__(spacing=SPACE * 3)
        self._shown: object = None
        self.heading = PlainLabel(heading, "heading")
        self.note = PlainLabel(role="small")
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.note)
        self.column.addLayout(top)
        self._body = QWidget()
        self.column.addWidget(self._body)
        self.column.addStretch(1)

    def is_news(self, facts: object) -> bool:
        """Whether these facts differ from the ones shown; they count as shown from now on."""
        if facts == self._shown:
            return False
        self._shown = facts
        return True

    def rows(self) -> QVBoxLayout:
        """An empty column in place of the rows so far."""
        old, self._body = self._body, QWidget()
        self.column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        return column
