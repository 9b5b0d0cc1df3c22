"""Rows of an XLSX sheet, read as a stream: numbers as the file spells them, formulas never evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from robot.tasklist.cells import Cell, Damaged, Numeral, RawRow, formula, is_empty, too_long
from robot.tasklist.columns import Header, read_header
from robot.tasklist.limits import Limits
from robot.tasklist.refusals import RowFault, refused, too_many_rows, unreadable
from robot.tasklist.tables import table_row
from robot.tasklist.values import scalar_text
from robot.tasklist.workbook_parts import date_styles, find_sheet, shared_strings, unescaped
from robot.tasklist.workbook_zip import WorkbookZip
from robot.tasklist.xml_events import feed

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SERIAL = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,20})?(?:[Ee]-[0-9]{1,2})?")
_LAST_ROW = 1_048_576
#: Day 0 of Excel's two ways to count; the first sits a day early for the leap day 1900 that never was.
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001  a calendar day, not a moment
_DAY_0_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
#: In the year 2201, beyond any date of a list.
_LAST_DAY = 110_000
_DAY_S = 86_400
_INDEX = re.compile(r"[0-9]{1,8}")
#: XML elements for each cell: `c`, `is` and `t`.
_ELEMENTS_PER_CELL = 3

#: What the `t` of a cell makes of its text, where nothing else is needed; `d` is an ISO date as text.
_CELL_OF_KIND: dict[str, Callable[[str], Cell]] = {
    "str": unescaped,
    "inlineStr": unescaped,
    "d": str,
    "b": lambda text: text.strip() in ("1", "true") if text.strip() else None,
    "e": lambda text: Damaged("row.workbook_error", "is an error of the workbook", text),
}


def workbook_rows(data: bytes, limits: Limits) -> Iterator[RawRow]:
    """The rows below the header of the first visible sheet, one at a time; blank rows are passed over.

    :raises InputRefused: damaged, too large, active content, or no usable header.
    """
    package = WorkbookZip(data, limits)
    name, is_1904 = find_sheet(package)
    sheet = _Sheet(shared_strings(package, limits), date_styles(package), limits, is_1904=is_1904)
    header: Header | None = None
    for _ in feed(package.chunks(name), sheet, limits.rows * limits.columns * _ELEMENTS_PER_CELL):
        for line, cells in sheet.taken():
            if header is None:
                header = read_header(_names(cells), limits.columns)
            else:
                yield table_row(header, line, cells, limits)
    if header is None:
        raise unreadable("The sheet is empty.")


def _names(cells: list[Cell]) -> list[str]:
    try:
        return ["" if cell is None else scalar_text(cell) for cell in cells]
    except RowFault as fault:
        raise unreadable(f"A header of the sheet {fault.reason}.") from None


def _index(text: str, otherwise: int) -> int:
    return int(text) if _INDEX.fullmatch(text) else otherwise


class _Sheet:
    """Hears the XML of one sheet and collects its rows."""

    def __init__(self, strings: list[str], dates: list[bool], limits: Limits, *, is_1904: bool) -> None:
        self._strings = strings
        self._dates = dates
        self._limits = limits
        self._day_0 = _DAY_0_OF_1904 if is_1904 else _DAY_0
        self._rows: list[tuple[int, list[Cell]]] = []
        self._filled = self._blank = 0
        self._line = 0
        self._cells: list[Cell] = []
        self._kind = self._style = ""
        self._column = 0
        self._is_formula = self._is_open = self._is_phonetic = False
        self._parts: list[str] = []
        self._length = 0

    def taken(self) -> list[tuple[int, list[Cell]]]:
        """The rows heard since the last call: line and cells."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "f":
            self._is_formula = True
        elif name == "rPh":
            self._is_phonetic = True
        self._is_open = name == "v" or (name == "t" and not self._is_phonetic)

    def end(self, name: str) -> None:
        """An element ends."""
        self._is_open = False
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._is_phonetic = False

    def text(self, text: str) -> None:
        """A piece of a value; what a cell cannot hold is not kept."""
        if self._is_open and self._length <= self._limits.cell_chars:
            self._parts.append(text)
            self._length += len(text)

    def _start_row(self, reference: str) -> None:
        line = _index(reference, self._line + 1)
        if not self._line < line <= _LAST_ROW:
            raise unreadable("The rows of the sheet are out of order.")
        self._line = line
        self._cells = []

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._is_formula = False
        self._parts, self._length = [], 0
        self._column = len(self._cells)
        reference = attributes.get("r")
        if reference is None:
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None or int(match.group(2)) != self._line:
            raise unreadable("A cell of the sheet stands in another row than it says.")
        self._column = 0
        for letter in match.group(1):
            self._column = self._column * 26 + ord(letter) - ord("A") + 1
        self._column -= 1

    def _end_cell(self) -> None:
        cell = self._cell("".join(self._parts))
        if is_empty(cell):
            return
        if self._column >= self._limits.columns:
            raise refused(
                "list.too_many_columns",
                f"The sheet has a value beyond column {self._limits.columns}.",
                "Delete the columns that are not needed.",
                limit=self._limits.columns,
            )
        if self._column < len(self._cells):
            raise unreadable("The cells of a row are out of order.")
        self._cells.extend([None] * (self._column - len(self._cells)))
        self._cells.append(cell)

    def _end_row(self) -> None:
        if not self._cells:
            self._blank += 1
            if self._blank > self._limits.rows:
                raise too_many_rows(self._limits.rows, blank=True)
            return
        self._filled += 1
        # The header is a row too. Counted here and not only by the judge, who sees rows a chunk later.
        if self._filled > self._limits.rows + 1:
            raise too_many_rows(self._limits.rows)
        self._rows.append((self._line, self._cells))
        self._cells = []

    def _cell(self, text: str) -> Cell:
        if self._is_formula:
            return formula()
        if self._length > self._limits.cell_chars:
            return too_long(text, self._limits.cell_chars)
        if self._kind in _CELL_OF_KIND:
            return _CELL_OF_KIND[self._kind](text)
        if not text.strip():
            return None
        if self._kind == "s":
            return self._shared(text)
        return self._dated(text) if self._shows_date() else Numeral(text.strip())

    def _shared(self, text: str) -> Cell:
        number = _index(text, -1)
        if not 0 <= number < len(self._strings):
            raise unreadable("A cell refers to a text that the workbook does not hold.")
        return self._strings[number]

    def _shows_date(self) -> bool:
        number = _index(self._style, 0)
        return number < len(self._dates) and self._dates[number]

    def _dated(self, text: str) -> Cell:
        """Below one day it is a time of day; rounded to seconds, since a fraction never hits one exactly."""
        if not _SERIAL.fullmatch(text) or float(text) > _LAST_DAY:
            return Damaged("row.not_a_date", "is formatted as a date but is none", text[:20])
        seconds = round(float(text) * _DAY_S)
        if seconds < _DAY_S:
            return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
        return self._day_0 + timedelta(seconds=seconds)
