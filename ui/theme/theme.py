"""The look in force: follows the system or the RM's choice, and tells the parts that paint themselves."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import tokens
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Look, Tokens


class Theme(QObject):
    """Holds the tokens and dresses the application; `changed` is for what paints or tints by itself."""

    changed = Signal()

    def __init__(self, app: QApplication, look: Look = Look.SYSTEM) -> None:
        """Dress the application at once."""
        super().__init__()
        self._app = app
        self._look = look
        self.tokens: Tokens = LIGHT
        app.setStyle("Fusion")
        app.setFont(base_font())
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._dress()

    @property
    def look(self) -> Look:
        """What the RM chose."""
        return self._look

    @property
    def is_dark(self) -> bool:
        """Whether dark colours are worn now."""
        return self.tokens is DARK

    def choose(self, look: Look) -> None:
        """Wear another look."""
        self._look = look
        self._dress()

    def colour(self, name: str) -> QColor:
        """The colour of a token."""
        return QColor(getattr(self.tokens, name))

    def _on_system_changed(self) -> None:
        if self._look is Look.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        wants_dark = self._look is Look.DARK
        if self._look is Look.SYSTEM:
            wants_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if wants_dark else LIGHT
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(stylesheet(self.tokens))
        self.changed.emit()


def base_font() -> QFont:
    """The interface's font; the platform's own Chinese family first, as a missing one costs a scan."""
    families = {
        "win32": ["Microsoft YaHei UI", "Segoe UI"],
        "darwin": ["PingFang SC", "Helvetica Neue"],
    }.get(sys.platform, ["Noto Sans CJK SC", "Noto Sans", "DejaVu Sans"])
    font = QFont()
    font.setFamilies(families)
    font.setPointSizeF(tokens.BASE_PT)
    return font


def sized(points: float, *, is_bold: bool = False) -> QFont:
    """The interface's font in another size."""
    font = base_font()
    font.setPointSizeF(points)
    if is_bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Give a widget another value of a style property and let the style see it."""
    if widget.property(name) == tone:
        return
    widget.setProperty(name, tone)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    plain = {
        role.Window: t.ground,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.sunken,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.bad,
        role.ToolTipBase: t.inverse,
        role.ToolTipText: t.on_inverse,
        role.Highlight: t.primary,
        role.HighlightedText: t.on_primary,
        role.PlaceholderText: t.muted,
        role.Link: t.info,
        role.Mid: t.line,
        role.Accent: t.primary,
    }
    for which, colour in plain.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.on_disabled))
    return palette


def columns(widget: QWidget, count: float) -> int:
    """The width of so many digits in the widget's font; the measure for fixed widths."""
    return round(widget.fontMetrics().horizontalAdvance("0") * count)
