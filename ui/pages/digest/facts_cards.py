"""Sends against caps, and the checks of ledger and journal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from robot.domain.night_views import CapUse, Digest
from ui.pages.digest.rebuilt_card import RebuiltCard
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import MUTED, Glyph
from ui.words import digest_words, labels
from ui.words.digest_words import DigestWords


class CapsCard(RebuiltCard):
    """A line and a bar for each account."""

    def __init__(self) -> None:
        """Nothing was sent."""
        super().__init__("")
        self.heading.setText(self.tr("发送量与上限"))

    def show_digest(self, digest: Digest) -> None:
        """Take the counts."""
        if not self.is_news(digest.caps):
            return
        column = self.rows()
        if not digest.caps:
            column.addWidget(PlainLabel(self.tr("没有发送"), "muted"))
        for use in digest.caps:
            column.addLayout(self._row(use))

    def _row(self, use: CapUse) -> QVBoxLayout:
        name = PlainLabel(f"{labels.channel(use.channel)} {use.account}")
        count = PlainLabel(DigestWords().use(use), "strong")
        top = QHBoxLayout()
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(count)
        row = QVBoxLayout()
        row.setSpacing(SPACE)
        row.addLayout(top)
        if use.cap is not None:
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setRange(0, max(use.cap, 1))
            bar.setValue(min(use.sent, use.cap))
            bar.setAccessibleName(f"{name.text()}: {count.text()}")
            row.addWidget(bar)
        return row


class ChecksCard(RebuiltCard):
    """What was verified for this page, and what proves a send."""

    def __init__(self, theme: Theme) -> None:
        """Nothing was checked yet."""
        super().__init__("")
        self.heading.setText(self.tr("校验"))
        self._theme = theme

    def show_digest(self, digest: Digest) -> None:
        """Take the findings."""
        words = DigestWords()
        proved = "\n".join(digest_words.surface(watched) for watched in digest.watched_surfaces)
        rows = (
            (*self._ledger_look(digest), self.tr("联系台账"), words.ledger(digest)),
            (*self._journal_look(digest), self.tr("操作日志"), words.journal(digest)),
            ("shield-check", MUTED, self.tr("凭什么确认"), proved),
            ("hourglass", MUTED, self.tr("最慢的一步"), words.slowest(digest)),
        )
        if not self.is_news(rows):
            return
        column = self.rows()
        column.setSpacing(SPACE * 3)
        for icon, token, title, text in rows:
            if text:
                column.addLayout(self._row(icon, token, title, text))

    def _ledger_look(self, digest: Digest) -> tuple[str, str]:
        if digest.ledger_doubled or digest.ledger_misdirected:
            return "circle-x", "bad"
        return ("triangle-alert", "warn") if digest.ledger_unsettled else ("circle-check", "ok")

    def _journal_look(self, digest: Digest) -> tuple[str, str]:
        return ("circle-check", "ok") if digest.journal_ok else ("circle-x", "bad")

    def _row(self, icon: str, token: str, title: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addWidget(Glyph(self._theme, icon, token), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(PlainLabel(title, "small"))
        lines.addWidget(WrappedLabel(text))
        row.addLayout(lines, 1)
        return row
