"""The verdict: colour, shape and words together, why, and when the robot runs next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from robot.domain.night_views import Digest
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.words.digest_words import DigestWords

#: Verdict -> (icon, tone); the shapes differ as the colours do.
LOOKS = {
    "green": ("circle-check", "ok"),
    "yellow": ("triangle-alert", "warn"),
    "red": ("octagon-x", "bad"),
}


class VerdictStrip(QFrame):
    """One line to read first."""

    def __init__(self, theme: Theme) -> None:
        """Without a verdict yet."""
        super().__init__()
        self.setProperty("role", "strip")
        self.glyph = Glyph(theme, "circle", size=SPACE * 8)
        self.text = WrappedLabel(role="title")
        self.why = WrappedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 5, SPACE * 4, SPACE * 5, SPACE * 4)
        row.setSpacing(SPACE * 4)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self.text)
        words.addWidget(self.why)
        row.addLayout(words, 1)
        plan = QVBoxLayout()
        plan.setSpacing(SPACE)
        plan.addStretch(1)
        self.next = PlainLabel(role="strong")
        for label in (PlainLabel(self.tr("下次运行")), self.next):
            plan.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
        plan.addStretch(1)
        row.addLayout(plan)

    def show_digest(self, digest: Digest) -> None:
        """Take a verdict."""
        icon, tone = LOOKS.get(digest.verdict, ("circle-question-mark", "warn"))
        words = DigestWords()
        self.glyph.show_icon(icon, tone)
        self.text.setText(words.verdict(digest))
        self.text.set_tone(tone)
        self.why.setText(words.why(digest))
        self.why.setVisible(bool(self.why.text()))
        self.next.setText(words.next_run(digest))
        self.setAccessibleName(f"{self.text.text()} {self.why.text()}".strip())
        set_tone(self, tone)
