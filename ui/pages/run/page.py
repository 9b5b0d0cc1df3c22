"""Run: what the robot does now, how far it is, what waits for a person, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from robot.domain.views import Done, RunProgress
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.run_steps import task_in_hand
from ui.pages.run.attention_card import AttentionCard
from ui.pages.run.endings_card import EndingsCard
from ui.pages.run.live_frame import LiveFrame
from ui.pages.run.progress_card import ProgressCard
from ui.pages.run.steps_list import StepsList
from ui.pages.run.waits_card import WaitsCard
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel, badge
from ui.widgets.page_header import PageHeader
from ui.widgets.status_pill import StatusPill
from ui.widgets.surfaces import Card
from ui.window_actions import KILL_KEYS, WindowActions
from ui.words import figures, labels, sentences

#: Verbs whose refusal is told on this page.
_ASKED_HERE = frozenset({"run", "pause", "resume", "take_over", "hand_back", "release_site", "release_stop"})


class RunPage(QWidget):
    """Looks at the status that the bridge holds."""

    #: Attention, act
    need_pressed = Signal(object, str)

    def __init__(
        self,
        theme: Theme,
        bridge: AgentBridge,
        actions: WindowActions,
        outcome_of: Callable[[str], str],
    ) -> None:
        """Look at the bridge's status.

        :param actions: start, take over, pause and kill.
        :param outcome_of: a task's outcome, or empty.
        """
        super().__init__()
        self._theme, self._bridge, self._actions = theme, bridge, actions
        self.pill = StatusPill(theme)
        self.progress = ProgressCard(theme)
        self.waits = WaitsCard(theme)
        self.frame = LiveFrame(theme, bridge)
        self.steps = StepsList(theme)
        self.attention = AttentionCard(theme, outcome_of)
        self.attention.pressed.connect(self.need_pressed)
        self.endings = EndingsCard(theme)
        self.fault = WrappedLabel()
        self._age = badge()
        self._step_now = PlainLabel(role="muted")
        self._build()
        bridge.status_received.connect(self.refresh)
        bridge.online_changed.connect(self.refresh)
        bridge.failed.connect(self._on_failed)
        bridge.answered.connect(self._on_answered)
        self._clock = QTimer(self)
        self._clock.setInterval(250)
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
            (self._actions.take_over, "hand", ""),
            (self._actions.pause, "pause", ""),
            (self._actions.kill, "octagon-x", "danger"),
        ):
            header.add(ActionKeyButton(self._theme, action, icon, role))
        column.addWidget(header)
        column.addWidget(self.fault)
        self.fault.hide()
        column.addWidget(self.progress)
        column.addWidget(self.waits)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        self._live = self._live_card()
        row.addWidget(self._live, 1)
        side = QVBoxLayout()
        side.setSpacing(SPACE * 3)
        width = columns(self, 60)
        self._needs = QScrollArea()
        self._needs.setFrameShape(QFrame.Shape.NoFrame)
        self._needs.setWidgetResizable(True)
        self._needs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._needs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._needs.setAccessibleName(self.tr("需要您处理"))
        self._needs.setWidget(self.attention)
        for part in (self._needs, self.endings):
            part.setFixedWidth(width)
        side.addWidget(self._needs)
        side.addWidget(self.endings, 1)
        row.addLayout(side)
        column.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of needs takes the height that it wants, and scrolls where there is less."""
        super().resizeEvent(event)
        self._fit_needs()

    def _fit_needs(self) -> None:
        column = self.attention.column
        wanted = column.totalHeightForWidth(self._needs.width())
        # The endings keep room for a few rows.
        room = self._live.height() - SPACE * 36
        self._needs.setFixedHeight(max(SPACE * 20, min(wanted + 2, room)))

    def _live_card(self) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        top.addWidget(PlainLabel(self.tr("实时画面"), "heading"))
        top.addWidget(self._age)
        top.addStretch(1)
        top.addWidget(self._step_now)
        card.column.addLayout(top)
        body = QHBoxLayout()
        body.setSpacing(SPACE * 4)
        body.addWidget(self.frame, 1)
        self.steps.setFixedWidth(columns(self, 34))
        body.addWidget(self.steps)
        card.column.addLayout(body, 1)
        return card

    def refresh(self) -> None:
        """Show the moment."""
        status, is_online = self._bridge.status, self._bridge.is_online
        mood = status.mood.value if status is not None and is_online else "offline"
        if mood == "paused" and status is not None and status.taken_over_by:
            mood = "taken_over"
        elif mood == "running" and status is not None and status.run is not None:
            mood = "waiting" if status.run.state == "waiting" else mood
        self.pill.show_state(mood, labels.mood(mood))
        if status is None:
            return
        self.progress.show_status(status)
        self.waits.show_status(status)
        self.attention.show_status(status)
        # New rows know their heights only once they are laid out.
        QTimer.singleShot(0, self, self._fit_needs)
        self.steps.show_run(status.run)
        self.steps.setVisible(not self.steps.is_empty)
        self.endings.show_run(status.run)
        self._step_now.setText(self._now_words(status.run))
        self._show_age()

    def _now_words(self, run: RunProgress | None) -> str:
        current = task_in_hand(run.steps) if run is not None and run.state != "ended" else None
        if current is None or current.step not in labels.PATH:
            return ""
        return self.tr("第 {number}/{total} 步：{step}").format(
            number=labels.PATH.index(current.step) + 1,
            total=len(labels.PATH),
            step=labels.step(current.step),
        )

    def _show_age(self) -> None:
        status, taken_at = self._bridge.status, self.frame.taken_at
        self._age.setVisible(taken_at is not None)
        if taken_at is None or status is None:
            return
        is_running = status.run is not None and status.run.state != "ended"
        if is_running:
            self._age.setText(figures.age(self.frame.age_s))
        else:
            time = figures.clock(taken_at, with_seconds=True)
            self._age.setText(self.tr("最后画面 {time}").format(time=time))

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "hand_back" and isinstance(answer, Done):
            # Taken back all the same: the site waits, and the wait says why.
            self._say(sentences.sentence(answer.detail) if answer.detail else "")
        elif verb in _ASKED_HERE:
            self._say("")

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb in _ASKED_HERE:
            self._say(sentences.fault_sentence(fault.code, fault.message))

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.set_tone("bad")
        self.fault.setAccessibleName(words)
        self.fault.setVisible(bool(words))


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
