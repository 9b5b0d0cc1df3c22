"""From a cell to a value: numbers, dates, times and yes or no, each in the few spellings that files use."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from robot.tasklist.cells import Cell, Damaged, Numeral, digits_of, exact_number
from robot.tasklist.hygiene import clean, plain
from robot.tasklist.refusals import RowFault

_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,6}))?")
_DATE = re.compile(
    r"((?:19|20|21)[0-9]{2})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|([0-9]{2})([0-9]{2})"
    r"|年([0-9]{1,2})月([0-9]{1,2})日)(?:[ T]0?0:00(?::00(?:\.0{1,6})?)?)?"
)
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")

_YES = frozenset({"是", "true", "1"})
_NO = frozenset({"否", "false", "0"})

#: Above a trillion yuan no private customer's figure is right.
_LARGEST_AMOUNT = Decimal(10) ** 12


def scalar_text(cell: Cell) -> str:
    """The text of a cell that is one value, as it stands.

    :raises RowFault: it is a formula, damaged, a list, a date or yes/no.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Numeral):
        return digits_of(cell)
    refuse_damaged(cell)
    raise RowFault("row.wrong_kind", "is not text")


def refuse_damaged(cell: Cell) -> None:
    """Raise the fault that a format found in a cell.

    :raises RowFault: the cell is damaged.
    """
    if isinstance(cell, Damaged):
        raise RowFault(cell.code, cell.reason, value=cell.value)


def as_number(cell: Cell) -> Decimal:
    """A decimal; `1,234,567.89` and full-width digits are understood.

    :raises RowFault: anything else.
    """
    if isinstance(cell, Numeral):
        number = exact_number(cell)
    else:
        text = unicodedata.normalize("NFKC", plain(scalar_text(cell)))
        if text[:1] in ("=", "@", "+"):
            # Told apart from a mere misprint, because whoever made the list may be attacking.
            clean(text)
        if not _NUMBER.fullmatch(text):
            raise RowFault("row.not_a_number", "is not a number")
        number = Decimal(text.replace(",", ""))
    return number


def as_amount(cell: Cell) -> Decimal:
    """Yuan, not negative.

    :raises RowFault: not a number, negative or absurdly large.
    """
    number = as_number(cell)
    if number < 0:
        raise RowFault("row.out_of_range", "is negative")
    if number > _LARGEST_AMOUNT:
        raise RowFault("row.out_of_range", "is more than a trillion yuan")
    # -0 and 1E+2 would be other spellings of the same amount and read as a correction later.
    return abs(Decimal(format(number, "f")))


def as_whole(cell: Cell, low: int, high: int) -> int:
    """A whole number from `low` to `high`.

    :raises RowFault: anything else.
    """
    number = as_number(cell)
    if number != number.to_integral_value() or not low <= number <= high:
        raise RowFault("row.out_of_range", f"is not a whole number from {low} to {high}")
    return int(number)


def as_date(cell: Cell) -> date:
    """A date as `2026-11-23`, `2026/11/23`, `20261123`, `2026年11月23日` or a workbook's date.

    :raises RowFault: anything else, also a date with a time of day.
    """
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise RowFault("row.not_a_date", "is a moment, not a date")
        return cell.date()
    if isinstance(cell, time | bool | list | dict):
        raise RowFault("row.not_a_date", "is not a date")
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", clean(scalar_text(cell))))
    if match is None:
        raise RowFault("row.not_a_date", "is not a date such as 2026-11-23")
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        raise RowFault("row.not_a_date", "is not a day of the calendar") from None


def as_time(cell: Cell) -> time:
    """A time of day as `HH:MM` or a workbook's time.

    :raises RowFault: anything else.
    """
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, datetime):
        raise RowFault("row.not_a_time", "is a date, not a time of day")
    match = _TIME.fullmatch(unicodedata.normalize("NFKC", clean(scalar_text(cell))))
    if match is None:
        raise RowFault("row.not_a_time", "is not a time such as 10:30")
    return time(int(match.group(1)), int(match.group(2)))


def as_flag(cell: Cell) -> bool:
    """Yes or no, as 是/否, true/false, 1/0 or a workbook's logical value.

    :raises RowFault: anything else; nothing is assumed.
    """
    if isinstance(cell, bool):
        return cell
    text = unicodedata.normalize("NFKC", clean(scalar_text(cell))).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise RowFault("row.not_yes_or_no", "is not 是/否, true/false or 1/0")
