"""Words in a row with bounded room between them: what a rule looks for beyond single words.

`{certain} ~4 [涨|赚]` is a word of the class `certain` and, in the same clause and at most four characters
later, 涨 or 赚. `~~12` goes on into the next clause of the same sentence. A `!` behind the number lets a
"not" stand in between; otherwise one there turns the sense round, and it is no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from robot.compliance.hits import Hits, Span
from robot.compliance.view import View

_TOKEN = re.compile(r"\{([a-z_]+)\}|(~~?)(\d{1,2})(!?)|(\S+)")
_NOT = re.compile(r"[不没无非未勿莫]|别")
#: With these a "not" does not deny what follows.
_NO_NOT = re.compile(
    "特别|别人|别家|别的|非常|不仅|不但|不管|不光|不只|不止|不论|无论|未来|不断|不过|区别|级别|分别"
    "|不用|无需|不必|不需|不怕|不愁"
)


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern and the room before it."""

    #: Its class.
    name: str
    #: Most characters between it and the word before.
    room: int = 0
    #: The room may reach into the next clause.
    crosses: bool = False
    #: The room may hold a "not".
    may_deny: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Elements in order."""

    elements: tuple[Element, ...]
    #: Classes that must stand somewhere for it to match at all.
    names: frozenset[str]
    unless: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    #: A find is never certain by itself; the second opinion decides.
    weighs: bool = False

    def matches(self, view: View, hits: Hits) -> Iterator[Span]:
        """From the first word to the last, once for each first word."""
        first, *rest = self.elements
        for start, end in hits.of(first.name):
            behind = _follow(view, hits, end, rest)
            if behind is not None:
                yield start, behind


def parse_pattern(written: str) -> tuple[list[Element], list[str]]:
    """The elements, and the templates of words among them; a template's class is `literal:<template>`.

    :raises ValueError: not a pattern.
    """
    elements: list[Element] = []
    literals: list[str] = []
    room: tuple[int, bool, bool] = (0, False, False)
    is_open = False
    for token in _TOKEN.finditer(written):
        named, tilde, number, bang, literal = token.groups()
        if tilde:
            if not elements or is_open:
                raise ValueError(f"room without a word before it in {written!r}")
            room, is_open = (int(number), tilde == "~~", bool(bang)), True
            continue
        if literal:
            literals.append(literal)
        elements.append(Element(named or f"literal:{literal}", *room))
        room, is_open = (0, False, False), False
    if len(elements) < 2 or is_open:  # noqa: PLR2004 - one word alone is a term
        raise ValueError(f"a pattern is two words or more: {written!r}")
    return elements, literals


def _follow(view: View, hits: Hits, at: int, rest: list[Element]) -> int | None:
    if not rest:
        return at
    element, *others = rest
    place = view.sentence if element.crosses else view.clause
    for start, end in hits.of(element.name):
        if not at <= start <= at + element.room or place[start] != place[at - 1]:
            continue
        if start > at and not element.may_deny and denies(view.text[at:start]):
            continue
        behind = _follow(view, hits, end, others)
        if behind is not None:
            return behind
    return None


def denies(words: str) -> bool:
    """Whether words hold a "not" that turns round what follows."""
    return _NOT.search(words) is not None and _NOT.search(_NO_NOT.sub("", words)) is not None
