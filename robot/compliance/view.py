"""A text as it is compared: only what is read, each character with its place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from robot.compliance.characters import Break, Characters

#: A stop between digits belongs to the number.
_POINTS = frozenset(".．")
#: `+` is read as 加 where somebody is to be added.
_ADDS = frozenset("+＋﹢⁺")
_ADDED = frozenset("我微v薇威w扣q好vVWQ个一下")
_OPENING, _CLOSING = frozenset("(（[【{「『<《"), frozenset(")）]】}」』>》")
#: A remark in brackets that parts a word is no longer than this many characters.
_LONGEST_REMARK = 3
_LATIN = re.compile(r"[a-z]")
_LATIN_OR_DIGIT = re.compile(r"[a-z0-9]")
#: What is read anew reaches this far around the place that gave cause; no rule looks further.
_AROUND = 40


class Unit(NamedTuple):
    """One character that is read. A tuple, because there is one for every character of every text."""

    character: str
    #: Its range in the original text.
    start: int
    end: int
    #: What parts it from the one before.
    before: Break


class View:
    """Units in a row, and where their clauses and sentences end."""

    __slots__ = ("clause", "ends", "positions", "sentence", "starts", "text", "units", "word_breaks")

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.text = "".join(unit.character for unit in units)
        self.starts = [unit.start for unit in units]
        self.ends = [unit.end for unit in units]
        #: 0 up to and with the number of units.
        self.positions = list(range(len(units) + 1))
        #: Number of the clause, and of the sentence, that each unit stands in.
        self.clause: list[int] = []
        self.sentence: list[int] = []
        #: How many units up to this one, itself included, are parted from the one before.
        self.word_breaks: list[int] = []
        clause = sentence = breaks = 0
        for unit in units:
            clause += unit.before >= Break.CLAUSE
            sentence += unit.before >= Break.SENTENCE
            breaks += unit.before > Break.NONE
            self.clause.append(clause)
            self.sentence.append(sentence)
            self.word_breaks.append(breaks)

    def original(self, first: int, last: int) -> tuple[int, int]:
        """The range in the original of the units `first` up to and without `last`."""
        return self.starts[first], self.ends[last - 1]


def read(text: str, characters: Characters) -> View:
    """Only what is read of a text: the canonical view."""
    return View(_units(text, characters, with_pictures=False))


def _units(text: str, characters: Characters, *, with_pictures: bool) -> list[Unit]:
    units: list[Unit] = []
    before = Break.NONE
    for at, reading in enumerate(characters.readings(text)):
        content = reading.content
        if len(content) == 1:
            units.append(Unit(content, at, at + 1, before))
            before = Break.NONE
            continue
        if not content:
            content = _in_place(text, at, characters)
            if with_pictures and not content:
                content = characters.pictures.get(text[at], "")
        if not content:
            if reading.parting is Break.NONE and units and before is Break.NONE:
                # An accent or something unseen belongs to the character it follows.
                last = units[-1]
                units[-1] = Unit(last.character, last.start, at + 1, last.before)
            before = max(before, reading.parting)
            continue
        for part in content:
            units.append(Unit(part, at, at + 1, before))
            before = Break.NONE
    return units


def _in_place(text: str, at: int, characters: Characters) -> str:
    """What a sign is read as because of what stands around it."""
    following = characters.reading(text[at + 1]).content[:1] if at + 1 < len(text) else ""
    if text[at] in _ADDS and following in _ADDED:
        return "加"
    if text[at] in _POINTS and following.isdigit():
        return "." if at and characters.reading(text[at - 1]).content.isdigit() else ""
    return ""


def rereadings(text: str, base: View, characters: Characters) -> list[View]:
    """Other ways the same text may be meant; empty for nearly every text.

    Pictures as words, parts of characters joined and repeated characters once; then also without what was
    put between characters: single letters and digits, remarks in brackets.
    """
    units = base.units
    if any(picture in text for picture in characters.pictures):
        units = _units(text, characters, with_pictures=True)
    whole = _once(_joined(units, characters))
    found = [] if len(whole) == len(base.units) and units is base.units else list(_parts(base.units, whole))
    bare = _without_inserted(text, whole)
    if len(bare) != len(whole):
        found += _parts(whole, bare)
    return [View(part) for part in found]


def _parts(before: list[Unit], after: list[Unit]) -> Iterator[list[Unit]]:
    """What surrounds the places where two readings differ."""
    same = {(unit.character, unit.start, unit.end) for unit in before}
    kept = {(unit.character, unit.start, unit.end) for unit in after}
    gone = [unit.start for unit in before if (unit.character, unit.start, unit.end) not in kept]
    changed = [unit.start for unit in after if (unit.character, unit.start, unit.end) not in same]
    places = sorted({*gone, *changed})
    part: list[Unit] = []
    at = 0
    for unit in after:
        while at < len(places) and places[at] < unit.start - _AROUND:
            at += 1
        if at < len(places) and places[at] <= unit.start + _AROUND:
            part.append(unit)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _joined(units: list[Unit], characters: Characters) -> list[Unit]:
    letters = [unit.character for unit in units]
    if not characters.may_join(letters):
        return units
    result: list[Unit] = []
    at = 0
    while at < len(units):
        join = characters.joined(letters, at)
        if join is None:
            result.append(units[at])
            at += 1
            continue
        count, whole = join
        result.append(Unit(whole, units[at].start, units[at + count - 1].end, units[at].before))
        at += count
    return result


def _once(units: Iterable[Unit]) -> list[Unit]:
    result: list[Unit] = []
    for unit in units:
        last = result[-1] if result else None
        same = last is not None and unit.character == last.character and not unit.character.isascii()
        if same and last is not None and unit.before <= Break.SOFT:
            result[-1] = Unit(last.character, last.start, unit.end, last.before)
        else:
            result.append(unit)
    return result


def _without_inserted(text: str, units: list[Unit]) -> list[Unit]:
    remarks = _remarks(text)
    if not remarks and not any(map(_LATIN.match, [unit.character for unit in units])):
        return units
    result: list[Unit] = []
    for at, unit in enumerate(units):
        if remarks and any(start <= unit.start < end for start, end in remarks):
            continue
        if _LATIN.match(unit.character) and 0 < at < len(units) - 1:
            around = units[at - 1].character + units[at + 1].character
            if not _LATIN_OR_DIGIT.search(around):
                continue
        result.append(unit)
    return result


def _remarks(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened = -1
    for at, character in enumerate(text):
        if character in _OPENING:
            opened = at
        elif character in _CLOSING and opened >= 0:
            if at - opened - 1 <= _LONGEST_REMARK:
                found.append((opened, at + 1))
            opened = -1
    return found
