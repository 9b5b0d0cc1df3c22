"""Records of a stretch of a journal, parsed, in order: for what is counted rather than shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from robot.review.journals import header_type, header_wall_us
from robot.review.payloads import facts_of

#: A clock that was set back a little has put earlier times behind later ones.
_MARGIN_US = 3600 * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One record."""

    seq: int
    #: Wall clock, microseconds since 1970.
    wall_us: int
    type: str
    #: Its payload; empty if it was erased.
    facts: dict[str, Any]

    def text(self, name: str) -> str:
        """A field of the payload that is text; empty if it is not."""
        value = self.facts.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """A field of the payload that is a whole number; -1 if it is not."""
        value = self.facts.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else -1


def told_since(journal: sqlite3.Connection, first_us: int) -> Iterator[Told]:
    """All records from a moment on, with some earlier ones; damaged ones are the verifier's business.

    The sequence is searched by halves, so years before cost nothing.
    """
    rows = journal.execute(
        "SELECT seq, header, payload FROM journal WHERE seq >= ? ORDER BY seq",
        (_first_seq(journal, first_us - _MARGIN_US),),
    )
    for seq, header, payload in rows:
        try:
            type_, wall_us = header_type(header), header_wall_us(header)
        except ValueError:
            continue
        yield Told(seq=seq, wall_us=wall_us, type=type_, facts=facts_of(payload))


def read_told(journal: sqlite3.Connection, seq: int) -> Told | None:
    """One record; None if it is not there or damaged."""
    row = journal.execute("SELECT header, payload FROM journal WHERE seq = ?", (seq,)).fetchone()
    try:
        return row and Told(
            seq=seq, wall_us=header_wall_us(row[0]), type=header_type(row[0]), facts=facts_of(row[1])
        )
    except ValueError:
        return None


def _first_seq(journal: sqlite3.Connection, first_us: int) -> int:
    low, end = journal.execute(
        "SELECT COALESCE(MIN(seq), 0), COALESCE(MAX(seq) + 1, 0) FROM journal"
    ).fetchone()
    while low < end:
        middle = (low + end) // 2
        row = journal.execute(
            "SELECT header FROM journal WHERE seq >= ? ORDER BY seq LIMIT 1", (middle,)
        ).fetchone()
        if row is None or _at(row[0]) >= first_us:
            end = middle
        else:
            low = middle + 1
    return int(low)


def _at(header: bytes) -> int:
    try:
        return header_wall_us(header)
    except ValueError:
        return 0
