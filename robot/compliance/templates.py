"""Short spellings for families of words: `[一定|肯定]会?涨` stands for four."""

from __future__ import annotations

import re
from itertools import product

#: A row that stands for more words than this would hide what is searched.
MOST_WORDS = 4000
#: A choice, or one character, with a `?` behind it if it may be left out.
_CHOICE = re.compile(r"\[([^\[\]]*)\](\??)|([^\[\]?])(\?)")


def expanded(template: str) -> list[str]:
    """All words that a template stands for, in order.

    :raises ValueError: brackets do not pair, or it stands for too many words.
    """
    pieces: list[list[str]] = []
    count, at = 1, 0
    for choice in _CHOICE.finditer(template):
        among, is_optional, single, _ = choice.groups()
        ways = [single, ""] if single else [*among.split("|"), *([""] if is_optional else [])]
        pieces += [[template[at : choice.start()]], ways]
        count *= len(pieces[-1])
        at = choice.end()
    pieces.append([template[at:]])
    if any(mark in text for text in (template[at:], *(p[0] for p in pieces[::2])) for mark in "[]?"):
        raise ValueError(f"brackets do not pair in {template!r}")
    if count > MOST_WORDS:
        raise ValueError(f"{template!r} stands for {count} words; at most {MOST_WORDS}")
    return list(dict.fromkeys("".join(parts) for parts in product(*pieces)))
