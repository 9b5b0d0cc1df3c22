"""The strip under the text: may it be sent, and if not, why and what to do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.today.strip_words import StripLine
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import WrappedLabel, badge, key_cap
from ui.widgets.status_pill import Glyph


class ComplianceStrip(QWidget):
    """Lines of shape, words and colour; rebuilt only when what they say changes."""

    #: Number of the finding whose approved wording is wanted.
    replacement_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Nothing to say yet."""
        super().__init__()
        self._theme = theme
        self._lines: list[StripLine] = []
        self._chosen = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE + 2)

    @property
    def lines(self) -> list[StripLine]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: list[StripLine], chosen: int = -1) -> None:
        """:param chosen: number of the finding that F8 points at."""
        if lines == self._lines and chosen == self._chosen:
            return
        self._lines, self._chosen = lines, chosen
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._row(line, is_chosen=line.finding == chosen and chosen >= 0))
        self.setAccessibleName("; ".join(line.text for line in lines))

    def _row(self, line: StripLine, *, is_chosen: bool) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "strip")
        set_tone(frame, line.tone)
        frame.setAccessibleName(line.text)
        row = QHBoxLayout(frame)
        row.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 2, SPACE * 2)
        row.setSpacing(SPACE * 2)
        row.addWidget(
            Glyph(self._theme, "chevron-right" if is_chosen else line.icon, line.tone, SPACE * 4 + 1)
        )
        label = WrappedLabel(line.text, "strong")
        label.set_tone(line.tone)
        row.addWidget(label, 1)
        if line.rule and not line.text.startswith(line.rule):
            row.addWidget(badge(line.rule))
        if line.replacement:
            words = self.tr("替换为「{words}」").format(words=line.replacement)
            button = Button(self._theme, words.replace("&", "&&"), name=words)
            button.clicked.connect(partial(self.replacement_requested.emit, line.finding))
            row.addWidget(button)
            row.addWidget(key_cap("F"))
        return frame
