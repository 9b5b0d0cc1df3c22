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
        self.review = self._page("review", self.tr("审查"), "Ctrl+3")
        self.strategy = self._page("strategy", self.tr("策略"), "Ctrl+4")
        self.digest = self._page("digest", self.tr("今晨报告"), "Ctrl+5")
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
        self.take_over = self._make(self.tr("接管"), "Ctrl+T")
        self.kill = self._make(self.tr("急停"), *KILL_KEYS)
        self.release = self._make(self.tr("解除急停"))
        self.reconcile = self._make(self.tr("核对未知结果"))
        self.schedule = self._make(self.tr("无人值守计划"))
        self.schedule.setCheckable(True)
        self.quit = self._make(self.tr("退出窗口"), "Ctrl+Q")
        self.start.triggered.connect(self._on_start)
        self.pause.triggered.connect(self._on_pause)
        self.take_over.triggered.connect(self._on_take_over)
        self.schedule.triggered.connect(self._on_schedule)
        self.kill.triggered.connect(self._on_kill)
        self.release.triggered.connect(self._on_release)
        self.reconcile.triggered.connect(self._on_reconcile)
        bridge.status_received.connect(self.refresh)
        bridge.online_changed.connect(self.refresh)
        self.refresh()

    def pages(self) -> tuple[QAction, ...]:
        """The pages that exist."""
        return (self.today, self.run_page, self.review, self.strategy, self.digest, self.settings)

    def robot(self) -> tuple[QAction, ...]:
        """What can be asked of the robot."""
        robot = (self.start, self.take_over, self.pause, self.kill, self.release)
        return (*robot, self.reconcile, self.schedule)

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
        self.pause.setEnabled(is_online and state in ("running", "waiting", "paused", "pausing"))
        self.pause.setText(self.tr("继续运行") if is_paused else self.tr("本步后暂停"))
        is_taken = status is not None and bool(status.taken_over_by)
        self.take_over.setEnabled(is_online)
        self.take_over.setText(self.tr("交还") if is_taken else self.tr("接管"))
        plan = status.night if status is not None else None
        self.schedule.setEnabled(is_online and plan is not None)
        self.schedule.setChecked(plan is not None and plan.is_on)
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
        state = status.run.state if status is not None and status.run is not None else ""
        self._bridge.ask("pause" if state in ("running", "waiting") else "resume")

    def _on_take_over(self) -> None:
        status = self._bridge.status
        is_taken = status is not None and bool(status.taken_over_by)
        self._bridge.ask("hand_back" if is_taken else "take_over")

    def _on_schedule(self) -> None:
        status = self._bridge.status
        plan = status.night if status is not None else None
        if plan is not None:
            self._bridge.ask("schedule_set", is_on=not plan.is_on)
            # Marked by what the agent says, not by the click.
            self.schedule.setChecked(plan.is_on)

    def _on_kill(self) -> None:
        self._bridge.ask("stop", reason=self.tr("在窗口按下急停"))

    def _on_release(self) -> None:
        self._bridge.ask("release_stop")

    def _on_reconcile(self) -> None:
        self._bridge.ask("reconcile")
