"""What the demonstration shows in a terminal: the run as it goes, and one screen at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table

from robot.domain.outcome import Outcome
from robot.domain.views import AgentStatus
from robot.terminal.printing import text
from robot.terminal.progress import RunDisplay, counted, duration

__all__ = ["RunDisplay", "summary_screen"]

#: Where things lie, in the order in which they are shown.
_PLACES = ("report", "journal", "store", "evidence", "log")
_KNOWN = {*_PLACES, "oracle", "problems", "took_s", "title"}


def summary_screen(summary: Mapping[str, Any], status: AgentStatus | None) -> RenderableType:
    """The end of a demonstration on one screen.

    :param summary: all optional: `title`; `took_s`, seconds; `report`, `journal`, `store`, `evidence`, `log`,
        paths; `oracle`, what the pretend bank itself counted, label -> number or text; `problems`, sentences.
        Anything else that is a number or text is listed as it is.
    :param status: the agent's last status.
    """
    problems = [str(problem) for problem in summary.get("problems", ())]
    unknown = status.by_outcome.get(Outcome.UNKNOWN, 0) if status else 0
    unfinished = status.total - status.done if status else 0
    is_good = not problems and not unknown
    parts: list[RenderableType] = [_heading(unknown, len(problems), unfinished)]
    parts += [text(f"  ✗ {problem}", "red") for problem in problems]
    if status is not None:
        parts += [Rule("what happened", style="dim"), _outcomes(status, summary.get("took_s"))]
    if summary.get("oracle"):
        parts += [
            Rule("what the bank counted, independently of the robot", style="dim"),
            _pairs(summary["oracle"]),
        ]
    rest = {
        key: value
        for key, value in summary.items()
        if key not in _KNOWN and isinstance(value, str | int | float)
    }
    if rest:
        parts += [Rule("also", style="dim"), _pairs(rest)]
    places = {key: summary[key] for key in _PLACES if summary.get(key)}
    if places:
        parts += [Rule("where to look", style="dim"), _pairs(places)]
    title = text(summary.get("title", "Tandem 同行"))
    return Panel(Group(*parts), title=title, border_style="green" if is_good else "red", padding=(1, 2))


def _heading(unknown: int, problems: int, unfinished: int) -> RenderableType:
    causes = [f"unknown outcomes: {unknown}"] if unknown else []
    causes += [f"problems: {problems}"] if problems else []
    if causes:
        return text(f"■ {', '.join(causes)}", "bold red")
    if unfinished:
        return text(f"▲ No outcome is unknown; tasks not finished: {unfinished}", "bold yellow")
    return text("● Every task has its outcome, and none is unknown.", "bold green")


def _outcomes(status: AgentStatus, took_s: float | None) -> RenderableType:
    source = "simulated time" if status.time_source == "simulated" else "system time"
    took = f" in {duration(took_s)}" if took_s is not None else ""
    head = (
        f"{status.done} of {status.total} tasks of {status.business_date.isoformat()} ended{took} ({source})"
    )
    grid = Table.grid(padding=(0, 2))
    for title, n, style in counted(status.by_outcome):
        grid.add_row(text(f"{n:>6}", style), text(title, style))
    return Group(text(head), grid)


def _pairs(values: Mapping[str, Any]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    # A path must survive copying: folded, never cut.
    grid.add_column(overflow="fold")
    for label, value in values.items():
        grid.add_row(text(label, "dim"), text(value))
    return grid
