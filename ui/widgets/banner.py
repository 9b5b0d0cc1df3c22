"""A strip across the window for what concerns everything: offline, stopped, a site to be settled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import WrappedLabel
from ui.widgets.status_pill import Glyph


class Banner(QFrame):
    """One sentence with at most one thing to do about it; hidden when there is nothing to say."""

    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Hidden."""
        super().__init__()
        self._code = ""
        self.setProperty("role", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 2, SPACE * 2)
        row.setSpacing(SPACE * 2)
        self._glyph = Glyph(theme, "info")
        self.label = WrappedLabel(role="strong")
        self.button = Button(theme)
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self._glyph)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def code(self) -> str:
        """What it is about now, or empty."""
        return self._code

    def say(self, code: str, text: str, *, tone: str, icon: str, action: str = "") -> None:
        """Show a sentence.

        :param action: the button's words; no button when empty.
        """
        self._code = code
        self.label.setText(text)
        self.label.set_tone(tone)
        self.setAccessibleName(text)
        set_tone(self, tone)
        self._glyph.show_icon(icon, tone)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self.show()

    def clear(self) -> None:
        """Nothing to say."""
        self._code = ""
        self.hide()

    def _on_clicked(self) -> None:
        self.pressed.emit(self._code)
