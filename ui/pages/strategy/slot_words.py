"""Gaps of a talk track's own text, named as people call them."""

from __future__ import annotations

import re

from ui.widgets.marked_prose import Stretch
from ui.words import labels

_GAP = re.compile(r"\{([a-z][a-z0-9_]{0,31})\}")


def with_gaps(text: str, look: str) -> list[Stretch]:
    """The text with each `{slot_name}` by its name, marked as the bank's where nothing else marks it."""
    found: list[Stretch] = []
    # The pattern has one group, so words and names take turns.
    for at, part in enumerate(_GAP.split(text)):
        if at % 2:
            found.append((f"{{{labels.slot(part)}}}", "data" if look in ("", "same") else look))
        elif part:
            found.append((part, look))
    return found
