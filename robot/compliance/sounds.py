"""How a text sounds: syllables without tones, each one character, so that one search reads them all.

The reading of a character is looked up once and remembered; reading whole texts in context costs a
hundred times as much.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from robot.compliance.characters import Break
from robot.compliance.view import Unit, View

#: First of the private characters that stand for syllables.
_FIRST_CODE = 0xE000
_LONGEST_SYLLABLE = 6
_DIGITS = "零一二三四五六七八九"


@cache
def _toneless(reading: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", reading) if c.isascii() and c.isalpha())


@cache
def _readings() -> dict[int, str]:
    """Readings by code point, the usual one first."""
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - only those who check words wait for it

    return pinyin_dict


@cache
def _syllable_codes() -> dict[str, str]:
    spoken = {_toneless(way) for ways in _readings().values() for way in ways.split(",")}
    # m, n, ng, hm and the like are sounds of surprise; as letters they are initials.
    usable = sorted(way for way in spoken if len(way) > 1 and any(vowel in way for vowel in "aeiou"))
    codes = [*usable, *(vowel for vowel in "aeo" if vowel not in usable)]
    return {syllable: chr(_FIRST_CODE + number) for number, syllable in enumerate(codes)}


@cache
def syllable(character: str) -> str:
    """The code of the usual reading of one canonical character; empty if it has none."""
    if character.isdigit():
        character = _DIGITS[int(character)] if character.isascii() else character
    ways = _readings().get(ord(character), "")
    return _syllable_codes().get(_toneless(ways.split(",")[0]), "") if ways else ""


@cache
def initial(character: str) -> str:
    """What stands for a canonical character in an abbreviation: itself, or the first letter of its sound."""
    if character.isascii():
        return character
    ways = _readings().get(ord(character), "")
    return _toneless(ways.split(",")[0])[:1] if ways else character


@cache
def _has_ways(character: str) -> bool:
    """Whether it may sound otherwise in context."""
    return len({_toneless(way) for way in _readings().get(ord(character), "").split(",")}) > 1


def spoken(words: str) -> set[str]:
    """How canonical words sound: read one by one, and read in their context; without letters of their own."""
    by_one = "".join(syllable(character) for character in words)
    found = {by_one} if len(by_one) == len(words) else set()
    if len(found) == 1 and not any(map(_has_ways, words)):
        return found
    if all(unicodedata.category(character) == "Lo" for character in words):
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - as above

        codes = _syllable_codes()
        context = [codes.get(_toneless(way), "") for way in lazy_pinyin(words, style=Style.NORMAL)]
        if len(context) == len(words) and all(context):
            found.add("".join(context))
    return found


@dataclass(frozen=True, slots=True)
class Sounds:
    """The syllables of a view."""

    #: One code a syllable; a letter that belongs to no syllable is itself.
    text: str
    #: First unit of each syllable, and the one behind its last.
    first: list[int]
    last: list[int]


#: Code by character, for those met so far; a character without a sound is its own.
_CODES: dict[str, str] = {}
_LETTERS = re.compile(r"[a-z]")


def _code(character: str) -> str:
    code = _CODES[character] = syllable(character) or character
    return code


def listen(view: View) -> Sounds:
    """The syllables of a view, letters joined to syllables where they spell some."""
    if not _LETTERS.search(view.text):
        # Nearly every text: one syllable a character.
        spoken_text = "".join([_CODES.get(c) or _code(c) for c in view.text])
        return Sounds(spoken_text, view.positions, view.positions[1:])
    codes: list[str] = []
    first: list[int] = []
    last: list[int] = []
    for start, end, code in _syllables(view.units):
        codes.append(code)
        first.append(start)
        last.append(end)
    return Sounds("".join(codes), first, last)


def _syllables(units: list[Unit]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(units):
        character = units[at].character
        if not _is_letter(character):
            yield at, at + 1, _CODES.get(character) or _code(character)
            at += 1
            continue
        end = _end_of_letters(units, at)
        yield from _spelt(units, at, end)
        at = end


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def _end_of_letters(units: list[Unit], at: int) -> int:
    """Behind the letters that belong together; single letters with blanks between them are one word."""
    end = at + 1
    while end < len(units) and _is_letter(units[end].character) and units[end].before is Break.NONE:
        end += 1
    if end - at > 1:
        return end
    while (
        end < len(units)
        and _is_letter(units[end].character)
        and units[end].before is Break.SOFT
        and not (end + 1 < len(units) and _is_letter(units[end + 1].character) and not units[end + 1].before)
    ):
        end += 1
    return end


def _spelt(units: list[Unit], start: int, end: int) -> Iterable[tuple[int, int, str]]:
    codes = _syllable_codes()
    lengths = _divided("".join(units[at].character for at in range(start, end)))
    if not lengths:
        return [(at, at + 1, units[at].character) for at in range(start, end)]
    found = []
    for length in lengths:
        word = "".join(units[at].character for at in range(start, start + length))
        found.append((start, start + length, codes[word]))
        start += length
    return found


@cache
def _known(word: str) -> bool:
    return word in _syllable_codes()


def _divided(letters: str) -> list[int]:
    """Lengths of the syllables that letters wholly divide into, long ones first; empty if they do not."""
    if len(letters) < 2 or len(letters) > 60:  # noqa: PLR2004 - one letter is an initial; no word is as long
        return []
    ways: list[list[int] | None] = [None] * (len(letters) + 1)
    ways[len(letters)] = []
    for at in range(len(letters) - 1, -1, -1):
        for length in range(min(_LONGEST_SYLLABLE, len(letters) - at), 0, -1):
            rest = ways[at + length]
            if rest is not None and _known(letters[at : at + length]):
                best = ways[at]
                if best is None or len(rest) + 1 < len(best):
                    ways[at] = [length, *rest]
    return ways[0] or []
