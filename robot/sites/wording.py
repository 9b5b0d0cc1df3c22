"""Comparing texts that went through a page: what may differ without meaning anything, and what may not."""

from __future__ import annotations

import hashlib
import unicodedata


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


#: Fewer characters in common say nothing: many texts begin with the same greeting.
_ENOUGH_SEEN = 10
_ENOUGH_SHARED = 20


def is_altered(expected: str, found: str) -> bool:
    """Whether `found` is `expected` cut short or added to: the same words, not the same text."""
    wanted, seen = as_read(expected), as_read(found)
    if wanted == seen or len(seen) < _ENOUGH_SEEN:
        return False
    return (
        wanted.startswith(seen)
        or wanted.endswith(seen)
        or wanted in seen
        or _shared_start(wanted, seen) >= _ENOUGH_SHARED
    )


def _shared_start(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
