"""The schedule of unattended runs: a switch of the RM's, windows and calendar of the bank's."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout

from robot.domain.night_views import NightDay, NightPlan
from robot.domain.views import AgentStatus
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel, badge
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card
from ui.words import figures, labels, sentences

#: Days that are looked ahead, and starts that are listed.
_DAYS = 14
_STARTS = 3


class ScheduleCard(Card):
    """Only the switch can be changed here."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Ask when shown."""
        super().__init__(spacing=SPACE * 2)
        self._bridge = bridge
        self._days: tuple[NightDay, ...] = ()
        self.switch = QCheckBox(self.tr("按计划无人值守运行(&S)"))
        self.switch.setAccessibleName(self.tr("按计划无人值守运行"))
        self.note = WrappedLabel()
        self.next = PlainLabel(role="strong")
        self.later = WrappedLabel(role="muted")
        self.calendar = PlainLabel(role="muted")
        top = QHBoxLayout()
        top.addWidget(PlainLabel(self.tr("无人值守计划"), "heading"))
        top.addStretch(1)
        top.addWidget(Glyph(theme, "calendar-clock"))
        self.column.addLayout(top)
        self.column.addWidget(self.switch)
        self.column.addWidget(self.note)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE * 2)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("下次开始"), self.next),
            (self.tr("之后"), self.later),
            (self.tr("节假日数据"), self.calendar),
        )
        for at, (title, value) in enumerate(rows):
            grid.addWidget(PlainLabel(title), at, 0)
            grid.addWidget(value, at, 1)
        self.column.addLayout(grid)
        lock = QHBoxLayout()
        lock.setSpacing(SPACE * 2)
        lock.addWidget(badge(labels.source("policy")))
        lock.addWidget(WrappedLabel(self.tr("时段、工作日和上限由银行设定，在这里只能查看"), "small"), 1)
        self.column.addLayout(lock)
        self.switch.clicked.connect(self._on_switch)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        bridge.status_received.connect(self._on_status)
        self._show(None)

    def reload(self) -> None:
        """Ask what the schedule wants of the next days."""
        self._bridge.ask("night_plan", days=_DAYS)

    def _on_switch(self, is_on: bool) -> None:
        self._bridge.ask("schedule_set", is_on=is_on)

    def _on_status(self, status: AgentStatus) -> None:
        if self.isVisible():
            self._show(status.night)

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "night_plan" and isinstance(answer, tuple):
            self._days = answer
            status = self._bridge.status
            self._show(status.night if status is not None else None)
        elif verb == "schedule_set":
            self.reload()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb == "schedule_set":
            status = self._bridge.status
            self._show(status.night if status is not None else None)
            self._say(sentences.fault_sentence(fault.code, fault.message), "bad")

    def _show(self, plan: NightPlan | None) -> None:
        self.switch.setEnabled(plan is not None)
        self.switch.setChecked(plan is not None and plan.is_on)
        spans = [
            (start, until) for day in self._days for start, until in zip(day.starts, day.until, strict=False)
        ]
        words = [
            self.tr("{start} 至 {end}").format(start=figures.moment(start), end=figures.clock(until))
            for start, until in spans[:_STARTS]
        ]
        self.next.setText(words[0] if words else self.tr("未安排"))
        self.later.setText("\n".join(words[1:]) or "—")
        until = self.tr("到 {day}").format(day=f"{plan.calendar_until:%Y-%m-%d}") if plan else "—"
        self.calendar.setText(until)
        note = plan.note if plan is not None else ""
        missed = plan.missed if plan is not None else None
        if missed is not None and plan is not None:
            why = sentences.sentence(f"night.{plan.missed_why}")
            self._say(f"{figures.moment(missed)} · {why}", "warn")
        else:
            self._say(sentences.sentence(note) if note else "", "warn" if note.startswith("calendar") else "")

    def _say(self, words: str, tone: str) -> None:
        self.note.setText(words)
        self.note.set_tone(tone)
        self.note.setVisible(bool(words))
