"""`tandem journal week`: the supervisor's page of a week, read from the store, with or without the agent."""

from __future__ import annotations

import webbrowser
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from robot.agent.endpoint import Home
from robot.domain.clock import SystemClock, business_date
from robot.domain.errors import EnvironmentFault
from robot.reporting.verdict import Grade
from robot.terminal import records
from robot.terminal.journal_sample_commands import Spoken
from robot.terminal.printing import say


def week(
    until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day; today by default.")
    ] = None,
    lang: Annotated[
        Spoken | None, typer.Option("--lang", help="Language of the page; the workstation's by default.")
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """One page: is the log whole, what stood out, what does the review prove. Exit code 1 when it is red."""
    last: date = until.date() if until else business_date(SystemClock().now())
    path, grade = records.write_week(Home.of_user(), last, lang.value if lang else None)
    say(path)
    if show and not webbrowser.open(Path(path).as_uri()):
        raise EnvironmentFault(f"no browser opened; the page lies at {path}", code="browser.missing")
    raise typer.Exit(1 if grade is Grade.RED else 0)
