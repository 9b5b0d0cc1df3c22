"""`tandem release key …` and `tandem release roles …`: keys are made, root keys sign the role document."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from robot.domain.clock import SystemClock
from robot.domain.errors import InputRefused
from robot.governance.building import sign_roles
from robot.governance.private_keys import new_key, open_key
from robot.governance.trust import read_roles_of
from robot.terminal.printing import out, say, table

key_commands = typer.Typer(no_args_is_help=True, help="Private keys, each in an encrypted file.")
role_commands = typer.Typer(no_args_is_help=True, help="The role document: who may sign.")

_Name = Annotated[str, typer.Option("--name", help="Whose key it is: the id in the role document.")]


@key_commands.command("new")
def new(name: _Name, to: Annotated[Path, typer.Option("--out", help="File to make.")]) -> None:
    """Make a key; the passphrase is asked for, or is the first line of standard input."""
    public = new_key(to, read_passphrase("New passphrase (12 characters or more): ", twice=True))
    say(f"The private key is in {to}. Keep it and its passphrase apart, and give away this line only:")
    say(public.line(name))
    say(f"fingerprint {public.fingerprint}")


@role_commands.command("sign")
def sign(
    document: Annotated[Path, typer.Argument(help="The file roles.json.")],
    key: Annotated[Path, typer.Option("--key", help="A root key's file.")],
    name: Annotated[str, typer.Option("--name", help="Whose root key it is.")] = "root",
) -> None:
    """Put a root key's signature beside the role document; both root keys must sign."""
    opened = open_key(key, read_passphrase("Passphrase of the root key: "))
    written = sign_roles(document, name, opened, SystemClock().now())
    say(f"Signed with the root key {opened.public.fingerprint[:16]}: {written}")


@role_commands.command("check")
def check(
    folder: Annotated[Path, typer.Argument(help="Folder with root-keys.txt, roles.json and signatures.")],
) -> None:
    """Read a folder as the robot would in its place; an administrator does so before installing it."""
    roles, _roots = read_roles_of(folder)
    rows = (
        (
            person.id,
            person.name,
            ", ".join(f"{held.role} {held.valid_from} to {held.valid_until}" for held in person.roles),
            ", ".join(f"{held.fingerprint[:16]} until {held.valid_until}" for held in person.keys),
        )
        for person in roles.people
    )
    out().print(table(("id", "name", "roles", "keys"), rows))
    say(f"Role document {roles.version} is signed by both root keys.", "green")


def read_passphrase(prompt: str, *, twice: bool = False) -> str:
    """From whoever sits there, without echo, or the first line of standard input; never an argument.

    :param twice: ask again, because a mistyped new passphrase locks its key for ever.
    :raises InputRefused: it is empty, or the two differ.
    """
    if not sys.stdin.isatty():
        passphrase = sys.stdin.readline().rstrip("\r\n")
    else:
        passphrase = getpass.getpass(prompt)
        if twice and getpass.getpass("Once more: ") != passphrase:
            raise InputRefused("the two passphrases differ; nothing was made", code="secret.differs")
    if not passphrase:
        raise InputRefused("no passphrase was given; nothing was made or signed", code="secret.empty")
    return passphrase
