"""Labels that show any text literally, whatever it contains."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme.theme import set_tone


class PlainLabel(QLabel):
    """A label that never reads its text as HTML."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """:param role: which rule of the style sheet applies."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role:
            self.setProperty("role", role)

    def set_tone(self, tone: str) -> None:
        """Colour by meaning: `info`, `ok`, `warn`, `bad` or empty."""
        set_tone(self, tone)


class WrappedLabel(PlainLabel):
    """A label of several lines."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """Wrap at words."""
        super().__init__(text, role, parent)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


class ElidedLabel(PlainLabel):
    """A label that shortens its text to the room there is."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """Give way to its neighbours."""
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few characters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def badge(text: str = "", tone: str = "") -> PlainLabel:
    """A small rounded label."""
    made = PlainLabel(text, "badge")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if tone:
        made.setProperty("tone", tone)
    return made


def keys_of(action: QAction) -> list[str]:
    """The keys of an action as they are printed on a keyboard, each once."""
    shown = (keys.toString().replace("Return", "Enter") for keys in action.shortcuts())
    return list(dict.fromkeys(shown))


def key_cap(keys: str) -> PlainLabel:
    """A key as it looks on the keyboard; said by the control beside it, so not read out itself."""
    made = PlainLabel(keys, "keycap")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def literal_tip(text: str) -> str:
    """A tooltip that shows the text literally, since a tooltip cannot be told to."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""
