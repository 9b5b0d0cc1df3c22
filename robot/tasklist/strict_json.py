"""JSON without its loose ends: no repeated keys, no NaN, numbers as they are spelled, depth bounded."""

from __future__ import annotations

import json
from typing import NoReturn

from robot.tasklist.cells import Numeral

#: Digits of one number; no figure of a bank is longer.
_MOST_DIGITS = 40


class NotStrictJson(ValueError):
    """The text is not JSON as it is accepted here; the message says why, without quoting the text."""

    def __init__(self, reason: str, *, is_cut_off: bool = False) -> None:
        """:param is_cut_off: the text may have been right as far as it goes."""
        super().__init__(reason)
        self.is_cut_off = is_cut_off


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise NotStrictJson("a key stands twice in one object")
    return members


def _numeral(raw: str) -> Numeral:
    if len(raw) > _MOST_DIGITS:
        raise NotStrictJson(f"a number has more than {_MOST_DIGITS} digits")
    return Numeral(raw)


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrictJson(f"{name} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_numeral, parse_int=_numeral, parse_constant=_refuse_constant
)


def parse_at(text: str, position: int, max_depth: int) -> tuple[object, int]:
    """One value that begins at `position`, and where it ends.

    :raises NotStrictJson: it is no JSON, or not strict.
    """
    try:
        value, end = _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as fault:
        # A literal or an escape that the end cuts through is reported at its beginning.
        is_cut_off = fault.pos >= len(text) - 16 or fault.msg.startswith("Unterminated")
        raise NotStrictJson(fault.msg, is_cut_off=is_cut_off) from None
    except RecursionError:
        value, end = None, -1
    if end < 0 or not _is_shallow(value, max_depth):
        raise NotStrictJson(f"more than {max_depth} levels are nested")
    return value, end


def parse_value(text: str, max_depth: int) -> object:
    """The one value that a text is.

    :raises NotStrictJson: it is no JSON, not strict, or something follows it.
    """
    stripped = text.strip(" \t\r\n")
    value, end = parse_at(stripped, 0, max_depth)
    if end != len(stripped):
        raise NotStrictJson("something follows the value")
    return value


def _is_shallow(value: object, max_depth: int) -> bool:
    level = [value]
    for _ in range(max_depth + 1):
        nested: list[object] = []
        for item in level:
            if isinstance(item, dict):
                nested.extend(item.values())
            elif isinstance(item, list):
                nested.extend(item)
        if not any(isinstance(item, dict | list) for item in level):
            return True
        level = nested
    return False
