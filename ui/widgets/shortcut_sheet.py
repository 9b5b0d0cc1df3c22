"""The sheet of all keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, key_cap, keys_of
from ui.widgets.overlay import Overlay

#: Keys of one action worth showing.
_KEYS_SHOWN = 2


class ShortcutSheet(Overlay):
    """Two columns of actions and their keys, read from the actions themselves."""

    def __init__(self, host: QWidget, groups: Sequence[tuple[str, Sequence[QAction]]]) -> None:
        """:param groups: a heading and its actions, in order."""
        super().__init__(host, "")
        self.setAccessibleName(self.tr("全部快捷键"))
        self.card.column.addWidget(PlainLabel(self.tr("全部快捷键"), "name"))
        columns = QHBoxLayout()
        columns.setSpacing(SPACE * 10)
        for title, actions in groups:
            grid = QGridLayout()
            grid.setHorizontalSpacing(SPACE * 4)
            grid.setVerticalSpacing(SPACE * 2)
            grid.addWidget(PlainLabel(title, "heading"), 0, 0, 1, 2)
            for row, action in enumerate(actions, 1):
                grid.addWidget(PlainLabel(action.text()), row, 0)
                caps = QHBoxLayout()
                caps.setSpacing(SPACE)
                for keys in keys_of(action)[:_KEYS_SHOWN]:
                    caps.addWidget(key_cap(keys))
                caps.addStretch(1)
                grid.addLayout(caps, row, 1)
            grid.setRowStretch(len(actions) + 1, 1)
            columns.addLayout(grid)
        self.card.column.addLayout(columns)
        notes = self.tr("数字键 1–3 换话术，提问时 1–5 回答；正在用输入法组字时 Enter 不会发送")
        self.card.column.addWidget(PlainLabel(notes, "small"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes it."""
        self.dismiss()
        event.accept()
