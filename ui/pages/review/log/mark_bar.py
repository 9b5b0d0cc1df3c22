"""The three marks with their keys, the comment, and the way to what is masked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.pages.review.log.actions import MARKS
from ui.pages.review.log.key_button import KeyButton
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.widgets.labels import WrappedLabel

_LONGEST = 500
_LOOKS = {"reviewed": ("check", "primary"), "escalated": ("", ""), "false_alarm": ("", "")}


class MarkBar(QWidget):
    """Holds the comment; what is done with it is the section's to know."""

    #: A comment for itself, by Enter.
    commented = Signal(str)

    def __init__(self, theme: Theme, actions: dict[str, QAction]) -> None:
        """:param actions: of `make_actions`."""
        super().__init__()
        self._actions = actions
        self.comment = QLineEdit()
        self.comment.setMaxLength(_LONGEST)
        self.comment.setAccessibleName(self.tr("意见"))
        self.comment.setPlaceholderText(self.tr("意见 M（随标记一起记入日志；Enter 只记意见）"))
        self.comment.returnPressed.connect(self._on_return)
        self.said = WrappedLabel()
        self.buttons = {name: KeyButton(theme, actions[name], *_LOOKS[name]) for name in MARKS}
        self.unmask = KeyButton(theme, actions["unmask"])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.said)
        column.addWidget(self.comment)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.unmask)
        column.addLayout(row)
        self.say("", "")

    def set_possible(self, *, may_mark: bool, may_unmask: bool, why: str) -> None:
        """:param why: said by what cannot be pressed."""
        for name in (*MARKS, "comment"):
            self._actions[name].setEnabled(may_mark)
            self._actions[name].setStatusTip("" if may_mark else why)
        self._actions["unmask"].setEnabled(may_unmask)
        nothing = self.tr("这条记录没有密封的内容")
        tip = "" if may_unmask else why or nothing
        self._actions["unmask"].setStatusTip(tip)
        self.comment.setEnabled(may_mark)

    def take_comment(self) -> str:
        """What was typed; the field is empty then."""
        typed = self.comment.text().strip()
        self.comment.clear()
        return typed

    def say(self, words: str, tone: str) -> None:
        """What came of the last mark."""
        self.said.setText(words)
        self.said.set_tone(tone)
        self.said.setVisible(bool(words))
        announce(self.comment, words)

    def _on_return(self) -> None:
        if self.comment.text().strip():
            self.commented.emit(self.take_comment())
