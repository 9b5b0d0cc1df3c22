"""Codes of the index and what people call them: kept in memory, because there are few."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from robot.domain.pinyin import folded, plain_initials
from robot.review.codes import Kind

#: Kind -> code -> words in the source language and in English.
Labels = Mapping[Kind, Mapping[str, tuple[str, str]]]
#: Kinds of which there may be many: read from the index when they are needed.
_MANY = (Kind.CUSTOMER,)


@dataclass(slots=True)
class _Entry:
    kind: Kind
    text: str
    haystack: str


@dataclass(slots=True, kw_only=True)
class Dictionary:
    """Number of a code to its text, and words to numbers. Safe for several threads."""

    labels: Labels
    _entries: dict[int, _Entry] = field(default_factory=dict)
    _numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    _last: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refresh(self, index: sqlite3.Connection) -> None:
        """Take in codes that came since the last time."""
        with self._lock:
            rows = index.execute(
                "SELECT id, kind, text FROM code WHERE id > ? AND kind != ? ORDER BY id",
                (self._last, Kind.CUSTOMER),
            ).fetchall()
            for number, kind, text in rows:
                self._last = number
                self._entries[number] = _Entry(Kind(kind), text, self._haystack(Kind(kind), text))
                self._numbers[(kind, text)] = number

    def _haystack(self, kind: Kind, text: str) -> str:
        zh, en = self.labels.get(kind, {}).get(text, ("", ""))
        return "\n".join((folded(text), folded(zh), folded(en), plain_initials(zh, {})))

    def find(self, word: str) -> frozenset[int]:
        """Numbers of the codes that are called so.

        :param word: folded.
        """
        with self._lock:
            if len(word) == 1 and word.isascii():
                return frozenset()
            return frozenset(number for number, entry in self._entries.items() if word in entry.haystack)

    def number(self, kind: Kind, text: str, index: sqlite3.Connection) -> int:
        """Number of a code; 0 if no record has it."""
        found = self._numbers.get((int(kind), text), 0)
        if found or kind not in _MANY:
            return found
        row = index.execute("SELECT id FROM code WHERE kind = ? AND text = ?", (kind, text)).fetchone()
        return int(row[0]) if row else 0

    def text(self, number: int) -> str:
        """Text of a code of the few kinds; empty for none."""
        entry = self._entries.get(number)
        return entry.text if entry else ""

    def kind(self, number: int) -> Kind:
        """Kind of a code; what is not among the few is a customer."""
        entry = self._entries.get(number)
        return entry.kind if entry else Kind.CUSTOMER

    def label(self, number: int) -> str:
        """What people call it, in the source language; empty if it has no words."""
        entry = self._entries.get(number)
        return self.labels.get(entry.kind, {}).get(entry.text, ("", ""))[0] if entry else ""
