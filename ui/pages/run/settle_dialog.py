"""What became of an unknown message: looked for by the robot, or said by the RM who looked."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from robot.domain.views import Attention
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.overlay import Overlay
from ui.widgets.surfaces import rule
from ui.words import sentences
from ui.words.digest_words import site as site_name


class SettleDialog(Overlay):
    """Two plain buttons, each with what follows from it."""

    def __init__(self, host: QWidget, theme: Theme, bridge: AgentBridge) -> None:
        """Closed."""
        super().__init__(host, "")
        self._bridge = bridge
        self._item: Attention | None = None
        self.setAccessibleName(self.tr("确认结果"))
        self.title = PlainLabel(role="name")
        self.why = WrappedLabel(role="muted")
        self.fault = WrappedLabel()
        self.reconcile = Button(theme, self.tr("让机器人再核对一次"), "refresh-cw", role="primary")
        self.arrived = Button(theme, self.tr("查到了，已送达"))
        self.absent = Button(theme, self.tr("没有，没送达"))
        self.later = Button(theme, self.tr("稍后"))
        self._build()
        self.reconcile.clicked.connect(self._on_reconcile)
        self.arrived.clicked.connect(partial(self._on_verdict, "arrived"))
        self.absent.clicked.connect(partial(self._on_verdict, "not_arrived"))
        self.later.clicked.connect(self.dismiss)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)

    def _build(self) -> None:
        column = self.card.column
        self.why.setMinimumWidth(columns(self, 74))
        for part in (self.title, self.why):
            column.addWidget(part)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 4)
        grid.setVerticalSpacing(SPACE * 3)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.reconcile, self.tr("只读网站，不发送。多数未知结果这样就能查清")),
            (self.arrived, self.tr("您在网站里看到了这一条。记为已送达，不会再发")),
            (self.absent, self.tr("您在网站里确认没有这一条。任务回到清单，可以重新发送")),
        )
        for at, (button, words) in enumerate(rows):
            button.setAccessibleDescription(words)
            grid.addWidget(button, at, 0)
            grid.addWidget(WrappedLabel(words, "muted"), at, 1)
        column.addWidget(rule())
        column.addLayout(grid)
        column.addWidget(rule())
        column.addWidget(
            WrappedLabel(self.tr("请先在网站的聊天记录里看过再选；您的选择会连同姓名记入日志。"), "small")
        )
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.later)
        column.addLayout(row)
        self.fault.hide()

    def focus_first(self) -> None:
        """What changes nothing comes first."""
        self.reconcile.setFocus()

    def ask_about(self, item: Attention) -> None:
        """Open for one thing that waits."""
        self._item = item
        who = " · ".join(part for part in (item.name, site_name(item.site)) if part)
        is_record = item.kind == "record"
        what = self.tr("联系记录登记上了吗？") if is_record else self.tr("这条消息送到了吗？")
        self.title.setText(f"{what}  {who}")
        self.why.setText(sentences.sentence(item.reason))
        self.fault.hide()
        self._set_busy(is_busy=False)
        self.open()

    def _set_busy(self, *, is_busy: bool) -> None:
        for button in (self.reconcile, self.arrived, self.absent):
            button.setEnabled(not is_busy)

    def _on_reconcile(self) -> None:
        self._set_busy(is_busy=True)
        self._bridge.ask("reconcile")

    def _on_verdict(self, verdict: str) -> None:
        item = self._item
        if item is not None:
            self._set_busy(is_busy=True)
            effect = "record" if item.kind == "record" else "message"
            self._bridge.ask("settle", task_id=item.task_id, verdict=verdict, effect=effect)

    def _on_answered(self, verb: str, _answer: object) -> None:
        if verb in ("settle", "reconcile") and self.isVisible():
            self.dismiss()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb in ("settle", "reconcile") and self.isVisible():
            self._set_busy(is_busy=False)
            self.fault.setText(sentences.fault_sentence(fault.code, fault.message))
            self.fault.set_tone("bad")
            self.fault.show()
