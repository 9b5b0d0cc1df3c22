"""The two columns that hold rows of their own: holdings and past contacts."""

from __future__ import annotations

import re

from robot.domain.customer import Holding, PastContact
from robot.tasklist.cells import Cell, Damaged, Numeral
from robot.tasklist.refusals import RowFault
from robot.tasklist.strict_json import NotStrictJson, parse_value
from robot.tasklist.texts import as_product_risk, as_text, channel_name
from robot.tasklist.values import as_amount, as_date, scalar_text

_MOST_ENTRIES = 50
#: The list, its objects, and nothing below.
_DEPTH = 2
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def as_holdings(cell: Cell) -> tuple[Holding, ...]:
    """At most 50 of `{name, amount, risk}`.

    :raises RowFault: with the place of the entry at fault.
    """
    holdings = []
    for place, entry in enumerate(_entries(cell), start=1):
        try:
            holdings.append(
                Holding(
                    name=_required(as_text(_member(entry, "name"), 80), "name"),
                    amount=as_amount(_member(entry, "amount")),
                    risk=_risk(entry),
                )
            )
        except RowFault as fault:
            raise _placed(fault, place) from None
    return tuple(holdings)


def as_history(cell: Cell) -> tuple[PastContact, ...]:
    """At most 50 of `{on, channel, note}`; line breaks in a note become blanks.

    :raises RowFault: with the place of the entry at fault.
    """
    history = []
    for place, entry in enumerate(_entries(cell), start=1):
        try:
            history.append(
                PastContact(
                    on=as_date(_member(entry, "on")),
                    channel=channel_name(_required(as_text(_member(entry, "channel"), 20), "channel")),
                    note=as_text(_one_line(entry.get("note")), 500),
                )
            )
        except RowFault as fault:
            raise _placed(fault, place) from None
    return tuple(history)


def _entries(cell: Cell) -> list[dict[str, object]]:
    found: object = cell
    if not isinstance(cell, list):
        try:
            found = parse_value(scalar_text(cell), _DEPTH)
        except NotStrictJson as fault:
            raise RowFault("row.bad_json", f"is not a JSON list: {fault}") from None
    if not isinstance(found, list):
        raise RowFault("row.bad_json", "is not a JSON list")
    if len(found) > _MOST_ENTRIES:
        raise RowFault("row.too_many", f"holds more than {_MOST_ENTRIES} entries")
    entries = [entry for entry in found if isinstance(entry, dict)]
    if len(entries) < len(found):
        raise RowFault("row.bad_json", "holds an entry that is not an object")
    return entries


def _member(entry: dict[str, object], name: str) -> Cell:
    if name not in entry:
        raise RowFault("row.bad_json", f"lacks {name}")
    value = entry[name]
    if isinstance(value, str | Numeral):
        return value
    return Damaged("row.bad_json", f"has a {name} that is neither text nor a number")


def _required(text: str, name: str) -> str:
    if not text:
        raise RowFault("row.bad_json", f"has an empty {name}")
    return text


def _risk(entry: dict[str, object]) -> str:
    if entry.get("risk") in (None, ""):
        return ""
    return as_product_risk(_member(entry, "risk")).value


def _one_line(note: object) -> str:
    if note is None:
        return ""
    if not isinstance(note, str):
        raise RowFault("row.bad_json", "has a note that is not text")
    return " ".join(line.strip(" ") for line in _LINE_BREAK.split(note)).strip(" ")


def _placed(fault: RowFault, place: int) -> RowFault:
    return RowFault(fault.code, f"entry {place} {fault.reason}", value=fault.value)
