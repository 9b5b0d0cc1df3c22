"""Where words of a lexicon stand in a view of a text, and whether what looks or sounds like one is meant."""

from __future__ import annotations

import re

from robot.compliance.characters import Break
from robot.compliance.lexicon import Lexicon, Word
from robot.compliance.sounds import Sounds, initial, listen
from robot.compliance.view import View

#: These stand in any sentence; beside one of them a sound is an accident.
_FUNCTION = frozenset(
    "的了是在有和就都也这那到要会可能好大多年中上下个以不我您你他她它们与或及为把被让给对从向将请问吗呢吧啊陪看说想做拿谢听再还只才已很真更每各另该此"
)
#: From this many syllables on, a sound alone is no accident.
_LONG = 4
_MIDDLE = 3
#: From this many letters on, two syllables are a word and no accident.
_LETTERS = 5

#: Characters of its own that an abbreviation has before and behind the letters in it.
_ABBREVIATED = 5
_PLACEHOLDER = re.compile(r"x+")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
_LETTERS_RUN = re.compile(r"[a-z]+")
#: The class of words that tell what a text is about.
MONEY = "money"
#: The class of ordinary words that hold a searched one.
ORDINARY = "ordinary"

#: Before the name of a class that only the second opinion reads.
CONCEPT = "concept:"

Span = tuple[int, int]


class Hits:
    """Spans of units by class, without those that lie inside an ordinary word or a name."""

    __slots__ = ("_inside", "_reach", "by_class", "guessed")

    def __init__(self, inside: list[Span]) -> None:
        """:param inside: spans of ordinary words and names."""
        self.by_class: dict[str, list[Span]] = {}
        #: Pairs of other characters that only sound like a word, or read like one backwards.
        self.guessed: set[Span] = set()
        self._inside = frozenset(inside)
        #: For each unit, how far a span that begins there or before reaches.
        self._reach = [0] * (max((end for _, end in inside), default=0) + 1)
        for start, end in inside:
            self._reach[start] = max(self._reach[start], end)
        for at in range(1, len(self._reach)):
            self._reach[at] = max(self._reach[at], self._reach[at - 1])

    def add(self, classes: tuple[str, ...], span: Span) -> None:
        """Note a span for classes, unless it lies inside an ordinary word."""
        start, end = span
        if start < len(self._reach) and self._reach[start] >= end and ORDINARY not in classes:
            if span not in self._inside:
                return
            # A word that a pattern itself names stays, though it is ordinary by itself.
            classes = tuple(name for name in classes if not name.startswith("rule:"))
        by_class = self.by_class
        for name in classes:
            if name in by_class:
                by_class[name].append(span)
            else:
                by_class[name] = [span]

    def of(self, name: str) -> list[Span]:
        """The spans of a class."""
        return self.by_class.get(name, [])


class Finder:
    """Finds hits; knows which pairs of characters are ordinary words."""

    def __init__(self, lexicon: Lexicon, common: frozenset[str]) -> None:
        """:param common: ordinary words of two canonical characters."""
        self._lexicon = lexicon
        self._common = common

    @property
    def common(self) -> frozenset[str]:
        """Ordinary words of two canonical characters."""
        return self._common

    def find(self, view: View, names: list[Span]) -> Hits:
        """All hits. Where money is spoken of, short sounds count too.

        :param names: spans that are names and no words.
        """
        written = [
            (words[0], (start, end))
            for words, start, end in self._lexicon.written.find(view.text)
            if not (words[0].may_be_half and not _is_whole(view, start, end))
            and self._holds_together(view, words[0], start, end)
        ]
        hits = Hits([*names, *(span for word, span in written if ORDINARY in word.classes)])
        for word, span in written:
            hits.add(word.classes, span)
        about_money = bool(hits.of(MONEY)) or "%" in view.text
        self._heard(view, hits, about_money=about_money)
        for words, start, end in self._lexicon.reversed.find(view.text):
            if self._read_backwards(view, start, end):
                for word in words:
                    hits.add(word.sounding, (start, end))
                if end - start < _MIDDLE:
                    hits.guessed.add((start, end))
        for letters in _LETTERS_RUN.finditer(view.text):
            self._abbreviated(view, hits, letters.span(), about_money=about_money)
        return hits

    def _holds_together(self, view: View, word: Word, start: int, end: int) -> bool:
        """Whether a written word is one: not torn by a full stop, not made of the ends of two others."""
        if end - start == 1:
            return True
        is_pair = end - start == _MIDDLE - 1 and bool(word.ruled)
        if view.word_breaks[end - 1] == view.word_breaks[start]:
            return not (is_pair and self._is_cut(view, start, end, need_both=True))
        gaps = [unit.before for unit in view.units[start + 1 : end]]
        if max(gaps) <= Break.SOFT:
            return not (is_pair and self._is_cut(view, start, end, need_both=False))
        if min(gaps) is Break.NONE:
            return False
        if end - start >= _MIDDLE:
            return True
        return (bool(word.ruled) or max(gaps) is Break.CLAUSE) and not self._is_cut(
            view, start, end, need_both=False
        )

    def _is_cut(self, view: View, start: int, end: int, *, need_both: bool) -> bool:
        """Whether a pair is the end of one ordinary word and the beginning of the next: 确保|本周."""
        text = view.text
        left = start > 0 and text[start - 1 : start + 1] in self._common
        right = end < len(text) and text[end - 1 : end + 1] in self._common
        return left and right if need_both else left or right

    def _is_ordinary(self, view: View, at: int) -> bool:
        """Whether a character is there for a word of its own."""
        text = view.text
        return (
            text[at] in _FUNCTION
            or text[at : at + 2] in self._common
            or (at > 0 and text[at - 1 : at + 1] in self._common)
        )

    def _heard(self, view: View, hits: Hits, *, about_money: bool) -> None:
        sounds = listen(view)
        #: Pairs that share a character with a word they sound like.
        close: set[Span] = set()
        for words, first, last in self._lexicon.heard.find(sounds.text):
            start, end = sounds.first[first], sounds.last[last - 1]
            if not _is_in_one_breath(view, start, end):
                continue
            for word in words:
                if len(word.text) == last - first and self._is_meant(
                    view, word, sounds, first, about_money=about_money or not word.ruled
                ):
                    hits.add(word.sounding, (start, end))
                    if len(word.text) < _MIDDLE:
                        is_close = bool(set(view.text[start:end]) & {*word.text, *_ASCII})
                        (close if is_close else hits.guessed).add((start, end))
        hits.guessed -= close
        if len(sounds.text) < len(view.text):
            for code, start, end in zip(sounds.text, sounds.first, sounds.last, strict=True):
                if end - start > 1:
                    for word in self._lexicon.spelt.get(code, ()):
                        hits.add(word.sounding, (start, end))

    def _is_meant(self, view: View, word: Word, sounds: Sounds, first: int, *, about_money: bool) -> bool:
        same = others = letters = 0
        for number, wanted in enumerate(word.text):
            start, end = sounds.first[first + number], sounds.last[first + number]
            if view.text[start] == wanted:
                same += 1
            elif view.text[start].isascii() and view.text[start].isalpha():
                letters += end - start
            else:
                others += 1
                if self._is_ordinary(view, start):
                    return False
        if same == len(word.text):
            return False
        if others == 0:
            return same > 0 or letters >= _LETTERS or len(word.text) >= _MIDDLE
        if len(word.text) >= _LONG:
            return True
        if len(word.text) == _MIDDLE:
            return same > 0 or letters > 0 or about_money
        return about_money

    def _read_backwards(self, view: View, start: int, end: int) -> bool:
        if not _is_in_one_breath(view, start, end) or not _is_whole(view, start, end):
            return False
        if end - start >= _MIDDLE:
            return True
        pair = view.text[start:end]
        return pair not in self._common and not self._is_cut(view, start, end, need_both=False)

    def _abbreviated(self, view: View, hits: Hits, letters: Span, *, about_money: bool) -> None:
        first = max(0, letters[0] - _ABBREVIATED)
        initials = "".join(map(initial, view.text[first : letters[1] + _ABBREVIATED]))
        for words, at, behind in self._lexicon.abbreviated.find(initials):
            start, end = first + at, first + behind
            if start > letters[0] or end < letters[1] or not _is_in_one_breath(view, start, end):
                continue
            if not _is_whole(view, start, end):
                continue
            for word in words:
                if _is_abbreviation(view, word, start, end, about_money=about_money or not word.ruled):
                    hits.add(word.sounding, (start, end))


def _is_abbreviation(view: View, word: Word, start: int, end: int, *, about_money: bool) -> bool:
    letters = same = 0
    for at, wanted in zip(range(start, end), word.text, strict=True):
        if view.text[at] == wanted:
            same += not (wanted.isascii())
        elif "a" <= view.text[at] <= "z":
            letters += 1
        else:
            return False
    # XX人寿: letters that stand for a name, not for words.
    if not letters or _PLACEHOLDER.fullmatch("".join(c for c in view.text[start:end] if "a" <= c <= "z")):
        return False
    return len(word.text) >= _LONG or (same > 0 and len(word.text) >= _MIDDLE) or about_money


def _is_in_one_breath(view: View, start: int, end: int) -> bool:
    """Nothing but blanks and symbols in between, or something between all characters alike."""
    if view.word_breaks[end - 1] == view.word_breaks[start]:
        return True
    gaps = [unit.before for unit in view.units[start + 1 : end]]
    return max(gaps) <= Break.SOFT or (min(gaps) > Break.NONE and len(gaps) >= _MIDDLE - 1)


def _is_whole(view: View, start: int, end: int) -> bool:
    """Not half of a number or of a word in letters."""
    units = view.units
    for inner, outer, join in ((start, start - 1, start), (end - 1, end, end)):
        if not 0 <= outer < len(units) or units[join].before is not Break.NONE:
            continue
        a, b = units[inner].character, units[outer].character
        if a.isascii() and b.isascii() and a.isalnum() and a.isdigit() == b.isdigit():
            return False
        if a.isdigit() and b in "十百千万":
            return False
    return True
