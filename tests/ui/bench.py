"""A window, its agent, and short words for what a person does."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from robot.domain.views import QueueRow, ScriptPreview, TaskCard
from tests.ui.fake_agent import FakeAgent
from ui.app import TandemWindowApp
from ui.main_window import MainWindow
from ui.pages.today.desk import Desk
from ui.pages.today.page import TodayPage
from ui.pages.today.queue_panel import QueueView


class Bench:
    """A window, its agent, and short words for what a person does."""

    def __init__(self, qtbot: QtBot, agent: FakeAgent, made: TandemWindowApp) -> None:
        self.qtbot, self.agent, self.made = qtbot, agent, made

    @property
    def window(self) -> MainWindow:
        return self.made.window

    @property
    def today(self) -> TodayPage:
        return self.made.window.today

    @property
    def desk(self) -> Desk:
        return self.made.desk

    @property
    def list(self) -> QueueView:
        return self.today.queue.view

    @property
    def card(self) -> TaskCard:
        """The card in hand, which must be there."""
        card = self.desk.card
        assert card is not None
        return card

    @property
    def script(self) -> ScriptPreview:
        script = self.card.script
        assert script is not None
        return script

    def row(self, task_id: str) -> QueueRow:
        row = self.desk.queue.row_of(task_id)
        assert row is not None
        return row

    def type(self, widget: QWidget, text: str) -> None:
        """Type plain letters."""
        QTest.keyClicks(widget, text)

    def press(self, *keys: Qt.Key, at: QWidget | None = None) -> None:
        for key in keys:
            QTest.keyClick(at or self.list, key)

    def press_with(self, modifier: Qt.KeyboardModifier, key: Qt.Key, at: QWidget | None = None) -> None:
        QTest.keyClick(at or self.list, key, modifier)

    def until(self, condition: Callable[[], bool], timeout: int = 4000) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout)

    def ready(self) -> None:
        """A card is in hand."""
        self.until(lambda: self.desk.card is not None)

    def asked(self, verb: str) -> builtins.list[dict[str, Any]]:
        return [args for asked, args in self.agent.calls if asked == verb]

    def go_to(self, test: Callable[[TaskCard], bool]) -> str:
        """Take the first open task whose card passes."""
        for task_id in self.desk.shown.open_ids():
            if test(self.agent.cards[task_id]):
                self.desk.show_task(task_id)
                self.ready()
                return task_id
        raise AssertionError("no such task")
