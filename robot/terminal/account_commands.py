"""`tandem accounts …`: names go in as arguments, secrets never do."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.domain.errors import InputRefused
from robot.domain.views import AccountRow
from robot.terminal import tables
from robot.terminal.options import AsJson, Purpose
from robot.terminal.printing import out, print_json, say

commands = typer.Typer(
    no_args_is_help=True, help="Accounts of the sites; secrets live in the system's keyring."
)

Site = Annotated[str, typer.Argument(help="Id of the site, such as wecom.")]
ForPurpose = Annotated[Purpose, typer.Option("--purpose", help="What the account is for.")]


@commands.command("set")
def set_account(
    site: Site,
    username: Annotated[str, typer.Argument(help="User name on the site.")],
    purpose: ForPurpose = Purpose.ROBOT,
) -> None:
    """Keep an account; the secret is asked for, or read from standard input when that is no terminal."""
    secret = read_secret(f"Secret of {username} on {site}: ")
    with AgentClient() as client:
        client.call("account_set", site=site, purpose=purpose.value, username=username, secret=secret)
    say(
        f"The account {username} for {site} ({purpose.value}) is kept; the secret is in the system's keyring."
    )


@commands.command("test")
def try_account(site: Site, purpose: ForPurpose = Purpose.ROBOT, *, as_json: AsJson = False) -> None:
    """Log in with an account; nothing is sent. Exit code 1 when the site refuses it."""
    with AgentClient() as client:
        row: AccountRow = client.call("account_test", site=site, purpose=purpose.value)
    if as_json:
        print_json(row)
    else:
        out().print(tables.accounts([row]))
    raise typer.Exit(0 if row.test_result == "ok" else 1)


@commands.command("list")
def list_accounts(*, as_json: AsJson = False) -> None:
    """All accounts, without their secrets."""
    with AgentClient() as client:
        rows: tuple[AccountRow, ...] = client.call("accounts")
    if as_json:
        print_json(rows)
    else:
        out().print(tables.accounts(rows))


@commands.command("delete")
def delete_account(site: Site, purpose: ForPurpose = Purpose.ROBOT) -> None:
    """Forget an account and its secret."""
    with AgentClient() as client:
        client.call("account_delete", site=site, purpose=purpose.value)
    say(f"The account for {site} ({purpose.value}) and its secret are deleted.")


def read_secret(prompt: str) -> str:
    """A secret from whoever sits there, without echo, or the first line of standard input.

    :raises InputRefused: if it is empty.
    """
    # Only the line's end is cut: blanks may belong to the secret.
    secret = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise InputRefused("no secret was given; the account was left as it was", code="secret.empty")
    return secret
