"""The strip under the text: may it be sent, and if not, why and what to do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.today.strip_words import StripLine
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, PlainLabel, WrappedLabel, key_cap, literal_tip
from ui.widgets.status_pill import Glyph

#: Findings shown at once where there is room; the others are a key away.
MOST_SHOWN = 3
#: Characters of an approved wording on its button; the hint has the whole.
_LONGEST_WORDING = 18


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
        self._most = MOST_SHOWN
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE + 2)

    @property
    def lines(self) -> list[StripLine]:
        """All there is to say, shown or not."""
        return self._lines

    def show_lines(self, lines: list[StripLine], chosen: int = -1) -> None:
        """:param chosen: number of the finding that F8 points at."""
        if lines != self._lines or chosen != self._chosen:
            self._lines, self._chosen = lines, chosen
            self._fill()

    def show_at_most(self, findings: int) -> None:
        """Leave room for the text."""
        if findings != self._most:
            self._most = findings
            self._fill()

    def _fill(self) -> None:
        lines, chosen = self._lines, self._chosen
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        shown = self._shown()
        # F works on the one pointed at, else on the first that has a wording.
        first = next((line.finding for line in shown if line.replacement), -1)
        key_at = chosen if any(line.finding == chosen and line.replacement for line in shown) else first
        for line in shown:
            is_chosen = line.finding == chosen and chosen >= 0
            has_key = line.finding == key_at and bool(line.replacement)
            self._column.addWidget(self._row(line, is_chosen=is_chosen, has_key=has_key))
        if rest := len(lines) - len(shown):
            more = PlainLabel(self.tr("另有 %n 处提示，按 F8 逐处查看", "", rest), "small")
            more.setContentsMargins(SPACE * 3, 0, 0, 0)
            self._column.addWidget(more)
        self.setAccessibleName("; ".join(line.text for line in lines))

    def _shown(self) -> list[StripLine]:
        found = [line for line in self._lines if line.finding >= 0]
        kept = found[: self._most]
        chosen = [line for line in found if line.finding == self._chosen]
        if chosen and chosen[0] not in kept:
            kept = [*kept[:-1], chosen[0]]
        return [line for line in self._lines if line.finding < 0 or line in kept]

    def _row(self, line: StripLine, *, is_chosen: bool, has_key: bool) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "strip")
        set_tone(frame, line.tone)
        spoken = [line.text, line.rule, line.law]
        frame.setAccessibleName(" · ".join(part for part in spoken if part))
        row = QHBoxLayout(frame)
        row.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 2, SPACE * 2)
        row.setSpacing(SPACE * 2)
        icon = "chevron-right" if is_chosen else line.icon
        row.addWidget(Glyph(self._theme, icon, line.tone, SPACE * 4 + 1), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        label = WrappedLabel(line.text, "strong")
        label.set_tone(line.tone)
        words.addWidget(label)
        reasons = [line.rule, self.tr("依据 {law}").format(law=line.law) if line.law else ""]
        if any(reasons):
            # Only the finding pointed at spells out a long source; the others keep to one line.
            whole = "  ".join(part for part in reasons if part)
            words.addWidget(_Source(whole, is_whole=is_chosen))
        row.addLayout(words, 1)
        if line.replacement:
            row.addWidget(self._remedy(line))
            if has_key:
                row.addWidget(key_cap("F"))
        return frame

    def _remedy(self, line: StripLine) -> Button:
        def told(words: str) -> str:
            if line.is_original:
                return self.tr("恢复原文「{words}」").format(words=words)
            return self.tr("替换为「{words}」").format(words=words)

        whole, short = told(line.replacement), line.replacement
        if len(short) > _LONGEST_WORDING:
            short = f"{short[: _LONGEST_WORDING - 1]}…"
        button = Button(self._theme, told(short).replace("&", "&&"), name=whole)
        button.setToolTip(literal_tip(whole))
        button.clicked.connect(partial(self.replacement_requested.emit, line.finding))
        return button


class _Source(QWidget):
    """Rule id and law: shortened to a line, or in full."""

    def __init__(self, text: str, *, is_whole: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = WrappedLabel(text, "small") if is_whole else ElidedLabel(text, "small")
        label.setToolTip(literal_tip(text))
        row.addWidget(label)
