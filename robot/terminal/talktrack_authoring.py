"""`tandem talktrack new|lint|preview|diff|test`: the tools of whoever writes talk tracks. Needs no agent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from robot.domain.errors import InputRefused
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from robot.terminal.options import AsJson


def register(commands: typer.Typer) -> None:
    """Add the commands to `tandem talktrack`."""
    for command in (new, lint, preview, diff):
        commands.command(command.__name__)(command)
    commands.command("test")(try_all)


def new(
    track_id: Annotated[str, typer.Argument(metavar="ID", help="Such as deposit-maturity-wecom.")],
    channel: Annotated[Channel, typer.Option("--channel")],
    line: Annotated[ProductLine, typer.Option("--line", help="Product line.")],
    purpose: Annotated[Purpose, typer.Option("--purpose")] = Purpose.MARKETING,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="The pack; a folder named as the line by default.")
    ] = None,
) -> None:
    """Write a commented skeleton; it lints clean but for its blanks, which stand in 〔〕."""
    from robot.terminal import talktrack_work  # noqa: PLC0415 - loads the words

    talktrack_work.write_new(track_id, channel=channel, line=line, purpose=purpose, folder=folder)


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders; the library by default."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say all that is wrong with talk tracks, where, why, and what to do. Exit code 1 if one has an error."""
    from robot.terminal import talktrack_work  # noqa: PLC0415 - loads the words

    raise typer.Exit(talktrack_work.show_faults(paths or [], as_json=as_json))


def preview(
    track: Annotated[str, typer.Argument(metavar="ID", help="An id, or the path of a file.")],
    task: Annotated[
        Path | None, typer.Option("--task", help="A task list; its first task for this talk track is taken.")
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help="Key; all by default.")] = "",
    library: Annotated[
        Path | None, typer.Option("--library", help="Folder of packs; the workstation's by default.")
    ] = None,
    *,
    sample: Annotated[bool, typer.Option("--sample", help="Render for a sample task; the default.")] = False,
    as_json: AsJson = False,
) -> None:
    """Render a talk track and mark who owns which words. Exit code 1 if it could not be sent."""
    if sample and task is not None:
        raise InputRefused("choose one of --task and --sample", code="request.invalid")
    from robot.terminal import talktrack_work  # noqa: PLC0415 - loads the words

    raise typer.Exit(
        talktrack_work.show_preview(track, task=task, variant=variant, library=library, as_json=as_json)
    )


def diff(
    old: Annotated[Path, typer.Argument(help="A file, a pack or a folder of packs.")],
    new: Annotated[Path, typer.Argument(help="The same later.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Say which words, slots, rules and days changed. Exit code 1 if a change did not raise its version."""
    from robot.terminal import talktrack_work  # noqa: PLC0415 - loads the words

    raise typer.Exit(talktrack_work.show_diff(old, new, as_json=as_json))


def try_all(
    path: Annotated[Path | None, typer.Argument(help="A file or a folder; the library by default.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Render every variant for every sample task, check the words. Exit code 1 if one cannot be sent."""
    from robot.terminal import talktrack_work  # noqa: PLC0415 - loads the words

    raise typer.Exit(talktrack_work.show_trials(path, as_json=as_json))
