"""The four decisions with their keys, and the comment that goes with them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import WrappedLabel

translate = QCoreApplication.translate

#: Decision -> key, icon of its button and the button's role.
DECISIONS = {
    "approved": (("R", "Ctrl+R"), "check", "primary"),
    "rejected": (("X",), "x", ""),
    "false_alarm": (("N", "Ctrl+N"), "circle-question-mark", ""),
    "escalated": (("U", "Ctrl+U"), "hand", ""),
}
#: Decisions that say nothing without a reason.
WANT_REASON = frozenset({"rejected", "escalated"})
_LONGEST = 500


def make_actions(parent: QObject) -> dict[str, QAction]:
    """An action for each decision; letters work where no text is typed."""
    words = {
        "approved": translate("DecisionBar", "批准"),
        "rejected": translate("DecisionBar", "驳回"),
        "false_alarm": translate("DecisionBar", "误报"),
        "escalated": translate("DecisionBar", "上报"),
    }
    made = {}
    for name, (keys, _icon, _role) in DECISIONS.items():
        action = QAction(words[name], parent)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        # A key held down must never decide the next one too.
        action.setAutoRepeat(False)
        made[name] = action
    return made


class DecisionBar(QWidget):
    """Emits what is wanted; whether it may be is somebody else's to know."""

    #: Decision
    wanted = Signal(str)

    def __init__(self, theme: Theme, actions: dict[str, QAction]) -> None:
        """:param actions: of `make_actions`."""
        super().__init__()
        self._actions = actions
        self.comment = QLineEdit()
        self.comment.setMaxLength(_LONGEST)
        self.comment.setAccessibleName(self.tr("意见"))
        self.comment.setPlaceholderText(self.tr("意见（驳回和上报须写明理由；会记入日志）"))
        self.said = WrappedLabel()
        self.buttons: dict[str, ActionButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.said)
        column.addWidget(self.comment)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        for name, (_keys, icon, role) in DECISIONS.items():
            actions[name].triggered.connect(partial(self.wanted.emit, name))
            self.buttons[name] = ActionButton(theme, actions[name], icon, role)
            row.addWidget(self.buttons[name])
        row.addStretch(1)
        column.addLayout(row)
        self.say("", "")

    def set_possible(self, *, is_possible: bool, why: str = "") -> None:
        """:param why: said by the buttons when it is not."""
        for action in self._actions.values():
            action.setEnabled(is_possible)
            action.setStatusTip("" if is_possible else why)
        self.comment.setEnabled(is_possible)

    def say(self, words: str, tone: str) -> None:
        """What came of the last decision, or what is missing."""
        self.said.setText(words)
        self.said.set_tone(tone)
        self.said.setAccessibleName(words)
        self.said.setVisible(bool(words))
