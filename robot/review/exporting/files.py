"""Writes an export whole or not at all, and never over a file that is there."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from robot.domain.errors import InputRefused
from robot.review.exporting.csv_file import write_csv
from robot.review.exporting.pdf_file import write_pdf
from robot.review.exporting.sheet import Sheet
from robot.review.exporting.workbook import write_workbook

_WRITERS: dict[str, Callable[[Sheet, Path], int]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
    "pdf": write_pdf,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written."""

    rows: int
    size_bytes: int
    #: Hex SHA-256 of the file.
    sha256: str


def write_export(sheet: Sheet, kind: str, path: Path) -> Exported:
    """Write rows to a file that only this account may read.

    :param kind: `csv`, `xlsx` or `pdf`.
    :raises InputRefused: the path cannot be used; nothing is left there then.
    """
    if path.exists() or path.is_symlink():
        raise InputRefused(
            f"{path} is there already; nothing was written: choose another name", code="export.exists"
        )
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        rows = _WRITERS[kind](sheet, beside)
        size, digest = measured(beside)
        # Fails where the name was taken meanwhile, instead of writing over it.
        os.link(beside, path) if hasattr(os, "link") else beside.rename(path)
    except FileExistsError as err:
        raise InputRefused(f"{path} is there already; nothing was written", code="export.exists") from err
    except OSError as err:
        raise InputRefused(
            f"{path} cannot be written ({err.strerror or err}); nothing was left there", code="export.path"
        ) from err
    finally:
        beside.unlink(missing_ok=True)
    return Exported(rows=rows, size_bytes=size, sha256=digest)


def measured(path: Path) -> tuple[int, str]:
    """Size in bytes and hex SHA-256 of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
