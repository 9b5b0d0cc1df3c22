"""From positions to columns: what CSV and workbooks have in common."""

from __future__ import annotations

from collections.abc import Sequence

from robot.tasklist.cells import Cell, Damaged, RawRow, is_empty, too_long
from robot.tasklist.columns import Header
from robot.tasklist.limits import Limits


def table_row(header: Header, line: int, cells: Sequence[Cell], limits: Limits) -> RawRow:
    """The cells of one line under their columns; cells that do not fit it damage the row.

    :param line: 1-based as a person counts in the file.
    """
    named: dict[str, Cell] = {}
    damage: Damaged | None = None
    damage_column = ""
    for key, found in zip(header.keys, cells, strict=False):
        is_too_long = isinstance(found, str) and len(found) > limits.cell_chars
        cell = too_long(str(found), limits.cell_chars) if is_too_long else found
        if isinstance(cell, Damaged) and damage is None:
            # Also under a column that is not known: a list with formulas was not made by the CRM.
            damage, damage_column = cell, key or ""
        if key is not None and not is_empty(cell):
            named[key] = cell
    if damage is None and not all(is_empty(cell) for cell in cells[len(header.keys) :]):
        damage = Damaged("row.too_many_cells", "has more cells than the header, so its columns have shifted")
    return RawRow(line=line, cells=named, ignored=header.ignored, damage=damage, damage_column=damage_column)
