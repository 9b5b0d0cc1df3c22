"""The row of numbered choices in place of the actions: call results, skip reasons, snooze times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QWidget

from robot.domain.clock import BANK_ZONE
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button, FocusReturn
from ui.widgets.labels import PlainLabel, key_cap


class ChoiceRow(QWidget):
    """Asks one question; answered by a digit or a click, dropped by Escape."""

    #: question code, answer code
    chosen = Signal(str, str)
    #: A time was typed.
    time_chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, theme: Theme, home: QWidget) -> None:
        """:param home: has the focus when nothing is typed."""
        super().__init__()
        self._theme, self._home = theme, home
        self._question = ""
        self._codes: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE * 2)
        self.when = QDateTimeEdit()
        self.when.setCalendarPopup(True)
        self.when.setDisplayFormat("MM-dd HH:mm")
        # What is typed is a time of the bank's day; the field itself must know of no zone and no summer time.
        self.when.setTimeZone(QTimeZone.utc())
        self.when.setAccessibleName(self.tr("暂缓到"))
        FocusReturn(self.when, home)
        self._confirm = Button(theme, self.tr("暂缓到此时"), role="primary")
        self._confirm.clicked.connect(self._on_time)

    @property
    def question(self) -> str:
        """What is asked now, or empty."""
        return self._question

    def ask(self, question: str, title: str, options: Sequence[tuple[str, str]]) -> None:
        """:param options: code and words of each answer, in the order of the digits."""
        self._clear()
        self._question = question
        self._codes = [code for code, _ in options]
        heading = PlainLabel(title, "strong")
        self._row.addWidget(heading)
        for number, (code, words) in enumerate(options, 1):
            button = Button(self._theme, f"{number}  {words}")
            button.setAccessibleName(f"{number} {words}")
            button.clicked.connect(partial(self._choose, code))
            self._row.addWidget(button)
        self._row.addStretch(1)
        escape = self._add_cancel()
        self.setAccessibleName(title)
        self._row.setSpacing(SPACE * 2)
        # The answers must be readable; the question was asked by a key and is also read out.
        for extra in (escape, heading):
            extra.setVisible(self._row.sizeHint().width() <= self._room())
        if self._row.sizeHint().width() > self._room():
            self._row.setSpacing(2)
            self._cancel.setText("Esc")

    def _room(self) -> int:
        holder = self.parentWidget()
        return holder.width() if holder is not None else self.width()

    def ask_time(self, now: datetime) -> None:
        """Ask for a time of one's own."""
        self._clear()
        self._question = "snooze_time"
        local = now.astimezone(BANK_ZONE)
        start = (local + timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)
        self.when.setMinimumDateTime(_wall_time(local))
        self.when.setDateTime(_wall_time(start))
        self._row.addWidget(PlainLabel(self.tr("暂缓到"), "strong"))
        self._row.addWidget(self.when)
        self._row.addWidget(self._confirm)
        self._row.addStretch(1)
        self._add_cancel()
        self.when.show()
        self._confirm.show()
        self.when.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pick(self, number: int) -> bool:
        """Answer by digit; whether there is such an answer."""
        if not 1 <= number <= len(self._codes):
            return False
        self._choose(self._codes[number - 1])
        return True

    def drop(self) -> None:
        """Ask nothing any more."""
        self._clear()
        self.cancelled.emit()

    def _choose(self, code: str) -> None:
        question = self._question
        self._question = ""
        self.chosen.emit(question, code)

    def _on_time(self) -> None:
        self._question = ""
        seconds = self.when.dateTime().toSecsSinceEpoch()
        self.time_chosen.emit(datetime.fromtimestamp(seconds, UTC).replace(tzinfo=BANK_ZONE))

    def _add_cancel(self) -> QWidget:
        self._cancel = Button(self._theme, self.tr("取消"), role="quiet")
        self._cancel.setAccessibleName(self._cancel.text())
        self._cancel.clicked.connect(self.drop)
        self._row.addWidget(self._cancel)
        escape = key_cap("Esc")
        self._row.addWidget(escape)
        return escape

    def _clear(self) -> None:
        self._question, self._codes = "", []
        while item := self._row.takeAt(0):
            widget = item.widget()
            if widget in (self.when, self._confirm):
                widget.hide()
            elif widget is not None:
                widget.hide()
                widget.deleteLater()


def _wall_time(local: datetime) -> QDateTime:
    """What a clock on the bank's wall shows, as the field holds it."""
    day, time = QDate(local.year, local.month, local.day), QTime(local.hour, local.minute)
    return QDateTime(day, time, QTimeZone.utc())


def snooze_times(now: datetime) -> dict[str, datetime]:
    """When 'in an hour', 'afternoon' and 'tomorrow' are on the bank's clock."""
    local = now.astimezone(BANK_ZONE).replace(second=0, microsecond=0)
    afternoon = local.replace(hour=14, minute=0)
    if local >= afternoon - timedelta(minutes=15):
        afternoon = max(local.replace(hour=16, minute=30), local + timedelta(hours=2))
    tomorrow = (local + timedelta(days=1)).replace(hour=9, minute=0)
    return {"hour": local + timedelta(hours=1), "afternoon": afternoon, "tomorrow": tomorrow}
