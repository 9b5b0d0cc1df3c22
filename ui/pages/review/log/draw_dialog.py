"""Asks over which days a sample is drawn, and says how large it would be before it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from robot.domain.sample_views import LogSample
from ui.theme.theme import Theme, columns
from ui.widgets.announcing import announce
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.overlay import Overlay
from ui.words import sample_words

#: Workdays up to today that are offered.
PERIODS = (1, 5, 10, 20, 60)
_AT_FIRST = 5


class DrawDialog(Overlay):
    """The draw itself is the agent's: nobody chooses which records come."""

    #: Workdays: how large would it be?
    size_wanted = Signal(int)
    #: Workdays: draw.
    wanted = Signal(int)

    def __init__(self, host: QWidget, theme: Theme) -> None:
        """Closed."""
        super().__init__(host, "")
        self.setAccessibleName(self.tr("抽样"))
        self.about = WrappedLabel(
            self.tr(
                "抽哪些由刚签名的日志头决定，谁也不能挑；谁、何时、抽了哪几天都会记入日志。"
                "抽中的记录会出现在“待我复核”里，看完才能再抽同样的几天。"
            ),
            "muted",
        )
        self.days = Choice(theme)
        self.told = WrappedLabel()
        self.confirm = Button(theme, self.tr("抽样并记入日志"), "list-checks", role="primary")
        self.cancel = Button(theme, self.tr("关闭"))
        self._build()
        self.days.currentIndexChanged.connect(self._on_days)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.dismiss)

    def _build(self) -> None:
        self.days.setAccessibleName(self.tr("哪几天的发送"))
        for count in PERIODS:
            self.days.addItem(sample_words.period(count), count)
        self.days.setCurrentIndex(PERIODS.index(_AT_FIRST))
        column = self.card.column
        column.addWidget(PlainLabel(self.tr("抽样"), "name"))
        self.about.setMinimumWidth(columns(self, 72))
        column.addWidget(self.about)
        column.addWidget(self.days)
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        column.addLayout(row)

    @property
    def workdays(self) -> int:
        """Chosen."""
        return int(self.days.currentData())

    def ask(self) -> None:
        """Ask for the days."""
        self.open()
        self._on_days()

    def focus_first(self) -> None:
        """The days."""
        self.days.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes from every field."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def show_size(self, sample: LogSample, workdays: int) -> None:
        """How large it would be; an answer about other days than those chosen now is dropped."""
        if workdays == self.workdays:
            self._say(f"{sample_words.size(sample)}\n{sample_words.promise(sample)}", "")
            self.confirm.setEnabled(True)

    def show_fault(self, words: str) -> None:
        """It was not drawn, or cannot be."""
        self._say(words, "bad")
        self.confirm.setEnabled(False)

    def _say(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.set_tone(tone)
        announce(self.days, words)

    def _on_days(self) -> None:
        self.confirm.setEnabled(False)
        self.told.setText(self.tr("正在计算…"))
        self.told.set_tone("")
        self.size_wanted.emit(self.workdays)

    def _on_confirm(self) -> None:
        if self.confirm.isEnabled():
            self.confirm.setEnabled(False)
            self.wanted.emit(self.workdays)
