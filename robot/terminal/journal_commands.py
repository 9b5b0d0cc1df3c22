"""`tandem journal …`: looking at the record, and checking that it is whole."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.views import JournalLine
from robot.reporting.words import layer_words
from robot.terminal import records, tables
from robot.terminal.options import AsJson
from robot.terminal.printing import complain, out, print_json, say

commands = typer.Typer(no_args_is_help=True, help="The append-only record of everything the robot did.")

_FOLLOW_PAUSE_S = 1.0


@commands.command("tail")
def tail(
    count: Annotated[int, typer.Option("-n", "--lines", min=1, max=1000, help="How many records.")] = 20,
    *,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with new ones until Ctrl+C.")] = False,
    as_json: AsJson = False,
) -> None:
    """The last records, masked."""
    with AgentClient() as client:
        lines: tuple[JournalLine, ...] = client.call("journal_tail", count=count)
        _show(lines, as_json=as_json)
        last = lines[-1].seq if lines else -1
        try:
            while follow:
                time.sleep(_FOLLOW_PAUSE_S)
                lines = client.call("journal_tail", count=1000, after=last)
                _show(lines, as_json=as_json)
                last = lines[-1].seq if lines else last
        except KeyboardInterrupt:
            return


def _show(lines: tuple[JournalLine, ...], *, as_json: bool) -> None:
    if as_json and lines:
        print_json(lines)
        return
    console = out()
    for line in lines:
        console.print(tables.journal_line(line), soft_wrap=True)


@commands.command("verify")
def verify(*, as_json: AsJson = False) -> None:
    """Read the whole chain, without the agent. Exit code 1 at the first record that does not fit."""
    home = Home.of_user()
    report = records.verify(home)
    if as_json:
        print_json(report)
    elif report.fault is None:
        say(f"The journal is whole: {report.records:,} records, each following the one before.", "green")
    else:
        why = layer_words(report.fault.layer, "en")
        complain(
            f"The journal is NOT whole: record {report.fault.seq} is bad ({report.fault.layer}: {why}); "
            f"the {report.records:,} before it are good. Keep {home.database} as it is and tell the auditor."
        )
    raise typer.Exit(0 if report.fault is None else 1)
