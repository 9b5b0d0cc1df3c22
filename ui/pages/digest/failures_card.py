"""Why others are not confirmed; what the runs before did not have stands out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from robot.domain.night_views import Digest, FailureKind
from ui.pages.digest.rebuilt_card import RebuiltCard
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel, badge
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import rule
from ui.words import labels, sentences
from ui.words.digest_words import DigestWords

_LISTED = 8


class FailuresCard(RebuiltCard):
    """Rebuilt when the kinds change."""

    def __init__(self, theme: Theme) -> None:
        """No failures."""
        super().__init__("")
        self.heading.setText(self.tr("未能确认的原因"))
        self._theme = theme

    def show_digest(self, digest: Digest) -> None:
        """Take the kinds."""
        if not self.is_news((digest.failures, digest.compared_runs)):
            return
        self.note.setText(DigestWords().compared(digest.compared_runs) if digest.failures else "")
        column = self.rows()
        if not digest.failures:
            row = QHBoxLayout()
            row.setSpacing(SPACE * 2)
            row.addWidget(Glyph(self._theme, "circle-check", "ok"))
            row.addWidget(PlainLabel(self.tr("全部确认送达"), "muted"), 1)
            column.addLayout(row)
        column.addLayout(self._grid(digest))
        rest = len(digest.failures) - _LISTED
        if rest > 0:
            column.addWidget(PlainLabel(self.tr("另有 %n 种", "", rest), "small"))

    def _grid(self, digest: Digest) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 4)
        grid.setVerticalSpacing(SPACE * 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, columns(self, 3))
        for number, kind in enumerate(digest.failures[:_LISTED]):
            if number:
                grid.addWidget(rule(), number * 2 - 1, 0, 1, 4)
            cells = (
                PlainLabel(str(kind.count), "figure"),
                WrappedLabel(sentences.sentence(kind.reason)),
                PlainLabel(labels.outcome(kind.outcome), "small"),
                self._mark(kind, digest.compared_runs),
            )
            for place, cell in enumerate(cells):
                side = Qt.AlignmentFlag.AlignRight if place == len(cells) - 1 else Qt.AlignmentFlag(0)
                grid.addWidget(cell, number * 2, place, Qt.AlignmentFlag.AlignVCenter | side)
        return grid

    def _mark(self, kind: FailureKind, runs: int) -> QWidget:
        if runs and kind.is_new:
            return badge(self.tr("新"), "warn")
        return PlainLabel(DigestWords().seen(kind, runs) if runs else "", "small")
