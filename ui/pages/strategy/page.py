"""Strategy: the talk-track library and the release review, as two tabs of one page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from robot.domain.library_views import LibraryView
from ui.bridge.agent_bridge import AgentBridge
from ui.pages.strategy.library_tab import LibraryTab
from ui.pages.strategy.review_tab import ReviewTab
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.chips import Chip
from ui.widgets.page_header import PageHeader
from ui.widgets.status_pill import StatusPill
from ui.words import sentences


class StrategyPage(QWidget):
    """Ctrl+Tab or Alt and a digit change the tab."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Built on the first visit."""
        super().__init__()
        self._bridge = bridge
        self.header = PageHeader(self.tr("策略"))
        self.library, self.review = LibraryTab(theme, bridge), ReviewTab(theme, bridge)
        self.stack = QStackedWidget()
        self.tabs: list[Chip] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        pages = ((self.tr("话术库"), self.library), (self.tr("发布复核"), self.review))
        for at, (words, page) in enumerate(pages):
            self.stack.addWidget(page)
            tab = Chip(theme, words)
            tab.setAccessibleName(words)
            tab.setToolTip(f"{words}  Alt+{at + 1}")
            tab.clicked.connect(partial(self.show_tab, at))
            self.header.row.insertWidget(1 + at, tab)
            self.tabs.append(tab)
            self._key(f"Alt+{at + 1}", partial(self.show_tab, at))
        self._key("Ctrl+Tab", self._next_tab)
        self.in_use = StatusPill(theme)
        self.in_use.hide()
        self.header.add(self.in_use)
        self.show_tab(0)
        bridge.answered.connect(self._on_answered)
        bridge.online_changed.connect(self._on_online)

    def _key(self, keys: str, work: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(work)
        self.addAction(action)

    def show_tab(self, at: int) -> None:
        """Show a tab; its first control has the keyboard."""
        self.stack.setCurrentIndex(at)
        for place, tab in enumerate(self.tabs):
            tab.setChecked(place == at)
        if self.isVisible():
            self._focus_tab()

    def _next_tab(self) -> None:
        self.show_tab((self.stack.currentIndex() + 1) % self.stack.count())

    def _focus_tab(self) -> None:
        if self.stack.currentIndex() == 0:
            self.library.focus_list()
        else:
            self.review.focus_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        super().focusInEvent(event)
        self._focus_tab()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew."""
        super().showEvent(event)
        self._reload()

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb != "library" or not isinstance(answer, LibraryView):
            return
        release = answer.release
        if release is None:
            self.in_use.show_state("refused", self.tr("没有使用中的发布包"))
        elif release.refusal:
            why = sentences.fault_sentence(release.refusal, "")
            self.in_use.show_state("error", why)
        else:
            words = self.tr("使用中 {release} v{version} · 到 {day}")
            day = release.expires_on.isoformat()
            self.in_use.show_state(
                "ok", words.format(release=release.release_id, version=release.version, day=day)
            )
        self.in_use.show()

    def _on_online(self, is_online: bool) -> None:
        if is_online and self.isVisible():
            self._reload()

    def _reload(self) -> None:
        if self._bridge.is_online or self.library.view is None:
            self.library.reload()
