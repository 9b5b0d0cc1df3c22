"""What stands where a review would: that it is being read, that there is none, or that reading failed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card

#: A shorter wait is not worth a word, in milliseconds.
_WORTH_SAYING_MS = 150


class Reading(Card):
    """An icon, a sentence, what to do about it."""

    again = Signal()

    def __init__(self, theme: Theme) -> None:
        """Without words yet."""
        super().__init__()
        self._glyph = Glyph(theme, "shield-check", size=SPACE * 9)
        self.title = PlainLabel(role="heading")
        self.why = WrappedLabel(role="muted")
        self.retry = Button(theme, self.tr("再试一次"), "refresh-cw")
        self.retry.clicked.connect(self.again)
        self._is_known = False
        column = QVBoxLayout()
        column.setSpacing(SPACE * 2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(self._glyph, 0, centre)
        column.addWidget(self.title, 0, centre)
        self.why.setAlignment(centre)
        column.addWidget(self.why)
        column.addWidget(self.retry, 0, centre)
        column.addStretch(3)
        self.column.addLayout(column, 1)
        self._show("", "", "shield-check", "muted")

    def wait(self) -> None:
        """It is being read; said only if it takes a while."""
        self._is_known = False
        QTimer.singleShot(_WORTH_SAYING_MS, self, self._say_waiting)

    def nothing(self, *, is_filtered: bool) -> None:
        """There is none of what was asked for."""
        if is_filtered:
            self._show(self.tr("没有符合条件的记录"), self.tr("换一个筛选看看"), "search", "muted")
        else:
            why = self.tr("须复核的填写内容和手工发出的可疑消息会出现在这里")
            self._show(self.tr("没有待处理的复核"), why, "shield-check", "ok")

    def broken(self, words: str, code: str) -> None:
        """It could not be read; nothing was changed."""
        self._show(self.tr("读不到复核队列"), f"{words}\n{code}", "triangle-alert", "bad")
        self.retry.show()

    def _say_waiting(self) -> None:
        if not self._is_known:
            self._show(self.tr("正在读取…"), "", "hourglass", "muted")

    def _show(self, title: str, why: str, icon: str, token: str) -> None:
        self._is_known = bool(title)
        self._glyph.show_icon(icon, token)
        self._glyph.setVisible(bool(title))
        self.title.setText(title)
        self.why.setText(why)
        self.retry.hide()
        self.setAccessibleName(f"{title} {why}".strip())
