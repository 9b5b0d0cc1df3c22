"""`tandem autostart`: whether the agent comes back when the machine was restarted."""

from __future__ import annotations

import os

import typer

from robot.agent.autostart import Means, has_user_systemd, means, switch_off, switch_on
from robot.agent.endpoint import Home
from robot.terminal.printing import say

commands = typer.Typer(no_args_is_help=True, help="Start the agent with this user's session.")


def _found() -> Means:
    return means(Home.of_user(), os.environ, has_systemd=has_user_systemd(os.environ))


@commands.command("on")
def on() -> None:
    """Start the agent at every login; shows what was written."""
    found = _found()
    switch_on(found)
    say(f"On, by {found.kind}: {found.entry.path}", "bold")
    for line in found.entry.content.splitlines():
        say(f"  {line}")
    for command in found.entry.on:
        say(f"ran: {' '.join(command)}")
    if found.kind == "systemd":
        say("To start it without anybody logging in, an administrator runs: loginctl enable-linger USER")
    if not found.is_tested:
        say("Not tested on this platform yet; restart the machine once and look at `tandem status`.")


@commands.command("off")
def off() -> None:
    """Start it no longer; an agent that runs goes on."""
    found = _found()
    say(f"Off: {found.entry.path} is removed." if switch_off(found) else "It was off.")


@commands.command("status")
def status() -> None:
    """Whether it is on. Exit code 1 if not."""
    found = _found()
    if found.is_on:
        say(f"On, by {found.kind}: {found.entry.path}")
        return
    if found.entry.path.exists():
        say(f"Another installation's: {found.entry.path}; `tandem autostart on` replaces it.")
    else:
        say("Off.")
    raise typer.Exit(1)
