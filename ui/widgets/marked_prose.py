"""Text with marked stretches, as high as it needs to be; it can be read and copied, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import SPACE

#: Percent of the font's own height from line to line.
_LINE_HEIGHT = 140.0
_LINES = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    ink: str
    ground: str
    underline: QTextCharFormat.UnderlineStyle = _LINES.NoUnderline
    is_struck: bool = False


#: Each look differs in shape too, not in colour alone. No waves: they are painted into Chinese words.
_LOOKS = {
    "data": _Look(ink="info", ground="info_soft"),
    "required": _Look(ink="text", ground="chip", underline=_LINES.DotLine),
    "free": _Look(ink="ok", ground="ok_soft", underline=_LINES.DashUnderline),
    "added": _Look(ink="ok", ground="ok_soft", underline=_LINES.SingleUnderline),
    "removed": _Look(ink="bad", ground="bad_soft", is_struck=True),
    "block": _Look(ink="bad", ground="bad_soft", underline=_LINES.SingleUnderline),
    "review": _Look(ink="warn", ground="warn_soft", underline=_LINES.DashUnderline),
}

#: Text and its look; an unknown look is plain.
Stretch = tuple[str, str]


class MarkedProse(QTextEdit):
    """A field that Tab reaches, for readers and screen readers."""

    def __init__(self, theme: Theme, name: str, role: str = "prose") -> None:
        """:param name: what a screen reader says before the text.

        :param role: `prose` has a ground of its own, `line` stands among other words.
        """
        super().__init__()
        self._theme = theme
        self._stretches: tuple[Stretch, ...] = ()
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._write)

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show this text in place of the one before."""
        self._stretches = tuple(stretches)
        self._write()

    def _write(self) -> None:
        self.document().clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        for text, look in self._stretches:
            cursor.insertText(text, self._format(look))
        self._fit()

    def _format(self, name: str) -> QTextCharFormat:
        made = QTextCharFormat()
        look = _LOOKS.get(name)
        made.setForeground(self._theme.colour(look.ink if look else "text"))
        if look is not None:
            made.setBackground(self._theme.colour(look.ground))
            made.setUnderlineStyle(look.underline)
            made.setFontStrikeOut(look.is_struck)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wants another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        if room <= 0:
            return
        self.document().setTextWidth(room)
        around = self.height() - self.viewport().height()
        wanted = round(self.document().size().height() + 0.5) + max(0, around)
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(super().sizeHint().width(), self.height())


_PENS = {
    _LINES.DotLine: Qt.PenStyle.DotLine,
    _LINES.DashUnderline: Qt.PenStyle.DashLine,
    _LINES.SingleUnderline: Qt.PenStyle.SolidLine,
}


class Swatch(QWidget):
    """A sample of a look, for a legend; the words beside it are read out."""

    def __init__(self, theme: Theme, look: str) -> None:
        """:param look: as in a stretch."""
        super().__init__()
        self._theme, self._look = theme, _LOOKS[look]
        self.setFixedSize(SPACE * 5, SPACE * 4)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Its ground and its line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(self._look.ground))
        pen = _PENS.get(self._look.underline)
        if pen is not None:
            painter.setPen(QPen(self._theme.colour(self._look.ink), 1, pen))
            painter.drawLine(1, self.height() - 3, self.width() - 1, self.height() - 3)
        else:
            painter.setPen(self._theme.colour(self._look.ink))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "1")
