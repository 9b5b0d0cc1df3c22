"""`tandem`: every verb of the robot from a terminal. Without a verb it opens the window."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.agent.settings import load_settings
from robot.domain import views
from robot.domain.clock import SystemClock
from robot.domain.errors import AgentUnreachable, EnvironmentFault, InputRefused, TandemError
from robot.execution.stop import StopSwitch
from robot.terminal import (
    account_commands,
    autostart_commands,
    digest_command,
    following,
    journal_commands,
    night_commands,
    policy_commands,
    records,
    release_commands,
    review_commands,
    settling_commands,
    stopping,
    tables,
    talktrack_commands,
)
from robot.terminal.options import AsJson
from robot.terminal.printing import complain, out, print_json, say
from robot.terminal.progress import RunDisplay

#: Something failed that a person should read about.
EXIT_FAILED = 2
#: No agent answers.
EXIT_NO_AGENT = 3
#: Somebody left with Ctrl+C.
EXIT_LEFT = 130

app = typer.Typer(
    name="tandem",
    help="Tandem 同行, the robot beside the relationship manager.",
    add_completion=False,
    # A traceback with local variables could show a customer.
    pretty_exceptions_enable=False,
)
site_commands = typer.Typer(no_args_is_help=True, help="The sites that the robot works on.")
app.add_typer(account_commands.commands, name="accounts")
app.add_typer(autostart_commands.commands, name="autostart")
app.add_typer(journal_commands.commands, name="journal")
app.add_typer(policy_commands.commands, name="policy")
app.add_typer(release_commands.commands, name="release")
app.add_typer(review_commands.commands, name="review")
app.add_typer(site_commands, name="site")
app.add_typer(talktrack_commands.commands, name="talktrack")
app.command("digest")(digest_command.digest)
app.command("settle")(settling_commands.settle)
app.command("opt-out")(settling_commands.opt_out)
site_commands.command("release")(settling_commands.release_site)


def main() -> None:
    """Run the command line and leave with its exit code; every error is one sentence."""
    try:
        app()
    except AgentUnreachable as err:
        complain(err)
        sys.exit(EXIT_NO_AGENT)
    except TandemError as err:
        complain(err)
        sys.exit(EXIT_FAILED)


@app.callback(invoke_without_command=True)
def start_window(context: typer.Context) -> None:
    """Open the window when no verb is given."""
    if context.invoked_subcommand is not None:
        return
    command = [sys.executable, "-m", "ui"]
    if sys.platform == "win32":
        # On Windows exec would give the prompt back before the window has ended.
        raise typer.Exit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606 - as above


@app.command()
def agent() -> None:
    """Run the agent in this terminal until it is asked to end."""
    from robot.agent.main import run  # noqa: PLC0415 - loads the browser's driver

    raise typer.Exit(run())


@app.command()
def pull(
    file: Annotated[Path | None, typer.Argument(help="A list; the configured source by default.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Pull the day's list; the same list twice changes nothing."""
    with AgentClient() as client:
        # The agent has another working directory.
        result: views.PullResult = client.call("pull", path=str(file.absolute()) if file else None)
    if as_json:
        print_json(result)
    else:
        out().print(tables.pulled(result))


@app.command()
def tasks(*, as_json: AsJson = False) -> None:
    """The tasks of the business date."""
    with AgentClient() as client:
        rows: tuple[views.QueueRow, ...] = client.call("tasks", limit=5000)
    if as_json:
        print_json(rows)
    else:
        out().print(tables.queue(rows))


@app.command()
def run(
    limit: Annotated[int | None, typer.Option("--limit", min=1, max=5000, help="At most so many.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Carry out the ready tasks unattended and follow them. Exit code 0 only if no outcome is unknown."""
    try:
        with AgentClient() as client:
            last: views.RunProgress = client.call("run", limit=limit)
            if as_json:
                last = following.follow(client, last, lambda _status: None)
            else:
                with RunDisplay() as display:
                    last = following.follow(client, last, display.update)
    except KeyboardInterrupt:
        complain("You left the view; the robot goes on. `tandem status` shows it, `tandem stop` stops it.")
        raise typer.Exit(EXIT_LEFT) from None
    if as_json:
        print_json(last)
    raise typer.Exit(following.exit_code(last))


app.command()(night_commands.night)


@app.command()
def stop(
    reason: Annotated[str, typer.Option("--reason", help="Kept in the log.")] = "",
    *,
    lift: Annotated[
        bool, typer.Option("--lift", help="Take the stop back: the robot may send again.")
    ] = False,
    now: Annotated[bool, typer.Option("--now", help="As without it: every stop is at once.")] = False,
) -> None:
    """Stop the robot now, or take a stop back; works even when the agent is hung or absent."""
    if lift:
        _lift_stop(now=now, reason=reason)
        return
    stopped = stopping.stop(Home.of_user(), reason[:200])
    told = {
        "confirmed": "The agent has stopped.",
        "absent": "No agent runs; one that starts finds the stop.",
        "silent": "The agent does not answer; it looks at the stop file before every send.",
        "failed": "The agent answered with an error; it looks at the stop file before every send.",
    }
    say("STOPPED: nothing more is sent until `tandem stop --lift`.", "bold")
    say(told[stopped.agent])


def _lift_stop(*, now: bool, reason: str) -> None:
    if now or reason:
        raise InputRefused("--lift goes with nothing else; the stop stands as it did", code="request.invalid")
    if stopping.lift(Home.of_user()):
        say("The stop is lifted.")
    else:
        say("The stop file is removed; no agent runs.")


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """What the agent does now."""
    home = Home.of_user()
    try:
        with AgentClient(home) as client:
            view: views.AgentStatus = client.call("status")
    except AgentUnreachable:
        note = StopSwitch(home.stop_file).note(SystemClock().now())
        if note is not None:
            # The reason is sealed in the log, where the agent alone can read it.
            complain(f"STOPPED by {note.by} at {note.at:%Y-%m-%d %H:%M:%S}")
        raise
    if as_json:
        print_json(view)
    else:
        out().print(tables.status(view))


@app.command()
def doctor(*, as_json: AsJson = False) -> None:
    """Check this workstation, without the agent. Exit code 1 if a check failed."""
    from robot.agent.doctor import examine_home  # noqa: PLC0415 - loads the keyring's libraries

    _show_checks(examine_home(Home.of_user()), as_json=as_json)


@site_commands.command("check")
def check(site: Annotated[str, typer.Argument(help="Id of the site.")], *, as_json: AsJson = False) -> None:
    """Open a site and look for everything its profile names; nothing is sent."""
    from robot.agent.site_check import check_site  # noqa: PLC0415 - loads the browser's driver

    home = Home.of_user()
    _show_checks(tuple(check_site(home, load_settings(home.settings), site)), as_json=as_json)


def _show_checks(items: tuple[views.DoctorItem, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(items)
    else:
        out().print(tables.checks(items))
    raise typer.Exit(1 if any(item.state == "failed" for item in items) else 0)


@app.command()
def reconcile() -> None:
    """Read from the sites what became of every unsettled contact; nothing is sent."""
    with AgentClient() as client:
        done: views.Done = client.call("reconcile")
    say(
        "Reconciled; nothing is left unsettled."
        if done.detail == "0"
        else f"{done.detail} contacts stay unsettled."
    )


@app.command()
def report(
    path: Annotated[Path | None, typer.Option("--path", help="Where to write it.")] = None,
    date: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Another day.")
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write the day's report as one HTML file, with or without the agent."""
    home, target = Home.of_user(), path.resolve() if path else None
    on = date.date() if date else None
    written = _report_by_agent(home, target) if on is None else None
    if written is None:
        written = records.write_report(home, target, on, stopping.account())
    say(written)
    if show and not webbrowser.open(written.as_uri()):
        raise EnvironmentFault(f"no browser opened; the report lies at {written}", code="browser.missing")


def _report_by_agent(home: Home, target: Path | None) -> Path | None:
    """The agent knows how long its steps took; None when there is no agent to ask."""
    try:
        with AgentClient(home) as client:
            done: views.Done = client.call("report", path=str(target) if target else None)
    except AgentUnreachable:
        return None
    return Path(done.detail)


if __name__ == "__main__":
    main()
