"""The row of actions with their keys; a question takes its place for one keystroke."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.pages.today.choice_row import ChoiceRow
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.labels import key_cap

_ICONS = {"send": "send", "edit": "pencil", "call": "phone", "snooze": "clock", "skip": "skip-forward"}
#: What is left out at which level.
_NO_SHEET, _NO_KEYS = 1, 2


class ActionRow(QStackedWidget):
    """Actions, or the choices of a question."""

    def __init__(self, theme: Theme, actions: dict[str, QAction], sheet: QAction, home: QWidget) -> None:
        """Show the actions.

        :param sheet: opens the sheet of all keys.
        :param home: has the focus when nothing is typed.
        """
        super().__init__()
        self.buttons: dict[str, ActionButton] = {}
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 2)
        for name, icon in _ICONS.items():
            is_send = name == "send"
            made = ActionButton(
                theme, actions[name], icon, role="primary" if is_send else "", cap="Enter" if is_send else ""
            )
            row.addWidget(made)
            self.buttons[name] = made
        row.addStretch(1)
        self._extras = QWidget()
        extras = QHBoxLayout(self._extras)
        extras.setContentsMargins(0, 0, 0, 0)
        extras.setSpacing(SPACE * 2)
        keys = Button(theme, icon="keyboard", role="quiet", name=sheet.text())
        keys.setToolTip(sheet.text())
        keys.clicked.connect(sheet.trigger)
        extras.addWidget(keys)
        extras.addWidget(key_cap(sheet.shortcut().toString()))
        row.addWidget(self._extras)
        self.choices = ChoiceRow(theme, home)
        self._actions_row = row_widget
        self.addWidget(row_widget)
        self.addWidget(self.choices)

    def needs(self) -> tuple[int, int, int]:
        """The width of all, of all but the way to the sheet, and without the pictures of keys too."""
        scanty = sum(made.button.sizeHint().width() + SPACE * 2 for made in self.buttons.values())
        caps = sum(made.cap.sizeHint().width() + SPACE for made in self.buttons.values())
        return scanty + caps + self._extras.sizeHint().width() + SPACE * 2, scanty + caps, scanty

    def do_without(self, level: int) -> None:
        """Leave out what has a key of its own, then the keys, which the hints tell.

        :param level: an index into `needs`.
        """
        self._extras.setVisible(level < _NO_SHEET)
        for made in self.buttons.values():
            made.cap.setVisible(level < _NO_KEYS)

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self.currentWidget() is self.choices

    def show_choices(self) -> None:
        """The question takes the row."""
        self.setCurrentWidget(self.choices)

    def show_actions(self) -> None:
        """Back to the actions."""
        self.setCurrentIndex(0)

    def minimumSizeHint(self) -> QSize:
        """As the actions need; the choices may be wider than the window is narrow."""
        return QSize(self._actions_row.minimumSizeHint().width(), super().minimumSizeHint().height())
