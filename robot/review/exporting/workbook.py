"""Rows as a workbook: every cell a text, the watermark on a sheet of its own and in the page's footer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from robot.domain.errors import InputRefused
from robot.review.exporting.sheet import COLUMNS, Sheet, plain

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: A sheet ends there.
MOST_ROWS = 1_048_575
_WIDTHS = {"at": 24, "detail": 48, "task": 18, "rule": 22, "type": 16}


def write_workbook(sheet: Sheet, path: Path) -> int:
    """Write the rows; returns how many.

    :raises InputRefused: for more rows than a sheet holds.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that only an export should cost

    book = Workbook(write_only=True)
    page = book.create_sheet("日志" if sheet.language == "zh" else "log")
    for place, column in enumerate(COLUMNS):
        page.column_dimensions[chr(ord("A") + place)].width = _WIDTHS.get(column, 13)
    page.freeze_panes = "A2"
    page.oddFooter.left.text = plain(sheet.watermark.short).replace("&", "&&")
    page.append(_texts(page, sheet.headings()))
    count = 0
    for row in sheet.rows:
        count += 1
        if count > MOST_ROWS:
            raise InputRefused(
                f"a sheet holds {MOST_ROWS:,} rows; nothing was written: narrow the view or take CSV",
                code="export.too_many",
            )
        page.append(_texts(page, sheet.cells(row)))
    about = book.create_sheet("水印" if sheet.language == "zh" else "watermark")
    for heading, value in sheet.watermark.lines(sheet.language):
        about.append(_texts(about, [plain(heading), plain(value)]))
    book.save(path)
    return count


def _texts(page: WriteOnlyWorksheet, values: list[str]) -> list[Cell]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    cells = []
    for value in values:
        cell = WriteOnlyCell(page, value)
        # Whatever it looks like, it is text: also for the program that saves the sheet as CSV later.
        cell.data_type = "s"
        cells.append(cell)
    return cells
