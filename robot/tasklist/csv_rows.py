"""Rows of a CSV file: comma, tab or semicolon, told by the header line."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from robot.tasklist.cells import Damaged, RawRow
from robot.tasklist.columns import Header, known_count, read_header
from robot.tasklist.encodings import encoding_of
from robot.tasklist.limits import Limits
from robot.tasklist.refusals import too_large, too_many_rows, unreadable
from robot.tasklist.tables import table_row

_DELIMITERS = ",\t;"
#: Characters of the header line.
_LONGEST_HEADER = 64 * 1024

# The csv module knows one field limit for the whole process.
_field_limit_lock = threading.Lock()


def csv_rows(data: bytes, limits: Limits) -> Iterator[RawRow]:
    """The rows below the header, one at a time; blank lines are passed over.

    :raises InputRefused: encoding, header, quoting or size.
    """
    encoding = encoding_of(data)
    delimiter = _delimiter(data, encoding, limits)
    lines = _Lines(_opened(data, encoding), limits)
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    header: Header | None = None
    blank = 0
    while True:
        line = records.line_num + 1
        lines.begin_record()
        record = _next_record(records, limits)
        if record is None:
            break
        if not any(cell.strip() for cell in record):
            blank += 1
            if blank > limits.rows:
                raise too_many_rows(limits.rows, blank=True)
        elif header is None:
            header = read_header(record, limits.columns)
        else:
            yield _row(header, line, records.line_num, record, limits)
    if header is None:
        raise unreadable("The file is empty.")


class _Lines:
    """The lines of a text for `csv.reader`, which would turn an endless line into endless cells."""

    def __init__(self, text: io.TextIOWrapper, limits: Limits) -> None:
        self._text = text
        self._most = limits.row_chars
        self._left = self._most

    def begin_record(self) -> None:
        """A quoted cell may span lines, so the bound is on records."""
        self._left = self._most

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise too_large("A row", self._most, "characters")
        return line


def _opened(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="strict", newline="")


def _row(header: Header, line: int, last_line: int, record: list[str], limits: Limits) -> RawRow:
    row = table_row(header, line, record, limits)
    if row.damage is None and len(record) < len(header.keys):
        reason = f"has {len(record)} cells where the header has {len(header.keys)}"
        if last_line > line:
            reason += f"; a quote opened here swallowed the lines up to {last_line}"
        return RawRow(
            line=line, cells=row.cells, ignored=row.ignored, damage=Damaged("row.too_few_cells", reason)
        )
    return row


def _delimiter(data: bytes, encoding: str, limits: Limits) -> str:
    text = _opened(data, encoding)
    lines = (text.readline(_LONGEST_HEADER) for _ in range(limits.rows))
    line = next((line for line in lines if line.strip()), "")
    return max(_DELIMITERS, key=lambda delimiter: known_count(_unquoted(line, delimiter)))


def _unquoted(line: str, delimiter: str) -> list[str]:
    return [name.strip().strip('"') for name in line.split(delimiter)]


def _next_record(records: Iterator[list[str]], limits: Limits) -> list[str] | None:
    try:
        with _field_limit(limits.cell_chars * 4):
            return next(records, None)
    except csv.Error as fault:
        if "field limit" in str(fault):
            raise too_large("A cell", limits.cell_chars, "characters") from None
        raise unreadable(
            f"The file is not well-formed CSV ({fault}).",
            "Look for a quote that is not closed, correct it and drop the file again.",
        ) from None


@contextmanager
def _field_limit(chars: int) -> Iterator[None]:
    with _field_limit_lock:
        before = csv.field_size_limit(chars)
        try:
            yield
        finally:
            csv.field_size_limit(before)
