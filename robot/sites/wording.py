"""Comparing texts that went through a page: what may differ without meaning anything, and what may not."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from itertools import pairwise


def as_read(text: str) -> str:
    """A text as a page may give it back: NFC, plain spaces, one kind of line end, no outer blanks."""
    plain = (
        unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n")
    )
    return plain.strip()


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same to the letter, apart from what `as_read` evens out."""
    return as_read(one) == as_read(other)


def text_sha256(text: str) -> str:
    """Hex SHA-256 of a text as a page would give it back, so that ledger and archive can be compared."""
    return hashlib.sha256(as_read(text).encode()).hexdigest()


#: Fewer characters say nothing: many texts begin with the same greeting.
_ENOUGH_SEEN = 10
#: Share of the shorter text's letter pairs that the other has too. Talk tracks for one customer, with one
#: greeting and one risk sentence, share up to three quarters; a lost sentence or a changed digit leaves more.
_ENOUGH_SHARED = 0.8
#: Longer texts are compared by so many characters at either end.
_COMPARED = 4000


def is_altered(expected: str, found: str) -> bool:
    """Whether `found` is `expected` cut, added to or changed here and there: its words, not its text."""
    wanted, seen = _compared(expected), _compared(found)
    if as_read(expected) == as_read(found) or len(seen) < _ENOUGH_SEEN:
        return False
    cut = seen.rstrip("….")
    if len(cut) >= _ENOUGH_SEEN and cut in wanted:
        return True
    one, other = _pairs(wanted), _pairs(seen)
    shared = (one & other).total()
    return shared >= _ENOUGH_SHARED * min(one.total(), other.total())


def is_ours(text: str, found: str) -> bool:
    """Whether what the page made of a text is the robot's own: cut or changed, but nothing typed into it."""
    wanted, seen = as_read(text), as_read(found)
    signs = iter(seen)
    has_more = len(seen) > len(wanted) and all(sign in signs for sign in wanted)
    return not has_more and (seen in wanted or is_altered(text, found))


def _compared(text: str) -> str:
    read = as_read(text)
    return read if len(read) <= 2 * _COMPARED else read[:_COMPARED] + read[-_COMPARED:]


def _pairs(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text)))
