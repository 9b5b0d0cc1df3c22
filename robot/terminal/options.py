"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


class Purpose(StrEnum):
    """What an account is for."""

    #: Acts on the site.
    ROBOT = "robot"
    #: Reads what was sent.
    WITNESS = "witness"
    #: Pulls lists.
    API = "api"
