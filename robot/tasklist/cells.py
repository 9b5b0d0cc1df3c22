"""Cells and rows between the file formats and validation: what a format knew of a value, not yet believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from robot.tasklist.refusals import RowFault

#: Excel keeps 15 significant digits of a number; what lies behind them is lost or noise.
EXACT_DIGITS = 15

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as the file spells it, so that no digit is gained or lost on the way."""

    raw: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A cell that a format found unusable, such as a formula; it sets its row aside in any column."""

    code: str
    reason: str
    #: The start of the content, where there is one.
    value: str = ""


#: Lists and objects come from JSON only; `datetime` and `time` from workbooks only.
Cell = str | Numeral | bool | datetime | time | Damaged | list[object] | dict[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row as its format gave it."""

    #: 1-based as a person counts in the file.
    line: int
    #: Column key -> cell; empty cells are left out.
    cells: Mapping[str, Cell]
    #: Names in the file of columns that are not known.
    ignored: tuple[str, ...] = ()
    #: A fault of the row as a whole.
    damage: Damaged | None = None
    #: The column of `damage`, or empty.
    damage_column: str = ""


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \u3000\xa0"))


def too_long(text: str, limit: int) -> Damaged:
    """The cell for a text beyond `limit` characters."""
    return Damaged("row.too_long", f"is longer than {limit} characters", text[:2] + text[-2:])


def formula() -> Damaged:
    """The cell for a formula of a workbook."""
    return Damaged("row.formula", "is a formula; paste it as a value")


def exact_number(numeral: Numeral) -> Decimal:
    """The number that a person typed, without the float noise that Excel stores behind 15 digits.

    :raises RowFault: the number is beyond what a workbook or JSON keeps exactly.
    """
    raw = numeral.raw
    if not _PLAIN_NUMBER.fullmatch(raw):
        # Only small exponents are read: 1E+999999 must not be spelled out.
        return _from_exponent(raw)
    number = Decimal(raw)
    if len(raw.lstrip("-").replace(".", "").lstrip("0")) > EXACT_DIGITS and "." in raw:
        number = Decimal(f"{float(raw):.15g}")
    return number


def _from_exponent(raw: str) -> Decimal:
    match = re.fullmatch(r"(-?[0-9](?:\.[0-9]{1,20})?)[Ee]([+-]?[0-9]{1,2})", raw)
    if match is None or abs(int(match.group(2))) > EXACT_DIGITS:
        raise RowFault("row.damaged_number", "is in scientific notation, so digits are lost")
    return Decimal(format(float(raw), ".15g"))


def digits_of(numeral: Numeral) -> str:
    """A number typed where a text belongs, such as a customer id, as its digits.

    :raises RowFault: scientific notation or more than 15 digits, so the workbook no longer knows the number.
    """
    raw = re.sub(r"\.0+$", "", numeral.raw)
    if "e" in raw.lower() or not _PLAIN_NUMBER.fullmatch(raw):
        raise RowFault(
            "row.damaged_number", "is in scientific notation, so digits are lost; format the column as text"
        )
    if len(raw.lstrip("-").replace(".", "")) > EXACT_DIGITS:
        if "." in raw:
            return format(exact_number(numeral), "f")
        raise RowFault(
            "row.damaged_number",
            "is a number of more than 15 digits, so the last ones are lost; format the column as text",
        )
    return raw
