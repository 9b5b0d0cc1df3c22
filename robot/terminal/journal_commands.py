"""`tandem journal …`: looking at the record, verifying it, handing it over, and going on where it broke."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.domain.views import JournalLine
from robot.terminal import (
    erasing_commands,
    journal_export,
    journal_sample_commands,
    journal_segment,
    journal_verify,
    journal_week,
    tables,
)
from robot.terminal.options import AsJson
from robot.terminal.printing import out, print_json

commands = typer.Typer(no_args_is_help=True, help="The append-only record of everything the robot did.")

commands.command("erase-month")(erasing_commands.erase_month)
commands.command("erase-customer")(erasing_commands.erase_customer)
commands.command("open")(erasing_commands.open_records)
commands.add_typer(erasing_commands.reading_key_commands, name="reading-key")

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


commands.command("verify")(journal_verify.verify)
commands.command("export")(journal_export.make_export())
commands.add_typer(journal_segment.make_commands(), name="new-segment")
commands.add_typer(journal_sample_commands.commands, name="sample")
commands.command("week")(journal_week.week)
