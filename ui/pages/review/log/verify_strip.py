"""A verification as it goes: progress, cancel, and what it found, with a way to the first bad record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from robot.domain.log_views import LogVerifying, VerifyState
from ui.theme.theme import Theme, columns, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.words import log_words

_ICONS = {
    VerifyState.RUNNING: "hourglass",
    VerifyState.GOOD: "shield-check",
    VerifyState.BROKEN: "triangle-alert",
    VerifyState.CANCELLED: "circle-x",
    VerifyState.FAILED: "triangle-alert",
}
#: Of the progress bar; more records than 2^31 would not fit its integers.
_STEPS = 1000


class VerifyStrip(QFrame):
    """Hidden until a verification was asked for or has something to say."""

    cancel_wanted = Signal()
    #: Sequence number of the first bad record.
    jump_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Hidden."""
        super().__init__()
        self.told: LogVerifying | None = None
        self.setProperty("role", "strip")
        self._glyph = Glyph(theme, "shield-check", "muted")
        self.words = WrappedLabel(role="strong")
        self.progress = QProgressBar()
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(columns(self, 30))
        self.progress.setAccessibleName(self.tr("校验进度"))
        self.jump = Button(theme, self.tr("跳到这一条"), "skip-forward")
        self.cancel = Button(theme, self.tr("取消校验"), "x")
        self.close_ = Button(theme, icon="x", role="quiet", name=self.tr("收起校验结果"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 3, SPACE, SPACE * 2, SPACE)
        row.setSpacing(SPACE * 2)
        row.addWidget(self._glyph)
        row.addWidget(self.words, 1)
        row.addWidget(self.progress)
        for button in (self.jump, self.cancel, self.close_):
            row.addWidget(button)
        self.jump.clicked.connect(self._on_jump)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.close_.clicked.connect(self.hide)
        self.hide()

    def show_state(self, told: LogVerifying) -> None:
        """How it stands."""
        self.told = told
        is_running = told.state == VerifyState.RUNNING
        words, tone = log_words.verified(told)
        self.words.setText(words)
        self.words.set_tone(tone)
        set_tone(self, tone)
        self._glyph.show_icon(_ICONS.get(VerifyState(told.state), "shield-check"), tone or "muted")
        self.setAccessibleName(words)
        self.progress.setVisible(is_running)
        self.progress.setValue(_STEPS * told.done // max(told.records, 1))
        self.cancel.setVisible(is_running)
        self.jump.setVisible(told.state == VerifyState.BROKEN and told.bad_seq >= 0)
        self.close_.setVisible(not is_running)
        # What ended well is said by the badge below the table.
        self.setVisible(told.state not in (VerifyState.IDLE, VerifyState.GOOD))

    def _on_jump(self) -> None:
        if self.told is not None:
            self.jump_wanted.emit(self.told.bad_seq)
