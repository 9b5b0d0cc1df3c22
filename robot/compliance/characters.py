"""What each character of a text stands for: one place for width, case, scripts, digits and invisible ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Break(IntEnum):
    """How much a character that is no word parts the words around it."""

    NONE = 0
    #: A blank, a symbol, an emoji.
    SOFT = 1
    #: Ends a clause.
    CLAUSE = 2
    #: Ends a sentence or a line.
    SENTENCE = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one written character stands for."""

    #: The characters it reads as; empty if it only parts others, or is not seen at all.
    content: str
    parting: Break = Break.NONE


_CLAUSE = frozenset(",，;；﹐﹔")
_SENTENCE = frozenset("。！？!?\n\r\u2028\u2029｡﹗﹖")
#: Nobody sees these: marks, format, control, surrogate, private use, unassigned.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
#: Letters by category that show nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_REGIONAL_A, _REGIONAL_Z = 0x1F1E6, 0x1F1FF
#: First letters of alphabets in circles and squares that Unicode does not decompose.
_FRAMED_A = (0x1F150, 0x1F170)
_LETTERS = 26


class Characters:
    """Readings, remembered per character."""

    def __init__(
        self,
        *,
        alike: Mapping[str, str],
        parts: Mapping[str, str],
        pictures: Mapping[str, str],
    ) -> None:
        """:param alike: character -> the one it stands for.

        :param parts: characters in sequence -> the one that they are the parts of.
        :param pictures: picture -> the words it stands for.
        """
        from opencc import OpenCC  # noqa: PLC0415 - only those who check words wait for its dictionary

        self._alike = dict(alike)
        self._simplify: Callable[[str], str] = OpenCC("t2s").convert
        self._known: dict[str, Reading] = {}
        self._parts: dict[str, list[tuple[str, str]]] = {}
        self.pictures = {
            picture: "".join(self.reading(c).content for c in words) for picture, words in pictures.items()
        }
        for sequence, whole in parts.items():
            # The sign between the parts, as in 木-, is a stroke; it is read as the digit it looks like.
            written = "".join(self.reading(c).content for c in sequence)
            if len(written) > 1:
                self._parts.setdefault(written[0], []).append((written, self.reading(whole).content))
        for ways in self._parts.values():
            ways.sort(key=lambda way: -len(way[0]))

    def reading(self, character: str) -> Reading:
        """What a character stands for."""
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._read(character)
        return known

    def readings(self, text: str) -> list[Reading]:
        """What each character of a text stands for."""
        known = self._known
        return [known.get(character) or self.reading(character) for character in text]

    def may_join(self, characters: Iterable[str]) -> bool:
        """Whether one of them may be the first part of another."""
        return not self._parts.keys().isdisjoint(characters)

    def canonical(self, words: str) -> str:
        """Words of a lexicon as they are compared: what is read of them, without anything between."""
        return "".join(self.reading(character).content for character in words)

    def joined(self, characters: Sequence[str], at: int) -> tuple[int, str] | None:
        """How many characters from `at` on are the parts of one, and that one."""
        ways = self._parts.get(characters[at])
        if ways is None:
            return None
        for sequence, whole in ways:
            if "".join(characters[at : at + len(sequence)]) == sequence:
                return len(sequence), whole
        return None

    def _read(self, character: str) -> Reading:
        if character in _SENTENCE:
            return Reading("", Break.SENTENCE)
        if character in _CLAUSE:
            return Reading("", Break.CLAUSE)
        if character == "\t" or character in _BLANK_LETTERS:
            return Reading("", Break.SOFT)
        if unicodedata.category(character) in _UNSEEN:
            return Reading("")
        content = "".join(self._letter(part) for part in unicodedata.normalize("NFKD", _unframed(character)))
        return Reading(content) if content else Reading("", Break.SOFT)

    def _letter(self, part: str) -> str:
        """The canonical form of one decomposed character; empty if it is none that is read."""
        if part == "%":
            return part
        part = self._alike.get(part, part)
        digit = unicodedata.digit(part, None)
        if digit is not None:
            return str(digit)
        kind = unicodedata.category(part)
        if not kind.startswith("L") or kind == "Lm":
            return ""
        low = part.lower()
        low = self._alike.get(low, low)
        if low.isascii():
            return low
        simple = self._simplify(low)
        return self._alike.get(simple, simple)


def _unframed(character: str) -> str:
    code = ord(character)
    if _REGIONAL_A <= code <= _REGIONAL_Z:
        return chr(ord("a") + code - _REGIONAL_A)
    for first in _FRAMED_A:
        if first <= code < first + _LETTERS:
            return chr(ord("a") + code - first)
    return character
