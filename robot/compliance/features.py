"""What the second opinion looks at: characters, words, syllables, what a text is about, what rules found.

Everything is read from views and hits that the rules have needed already, so that it costs little. It is
kept by sentence, so that one sentence of a long message can be judged by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise
from operator import add
from typing import NamedTuple

from robot.compliance.characters import Break
from robot.compliance.exemptions import DENIES, DOUBLES, RECALLS, TURNS, WARNS
from robot.compliance.hits import CONCEPT, Hits, Span
from robot.compliance.sounds import listen
from robot.compliance.view import View

#: Groups of features: each is summed by itself and set in proportion to how many there are.
CHARACTERS, PAIRS, WORDS, SYLLABLES = "characters", "pairs", "words", "syllables"
MEANINGS, FINDS = "meanings", "finds"
GROUPS = (CHARACTERS, PAIRS, WORDS, SYLLABLES, MEANINGS, FINDS)
#: Stand for where a sentence begins and ends; no view holds either.
_BEGIN, _END = "^", "$"
_LONGEST_RUN = 3
#: Two characters of one clause are a pair if so many places apart.
_APART = range(2, 7)
#: The same for two words; neighbours are a pair of their own.
_WORDS_APART = range(2, 4)
#: Fewer characters are no sentence of their own, and belong to the next.
_FEWEST = 6
#: A sentence of more is cut where a clause begins, or else wherever it is: a promise among many commas would
#: count for little.
_LONGEST_SENTENCE = 60
_DIGITS = str.maketrans("123456789", "000000000")
_NOT = frozenset("不没无非未勿别")
_QUOTES = re.compile('[“”"「」『』]')
_QUESTION = re.compile("[?？]")
#: Classes of the shared file that say how something is meant.
_TONES = {
    DENIES: "denies",
    WARNS: "warns",
    TURNS: "turns",
    DOUBLES: "doubles",
    RECALLS: "recalls",
    "caveat": "caveat",
}

#: Features of one sentence by group.
Sentence = Mapping[str, frozenset[str]]
#: Those of a text, in order; none if nothing in it is read.
Features = tuple[Sentence, ...]
#: What the rules made of a text: how `Checker` names it, and where in the original it begins.
Find = tuple[str, int]


class Reading(NamedTuple):
    """A text as the second opinion gets it."""

    features: Features
    #: Its canonical writing with stops, as `written` gives it: one for each of the features.
    sentences: tuple[str, ...]

    @property
    def written(self) -> str:
        """The whole of it."""
        return "".join(self.sentences)


def written(text: str, base: View) -> tuple[str, ...]:
    """The canonical writing of a text, sentence by sentence; stops are where the original has them.

    :param base: its canonical view.
    """
    if not base.text:
        return ()
    found: list[str] = []
    #: Where each sentence begins in what was found.
    begins: list[int] = []
    bounds = _bounds(base)
    behind = 0
    for number, unit in enumerate(base.units):
        between = text[behind : unit.start]
        if _QUESTION.search(between):
            found.append("？")
        elif between and unit.before >= Break.SENTENCE:
            found.append("。")
        elif between and unit.before >= Break.CLAUSE:
            found.append("，")
        if number == bounds[len(begins)]:
            begins.append(len(found))
        found.append(unit.character)
        behind = max(behind, unit.end)
    if _QUESTION.search(text, behind):
        found.append("？")
    # What is written before the first sentence belongs to it.
    return tuple("".join(found[first:end]) for first, end in pairwise([0, *begins[1:], len(found)]))


def features(
    text: str,
    base: View,
    views: Iterable[tuple[View, Hits]],
    finds: Iterable[Find],
    common: AbstractSet[str],
) -> tuple[dict[str, frozenset[str]], ...]:
    """The features of a text, sentence by sentence.

    :param base: its canonical view.
    :param views: all its views with their hits.
    :param common: ordinary words of two canonical characters.
    """
    if not base.text:
        return ()
    bounds = _bounds(base)
    #: Where each sentence begins in the original, and behind the last.
    begins = [0, *(base.starts[at] for at in bounds[1:-1]), len(text)]
    inner = begins[1:-1]
    meanings: list[set[str]] = [set() for _ in begins[1:]]
    found: list[set[str]] = [set() for _ in begins[1:]]
    for view, hits in views:
        for meaning, at in _meanings(view, hits):
            meanings[bisect_right(inner, at)].add(meaning)
    for name, at in finds:
        found[bisect_right(inner, at)].add(name)
    sounds = listen(base)
    spelt = base.text.translate(_DIGITS)
    sentences = []
    for number, (first, last) in enumerate(pairwise(bounds)):
        if sounds.first is base.positions:
            spoken = sounds.text[first:last]
        else:
            spoken = sounds.text[_place(sounds.first, first) : _place(sounds.first, last)]
        meanings[number].update(_signs(text, begins[number], begins[number + 1]))
        clauses = [*_clauses(base, first, last)]
        sentences.append(
            {
                CHARACTERS: _runs(spelt[first:last], shortest=1),
                PAIRS: _pairs(spelt, clauses),
                WORDS: _words(base.text, spelt, clauses, common),
                SYLLABLES: _runs(spoken, shortest=2),
                MEANINGS: frozenset(meanings[number]),
                FINDS: frozenset(found[number]),
            }
        )
    return tuple(sentences)


def _bounds(view: View) -> list[int]:
    """The units that sentences begin with, and the one behind the last."""
    sentence = view.sentence
    size = len(sentence)
    ends = [at for at in range(_FEWEST, size - _FEWEST + 1) if sentence[at] != sentence[at - 1]]
    bounds = [0]
    for end in [*ends, size]:
        if end - bounds[-1] >= _FEWEST or end == size:
            while end - bounds[-1] > _LONGEST_SENTENCE:
                bounds.append(_cut(view, bounds[-1], end))
            bounds.append(end)
    return bounds


def _cut(view: View, start: int, end: int) -> int:
    """Where a sentence that is too long is cut: the last place of those that leave neither part too short."""
    last = min(start + _LONGEST_SENTENCE, end - _FEWEST)
    clause = view.clause
    for at in range(last, start + _FEWEST - 1, -1):
        if clause[at] != clause[at - 1]:
            return at
    return last


def _place(starts: list[int], unit: int) -> int:
    """The first syllable that begins at a unit or behind it."""
    return bisect_right(starts, unit - 1)


def _runs(words: str, *, shortest: int) -> frozenset[str]:
    whole = f"{_BEGIN}{words}{_END}"
    runs = list(whole)
    found = runs if shortest == 1 else []
    for length in range(1, _LONGEST_RUN):
        # Each is the one before and one character more.
        runs = list(map(add, runs, whole[length:]))
        found = found + runs
    return frozenset(found)


def _clauses(view: View, first: int, last: int) -> Iterator[Span]:
    """The clauses of a sentence, as ranges of units."""
    start = first
    for at in range(first + 1, last + 1):
        if at == last or view.clause[at] != view.clause[start]:
            yield start, at
            start = at


def _pairs(spelt: str, clauses: Sequence[Span]) -> frozenset[str]:
    """Characters with others between them, which no run holds."""
    found: list[str] = []
    for start, end in clauses:
        clause = spelt[start:end]
        for apart in _APART:
            found += map(add, clause, clause[apart:])
    return frozenset(found)


def _words(text: str, spelt: str, clauses: Sequence[Span], common: AbstractSet[str]) -> frozenset[str]:
    """Ordinary words of two characters, and single ones; those next to each other, and those near."""
    found: list[str] = []
    for start, end in clauses:
        words: list[str] = []
        at = start
        while at < end:
            behind = at + 2 if at + 2 <= end and text[at : at + 2] in common else at + 1
            words.append(spelt[at:behind])
            at = behind
        found += words
        found += map("/".join, pairwise([_BEGIN, *words, _END]))
        for apart in _WORDS_APART:
            found += map("_".join, zip(words, words[apart:], strict=False))
    return frozenset(found)


def _meanings(view: View, hits: Hits) -> Iterator[Find]:
    """The concepts of a view, those that a "not" stands before, and the pairs of them in one sentence."""
    by_sentence: dict[int, tuple[set[str], int]] = {}
    for name, spans in hits.by_class.items():
        concept = name[len(CONCEPT) :] if name.startswith(CONCEPT) else _TONES.get(name)
        if concept is None:
            continue
        for start, _ in spans:
            place = view.starts[start]
            yield concept, place
            by_sentence.setdefault(view.sentence[start], (set(), place))[0].add(concept)
            if start and view.text[start - 1] in _NOT:
                yield f"{concept}!", place
    for concepts, place in by_sentence.values():
        for first, second in combinations(sorted(concepts), 2):
            yield f"{first}+{second}", place


def _signs(text: str, start: int, end: int) -> Iterator[str]:
    if _QUOTES.search(text, start, end):
        yield "#quotes"
    if _QUESTION.search(text, start, end):
        yield "#question"
