"""Buttons with tinted icons that can be pressed with Enter and leave the list its focus when clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui import icons
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import key_cap, keys_of

#: Role of a button -> token of its icon.
_TINTS = {
    "primary": "on_primary",
    "danger": "on_danger",
    "inverse": "inverse_accent",
    "quiet": "muted",
    "chip": "muted",
    "filter": "info",
    "link": "info",
}


class Button(QPushButton):
    """A button of one role; Enter presses it, a click does not take the focus."""

    def __init__(self, theme: Theme, text: str = "", icon: str = "", role: str = "", name: str = "") -> None:
        """:param name: what a screen reader says when the text does not tell."""
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setText(text)
        self._role = role
        if role:
            self.setProperty("role", role)
        if name:
            self.setAccessibleName(name)
        # Outside dialogs only an auto-default button hears Enter.
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(SPACE * 4, SPACE * 4))
        if icon:
            theme.changed.connect(self._dress)
            self._dress()

    def setText(self, text: str) -> None:
        """Words, a little away from the icon."""
        super().setText(f" {text}" if self._icon and text else text)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._dress()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        name = _TINTS.get(self._role, "text")
        if self._role == "rail" and not self.isChecked():
            name = "muted"
        elif self._role == "rail":
            name = "info"
        tint = getattr(tokens, name)
        self.setIcon(icons.icon(self._icon, tint, tokens.on_disabled, self.devicePixelRatioF()))


class RailButton(Button):
    """A page of the window; tinted when it is the one shown."""

    def __init__(self, theme: Theme, icon: str, action: QAction) -> None:
        """Follow the action's check mark."""
        super().__init__(theme, icon=icon, role="rail")
        self._action = action
        self.setCheckable(True)
        self.setIconSize(QSize(SPACE * 5, SPACE * 5))
        keys = action.shortcut().toString()
        self.setAccessibleName(action.text())
        self.setToolTip(f"{action.text()}  {keys}")
        self.clicked.connect(self._on_clicked)
        action.toggled.connect(self._on_toggled)
        self._on_toggled(action.isChecked())

    def _on_clicked(self) -> None:
        self._action.trigger()
        # A press on the page shown already unchecks the button but not the action.
        self._on_toggled(self._action.isChecked())

    def _on_toggled(self, is_on: bool) -> None:
        self.setChecked(is_on)
        self._dress()


class ActionButton(QWidget):
    """A button and the key that does the same, both from one action."""

    def __init__(self, theme: Theme, action: QAction, icon: str = "", role: str = "", cap: str = "") -> None:
        """:param cap: the key to show; the action's own when empty."""
        super().__init__()
        self._action = action
        self.button = Button(theme, icon=icon, role=role)
        self.button.clicked.connect(action.trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.button)
        keys = cap or action.shortcut().toString()
        self.cap = key_cap(keys)
        row.addWidget(self.cap)
        self.cap.setVisible(bool(keys))
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.button.setText(self._action.text())
        self.button.setEnabled(self._action.isEnabled())
        hint = self._action.statusTip()
        name = self._action.text()
        self.button.setAccessibleName(f"{name} — {hint}" if hint else name)
        self.button.setToolTip(hint or "  ".join((name, *keys_of(self._action)[:1])))


class FocusReturn(QObject):
    """Gives the focus back when the Escape key is pressed in a field."""

    def __init__(self, field: QWidget, home: QWidget) -> None:
        """:param home: where the focus goes."""
        super().__init__(field)
        self._home = home
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Catch Escape."""
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self._home.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False
