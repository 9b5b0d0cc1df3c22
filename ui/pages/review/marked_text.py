"""A text to be read, with the places that rules object to tinted and told to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from robot.domain.review_views import ReviewFinding
from ui.theme.theme import Theme


class MarkedText(QPlainTextEdit):
    """Plain text that cannot be changed; its colours follow the theme."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self._theme = theme
        self._findings: tuple[ReviewFinding, ...] = ()
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("全文"))
        theme.changed.connect(self._mark)

    def show_text(self, text: str, findings: tuple[ReviewFinding, ...]) -> None:
        """The whole text, and where it is objected to."""
        self._findings = findings
        self.setPlainText(text)
        places = " / ".join(text[found.start : found.end] for found in findings)
        self.setAccessibleDescription(self.tr("标出的地方：{places}").format(places=places) if places else "")
        self._mark()

    def _mark(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        self.setPalette(palette)
        # What blocks is painted last, over what only wants a look.
        ordered = sorted(self._findings, key=_weight)
        self.setExtraSelections([self._selection(found) for found in ordered if found.end > found.start])

    def _selection(self, found: ReviewFinding) -> QTextEdit.ExtraSelection:
        tone = "bad" if found.verdict == "block" else "warn"
        look = QTextCharFormat()
        look.setForeground(self._theme.colour(tone))
        look.setBackground(self._theme.colour(f"{tone}_soft"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(self._theme.colour(tone))
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        text = self.toPlainText()
        # Qt counts UTF-16 units, Python characters.
        cursor.setPosition(_units(text[: found.start]))
        cursor.setPosition(_units(text[: found.end]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, look
        return selection


def _weight(found: ReviewFinding) -> int:
    return 1 if found.verdict == "block" else 0


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
