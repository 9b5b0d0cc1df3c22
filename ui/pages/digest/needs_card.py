"""What needs the RM, each with the one button that moves it on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from robot.domain.night_views import Digest, DigestNeed
from ui.pages.digest.rebuilt_card import RebuiltCard
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import rule
from ui.words import digest_words
from ui.words.digest_words import DigestWords

#: More than this cannot be read in half a minute; the rest is counted.
_LISTED = 8
#: Act -> (icon of the row, token).
_ICONS = {
    "settle": ("circle-question-mark", "bad"),
    "reconcile": ("circle-question-mark", "bad"),
    "log_in": ("key-round", "warn"),
    "open_task": ("hand", "warn"),
}


class NeedsCard(RebuiltCard):
    """Rebuilt when the list changes."""

    #: DigestNeed
    pressed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Nothing waits."""
        super().__init__("")
        self._theme = theme
        self.buttons: list[Button] = []

    def show_digest(self, digest: Digest) -> None:
        """Take the list."""
        if not self.is_news(digest.needs):
            return
        self.heading.setText(self.tr("需要您处理 {count}").format(count=len(digest.needs)))
        self.buttons = []
        column = self.rows()
        if not digest.needs:
            row = QHBoxLayout()
            row.setSpacing(SPACE * 2)
            row.addWidget(Glyph(self._theme, "circle-check", "ok"))
            row.addWidget(PlainLabel(self.tr("没有事情在等您"), "muted"), 1)
            column.addLayout(row)
        for number, need in enumerate(digest.needs[:_LISTED]):
            if number:
                column.addWidget(rule())
            column.addLayout(self._row(need, is_first=number == 0))
        width = max((button.sizeHint().width() for button in self.buttons), default=0)
        for button in self.buttons:
            button.setFixedWidth(width)
        rest = len(digest.needs) - _LISTED
        if rest > 0:
            column.addWidget(PlainLabel(self.tr("另有 %n 件", "", rest), "small"))

    def _row(self, need: DigestNeed, *, is_first: bool) -> QHBoxLayout:
        words = DigestWords()
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addWidget(Glyph(self._theme, *_ICONS.get(need.act, ("hand", "warn"))))
        lines = QVBoxLayout()
        lines.setSpacing(1)
        title = WrappedLabel(words.need(need), "strong")
        lines.addWidget(title)
        lines.addWidget(PlainLabel(words.about(need), "small"))
        row.addLayout(lines, 1)
        # The gravest leads; one accent on the page.
        button = Button(self._theme, digest_words.act(need.act), role="primary" if is_first else "")
        button.setAccessibleName(f"{digest_words.act(need.act)}: {title.text()} {words.about(need)}")
        self.buttons.append(button)
        row.addWidget(button)
        button.clicked.connect(partial(self.pressed.emit, need))
        return row
