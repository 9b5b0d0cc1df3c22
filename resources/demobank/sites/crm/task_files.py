"""The day's task list as the files that managers carry about: a workbook and a comma-separated file."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from openpyxl import Workbook

from demobank.sites.crm.labels import CHANNELS, COLUMNS, LINES

Cell = str | int


def file_row(task: dict[str, Any]) -> list[Cell]:
    """One task as cells, in the order of the columns; every cell is text except whole numbers."""
    return [_cell(key, task[key]) for key in COLUMNS]


def _cell(key: str, value: Any) -> Cell:
    match key:
        case "channel":
            return CHANNELS[value]
        case "product_line":
            return LINES[value]
        case "consents":
            return ";".join(value)
        case "reasons":
            return "；".join(value)
        case "holdings" | "contact_history":
            return json.dumps(value, ensure_ascii=False)
        case "opted_out":
            return "是" if value else "否"
        case "step" | "contacts_this_month":
            return int(value)
        case _:
            return str(value)


def as_csv(tasks: list[dict[str, Any]]) -> bytes:
    """UTF-8 with a byte order mark, as office programs expect it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows(file_row(task) for task in tasks)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(tasks: list[dict[str, Any]]) -> bytes:
    """A workbook with one sheet named 任务清单."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("任务清单")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS.values()))
    for task in tasks:
        sheet.append(file_row(task))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
