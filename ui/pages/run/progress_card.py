"""How far the run is: big counts, a bar in the colours of the outcomes, pace and expected end."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from robot.domain.views import AgentStatus, RunProgress
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card
from ui.words import figures, labels

#: Outcome -> (icon, token), in the order of the bar.
OUTCOMES = {
    "confirmed": ("circle-check", "ok"),
    "refused": ("shield-alert", "warn"),
    "platform_refused": ("circle-x", "warn"),
    "halted": ("octagon-pause", "bad"),
    "needs_person": ("hand", "bad"),
    "unknown": ("circle-question-mark", "bad"),
    "cancelled": ("circle", "muted"),
}


class OutcomeBar(QWidget):
    """A share of the bar for each outcome; the counts beside it say the same in words."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self._theme = theme
        self._run: RunProgress | None = None
        self.setFixedHeight(SPACE * 2)
        self.setAccessibleName(self.tr("运行进度"))
        theme.changed.connect(self.update)

    def show_run(self, run: RunProgress | None) -> None:
        """Take new counts."""
        self._run = run
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self._theme.colour("chip"))
        painter.drawRoundedRect(whole, 3, 3)
        run = self._run
        if run is None or run.total <= 0:
            return
        at = 0.0
        parts = [(run.by_outcome.get(code, 0), token) for code, (_, token) in OUTCOMES.items()]
        for count, token in [*parts, (run.awaiting, "primary")]:
            width = whole.width() * min(count / run.total, 1.0)
            painter.setBrush(self._theme.colour(token))
            painter.drawRoundedRect(QRectF(at, 0, width, whole.height()), 2, 2)
            at += width


class ProgressCard(Card):
    """The head of the run page."""

    def __init__(self, theme: Theme) -> None:
        """Without a run."""
        super().__init__(spacing=SPACE * 2 + 2)
        self._theme = theme
        self.done = PlainLabel(role="count")
        self.state = PlainLabel(role="muted")
        self.pace = PlainLabel(role="muted")
        self.bar = OutcomeBar(theme)
        self.counts: dict[str, PlainLabel] = {}
        top = QHBoxLayout()
        top.setSpacing(SPACE * 3)
        top.addWidget(self.done)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self.pace, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(top)
        self.column.addWidget(self.bar)
        self.column.addLayout(self._make_counts())

    def _make_counts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(0)
        for column, (code, (icon, token)) in enumerate(OUTCOMES.items()):
            figure = PlainLabel("0", "figure")
            name = PlainLabel(labels.outcome(code), "small")
            head = QHBoxLayout()
            head.setSpacing(SPACE + 2)
            head.addWidget(Glyph(self._theme, icon, token))
            head.addWidget(figure)
            head.addStretch(1)
            grid.addLayout(head, 0, column)
            grid.addWidget(name, 1, column)
            grid.setColumnStretch(column, 1)
            self.counts[code] = figure
        return grid

    def show_status(self, status: AgentStatus) -> None:
        """The run under way or the last one; the day's own counts before any."""
        run = status.run
        counts = run.by_outcome if run is not None else status.by_outcome
        for code, figure in self.counts.items():
            figure.setText(str(counts.get(code, 0)))
            figure.setAccessibleName(f"{labels.outcome(code)}: {figure.text()}")
        self.bar.show_run(run)
        if run is None:
            self.done.setText(f"{status.done} / {status.total}")
            self.state.setText(self.tr("今天还没有无人值守的运行"))
            self.pace.setText("")
            return
        self.done.setText(f"{run.done} / {run.total}")
        parts = [
            labels.run_state(run.state),
            self.tr("{time} 开始").format(time=figures.clock(run.started_at)),
        ]
        if run.awaiting:
            parts.append(self.tr("%n 条等待查证", "", run.awaiting))
        self.state.setText(" · ".join(parts))
        self.pace.setText(self._pace(run, status))

    def _pace(self, run: RunProgress, status: AgentStatus) -> str:
        rate = f"{run.messages_per_minute:.1f}"
        parts = []
        if run.messages_per_minute > 0:
            seconds = f"{60 / run.messages_per_minute:.1f}"
            parts = [self.tr("每分钟 {rate} 条 · {seconds} 秒/客户").format(rate=rate, seconds=seconds)]
        if run.ended_at is not None:
            parts.append(self.tr("{time} 结束").format(time=figures.clock(run.ended_at)))
        elif run.eta_s is not None:
            end = figures.clock(status.now + timedelta(seconds=run.eta_s))
            if run.eta_spread_s:
                spread = figures.duration(run.eta_spread_s)
                parts.append(self.tr("预计 {time} 完成（± {spread}）").format(time=end, spread=spread))
            else:
                parts.append(self.tr("预计 {time} 完成").format(time=end))
        return " · ".join(parts)
