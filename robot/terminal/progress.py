"""A run as it goes: a picture that redraws itself in a terminal, plain lines where there is none."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from robot.domain.masking import mask_name
from robot.domain.outcome import Outcome
from robot.domain.views import AgentStatus, RunProgress, StepLine
from robot.reporting.words import outcome_words, reason_words, step_words
from robot.terminal.printing import text

#: Where no picture can be drawn, a line is printed so often.
PLAIN_LINE_EVERY_S = 5.0
_STEPS_SHOWN = 8
_MINUTE_S = 60
_HOUR_MIN = 60
#: Title, the outcomes that it counts, colour when it is not zero.
_COUNTS: tuple[tuple[str, tuple[Outcome, ...], str], ...] = (
    ("done", (Outcome.CONFIRMED,), "green"),
    ("refused by rule", (Outcome.REFUSED,), "cyan"),
    ("failed", (Outcome.HALTED, Outcome.PLATFORM_REFUSED), "yellow"),
    ("waiting for a person", (Outcome.NEEDS_PERSON,), "yellow"),
    ("cancelled", (Outcome.CANCELLED,), ""),
    ("unknown", (Outcome.UNKNOWN,), "bold red"),
)
_MARKS = {"done": ("✓", "green"), "running": ("…", "cyan"), "failed": ("✗", "yellow")}


def counted(by_outcome: dict[str, int]) -> list[tuple[str, int, str]]:
    """Title, count and style of every group of outcomes."""
    return [
        (title, n := sum(by_outcome.get(outcome, 0) for outcome in outcomes), style if n else "dim")
        for title, outcomes, style in _COUNTS
    ]


def duration(seconds: float) -> str:
    """`4 s`, `3 min 20 s`, `2 h 05 min`."""
    whole = max(round(seconds), 0)
    if whole < _MINUTE_S:
        return f"{whole} s"
    minutes, rest = divmod(whole, _MINUTE_S)
    if minutes < _HOUR_MIN:
        return f"{minutes} min {rest:02} s"
    return f"{minutes // _HOUR_MIN} h {minutes % _HOUR_MIN:02} min"


def time_left(run: RunProgress) -> str:
    """The estimate with its spread, or that there is none yet."""
    if run.ended_at is not None:
        return "ended"
    if run.eta_s is None:
        return "estimating"
    spread = f" ± {duration(run.eta_spread_s)}" if run.eta_spread_s else ""
    return f"about {duration(run.eta_s)}{spread} left"


def left_lines(run: RunProgress) -> list[str]:
    """What the run did not take, one line for each rule."""
    return [f"{count} left for you: {reason_words(rule, 'en')}" for rule, count in run.left.items()]


def plain_line(status: AgentStatus) -> str:
    """The run on one line."""
    run = status.run
    if run is None:
        return f"{status.now:%H:%M:%S} no run; {status.done}/{status.total} of the day are done"
    counts = ", ".join(f"{title} {n}" for title, n, _ in counted(run.by_outcome) if n) or "nothing ended yet"
    pace = f"{run.messages_per_minute:.1f} messages/min, {time_left(run)}"
    awaiting = f", {run.awaiting} awaiting proof" if run.awaiting else ""
    if status.pending_records:
        awaiting += f", {status.pending_records} contact records being written"
    left = "".join(f"; {line}" for line in left_lines(run))
    return f"{status.now:%H:%M:%S} {run.state} {run.done}/{run.total}: {counts}{awaiting}; {pace}{left}"


def picture(status: AgentStatus) -> RenderableType:
    """The run as a panel."""
    run = status.run
    if run is None:
        return Panel(text("no run yet"), title="Tandem")
    parts = [_bar(run, status.pending_records), text(""), _counts(run), text(""), _last_steps(run.steps)]
    parts += [text(line, "yellow") for line in left_lines(run)]
    if status.stop is not None:
        parts.insert(0, text(f"STOPPED by {status.stop.by}: {status.stop.reason}", "bold red"))
    clock = " · SIMULATED TIME" if status.time_source == "simulated" else ""
    title = text(f"Tandem · {status.business_date.isoformat()} · {run.state}{clock}")
    return Panel(Group(*parts), title=title, border_style="blue", padding=(1, 2))


def _bar(run: RunProgress, pending_records: int) -> RenderableType:
    grid = Table.grid(expand=True, padding=(0, 2))
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    bar = ProgressBar(total=max(run.total, 1), completed=run.done)
    grid.add_row(bar, text(f"{run.done}/{run.total}"))
    left = f"{pending_records} contact records left" if run.ended_at and pending_records else time_left(run)
    grid.add_row(text(f"{run.messages_per_minute:.1f} messages/min", "dim"), text(left, "dim"))
    return grid


def _counts(run: RunProgress) -> RenderableType:
    grid = Table.grid(expand=True, padding=(1, 1))
    cells = [*counted(run.by_outcome), ("awaiting proof", run.awaiting, "cyan" if run.awaiting else "dim")]
    for _ in cells:
        grid.add_column(justify="center", ratio=1)
    grid.add_row(*(Text.assemble((str(n), style), "\n", (title, "dim")) for title, n, style in cells))
    return grid


def _last_steps(steps: tuple[StepLine, ...]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    for step in steps[-_STEPS_SHOWN:]:
        mark, style = _MARKS.get(step.state, ("·", ""))
        what = step_words(step.step, "en")
        grid.add_row(
            text(f"{step.at:%H:%M:%S}", "dim"),
            text(mark, style),
            # Masked here too: a terminal is looked at over shoulders and recorded.
            text(mask_name(step.name)),
            text(what),
            # A detail is a reason, or the outcome itself; what is neither is shown as it is.
            text(reason_words(outcome_words(step.detail, "en"), "en"), "dim"),
        )
    return grid


class RunDisplay:
    """Shows every status it is given; use as a context manager."""

    def __init__(
        self, console: Console | None = None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """:param monotonic: seconds, for the pace of plain lines."""
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._monotonic = monotonic
        self._next_line_at = -1.0
        self._last_line = ""
        self._live: Live | None = None

    def __enter__(self) -> Self:
        """Begin to draw."""
        if self._console.is_terminal:
            self._live = Live(console=self._console, auto_refresh=False, transient=False)
            self._live.start()
        return self

    def update(self, status: AgentStatus) -> None:
        """Show this status; without a terminal at most one line in `PLAIN_LINE_EVERY_S`."""
        if self._live is not None:
            self._live.update(picture(status), refresh=True)
            return
        is_over = status.run is not None and status.run.ended_at is not None
        line = plain_line(status)
        if is_over or self._monotonic() >= self._next_line_at:
            if not (is_over and line == self._last_line):
                self._console.print(text(line), soft_wrap=True)
            self._last_line = line
            self._next_line_at = self._monotonic() + PLAIN_LINE_EVERY_S

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave the last picture standing."""
        if self._live is not None:
            self._live.stop()
            self._live = None
