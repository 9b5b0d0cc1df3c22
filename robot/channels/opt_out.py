"""Did the customer say that they want no more messages? In the words that the site's profile gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_ENDS_OF_CLAUSES = re.compile(r"[，。！？；：、,.!?;:…~～\r\n]+")
_BLANKS = re.compile(r"\s+")


def clauses(text: str) -> str:
    """A message with every clause on a line: full-width letters made plain, small letters, single blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    parts = (_BLANKS.sub(" ", part).strip() for part in _ENDS_OF_CLAUSES.split(folded))
    return "\n".join(part for part in parts if part)


def says_no_more(text: str, patterns: Sequence[str]) -> bool:
    """Whether one of the patterns fits; `^` and `$` stand at the ends of a clause."""
    lines = clauses(text)
    return any(re.search(pattern, lines, re.MULTILINE) for pattern in patterns)
