"""The undo cards: each hold with its own countdown, the newest nearest to the keyboard."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.today.desk import Desk
from ui.pages.today.holds import Hold
from ui.theme.theme import Theme
from ui.theme.tokens import RADIUS, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, PlainLabel, WrappedLabel
from ui.words import figures

#: How often the seconds are drawn anew, in milliseconds.
_TICK_MS = 200
#: More than this many are counted, not listed.
_LISTED = 4


class HoldCard(QFrame):
    """One hold."""

    def __init__(self, theme: Theme, desk: Desk, hold: Hold, *, is_newest: bool) -> None:
        """:param is_newest: Z recalls this one."""
        super().__init__()
        self._theme = theme
        self.hold = hold
        self.setProperty("role", "inverse")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 2, SPACE * 2 + 2)
        column.setSpacing(SPACE)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._name = ElidedLabel(hold.name, "inverse")
        self.count = PlainLabel(role="inverse")
        row.addWidget(self._name, 1)
        row.addWidget(self.count)
        if hold.is_waiting:
            note = WrappedLabel(self.tr("机器人重启过，这条没有发出"), "inverse")
            column.addWidget(note)
            look = Button(theme, self.tr("查看并发送"), role="inverse")
            look.setAccessibleName(self.tr("查看并发送：{name}").format(name=hold.name))
            look.clicked.connect(partial(desk.show_task, hold.task_id))
            row.addWidget(look)
        text = self.tr("撤销 Z") if is_newest else self.tr("撤销")
        self.undo = Button(theme, text, role="inverse")
        self.undo.setAccessibleName(self.tr("撤销发送：{name}").format(name=hold.name))
        self.undo.clicked.connect(partial(desk.undo, hold.task_id))
        row.addWidget(self.undo)
        column.insertLayout(0, row)
        self.tick(time.monotonic())

    def tick(self, now: float) -> None:
        """Count down."""
        if not self.hold.is_waiting:
            left = self.hold.left_s(now)
            self.count.setText(figures.seconds_text(left + 0.49))
            self.setAccessibleName(
                self.tr("{name}，{left}后发送").format(name=self.hold.name, left=self.count.text())
            )
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar at the foot that shrinks with the time."""
        super().paintEvent(event)
        if self.hold.is_waiting or self.hold.seconds <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("inverse_accent"))
        share = self.hold.left_s(time.monotonic()) / self.hold.seconds
        width = (self.width() - RADIUS * 2) * min(1.0, share)
        painter.drawRoundedRect(QRectF(RADIUS, self.height() - 4, width, 2), 1, 1)


class HoldStack(QWidget):
    """All holds, in a fixed place, never over text."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        """Follow the desk's holds."""
        super().__init__()
        self._theme, self._desk = theme, desk
        self.cards: list[HoldCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE + 2)
        self._more = PlainLabel(role="small")
        self._column.addWidget(self._more)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        desk.holds.changed.connect(self._rebuild)
        self._rebuild()

    def _rebuild(self) -> None:
        holds = self._desk.holds.all()
        newest = self._desk.holds.newest()
        listed = holds[-_LISTED:]
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for hold in listed:
            card = HoldCard(self._theme, self._desk, hold, is_newest=hold == newest)
            self._column.addWidget(card)
            self.cards.append(card)
        rest = len(holds) - len(listed)
        self._more.setVisible(rest > 0)
        self._more.setText(self.tr("另有 %n 条在倒计时", "", rest))
        if holds:
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        now = time.monotonic()
        for card in self.cards:
            card.tick(now)
        self._desk.holds.drop_elapsed()
