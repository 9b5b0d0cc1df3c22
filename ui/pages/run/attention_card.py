"""What waits for a person, each with one button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from robot.domain.views import AgentStatus, Attention
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card, rule
from ui.words import figures, sentences

#: More than this many are counted, not listed.
_LISTED = 5


class AttentionCard(Card):
    """Rebuilt when the list changes."""

    task_requested = Signal(str)

    def __init__(self, theme: Theme, outcome_of: Callable[[str], str]) -> None:
        """Nothing waits.

        :param outcome_of: a task's outcome, to tell a missing record from a missing message.
        """
        super().__init__(spacing=SPACE * 2)
        self._theme, self._outcome_of = theme, outcome_of
        self._shown: object = None
        self.heading = PlainLabel(role="heading")
        self.column.addWidget(self.heading)
        self._body = QWidget()
        self.column.addWidget(self._body)

    def show_status(self, status: AgentStatus) -> None:
        """Take the list."""
        if status.attention == self._shown:
            return
        self._shown = status.attention
        self.heading.setText(self.tr("需要您处理 {count}").format(count=len(status.attention)))
        old, self._body = self._body, QWidget()
        self.column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        if not status.attention:
            row = QHBoxLayout()
            row.addWidget(Glyph(self._theme, "circle-check", "ok"))
            row.addWidget(PlainLabel(self.tr("没有事情在等您"), "muted"), 1)
            column.addLayout(row)
        for number, item in enumerate(status.attention[:_LISTED]):
            if number:
                column.addWidget(rule())
            column.addLayout(self._row(item, status))
        rest = len(status.attention) - _LISTED
        if rest > 0:
            column.addWidget(PlainLabel(self.tr("另有 %n 件", "", rest), "small"))

    def _what(self, item: Attention) -> str:
        # The reasons are about messages and end in 'not sent', which is wrong of a record.
        if self._outcome_of(item.task_id) == "confirmed":
            return self.tr("消息已送达，联系记录没有登记")
        return sentences.sentence(item.reason)

    def _row(self, item: Attention, status: AgentStatus) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(Glyph(self._theme, "hand", "warn"))
        words = QVBoxLayout()
        words.setSpacing(1)
        who = " · ".join(part for part in (item.name, item.site) if part)
        title = WrappedLabel(self._what(item), "strong")
        waited = figures.duration((status.now - item.since).total_seconds())
        words.addWidget(title)
        detail = self.tr("已等待 {time}").format(time=waited)
        words.addWidget(PlainLabel(" · ".join(part for part in (who, detail) if part), "small"))
        row.addLayout(words, 1)
        if item.task_id:
            button = Button(self._theme, self.tr("处理"))
            button.setAccessibleName(self.tr("处理：{what}").format(what=title.text()))
            button.clicked.connect(partial(self.task_requested.emit, item.task_id))
            row.addWidget(button)
        return row
