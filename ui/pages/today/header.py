"""The head of Today: how far the day is, how long it takes, and how the robot is."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QProgressBar

from ui.pages.today.desk import Desk
from ui.theme.theme import Theme, columns
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, key_cap
from ui.widgets.page_header import PageHeader
from ui.widgets.status_pill import StatusPill
from ui.words import figures, labels


class TodayHeader(PageHeader):
    """Progress, robot state and the way to every command."""

    def __init__(self, theme: Theme, desk: Desk, palette: QAction) -> None:
        """:param palette: opens the command palette."""
        super().__init__("")
        self.title.setText(self.tr("今日任务"))
        self._desk = desk
        self.progress_text = PlainLabel(role="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("今日进度"))
        self.bar.setFixedWidth(columns(self, 24))
        self.pill = StatusPill(theme)
        search = Button(theme, palette.text(), "search")
        search.setAccessibleName(palette.text())
        search.clicked.connect(palette.trigger)
        for part in (self.progress_text, self.bar, self.pill, search, key_cap(palette.shortcut().toString())):
            self.add(part)
        desk.list_changed.connect(self.refresh)
        desk.bridge.status_received.connect(self.refresh)
        desk.bridge.online_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the moment."""
        status = self._desk.bridge.status
        is_online = self._desk.bridge.is_online
        mood = status.mood.value if status is not None and is_online else "offline"
        self.pill.show_state(mood, labels.mood(mood))
        if status is None:
            self.progress_text.setText("")
            return
        self.subtitle.setText(figures.day_with_weekday(status.business_date))
        rows = self._desk.queue.rows()
        total = status.total or len(rows)
        left = self._desk.shown.counts()["all"]  # type: ignore[index]
        # What came back has ended for the agent, but not for the RM.
        done = max(0, total - left) if rows else status.done
        parts = [f"{done} / {total}"]
        seconds = self._desk.pace.seconds_left(left)
        if seconds is not None and left:
            parts.append(self.tr("预计还需 {time}").format(time=figures.duration(seconds)))
        if status.time_source == "simulated":
            parts.append(self.tr("模拟时间"))
        self.progress_text.setText(" · ".join(parts))
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(min(done, total))
