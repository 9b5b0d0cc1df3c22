"""Writing to a terminal. Text from outside is data here: it neither moves the cursor nor colours anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from pydantic_core import to_jsonable_python
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from robot.reporting.plain import plain


def text(value: object, style: str = "") -> Text:
    """Text that is shown as it is: no markup, no control or invisible characters."""
    return Text(plain(str(value)), style=style)


def out() -> Console:
    """Standard output, as it is at this moment."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def say(value: object, style: str = "") -> None:
    """One line on standard output."""
    out().print(text(value, style), soft_wrap=True)


def complain(value: object) -> None:
    """One line on standard error."""
    console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
    console.print(text(value, "red"), soft_wrap=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> Table:
    """A table of harmless cells; a cell that is `Text` already keeps its style."""
    made = Table(
        box=box.SIMPLE_HEAD, title=text(title) if title else None, title_justify="left", pad_edge=False
    )
    for head in heads:
        made.add_column(text(head), overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else text(cell) for cell in row))
    return made


def print_json(value: object) -> None:
    """A view, or several, as JSON."""
    # ASCII only: a terminal takes some of the characters above it as commands.
    sys.stdout.write(json.dumps(to_jsonable_python(value), ensure_ascii=True, indent=2) + "\n")
