"""Rows as CSV: UTF-8 with the mark that Excel needs, every cell quoted, the watermark above and below."""

from __future__ import annotations

import csv
from pathlib import Path

from robot.review.exporting.sheet import Sheet, plain


def write_csv(sheet: Sheet, path: Path) -> int:
    """Write the rows; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        for heading, value in sheet.watermark.lines(sheet.language):
            writer.writerow([plain(heading), plain(value)])
        writer.writerow([])
        writer.writerow(sheet.headings())
        for row in sheet.rows:
            writer.writerow(sheet.cells(row))
            count += 1
    return count
