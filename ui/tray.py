"""The tray icon: the robot's state as a shape, the shared actions as a menu, and rare notifications."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from robot.domain.views import AgentStatus, RunProgress
from ui import icons
from ui.bridge.agent_bridge import AgentBridge
from ui.notifications import Notifications
from ui.theme.theme import Theme
from ui.window_actions import WindowActions
from ui.words import figures, labels

#: How often a missing tray is looked for again, in milliseconds.
_RECHECK_MS = 30_000
_STATES = ("idle", "running", "needs_you", "paused", "stopped", "error")


class Tray(QObject):
    """Works with or without a tray host."""

    #: The RM wants the window.
    open_requested = Signal()
    #: There is no tray any more, so the window must not stay hidden.
    gone = Signal()

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Show the icon when there is a place for it."""
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self._actions: WindowActions | None = None
        self._state = ""
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.notifications = Notifications(self._notify)
        bridge.status_received.connect(self._on_status)
        bridge.online_changed.connect(self._on_online)
        theme.changed.connect(self._draw)
        self._recheck = QTimer(self)
        self._recheck.setInterval(_RECHECK_MS)
        self._recheck.timeout.connect(self.look_for_host)
        self._recheck.start()
        self._set_state("idle")
        self.look_for_host()

    @property
    def is_shown(self) -> bool:
        """Whether there is an icon to come back by."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def state(self) -> str:
        """Which icon is drawn."""
        return self._state

    def look_for_host(self) -> None:
        """Show the icon when a tray has appeared; say so when it has gone."""
        is_available = QSystemTrayIcon.isSystemTrayAvailable()
        if is_available and not self.icon.isVisible():
            self.icon.show()
        elif not is_available and self.icon.isVisible():
            self.icon.hide()
            self.gone.emit()

    def serve(self, actions: WindowActions) -> None:
        """Take the actions of a window; a new window brings new ones."""
        self._actions = actions
        self._fill()

    def hide(self) -> None:
        """Take the icon away."""
        self._recheck.stop()
        self.icon.hide()

    def _on_status(self, status: AgentStatus) -> None:
        self._set_state(status.mood.value)
        self.notifications.take(status)
        self.icon.setToolTip(self._summary(status))

    def _on_online(self, is_online: bool) -> None:
        if not is_online:
            self._set_state("error")
            self.icon.setToolTip(self.tr("同行 · 机器人离线"))

    def _summary(self, status: AgentStatus) -> str:
        parts = [self.tr("同行"), labels.mood(status.mood.value), f"{status.done} / {status.total}"]
        return " · ".join(parts)

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._draw()

    def _draw(self) -> None:
        name = self._state if self._state in _STATES else "error"
        self.icon.setIcon(tray_icon(name, self._theme))

    def _fill(self) -> None:
        if self._actions is None:
            return
        act, status = self._actions, self._bridge.status
        self.menu.clear()
        left = status.total - status.done if status is not None else 0
        opened = self.menu.addAction(self.tr("打开今日（%n 条待办）", "", left))
        opened.triggered.connect(self.open_requested)
        opened.triggered.connect(act.today.trigger)
        if status is not None and status.run is not None and status.run.state != "ended":
            self._tell(self._run_words(status.run))
        self.menu.addSeparator()
        if status is not None and status.taken_over_by:
            self.menu.addAction(act.take_over)
        self.menu.addAction(act.pause)
        self.menu.addAction(act.release if status is not None and status.stop is not None else act.kill)
        self.menu.addSeparator()
        if status is not None and status.night is not None:
            self.menu.addAction(act.schedule)
            start = status.night.next_start
            self._tell(
                self.tr("下次开始 {time}").format(time=figures.moment(start))
                if start is not None
                else self.tr("没有安排下次开始")
            )
            self.menu.addSeparator()
        digest = self.menu.addAction(act.digest.text())
        digest.triggered.connect(self.open_requested)
        digest.triggered.connect(act.digest.trigger)
        settings = self.menu.addAction(act.settings.text())
        settings.triggered.connect(self.open_requested)
        settings.triggered.connect(act.settings.trigger)
        self.menu.addAction(act.quit)

    def _tell(self, words: str) -> None:
        line = QAction(words, self.menu)
        line.setEnabled(False)
        self.menu.addAction(line)

    def _run_words(self, run: RunProgress) -> str:
        state = labels.run_state(run.state)
        if run.kind == "scheduled":
            # As long as nothing is the matter, what it is says more than that it runs.
            name = self.tr("夜间批次")
            state = name if run.state == "running" else f"{name} {state}"
        words = self.tr("当前：{state} {done}/{total}")
        return words.format(state=state, done=run.done, total=run.total)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()

    def _notify(self, title: str, text: str) -> None:
        if self.is_shown and QSystemTrayIcon.supportsMessages():
            self.icon.showMessage(title, text, self.icon.icon())


def tray_icon(state: str, theme: Theme) -> QIcon:
    """The icon of a state; a badge of its own shape for each."""
    # Panels are mostly dark with a light look too, so the outline wears a middle tone that both show.
    colour = "#8FA3C4" if theme.is_dark else "#5B78A8"
    return icons.icon(f"tray-{state}", colour)
