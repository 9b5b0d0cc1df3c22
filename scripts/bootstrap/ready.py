"""Brings a checkout to the point where a command can run, as far as that is not already done."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bootstrap.chat_client import ensure_chat_client
from bootstrap.debian import ensure_packages
from bootstrap.environment import ensure_environment
from bootstrap.exclusive import only_one
from bootstrap.processes import say

if TYPE_CHECKING:
    from bootstrap.debian import Group


def make_ready(group: Group | None) -> None:
    """System packages, .venv and, for tests, the chat client.

    :raises bootstrap.processes.Failed: a step did not work.
    """
    with only_one():
        ensure_packages(group)
        ensure_environment()
        if group == "test":
            ensure_chat_client()


def main() -> int:
    """The command `scripts/setup`."""
    parser = argparse.ArgumentParser(prog="scripts/setup", description=__doc__)
    parser.add_argument(
        "--for",
        dest="group",
        choices=["demo", "test"],
        help="also what the demo or the tests need of the system; without it, only .venv",
    )
    make_ready(parser.parse_args().group)
    say("ready")
    return 0
