"""Text from outside, made harmless for a page or a terminal: nothing in it may steer what shows it."""

from __future__ import annotations

import unicodedata

#: Control, format (bidirectional, zero-width), surrogate, private-use, line and paragraph separators.
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BLANKS = "\t\n\r"


def plain(text: str) -> str:
    """The text on one line, with every invisible or steering character shown as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _BLANKS:
        return " "
    return "\ufffd" if unicodedata.category(character) in _STEERING else character
