"""`tandem talktrack …`: the approved words, and the check of words that are not."""

from __future__ import annotations

import typer

from robot.terminal import talktrack_authoring

commands = typer.Typer(no_args_is_help=True, help="Talk tracks and the words in them.")


@commands.command("check")
def check() -> None:
    """Check one text a line from standard input; one JSON verdict a line. Needs no agent."""
    from robot.terminal import word_check  # noqa: PLC0415 - loads the words

    raise typer.Exit(word_check.check_lines())


talktrack_authoring.register(commands)
