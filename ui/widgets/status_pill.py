"""A state as shape, word and colour together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ui import icons
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel

#: Token of what is only beside.
MUTED = "muted"
#: State -> (icon, tone).
LOOKS = {
    "idle": ("circle-check", "ok"),
    "running": ("play", "info"),
    "paused": ("circle-pause", "warn"),
    "needs_you": ("hand", "warn"),
    "waiting": ("hourglass", "warn"),
    "taken_over": ("hand", "info"),
    "stopped": ("octagon-x", "bad"),
    "error": ("triangle-alert", "bad"),
    "offline": ("wifi-off", "bad"),
    "ok": ("circle-check", "ok"),
    "done": ("circle-check", "ok"),
    "failed": ("circle-x", "bad"),
    "unknown": ("circle-question-mark", "warn"),
    "refused": ("shield-alert", "warn"),
    "next": ("circle", ""),
    "none": ("circle", ""),
}


class StatusPill(QFrame):
    """A rounded strip with an icon and a word."""

    def __init__(self, theme: Theme) -> None:
        """Without a state yet."""
        super().__init__()
        self._theme = theme
        self._icon_name = "circle"
        self._tone = ""
        self.setProperty("role", "strip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2 + 2, SPACE, SPACE * 3, SPACE)
        row.setSpacing(SPACE + 2)
        self._icon = PlainLabel()
        self._text = PlainLabel(role="strong")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text)
        theme.changed.connect(self._dress)

    def show_state(self, state: str, text: str) -> None:
        """:param state: a key of `LOOKS`."""
        self._icon_name, self._tone = LOOKS.get(state, LOOKS["none"])
        self._text.setText(text)
        self.setAccessibleName(text)
        set_tone(self, self._tone)
        self._text.set_tone(self._tone)
        self._dress()

    def text(self) -> str:
        """The word shown."""
        return self._text.text()

    def _dress(self) -> None:
        colour = getattr(self._theme.tokens, self._tone or "muted")
        self._icon.setPixmap(icons.pixmap(self._icon_name, colour, SPACE * 4 - 1, self.devicePixelRatioF()))


class Glyph(PlainLabel):
    """An icon that stands beside words."""

    def __init__(self, theme: Theme, icon: str, token: str = MUTED, size: int = SPACE * 4) -> None:
        """:param token: which colour it wears."""
        super().__init__()
        self._theme, self._icon_name, self._token, self._size = theme, icon, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress()

    def show_icon(self, icon: str, token: str) -> None:
        """Another icon in another colour."""
        self._icon_name, self._token = icon, token
        self._dress()

    def _dress(self) -> None:
        colour = getattr(self._theme.tokens, self._token)
        self.setPixmap(icons.pixmap(self._icon_name, colour, self._size, self.devicePixelRatioF()))
