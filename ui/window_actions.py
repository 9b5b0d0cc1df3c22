"""The actions that window, tray and palette share."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from robot.domain.views import AgentStatus
from ui.bridge.agent_bridge import AgentBridge

#: The emergency stop while the window has the keyboard. Under X11 the display server may take Ctrl+Alt+F12
#: to change the console, and some graphics drivers take it on Windows, so another one comes first. The
#: button, the tray and `tandem stop` always work.
KILL_KEYS = ("Ctrl+Shift+F12", "Ctrl+Alt+F12")


class WindowActions(QObject):
    """Made once for each window; enabled as the agent's state allows."""

    #: Name of the page to show.
    page_requested = Signal(str)

    def __init__(self, bridge: AgentBridge, parent: QObject) -> None:
        """:param parent: owns the actions."""
        super().__init__(parent)
        self._bridge = bridge
        self.today = self._page("today", self.tr("今日"), "Ctrl+1")
        self.run_page = self._page("run", self.tr("运行"), "Ctrl+2")
        self.settings = self._page("settings", self.tr("设置"), "Ctrl+,")
        group = QActionGroup(self)
        for action in self.pages():
            group.addAction(action)
        self.palette = self._make(self.tr("搜索或执行命令"), "Ctrl+K")
        self.sheet = self._make(self.tr("全部快捷键"), "?", "F1")
        self.focus_mode = self._make(self.tr("专注模式"), "F11")
        self.focus_mode.setCheckable(True)
        self.start = self._make(self.tr("开始运行"))
        self.pause = self._make(self.tr("本步后暂停"), "Ctrl+P")
        self.kill = self._make(self.tr("急停"), *KILL_KEYS)
        self.release = self._make(self.tr("解除急停"))
        self.reconcile = self._make(self.tr("核对未知结果"))
        self.quit = self._make(self.tr("退出窗口"), "Ctrl+Q")
        self.start.triggered.connect(self._on_start)
        self.pause.triggered.connect(self._on_pause)
        self.kill.triggered.connect(self._on_kill)
        self.release.triggered.connect(self._on_release)
        self.reconcile.triggered.connect(self._on_reconcile)
        bridge.status_received.connect(self.refresh)
        bridge.online_changed.connect(self.refresh)
        self.refresh()

    def pages(self) -> tuple[QAction, ...]:
        """The pages that exist."""
        return (self.today, self.run_page, self.settings)

    def robot(self) -> tuple[QAction, ...]:
        """What can be asked of the robot."""
        return (self.start, self.pause, self.kill, self.release, self.reconcile)

    def all(self) -> tuple[QAction, ...]:
        """Every action, for the palette and the window."""
        return (*self.pages(), self.palette, self.sheet, self.focus_mode, *self.robot(), self.quit)

    def refresh(self) -> None:
        """Enable what is possible now."""
        status: AgentStatus | None = self._bridge.status
        is_online = self._bridge.is_online and status is not None
        run = status.run if status is not None else None
        state = run.state if run is not None else "ended"
        is_stopped = status is not None and status.stop is not None
        is_paused = state in ("paused", "pausing")
        self.start.setEnabled(is_online and state == "ended" and not is_stopped)
        self.pause.setEnabled(is_online and state in ("running", "paused", "pausing"))
        self.pause.setText(self.tr("继续运行") if is_paused else self.tr("本步后暂停"))
        # The kill switch must never be greyed by a state that may be stale.
        self.kill.setEnabled(not is_stopped)
        self.release.setEnabled(is_online and is_stopped)
        self.reconcile.setEnabled(is_online)

    def _page(self, name: str, words: str, keys: str) -> QAction:
        action = self._make(words, keys)
        action.setObjectName(name)
        action.setCheckable(True)
        action.triggered.connect(self._on_page)
        return action

    def _make(self, words: str, *keys: str) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        return action

    def _on_page(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.page_requested.emit(sender.objectName())

    def _on_start(self) -> None:
        self._bridge.ask("run")

    def _on_pause(self) -> None:
        status = self._bridge.status
        is_running = status is not None and status.run is not None and status.run.state == "running"
        self._bridge.ask("pause" if is_running else "resume")

    def _on_kill(self) -> None:
        self._bridge.ask("stop", reason=self.tr("在窗口按下急停"))

    def _on_release(self) -> None:
        self._bridge.ask("release_stop")

    def _on_reconcile(self) -> None:
        self._bridge.ask("reconcile")
