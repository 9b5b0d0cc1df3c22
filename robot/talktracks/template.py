"""Splits the words of a talk track into pieces; there is no template language but `{slot_name}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

SLOT_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
#: Between these a sentence stands for itself; a value beside it might turn it round. `】` ends a heading.
_ENDS_OF_CLAUSES = frozenset("。！？；，.!?;,】\n")
_PLACEHOLDER = re.compile(r"\{(" + SLOT_NAME.pattern + r")\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Either words (`text`) or a gap (`slot`)."""

    text: str = ""
    slot: str = ""
    #: The words are (part of) a sentence that the law requires.
    is_required: bool = False


def placeholders(template: str) -> frozenset[str]:
    """The slots that a template names."""
    return frozenset(_PLACEHOLDER.findall(template))


def slot_names(template: str) -> tuple[str, ...]:
    """The slots that a template names, in order and as often as it does."""
    return tuple(_PLACEHOLDER.findall(template))


def has_stray_brace(template: str) -> bool:
    """Whether a brace stands in the template that is not part of a placeholder."""
    return bool(set("{}") & set(_PLACEHOLDER.sub("", template)))


def fixed_parts(template: str) -> tuple[str, ...]:
    """The words between the placeholders."""
    # The pattern has one group, so words and slot names take turns.
    return tuple(_PLACEHOLDER.split(template)[::2])


def says(template: str, sentence: str) -> bool:
    """Whether a template says a sentence as its own clause, in fixed words.

    `并非理财非存款` does not say `理财非存款`; nor is it said behind a gap, in which anything might stand.
    """
    parts = fixed_parts(template)
    for number, part in enumerate(parts):
        for at in _places(part, sentence):
            after = sentence[-1:] if sentence[-1:] in _ENDS_OF_CLAUSES else part[at + len(sentence) :][:1]
            is_begun = _is_end(part[:at], number == 0)
            if is_begun and _is_end(after, number == len(parts) - 1):
                return True
    return False


def _places(words: str, sentence: str) -> Iterator[int]:
    at = words.find(sentence)
    while at >= 0:
        yield at
        at = words.find(sentence, at + 1)


def _is_end(beside: str, is_edge: bool) -> bool:  # noqa: FBT001 - one fact
    return is_edge if not beside else beside[-1] in _ENDS_OF_CLAUSES


def split(template: str, required_spans: Sequence[str]) -> Iterator[Piece]:
    """The pieces of a template in order; required sentences are sought in the fixed words only."""
    for position, part in enumerate(_PLACEHOLDER.split(template)):
        if position % 2:
            yield Piece(slot=part)
        else:
            yield from _mark(part, required_spans)


def _mark(words: str, required_spans: Sequence[str]) -> Iterator[Piece]:
    covered = [False] * len(words)
    for span in required_spans:
        start = words.find(span)
        while start >= 0:
            covered[start : start + len(span)] = [True] * len(span)
            start = words.find(span, start + 1)
    marked = zip(words, covered, strict=True)
    for is_required, run in groupby(marked, key=lambda pair: pair[1]):
        yield Piece(text="".join(character for character, _ in run), is_required=is_required)
