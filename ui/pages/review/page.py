"""审查: what a supervisor looks at, in sections; a section is added by one call and chosen by its chip."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge.agent_bridge import AgentBridge
from ui.pages.review.log.section import LogSection
from ui.pages.review.queue import Chip
from ui.pages.review.section import ReviewsSection
from ui.preferences import Preferences
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import badge
from ui.widgets.page_header import PageHeader


class ReviewPage(QWidget):
    """Head with the sections' chips and the supervisor's key; below it the section."""

    def __init__(self, theme: Theme, bridge: AgentBridge, host: QWidget, preferences: Preferences) -> None:
        """:param host: what dialogs cover."""
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self.header = PageHeader(self.tr("审查"))
        self.chips: dict[str, Chip] = {}
        self._group = QButtonGroup(self)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(SPACE)
        self.header.row.insertLayout(2, self._chip_row)
        self.key_state = badge()
        self.key = Button(theme, self.tr("打开密钥…"), "key-round")
        self.header.add(self.key_state)
        self.header.add(self.key)
        self.sections = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        column.addWidget(self.header)
        column.addWidget(self.sections, 1)
        self.reviews = ReviewsSection(theme, bridge, host)
        self.add_section("reviews", self.tr("待复核"), self.reviews)
        self.reviews.waiting_changed.connect(self._on_waiting)
        self.reviews.key_changed.connect(self._refresh_key)
        self.key.clicked.connect(self._on_key)
        self.log = LogSection(theme, bridge, host, preferences, self.reviews.keeper)
        self.add_section("log", self.tr("日志"), self.log)
        self.log.notices.sign_in.key_wanted.connect(self.reviews.open_key)
        self.reviews.key_changed.connect(self.log.key_changed)
        self.setFocusProxy(self.reviews)
        bridge.online_changed.connect(self._on_online)
        self._refresh_key()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the agent start what reads the log, which takes seconds the first time."""
        super().showEvent(event)
        self._on_online(self._bridge.is_online)

    def _on_online(self, is_online: bool) -> None:
        if is_online and self.isVisible() and not self.log.isVisible():
            self.log.desk.wake()

    def add_section(self, name: str, words: str, section: QWidget) -> None:
        """Another section with its chip; the first one is shown."""
        chip = Chip(self._theme, words)
        chip.setChecked(not self.chips)
        chip.clicked.connect(partial(self.show_section, name))
        self._group.addButton(chip)
        self._chip_row.addWidget(chip)
        self.chips[name] = chip
        self.sections.addWidget(section)

    def show_section(self, name: str) -> None:
        """Show a section."""
        self.chips[name].setChecked(True)
        self.sections.setCurrentIndex(list(self.chips).index(name))
        section = self.sections.currentWidget()
        if section is not None:
            self.setFocusProxy(section)

    def _on_waiting(self, count: int) -> None:
        words = self.tr("待复核 {count}").format(count=count)
        self.chips["reviews"].setText(words)
        self.chips["reviews"].setAccessibleName(words)
        self.chips["reviews"].updateGeometry()

    def _on_key(self) -> None:
        if self.reviews.keeper.is_open:
            self.reviews.close_key()
        else:
            self.reviews.open_key()

    def _refresh_key(self) -> None:
        keeper, found = self.reviews.keeper, self.reviews.found
        person = found.signers.get(keeper.fingerprint, "") if found is not None else ""
        named = person or keeper.fingerprint[:16]
        self.key_state.setText(self.tr("以 {name} 的身份签署").format(name=named) if keeper.is_open else "")
        self.key_state.setVisible(keeper.is_open)
        self.key.setText(self.tr("收起密钥") if keeper.is_open else self.tr("打开密钥…"))
        self.key.setAccessibleName(self.key.text().strip())
