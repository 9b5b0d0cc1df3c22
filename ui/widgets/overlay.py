"""A panel over the window that goes away with Escape or a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.surfaces import Card


class Overlay(QWidget):
    """A shaded cover with a card on it."""

    closed = Signal()

    def __init__(self, host: QWidget, name: str) -> None:
        """Hidden until opened.

        :param host: the widget it covers.
        :param name: what a screen reader says.
        """
        super().__init__(host)
        self._host = host
        self._before: QWidget | None = None
        self.setProperty("role", "shade")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.card = Card("overlay", SPACE * 5, SPACE * 3)
        side = QHBoxLayout(self)
        column = QVBoxLayout()
        column.addSpacing(SPACE * 16)
        column.addWidget(self.card)
        column.addStretch(1)
        side.addStretch(1)
        side.addLayout(column)
        side.addStretch(1)
        host.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Cover the host and remember where the focus was."""
        window = self.window()
        self._before = window.focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the focus where typing should go."""
        self.setFocus()

    def dismiss(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; nothing reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()
