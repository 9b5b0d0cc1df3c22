"""The window: lays out the pages and routes actions; knows nothing of their insides."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from robot.domain.views import Attention
from ui.bridge.agent_bridge import AgentBridge
from ui.notices import banner_words
from ui.pages.run.login_dialog import LoginDialog, login_wait
from ui.pages.run.settle_dialog import SettleDialog
from ui.pages.today.desk import Desk
from ui.pages.today.header import TodayHeader
from ui.pages.today.page import TodayPage
from ui.preferences import Preferences
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.banner import Banner
from ui.widgets.buttons import RailButton
from ui.widgets.palette import Palette
from ui.widgets.shortcut_sheet import ShortcutSheet
from ui.window_actions import WindowActions


class MainWindow(QMainWindow):
    """Rail, banner and pages; pages but Today are built when first shown."""

    #: The RM closed the window.
    closed = Signal()
    quit_requested = Signal()
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, bridge: AgentBridge, desk: Desk, preferences: Preferences) -> None:
        """Built for one language; another one needs another window."""
        super().__init__()
        self._theme, self._bridge, self._desk, self._preferences = theme, bridge, desk, preferences
        self.actions_ = WindowActions(bridge, self)
        self.setWindowTitle(self.tr("同行"))
        self.setMinimumSize(1180, 720)
        self.resize(1360, 860)
        self.banner = Banner(theme)
        self.pages = QStackedWidget()
        self.today = TodayPage(theme, desk, self.actions_.sheet)
        self._built: dict[str, QWidget] = {}
        self._build()
        self._connect()
        self.show_page("today")
        self.refresh_banner()

    def _build(self) -> None:
        self._central = central = QWidget()
        central.setObjectName("content")
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_rail())
        column = QVBoxLayout()
        column.setContentsMargins(SPACE * 5, SPACE * 3, SPACE * 5, SPACE * 4)
        column.setSpacing(SPACE * 3)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(central)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE * 2)
        self.header = TodayHeader(self._theme, self._desk, self.actions_.palette)
        inner.addWidget(self.header)
        inner.addWidget(self.today, 1)
        self._add_page("today", holder)
        self.palette_ = Palette(self._theme, central, self._palette_actions, self._desk.queue.rows)
        self.sheet = ShortcutSheet(central, self._sheet_groups())
        self.login = LoginDialog(central, self._theme, self._bridge)
        self.settle = SettleDialog(central, self._theme, self._bridge)

    def _make_rail(self) -> QWidget:
        self.rail = QWidget()
        self.rail.setObjectName("rail")
        self.rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.rail)
        column.setContentsMargins(SPACE * 2, SPACE * 3, SPACE * 2, SPACE * 3)
        column.setSpacing(SPACE)
        icons = {
            "review": "shield-check",
            "strategy": "book-open-text",
            "today": "list-checks",
            "run": "activity",
            "digest": "sunrise",
            "settings": "settings",
        }
        for action in self.actions_.pages():
            if action is self.actions_.settings:
                column.addStretch(1)
            column.addWidget(RailButton(self._theme, icons[action.objectName()], action))
        return self.rail

    def _connect(self) -> None:
        act = self.actions_
        self.addActions(act.all())
        act.page_requested.connect(self.show_page)
        act.palette.triggered.connect(self.palette_.open)
        act.sheet.triggered.connect(self.sheet.open)
        act.focus_mode.toggled.connect(self._on_focus_mode)
        act.quit.triggered.connect(self.quit_requested)
        self.palette_.task_chosen.connect(self._on_task_chosen)
        self.banner.pressed.connect(self._on_banner)
        self.login.settings_requested.connect(act.settings.trigger)
        self._bridge.status_received.connect(self.refresh_banner)
        self._bridge.online_changed.connect(self.refresh_banner)
        self._bridge.failed.connect(self._on_failed)

    # --- pages -------------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page, building it when it is the first time."""
        if name not in self._built:
            self._add_page(name, self._make_page(name))
        page = self._built[name]
        self.pages.setCurrentWidget(page)
        for action in self.actions_.pages():
            action.setChecked(action.objectName() == name)
        if name == "today":
            self.today.queue.focus_list()
        else:
            page.setFocus()

    def page(self, name: str) -> QWidget:
        """A page that was shown."""
        return self._built[name]

    def _make_page(self, name: str) -> QWidget:
        if name == "run":
            from ui.pages.run.page import RunPage  # noqa: PLC0415 - built on the first visit

            page = RunPage(self._theme, self._bridge, self.actions_, self._outcome_of)
            page.need_pressed.connect(self._on_need)
            return page
        if name == "review":
            from ui.pages.review.page import ReviewPage  # noqa: PLC0415 - built on the first visit

            return ReviewPage(self._theme, self._bridge, self._central, self._preferences)
        if name == "strategy":
            from ui.pages.strategy.page import StrategyPage  # noqa: PLC0415 - built on the first visit

            return StrategyPage(self._theme, self._bridge)
        if name == "digest":
            from ui.pages.digest.page import DigestPage  # noqa: PLC0415 - built on the first visit

            digest = DigestPage(self._theme, self._bridge, self.actions_)
            digest.task_requested.connect(self._on_task_chosen)
            digest.login_requested.connect(self._on_login_requested)
            digest.settle_requested.connect(self.settle.ask_about)
            return digest
        from ui.pages.settings.page import SettingsPage  # noqa: PLC0415 - built on the first visit

        settings = SettingsPage(self._theme, self._bridge, self._preferences)
        settings.language_chosen.connect(self.language_chosen)
        return settings

    def _outcome_of(self, task_id: str) -> str:
        row = self._desk.queue.row_of(task_id)
        return row.outcome if row is not None else ""

    def _add_page(self, name: str, page: QWidget) -> None:
        self._built[name] = page
        self.pages.addWidget(page)

    def _palette_actions(self) -> list[QAction]:
        own = list(self.today.actions_by_name.values()) if self.pages.currentIndex() == 0 else []
        return [*own, *(a for a in self.actions_.all() if a is not self.actions_.palette)]

    def _sheet_groups(self) -> list[tuple[str, list[QAction]]]:
        act = self.actions_
        robot = [act.take_over, act.pause, act.kill]
        window = [*act.pages(), act.palette, act.sheet, act.focus_mode, *robot, act.quit]
        return [
            (self.tr("今日"), list(self.today.actions_by_name.values())),
            (self.tr("窗口与机器人"), window),
        ]

    # --- what happens ------------------------------------------------------------------------------------

    def refresh_banner(self) -> None:
        """Say what concerns everything."""
        words = banner_words(
            self._bridge.status, is_online=self._bridge.is_online, waiting=self._open_count()
        )
        if words is None:
            self.banner.clear()
        else:
            self.banner.say(words.code, words.text, tone=words.tone, icon=words.icon, action=words.action)

    def _open_count(self) -> int:
        return self._desk.shown.rowCount()

    def _on_banner(self, code: str) -> None:
        act = self.actions_
        actions = {"stopped": act.release, "site_stopped": act.reconcile, "taken_over": act.take_over}
        if code in actions:
            actions[code].trigger()
        elif code == "login":
            self.login.open()
        elif code == "wrong_account":
            self._release_sites()

    def _release_sites(self) -> None:
        status = self._bridge.status
        for wait in status.waits if status is not None else ():
            if wait.reason == "person.wrong_account":
                self._bridge.ask("release_site", site=wait.site)

    def _on_need(self, item: Attention, act: str) -> None:
        if act == "log_in":
            self.login.open()
        elif act == "release_site":
            self._bridge.ask("release_site", site=item.site)
        elif act == "settle":
            self.settle.ask_about(item)
        elif act == "start":
            self.actions_.start.trigger()
        else:
            self._on_task_chosen(item.task_id)

    def _on_failed(self, verb: str, _args: object, fault: object) -> None:
        if verb in ("run", "pause", "resume", "release_stop", "reconcile", "release_site", "take_over"):
            self._desk.noted.emit(getattr(fault, "code", ""), "")

    def _on_task_chosen(self, task_id: str) -> None:
        self.show_page("today")
        self._desk.show_task(task_id)

    def _on_login_requested(self, _site: str) -> None:
        status = self._bridge.status
        if status is not None and login_wait(status) is not None:
            self.login.open()
        else:
            self.show_page("settings")

    def _on_focus_mode(self, is_on: bool) -> None:
        self.rail.setVisible(not is_on)
        self.today.set_focused(is_on)

    def raise_to_front(self) -> None:
        """Come to the front, as a second start or the tray asks."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the size."""
        self._preferences.geometry = self.saveGeometry()
        super().closeEvent(event)
        self.closed.emit()
