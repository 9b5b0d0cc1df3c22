"""How much of a list is read at most; every bound is checked before or while reading, never after."""

from __future__ import annotations

from dataclasses import dataclass

_KIB = 1024
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one list; the defaults keep the whole process under 500 MB."""

    #: Bytes of the file or of the HTTP body; also the characters that a workbook may spell out in cells.
    file_bytes: int = 20 * _MIB
    #: Rows below the header; blank rows are counted apart against the same number.
    rows: int = 20_000
    #: Characters of one cell; a longer one sets its row aside.
    cell_chars: int = 32 * _KIB
    #: Columns of a table, or members of a JSON row.
    columns: int = 100
    #: Characters of one CSV or JSON row.
    row_chars: int = _MIB
    #: Nested lists and objects in JSON, the outermost counted.
    json_depth: int = 8
    #: Bytes of all members of a workbook, unpacked.
    zip_bytes: int = 200 * _MIB
    #: Unpacked bytes for each packed one.
    zip_ratio: int = 100
    #: Members of a workbook.
    zip_members: int = 2_000
    #: Seconds to connect to an HTTP source.
    connect_s: float = 10.0
    #: Seconds without a byte from an HTTP source.
    read_s: float = 20.0
    #: Seconds for a whole answer of an HTTP source.
    total_s: float = 60.0


DEFAULT_LIMITS = Limits()
