"""A run as a picture, as plain lines, and as one last screen."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console, RenderableType

from demoday.progress import summary_screen
from robot.domain.views import StopView
from robot.terminal.progress import RunDisplay, duration, picture, plain_line
from tests.unit.terminal.fronts import HOSTILE_NAMES, NOW, make_run, make_status, make_step


def _printed(shown: RenderableType, *, width: int = 110) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False, markup=False, emoji=False)
    console.print(shown)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_picture_counts_every_kind_of_ending() -> None:
    shown = _printed(
        picture(make_status(make_run(by_outcome={"confirmed": 20, "unknown": 1, "cancelled": 4})))
    )
    for word in ("done", "refused", "failed", "waiting", "unknown", "awaiting"):
        assert word in shown
    assert "25/60" in shown
    assert "17.5 messages/min" in shown
    assert "about 2 min 10 s ± 20 s left" in shown


def test_halted_and_refused_by_the_platform_are_one_count() -> None:
    line = plain_line(make_status(make_run(by_outcome={"halted": 1, "platform_refused": 2})))
    assert "failed 3" in line


def test_the_stop_and_simulated_time_are_seen() -> None:
    stop = StopView(by="rm0001", at=NOW, reason="[x]")
    shown = _printed(picture(make_status(make_run(), stop=stop, time_source="simulated")))
    assert "STOPPED by rm0001: [x]" in shown
    assert "SIMULATED TIME" in shown


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_are_masked_and_harmless(name: str) -> None:
    run = make_run(steps=(make_step(name, detail=name),))
    shown = _printed(picture(make_status(run)))
    assert not set(shown) & {"\x1b", "\x07", "\u202e", "\r"}
    shown.encode()


def test_a_full_name_is_not_shown() -> None:
    shown = _printed(picture(make_status(make_run(steps=(make_step("欧阳娜娜"),)))))
    assert "欧***" in shown
    assert "欧阳" not in shown


def test_no_run_yet_is_no_error() -> None:
    assert "no run yet" in _printed(picture(make_status(None)))
    assert "no run" in plain_line(make_status(None))


def test_without_a_terminal_a_line_comes_every_five_seconds_and_at_the_end() -> None:
    console, now = Console(file=io.StringIO(), width=200), [0.0]
    with RunDisplay(console, monotonic=lambda: now[0]) as display:
        for moment in range(12):
            now[0] = float(moment)
            display.update(make_status(make_run()))
        ended = make_status(make_run(state="ended", ended_at=NOW))
        display.update(ended)
        display.update(ended)
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert len(lines) == 4
    assert "ended" in lines[-1]


def test_in_a_terminal_the_picture_is_redrawn() -> None:
    console = Console(file=io.StringIO(), width=110, height=40, force_terminal=True)
    with RunDisplay(console) as display:
        display.update(make_status(make_run()))
    assert isinstance(console.file, io.StringIO)
    assert "messages/min" in console.file.getvalue()


@pytest.mark.parametrize(
    ("seconds", "said"), [(-1, "0 s"), (4.4, "4 s"), (200, "3 min 20 s"), (7500, "2 h 05 min")]
)
def test_durations_read_like_speech(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_the_last_screen_says_what_happened_and_where_it_lies() -> None:
    summary = {
        "title": "演示结束",
        "took_s": 200.0,
        "report": "/home/rm/[red]reports/day.html",
        "journal": "tandem journal verify",
        "store": "/home/rm/tandem.db",
        "oracle": {"messages": 47, "doubled": 0},
        "seed": 7,
    }
    shown = _printed(summary_screen(summary, make_status(make_run(), total=60, done=60)))
    assert "Every task has its outcome" in shown
    assert "[red]reports/day.html" in shown
    assert "60 of 60 tasks of 2026-11-23 ended in 3 min 20 s" in shown
    assert re.search(r"doubled +0", shown)
    assert re.search(r"seed +7", shown)


def test_the_last_screen_hides_no_problem() -> None:
    run = make_run(by_outcome={"unknown": 2})
    shown = _printed(summary_screen({"problems": ["the bank counted 48, the robot 47"]}, make_status(run)))
    assert "unknown outcomes: 2, problems: 1" in shown
    assert "✗ the bank counted 48" in shown
    assert "Every task has its outcome" in _printed(summary_screen({}, None))
    assert "tasks not finished: 33" in _printed(summary_screen({}, make_status(make_run())))
