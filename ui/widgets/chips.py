"""A chip that can be chosen; as wide as its words in the bold that the chosen one wears."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics

from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button


class Chip(Button):
    """Does not change its place when it is chosen."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        """:param text: may be set later."""
        super().__init__(theme, text, role="chip")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """Room for the bold words."""
        hint = super().sizeHint()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        wanted = QFontMetrics(font).horizontalAdvance(self.text()) + SPACE * 5
        return QSize(max(hint.width(), wanted), hint.height())

    def minimumSizeHint(self) -> QSize:
        """The same: words are not cut."""
        return self.sizeHint()
