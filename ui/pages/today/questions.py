"""The three questions of Today: what came of the call, until when, and why not."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from ui.pages.today.action_row import ActionRow
from ui.pages.today.choice_row import snooze_times
from ui.pages.today.desk import Desk
from ui.words import figures, labels


class Questions(QObject):
    """Asks in the action row and hands the answer to the desk."""

    ended = Signal()

    def __init__(self, desk: Desk, row: ActionRow) -> None:
        """Listen to the row's choices."""
        super().__init__(row)
        self._desk, self._row = desk, row
        row.choices.chosen.connect(self._on_chosen)
        row.choices.time_chosen.connect(self._on_time)
        row.choices.cancelled.connect(self._end)

    def ask_call(self) -> None:
        """Ask: what came of the call."""
        options = [(code, labels.call_result(code)) for code in labels.CALL_RESULTS]
        self._ask("call", self.tr("通话结果"), options)

    def ask_skip(self) -> None:
        """Ask: why not."""
        row = self._desk.queue.row_of(self._desk.current)
        if row is not None and row.state == "ended":
            self._desk.skip("other")
            return
        options = [(code, labels.skip_reason(code)) for code in labels.SKIP_REASONS]
        self._ask("skip", self.tr("跳过原因"), options)

    def ask_snooze(self) -> None:
        """Ask: until when."""
        times = snooze_times(self._now())
        options = [
            ("hour", self.tr("1 小时后")),
            ("afternoon", self.tr("午后 {time}").format(time=figures.clock(times["afternoon"]))),
            ("tomorrow", self.tr("明天 {time}").format(time=figures.clock(times["tomorrow"]))),
            ("choose", self.tr("选择时间…")),
        ]
        self._ask("snooze", self.tr("暂缓到"), options)

    def _ask(self, code: str, title: str, options: list[tuple[str, str]]) -> None:
        if self._desk.current:
            self._row.choices.ask(code, title, options)
            self._row.show_choices()

    def _now(self) -> datetime:
        status = self._desk.bridge.status
        return status.now if status is not None else datetime.now(UTC)

    def _on_chosen(self, question: str, code: str) -> None:
        if question == "snooze" and code == "choose":
            self._row.choices.ask_time(self._now())
            return
        self._end()
        if question == "call":
            self._desk.call_outcome(code)
        elif question == "skip":
            self._desk.skip(code)
        elif question == "snooze":
            self._desk.snooze(snooze_times(self._now())[code])

    def _on_time(self, until: datetime) -> None:
        self._end()
        self._desk.snooze(until)

    def _end(self) -> None:
        self._row.show_actions()
        self.ended.emit()
