"""Where the rows will be, painted while the log is first read; appears only if that takes a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import SPACE

#: What is there sooner needs no word that it is coming, in milliseconds.
_LATE_MS = 150
_ROW_PX = SPACE * 8
#: Where the bars of a row begin and end, in shares of the width.
_BARS = ((0.02, 0.14), (0.17, 0.22), (0.26, 0.34), (0.38, 0.46), (0.50, 0.56), (0.60, 0.68), (0.72, 0.96))


class Skeleton(QWidget):
    """Rows of grey bars."""

    def __init__(self, theme: Theme) -> None:
        """Blank."""
        super().__init__()
        self._theme = theme
        self.is_late = False
        self.setAccessibleName(self.tr("正在读取日志…"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATE_MS)
        self._timer.timeout.connect(self._on_late)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to wait."""
        super().showEvent(event)
        self.is_late = False
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """It came."""
        super().hideEvent(event)
        self._timer.stop()

    def _on_late(self) -> None:
        self.is_late = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, once it is late."""
        if not self.is_late:
            return
        painter = QPainter(self)
        ink = self._theme.colour("chip")
        for top in range(_ROW_PX, self.height(), _ROW_PX):
            for begin, end in _BARS:
                left = round(begin * self.width())
                painter.fillRect(left, top, round(end * self.width()) - left, SPACE * 2, ink)
