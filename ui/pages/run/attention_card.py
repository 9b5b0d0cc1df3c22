"""What waits for a person, each with the one button that moves it on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from robot.domain.views import AgentStatus, Attention
from ui.pages.digest.rebuilt_card import RebuiltCard
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import rule
from ui.words import figures, sentences
from ui.words.digest_words import site as site_name

#: More than this many are counted, not listed.
_LISTED = 5
#: Act -> (icon of the row, token).
_ICONS = {
    "log_in": ("log-in", "warn"),
    "release_site": ("user-round", "bad"),
    "settle": ("circle-question-mark", "bad"),
    "start": ("calendar-clock", "warn"),
    "open_task": ("hand", "warn"),
}


#: Reasons of an unknown outcome and of nothing else; the list may learn of it later than this card.
_UNKNOWN = frozenset({"effect.not_found_in_time", "effect.witness_unavailable"})


def act_of(item: Attention, outcome: str) -> str:
    """What the one button does: `log_in`, `release_site`, `settle`, `start` or `open_task`.

    :param outcome: the task's, or empty.
    """
    if item.kind == "login":
        return "release_site" if item.reason == "person.wrong_account" else "log_in"
    if item.kind == "night":
        return "start"
    # A message that was clicked, or a record that was submitted: only looking can tell what became of it.
    is_unclear = item.reason.startswith("effect.") and (outcome == "unknown" or item.kind == "record")
    return "settle" if is_unclear or item.reason in _UNKNOWN else "open_task"


class AttentionCard(RebuiltCard):
    """Rebuilt when the list changes; the gravest first, as the agent tells them."""

    #: Attention, act
    pressed = Signal(object, str)

    def __init__(self, theme: Theme, outcome_of: Callable[[str], str]) -> None:
        """Nothing waits.

        :param outcome_of: a task's outcome, to tell a missing record from a missing message.
        """
        super().__init__("")
        self._theme, self._outcome_of = theme, outcome_of
        self.buttons: list[Button] = []

    def show_status(self, status: AgentStatus) -> None:
        """Take the list."""
        minute = status.now.replace(second=0, microsecond=0)
        outcomes = [self._outcome_of(item.task_id) for item in status.attention]
        if not self.is_news((status.attention, outcomes, minute if status.attention else None)):
            return
        self.heading.setText(self.tr("需要您处理 {count}").format(count=len(status.attention)))
        self.buttons = []
        column = self.rows()
        if not status.attention:
            row = QHBoxLayout()
            row.setSpacing(SPACE * 2)
            row.addWidget(Glyph(self._theme, "circle-check", "ok"))
            row.addWidget(PlainLabel(self.tr("没有事情在等您"), "muted"), 1)
            column.addLayout(row)
        for number, item in enumerate(status.attention[:_LISTED]):
            if number:
                column.addWidget(rule())
            column.addLayout(self._row(item, outcomes[number], status))
        rest = len(status.attention) - _LISTED
        if rest > 0:
            column.addWidget(PlainLabel(self.tr("另有 %n 件", "", rest), "small"))

    def _row(self, item: Attention, outcome: str, status: AgentStatus) -> QHBoxLayout:
        act = act_of(item, outcome)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(Glyph(self._theme, *_ICONS[act]))
        words = QVBoxLayout()
        words.setSpacing(1)
        title = WrappedLabel(self._what(item, outcome), "strong")
        waited = figures.duration((status.now - item.since).total_seconds())
        parts = (item.name, site_name(item.site), self.tr("已等待 {time}").format(time=waited))
        words.addWidget(title)
        words.addWidget(PlainLabel(" · ".join(part for part in parts if part), "small"))
        row.addLayout(words, 1)
        if act != "open_task" or item.task_id:
            button = Button(self._theme, self._button_words(act))
            button.setAccessibleName(f"{self._button_words(act)}: {title.text()} {item.name}".rstrip())
            button.clicked.connect(partial(self.pressed.emit, item, act))
            self.buttons.append(button)
            row.addWidget(button)
        return row

    def _what(self, item: Attention, outcome: str) -> str:
        # The reasons are about messages and end in 'not sent', which is wrong of a record.
        if item.kind == "record" or outcome == "confirmed":
            return self.tr("消息已送达，联系记录没有登记")
        return sentences.sentence(item.reason)

    def _button_words(self, act: str) -> str:
        return {
            "log_in": self.tr("去登录"),
            "release_site": self.tr("已换回，恢复"),
            "settle": self.tr("确认结果"),
            "start": self.tr("现在运行"),
            "open_task": self.tr("处理"),
        }[act]
