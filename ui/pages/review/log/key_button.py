"""A button that names its key in its own words, where there is no room for the key beside it."""

from __future__ import annotations

from PySide6.QtGui import QAction

from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import keys_of


class KeyButton(Button):
    """Follows an action: words, key, whether it can be pressed, and why not."""

    def __init__(self, theme: Theme, action: QAction, icon: str = "", role: str = "") -> None:
        """:param action: what pressing it does."""
        super().__init__(theme, icon=icon, role=role)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        keys = keys_of(action)
        words = action.text()
        self.setText("  ".join((words, *keys[:1])))
        self.setEnabled(action.isEnabled())
        hint = action.statusTip()
        self.setAccessibleName(f"{words} — {hint}" if hint else words)
        self.setToolTip(hint or "  ".join((words, *keys[:1])))
