"""What stands in place of content: loading, failed with a way to try again, or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph

#: What is there sooner needs no word that it is coming, in milliseconds.
_LATE_MS = 150


class StateNote(QWidget):
    """A glyph, a heading, a sentence, and at most one button."""

    pressed = Signal()

    def __init__(self, theme: Theme, retry: str) -> None:
        """:param retry: words of the button."""
        super().__init__()
        self._glyph = Glyph(theme, "inbox", "muted", SPACE * 9)
        self.title = PlainLabel(role="heading")
        self.text = WrappedLabel(role="muted")
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.retry = Button(theme, retry, "refresh-cw")
        self.retry.setAccessibleName(retry)
        self.retry.clicked.connect(self.pressed)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._reveal)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE * 2)
        column.addStretch(2)
        for part in (self._glyph, self.title):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.text)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(
        self, icon: str, title: str, text: str = "", *, tone: str = "muted", can_retry: bool = False
    ) -> None:
        """Show at once."""
        self._late.stop()
        self._glyph.show_icon(icon, tone)
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(f"{title} {text}".strip())
        self.retry.setVisible(can_retry)
        self._reveal()

    def say_loading(self, title: str) -> None:
        """Show that it is coming, but only if it takes a moment."""
        self.say("loader-circle", title)
        for part in (self._glyph, self.title):
            part.hide()
        self._late.start()

    def _reveal(self) -> None:
        self._glyph.show()
        self.title.show()
