"""Above the rows that wait for a reviewer: what the sample proves by now, and the button to draw one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from robot.domain.sample_views import LogCoverage, LogSample
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import WrappedLabel
from ui.widgets.surfaces import Card
from ui.words import sample_words


class SampleStrip(Card):
    """Two lines; asks for nothing itself."""

    #: A person wants to draw.
    draw_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        """Hidden, nothing told yet."""
        super().__init__(margin=SPACE * 3)
        self.statement = WrappedLabel(role="strong")
        self.counts = WrappedLabel(role="muted")
        self.draw = Button(theme, self.tr("抽样…"), "list-checks")
        lines = QVBoxLayout()
        lines.setSpacing(SPACE // 2)
        lines.addWidget(self.statement)
        lines.addWidget(self.counts)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addLayout(lines, 1)
        row.addWidget(self.draw)
        self.column.addLayout(row)
        self.draw.clicked.connect(self.draw_wanted)
        self.hide()

    def show_coverage(self, coverage: LogCoverage) -> None:
        """What is proved by now."""
        words, tone = sample_words.statement(coverage)
        parts = []
        if coverage.sample.seq >= 0:
            parts = [sample_words.counts(coverage.sample), sample_words.covered(coverage)]
        self._say(words, " · ".join(part for part in parts if part), tone)

    def show_drawn(self, sample: LogSample) -> None:
        """A sample was drawn just now."""
        self._say(sample_words.promise(sample), sample_words.counts(sample), "")

    def show_fault(self, words: str) -> None:
        """It is not known."""
        self._say(self.tr("不知道样本看到哪里了：{why}").format(why=words), "", "warn")

    def set_possible(self, *, may_draw: bool, why: str) -> None:
        """Whether the account may draw."""
        self.draw.setEnabled(may_draw)
        self.draw.setToolTip(why)

    def _say(self, words: str, more: str, tone: str) -> None:
        self.statement.setText(words)
        self.statement.set_tone(tone)
        self.counts.setText(more)
        self.counts.setVisible(bool(more))
        self.setAccessibleName(f"{words}\n{more}".strip())
