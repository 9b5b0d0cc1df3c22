"""Run: what the robot does now, how far it is, what waits for a person, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedLayout, QVBoxLayout, QWidget

from robot.domain.views import RunProgress
from ui.bridge.agent_bridge import AgentBridge
from ui.models.steps_model import STATE_ROLE, StepColumn, StepsModel
from ui.pages.run.attention_card import AttentionCard
from ui.pages.run.live_frame import LiveFrame
from ui.pages.run.no_steps import NoSteps
from ui.pages.run.progress_card import ProgressCard
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, badge
from ui.widgets.page_header import PageHeader
from ui.widgets.status_pill import StatusPill
from ui.widgets.surfaces import Card
from ui.widgets.tables import QuietTable, StateDelegate
from ui.window_actions import KILL_KEYS, WindowActions
from ui.words import figures, labels


class RunPage(QWidget):
    """Looks at the status that the bridge holds."""

    task_requested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        bridge: AgentBridge,
        actions: WindowActions,
        outcome_of: Callable[[str], str],
    ) -> None:
        """Look at the bridge's status.

        :param actions: start, pause and kill.
        :param outcome_of: a task's outcome, or empty.
        """
        super().__init__()
        self._theme, self._bridge, self._actions = theme, bridge, actions
        self.pill = StatusPill(theme)
        self.progress = ProgressCard(theme)
        self.frame = LiveFrame(theme, bridge)
        self.attention = AttentionCard(theme, outcome_of)
        self.attention.task_requested.connect(self.task_requested)
        self.steps = StepsModel(self)
        self._age = badge()
        self._step_now = PlainLabel(role="muted")
        self._build()
        bridge.status_received.connect(self.refresh)
        bridge.online_changed.connect(self.refresh)
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._show_age)
        self._clock.start()
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        header = PageHeader(self.tr("机器人运行"))
        header.row.insertWidget(2, self.pill)
        for action, icon, role in (
            (self._actions.start, "play", "primary"),
            (self._actions.pause, "pause", ""),
            (self._actions.kill, "octagon-x", "danger"),
        ):
            header.add(ActionKeyButton(self._theme, action, icon, role))
        column.addWidget(header)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addWidget(self._live_card(), 1)
        side = QVBoxLayout()
        side.setSpacing(SPACE * 3)
        steps = self._steps_card()
        for card in (self.attention, steps):
            card.setFixedWidth(columns(self, 66))
        side.addWidget(self.attention)
        side.addWidget(steps, 1)
        row.addLayout(side)
        column.addLayout(row, 1)

    def _live_card(self) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        top.addWidget(PlainLabel(self.tr("实时画面"), "heading"))
        top.addWidget(self._age)
        top.addStretch(1)
        top.addWidget(self._step_now)
        card.column.addLayout(top)
        card.column.addWidget(self.frame, 1)
        return card

    def _steps_card(self) -> Card:
        card = Card()
        card.column.addWidget(PlainLabel(self.tr("步骤"), "heading"))
        self.table = QuietTable(self.tr("步骤"))
        self.table.setModel(self.steps)
        self.table.horizontalHeader().hide()
        # Shortened with a sign that it is, instead of cut.
        self.table.horizontalHeader().setSectionResizeMode(StepColumn.DETAIL, QHeaderView.ResizeMode.Stretch)
        delegate = StateDelegate(self._theme, _step_state, self.table)
        self.table.setItemDelegateForColumn(StepColumn.STATE, delegate)
        self.no_steps = NoSteps(self._theme)
        holder = QWidget()
        self._steps_stack = QStackedLayout(holder)
        self._steps_stack.addWidget(self.table)
        self._steps_stack.addWidget(self.no_steps)
        card.column.addWidget(holder, 1)
        return card

    def refresh(self) -> None:
        """Show the moment."""
        status, is_online = self._bridge.status, self._bridge.is_online
        mood = status.mood.value if status is not None and is_online else "offline"
        self.pill.show_state(mood, labels.mood(mood))
        if status is None:
            return
        self.progress.show_status(status)
        self.attention.show_status(status)
        run = status.run
        at_end = self.table.verticalScrollBar().value() >= self.table.verticalScrollBar().maximum() - SPACE
        self.steps.set_steps(run.steps if run is not None else ())
        self._steps_stack.setCurrentWidget(self.table if self.steps.rowCount() else self.no_steps)
        self.no_steps.explain(run)
        if at_end:
            self.table.scrollToBottom()
        self._step_now.setText(self._now_words(run))

    def _now_words(self, run: RunProgress | None) -> str:
        last = run.steps[-1] if run is not None and run.steps else None
        if last is None or (run is not None and run.state == "ended"):
            return ""
        if last.step not in labels.PATH:
            return labels.step(last.step)
        template = self.tr("第 {number}/{total} 步：{step}")
        return template.format(
            number=labels.PATH.index(last.step) + 1, total=len(labels.PATH), step=labels.step(last.step)
        )

    def _show_age(self) -> None:
        status, taken_at = self._bridge.status, self.frame.taken_at
        is_running = status is not None and status.run is not None and status.run.state != "ended"
        self._age.setVisible(taken_at is not None)
        if taken_at is not None:
            words = figures.clock(taken_at, with_seconds=True)
            self._age.setText(words if is_running else self.tr("最后画面 {time}").format(time=words))


class ActionKeyButton(Button):
    """A button whose words end with its key."""

    def __init__(self, theme: Theme, action: QAction, icon: str, role: str) -> None:
        """Follow the action."""
        super().__init__(theme, icon=icon, role=role)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        keys = self._action.shortcut().toString()
        self.setText(f"{self._action.text()}  {keys}".rstrip())
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(self._action.text())
        if keys == KILL_KEYS[0]:
            words = self.tr("{first} 或 {second}（窗口在前时）。托盘菜单和终端的 tandem stop 随时有效")
            self.setToolTip(words.format(first=KILL_KEYS[0], second=KILL_KEYS[1]))


def _step_state(index: QModelIndex) -> str:
    state = str(index.data(STATE_ROLE))
    return "running" if state == "running" else state
