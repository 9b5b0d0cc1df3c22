"""Schema steps, each one file and one transaction, in order; an older file is copied before it is changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from robot.domain.errors import EnvironmentFault


def steps() -> list[tuple[int, str]]:
    """Number and SQL of every migration, in order."""
    found = [
        (int(entry.name.split("_", 1)[0]), entry.read_text(encoding="utf-8"))
        for entry in files("robot.store").joinpath("migrations").iterdir()
        if entry.name.endswith(".sql")
    ]
    return sorted(found)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to the newest version.

    :raises EnvironmentFault: if the file was written by a newer Tandem; nothing is changed then.
    """
    present: int = connection.execute("PRAGMA user_version").fetchone()[0]
    wanted = [step for step in steps() if step[0] > present]
    newest = steps()[-1][0]
    if present > newest:
        raise EnvironmentFault(
            f"the store has version {present}, this Tandem knows {newest}: install the newer Tandem again",
            code="store.too_new",
        )
    if wanted and present:
        _copy(connection, path.with_suffix(f".v{present}.bak"))
    for number, sql in wanted:
        connection.executescript(f"BEGIN IMMEDIATE; {sql} PRAGMA user_version={number}; COMMIT;")


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    # It holds what the store holds, so it gets the same tight rights before anything is in it.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as backup:
        connection.backup(backup)
