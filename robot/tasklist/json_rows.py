"""Rows of a JSON list, bare or under `tasks`, parsed one at a time so that no row can outgrow its bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from robot.domain.errors import InputRefused
from robot.tasklist.cells import Cell, Damaged, Numeral, RawRow, is_empty, too_long
from robot.tasklist.columns import key_of, shown_name
from robot.tasklist.encodings import encoding_of
from robot.tasklist.limits import Limits
from robot.tasklist.refusals import refused, too_large, too_many_rows, unreadable
from robot.tasklist.strict_json import NotStrictJson, parse_at

_BLANK = re.compile(r"[ \t\r\n]*")
#: Most rows fit in this, so that a long list is not copied a megabyte at a time.
_FIRST_SLICE = 16 * 1024


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of the outer object beside `tasks`."""

    key: str
    value: object


@dataclass(frozen=True, slots=True)
class _Entry:
    """An element of the list."""

    place: int
    value: object


def json_rows(data: bytes, limits: Limits) -> Iterator[RawRow]:
    """The rows of the list, one at a time.

    :raises InputRefused: encoding, syntax, size or depth.
    """
    text = _text(data)
    members: dict[str, object] = {}
    has_tasks = False
    # The date may stand behind the tasks; besides, a cut-off file is found out before any row is judged.
    for found in _Document(text, limits).parts():
        if isinstance(found, _Member):
            members[found.key] = found.value
            has_tasks = has_tasks or found.key == "tasks"
        elif found.place > limits.rows:
            raise too_many_rows(limits.rows)
    if text.startswith("{", _skip(text, 0)) and not has_tasks:
        raise refused(
            "list.missing_column",
            "The JSON object has no member 'tasks'.",
            "Give a list of rows, or an object with 'business_date' and 'tasks'.",
        )
    unknown = tuple(shown_name(key) for key in members if key not in ("tasks", "business_date"))
    for found in _Document(text, limits).parts():
        if isinstance(found, _Entry):
            yield _row(found, members.get("business_date"), unknown, limits)


def _text(data: bytes) -> str:
    return data.decode(encoding_of(data))


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match is not None else position


class _Document:
    """One pass over the text."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._at = _skip(text, 0)

    def parts(self) -> Iterator[_Member | _Entry]:
        """Members and entries in their order; a `_Member` called `tasks` announces the list."""
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            yield from self._entries()
        elif opening == "{":
            yield from self._members()
        else:
            raise unreadable("The JSON is neither a list nor an object.")
        self._at = _skip(self._text, self._at)
        if self._at != len(self._text):
            raise unreadable("Something follows the end of the JSON.")

    def _members(self) -> Iterator[_Member | _Entry]:
        seen: set[str] = set()
        while self._has_next("}", is_first=not seen):
            key = self._value(1)
            if not isinstance(key, str) or key in seen or len(seen) >= self._limits.columns:
                raise unreadable(
                    "The outer JSON object has a key twice, too many keys, or something else in place of one."
                )
            seen.add(key)
            self._at = _skip(self._text, self._at)
            self._expect(":")
            if key == "tasks":
                yield _Member(key, None)
                if self._text[self._at : self._at + 1] != "[":
                    raise unreadable("'tasks' is not a list.")
                yield from self._entries()
            else:
                yield _Member(key, self._value(self._limits.json_depth - 1))

    def _entries(self) -> Iterator[_Entry]:
        place = 0
        while self._has_next("]", is_first=place == 0):
            place += 1
            yield _Entry(place, self._value(self._limits.json_depth - 2))

    def _has_next(self, closing: str, *, is_first: bool) -> bool:
        self._at = _skip(self._text, self._at + 1 if is_first else self._at)
        if self._text[self._at : self._at + 1] == closing:
            self._at += 1
            return False
        if not is_first:
            self._expect(",")
        return True

    def _expect(self, character: str) -> None:
        if self._text[self._at : self._at + 1] != character:
            raise unreadable(
                f"The JSON is malformed at character {self._at + 1}: '{character}' was expected."
            )
        self._at = _skip(self._text, self._at + 1)

    def _value(self, max_depth: int) -> object:
        """One value, parsed from a slice: what it may cost is bounded before it is parsed."""
        longest = self._limits.row_chars
        for size in (min(_FIRST_SLICE, longest), longest):
            piece = self._text[self._at : self._at + size]
            is_last = self._at + size >= len(self._text)
            try:
                value, end = parse_at(piece, 0, max_depth)
            except NotStrictJson as fault:
                if is_last or not fault.is_cut_off:
                    raise self._refusal(fault) from None
                continue
            if end == len(piece) and not is_last:
                # A number at the edge of the slice may go on.
                continue
            self._at += end
            return value
        raise too_large("A row of the JSON", longest, "characters")

    def _refusal(self, fault: NotStrictJson) -> InputRefused:
        return unreadable(f"The JSON is malformed in the value at character {self._at + 1}: {fault}.")


def _row(entry: _Entry, business_date: object, unknown: tuple[str, ...], limits: Limits) -> RawRow:
    if not isinstance(entry.value, dict):
        return RawRow(line=entry.place, cells={}, damage=Damaged("row.wrong_kind", "is not a JSON object"))
    cells: dict[str, Cell] = {}
    ignored = list(unknown)
    damage: Damaged | None = None
    if len(entry.value) > limits.columns:
        damage = Damaged("row.too_many_cells", f"has more than {limits.columns} members")
    for name, value in list(entry.value.items())[: limits.columns]:
        key = key_of(name)
        if key is None:
            ignored.append(shown_name(name))
        elif key in cells:
            damage = Damaged("row.duplicate_column", "gives one column twice, under both of its names")
        elif not is_empty(cell := _cell(value, limits)):
            cells[key] = cell
    outer = _cell(business_date, limits)
    if not is_empty(outer) and cells.setdefault("business_date", outer) != outer:
        damage = damage or Damaged("row.other_date", "has another business date than the list")
    return RawRow(line=entry.place, cells=cells, ignored=tuple(ignored), damage=damage)


def _cell(value: object, limits: Limits) -> Cell:
    if isinstance(value, str) and len(value) > limits.cell_chars:
        return too_long(value, limits.cell_chars)
    if value is None or isinstance(value, str | Numeral | bool | list | dict):
        return value
    return Damaged("row.wrong_kind", "is of no known kind")
