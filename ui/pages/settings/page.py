"""Settings: lays out its cards and asks anew each time it is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.bridge.agent_bridge import AgentBridge
from ui.pages.settings.accounts_card import AccountsCard
from ui.pages.settings.engine_cards import EngineCard, SitesCard
from ui.pages.settings.schedule_card import ScheduleCard
from ui.pages.settings.window_card import WindowCard
from ui.preferences import Preferences
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.page_header import PageHeader


class SettingsPage(QWidget):
    """Accounts and sites at the left, the window and the engine at the right."""

    language_chosen = Signal(str)

    def __init__(self, theme: Theme, bridge: AgentBridge, preferences: Preferences) -> None:
        """Built on the first visit."""
        super().__init__()
        self._bridge = bridge
        self.accounts = AccountsCard(theme, bridge)
        self.sites = SitesCard(bridge)
        self.engine = EngineCard(theme, bridge)
        self.schedule = ScheduleCard(theme, bridge)
        self.window_card = WindowCard(theme, bridge, preferences)
        self.window_card.language_chosen.connect(self.language_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(PageHeader(self.tr("设置")))
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(SPACE * 3)
        left.addWidget(self.accounts, 3)
        left.addWidget(self.sites, 2)
        right.addWidget(self.window_card)
        right.addWidget(self.schedule)
        right.addWidget(self.engine, 1)
        for card in (self.window_card, self.schedule, self.engine):
            card.setFixedWidth(columns(self, 58))
        row.addLayout(left, 1)
        row.addLayout(right)
        column.addLayout(row, 1)
        bridge.online_changed.connect(self._reload_if_online)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew."""
        super().showEvent(event)
        self._reload()

    def _reload_if_online(self, is_online: bool) -> None:
        if is_online and self.isVisible():
            self._reload()

    def _reload(self) -> None:
        for card in (self.accounts, self.sites, self.schedule, self.engine):
            card.reload()
