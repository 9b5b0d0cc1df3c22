"""A drop-down box whose arrow wears the look's colour."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui import icons
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE


class Choice(QComboBox):
    """Paints its own arrow: a style sheet could only take one from a file of one colour."""

    def __init__(self, theme: Theme) -> None:
        """Without options yet."""
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the arrow."""
        super().paintEvent(event)
        side = SPACE * 4
        painter = QPainter(self)
        picture = icons.pixmap("chevron-down", self._theme.tokens.muted, side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - SPACE * 2, (self.height() - side) // 2, picture)
