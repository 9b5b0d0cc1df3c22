"""The table, or what stands in its place: that it is read, why there is nothing, or that it cannot be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from robot.domain.log_views import LogOpened, LogQuery, LogView
from ui.models.log_query import is_narrowed
from ui.pages.review.log.skeleton import Skeleton
from ui.pages.review.log.table import LogTable
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.state_note import StateNote
from ui.widgets.surfaces import Card
from ui.words import log_words


class RowsCard(Card):
    """One of three at a time."""

    retry = Signal()

    def __init__(self, theme: Theme) -> None:
        """Nothing is there yet."""
        super().__init__(margin=SPACE * 2)
        self.table = LogTable(theme)
        self.note = StateNote(theme, self.tr("再试一次"))
        self.skeleton = Skeleton(theme)
        self._stack = QStackedWidget()
        for part in (self.skeleton, self.table, self.note):
            self._stack.addWidget(part)
        self.column.addWidget(self._stack)
        self.note.pressed.connect(self.retry)

    @property
    def shows_table(self) -> bool:
        """Whether rows can be seen."""
        return self._stack.currentWidget() is self.table

    def wait(self) -> None:
        """It is being read for the first time."""
        self._stack.setCurrentWidget(self.skeleton)

    def show_table(self) -> None:
        """Rows are there."""
        had_focus = self.note.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._stack.setCurrentWidget(self.table)
        if had_focus:
            self.table.setFocus()

    def show_result(self, opened: LogOpened, query: LogQuery) -> None:
        """Rows, or why there are none."""
        if opened.total or not opened.is_whole:
            self.show_table()
            return
        self._stack.setCurrentWidget(self.note)
        title, why = self._why_empty(opened, query)
        is_calm = query.view in (LogView.ANOMALIES, LogView.WAITING) and not is_narrowed(query)
        icon, tone = ("shield-check", "ok") if is_calm else ("search", "muted")
        self.note.say(icon, title, why, tone=tone)

    def _why_empty(self, opened: LogOpened, query: LogQuery) -> tuple[str, str]:
        if opened.unknown_words:
            words = " ".join(opened.unknown_words)
            return self.tr("没有找到"), self.tr("日志里没有叫“{words}”的").format(words=words)
        if is_narrowed(query):
            return self.tr("没有符合条件的记录"), self.tr("去掉一个筛选，或按 T 再按 Esc 放开时段")
        if query.view == LogView.ALL:
            return self.tr("日志还是空的"), self.tr("机器人做的每一步都会出现在这里")
        if query.view == LogView.ANOMALIES:
            return self.tr("没有异常"), self.tr("全部记录在“全部”里")
        if query.view == LogView.WAITING:
            return self.tr("都复核过了"), self.tr("新的异常会出现在这里")
        name = log_words.view(query.view)
        return self.tr("“{view}”里没有记录").format(view=name), self.tr("全部记录在“全部”里")

    def broken(self, words: str, code: str) -> None:
        """It could not be read."""
        self._stack.setCurrentWidget(self.note)
        kept = self.tr("日志本身没有改动")
        self.note.say(
            "triangle-alert", self.tr("读不到日志"), f"{words}\n{kept} · {code}", tone="bad", can_retry=True
        )
