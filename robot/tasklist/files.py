"""Reading a list from a file that somebody dropped: a regular file, opened once, bounded."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from robot.tasklist.cells import RawRow
from robot.tasklist.columns import shown_name
from robot.tasklist.csv_rows import csv_rows
from robot.tasklist.json_rows import json_rows
from robot.tasklist.judging import judge
from robot.tasklist.limits import DEFAULT_LIMITS, Limits
from robot.tasklist.refusals import refused, too_large, unreadable
from robot.tasklist.result import TaskList
from robot.tasklist.workbook_rows import workbook_rows

_READERS: dict[str, Callable[[bytes, Limits], Iterator[RawRow]]] = {
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".txt": csv_rows,
    ".json": json_rows,
    ".xlsx": workbook_rows,
}
_ZIP_MARK = b"PK\x03\x04"
_OLE_MARK = b"\xd0\xcf\x11\xe0"
_CHUNK = 1024 * 1024


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> TaskList:
    """Read a CSV, JSON or XLSX list; changes nothing, neither the file nor anything else.

    :raises InputRefused: the file as a whole cannot be used (`list.*`).
    """
    suffix = path.suffix.casefold()
    if suffix not in _READERS:
        raise refused(
            "list.unknown_format",
            f"Files of the kind '{shown_name(suffix)[:10]}' are not read.",
            "Save the list as .csv, .xlsx (without macros) or .json.",
            suffix=shown_name(suffix)[:10],
        )
    data = read_bytes(path, limits)
    _check_content(data, is_workbook=suffix == ".xlsx")
    rows = _READERS[suffix](data, limits)
    return judge(rows, shown_name(path.name), hashlib.sha256(data).hexdigest(), limits)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file that nobody writes at the moment.

    :raises InputRefused: missing, no regular file, too large, or changing.
    """
    # O_NONBLOCK, or opening a pipe would wait for a writer for ever.
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        seen = path.lstat()
        if not stat.S_ISREG(seen.st_mode) or _is_reparse_point(seen):
            raise refused(
                "list.not_a_file",
                "This is a link, a folder or a device and not a file.",
                "Drop the file itself.",
            )
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as fault:
        raise unreadable(
            f"The file cannot be opened ({_why(fault)}).", "Check that it is there and that you may read it."
        ) from None
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        before = os.fstat(descriptor)
        if not os.path.samestat(seen, before) or not stat.S_ISREG(before.st_mode):
            raise _changing()
        if before.st_size > limits.file_bytes:
            raise too_large("The file", limits.file_bytes, "bytes")
        data = bytearray()
        try:
            while (chunk := file.read(_CHUNK)) and len(data) <= limits.file_bytes:
                data += chunk
        except OSError as fault:
            raise unreadable(f"The file cannot be read ({_why(fault)}).") from None
        after = os.fstat(descriptor)
    if len(data) != before.st_size or (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        raise _changing()
    return bytes(data)


def _is_reparse_point(seen: os.stat_result) -> bool:
    attributes = getattr(seen, "st_file_attributes", 0)
    return bool(attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0))


def _changing() -> Exception:
    return refused(
        "list.still_changing",
        "The file is being written or replaced while it is read.",
        "Wait until the export has ended and try again.",
    )


def _why(fault: OSError | ValueError) -> str:
    # Without the path: it may carry a customer's name, and whoever called knows it.
    return (
        (fault.strerror or "refused by the system") if isinstance(fault, OSError) else "its name is not valid"
    )


def _check_content(data: bytes, *, is_workbook: bool) -> None:
    if data.startswith(_OLE_MARK):
        raise refused(
            "list.unknown_format",
            "This is an old .xls workbook or one with a password.",
            "Save it as .xlsx without a password.",
        )
    if data.startswith(_ZIP_MARK) != is_workbook:
        raise refused(
            "list.unknown_format",
            "The content of the file is not what its name says.",
            "Export the list again with the right ending: .csv, .xlsx or .json.",
        )
