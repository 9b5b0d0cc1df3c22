"""What concerns the window: language, looks, how long a send can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from ui.bridge.agent_bridge import AgentBridge
from ui.preferences import UNDO_CHOICES, Preferences
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE, Look
from ui.widgets.choice import Choice
from ui.widgets.labels import PlainLabel, badge
from ui.widgets.surfaces import Card
from ui.words import figures, labels


class WindowCard(Card):
    """Three choices, each with the place its value comes from."""

    language_chosen = Signal(str)

    def __init__(self, theme: Theme, bridge: AgentBridge, preferences: Preferences) -> None:
        """Show what is in force."""
        super().__init__(spacing=SPACE * 3)
        self._theme, self._bridge, self._preferences = theme, bridge, preferences
        self._sources: dict[str, PlainLabel] = {}
        self.column.addWidget(PlainLabel(self.tr("窗口"), "heading"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE * 3)
        self._grid.setVerticalSpacing(SPACE * 2)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        languages = (
            ("system", self.tr("跟随系统")),
            ("zh", "中文"),
            ("en", "English"),
        )  # each in its own language
        self.language = self._choice("language", self.tr("语言(&L)"), languages, preferences.language)
        looks = (
            (Look.SYSTEM.value, self.tr("跟随系统")),
            (Look.LIGHT.value, self.tr("浅色")),
            (Look.DARK.value, self.tr("深色")),
        )
        self.look = self._choice("look", self.tr("外观(&A)"), looks, preferences.look.value)
        seconds = [(str(number), figures.seconds_text(number)) for number in UNDO_CHOICES]
        self.undo = self._choice(
            "undo_seconds", self.tr("发送前可撤销(&Z)"), seconds, str(preferences.undo_seconds)
        )
        self.language.activated.connect(self._on_language)
        self.look.activated.connect(self._on_look)
        self.undo.activated.connect(self._on_undo)

    def _choice(self, key: str, words: str, options: Sequence[tuple[str, str]], value: str) -> QComboBox:
        row = self._grid.rowCount()
        box = Choice(self._theme)
        for code, text in options:
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.setAccessibleName(words.partition("(")[0].replace("&", ""))
        label = PlainLabel(words)
        label.setBuddy(box)
        self._sources[key] = badge(labels.source(self._preferences.source(key)))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)
        self._grid.addWidget(self._sources[key], row, 2)
        return box

    def _chosen(self, key: str) -> None:
        self._sources[key].setText(labels.source(self._preferences.source(key)))

    def _on_language(self) -> None:
        language = str(self.language.currentData())
        if language != self._preferences.language:
            self._preferences.language = language
            self._chosen("language")
            self.language_chosen.emit(language)

    def _on_look(self) -> None:
        look = Look(self.look.currentData())
        self._preferences.look = look
        self._chosen("look")
        self._theme.choose(look)

    def _on_undo(self) -> None:
        self._preferences.undo_seconds = int(self.undo.currentData())
        self._chosen("undo_seconds")
        # Other fronts, such as the terminal, hold as long.
        self._bridge.ask("setting_set", key="hold_s", value=str(self.undo.currentData()))
