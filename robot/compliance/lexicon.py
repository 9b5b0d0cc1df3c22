"""Words of all rules in a few automata, so that one pass over a text finds them however they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from robot.compliance.sounds import initial, spoken

#: As written only: no sound, no abbreviation, no reversal.
AS_WRITTEN = "="
#: Before a row of a rule: its finds are weighed by the second opinion, and never certain by themselves.
WEIGHS = "?"
#: Where a word with fewer characters is heard or read backwards too easily, nothing is made of it.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One canonical word and the classes it belongs to."""

    text: str
    #: Classes by name; the words of a rule are a class of their own, `rule:<id>`.
    classes: tuple[str, ...]
    #: Those of them that it belongs to however it sounds.
    sounding: tuple[str, ...]
    #: The rules that it alone is enough for, however it sounds.
    ruled: tuple[str, ...]
    #: It begins or ends with a letter or a digit, and may be half of a longer word or number.
    may_be_half: bool


class Automaton:
    """Finds all of many strings at once, overlapping ones too."""

    def __init__(self, strings: Mapping[str, list[Word]]) -> None:
        self._words = list(strings.values())
        # The contiguous one is as fast as the default at this size and takes a tenth of the memory.
        self._machine = ahocorasick_rs.AhoCorasick(
            list(strings), implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[tuple[list[Word], int, int]]:
        """The words, and where each begins and ends."""
        found = self._machine.find_matches_as_indexes(text, overlapping=True)
        return [(self._words[number], start, end) for number, start, end in found]


class Lexicon:
    """The automata over one set of classes."""

    def __init__(self, classes: Mapping[str, set[str]], sounding: Mapping[str, set[str]]) -> None:
        """:param classes: class -> canonical words.

        :param sounding: class -> those of its words that count however they sound.
        """
        words = _words(classes, sounding)
        self.size = len(words)
        self.written = Automaton({word.text: [word] for word in words})
        heard = [w for w in words if w.sounding and len(w.text) >= _SHORTEST]
        self.heard = Automaton(_by(heard, lambda word: spoken(word.text)))
        self.reversed = Automaton(_by(heard, lambda word: {word.text[::-1]} - {word.text}))
        self.abbreviated = Automaton(_by(heard, lambda word: {"".join(map(initial, word.text))}))
        #: Words of one character by their sound; only letters count as one of them.
        self.spelt = _by(
            [w for w in words if w.sounding and len(w.text) == 1], lambda word: spoken(word.text)
        )


def _words(classes: Mapping[str, set[str]], sounding: Mapping[str, set[str]]) -> list[Word]:
    of: dict[str, list[str]] = {}
    for name, texts in classes.items():
        for text in texts:
            of.setdefault(text, []).append(name)
    words = []
    for text, names in of.items():
        heard = tuple(name for name in names if text in sounding.get(name, ()))
        ruled = tuple(name for name in heard if name.startswith("rule:"))
        words.append(Word(text, tuple(names), heard, ruled, text[0].isascii() or text[-1].isascii()))
    return words


def _by(words: list[Word], key: Callable[[Word], set[str]]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for word in words:
        for string in key(word):
            if string:
                found.setdefault(string, []).append(word)
    return found
