"""Opens a journal to read it: a live store, a copy on a read-only disk, a file out of an export."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from robot.domain.errors import EnvironmentFault

#: Columns that a verification reads; an older store lacks the last two.
_WANTED = frozenset({"seq", "header", "hash", "salt", "payload", "sealed", "mac"})
#: Tables that are read, and the column that numbers their rows.
_NUMBERED = {"journal": "seq", "checkpoint": "size"}


def open_source(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing and believes nothing that the file says about itself.

    :raises EnvironmentFault: `journal.unreadable` if there is no such file, or no journal in it.
    """
    if not path.is_file():
        raise unreadable(path, "it is not there")
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError as first:
        # Read alone, the file would lack whatever stands in its log, and look whole.
        if _has_log(path):
            why = f"{first}; its newest records are in {path.name}-wal: copy both to where you may write"
            raise unreadable(path, why) from first
        # A copy of a live store on a medium that cannot be written has no room for SQLite's own files.
        try:
            return _opened(path, "mode=ro&immutable=1")
        except sqlite3.Error as err:
            raise unreadable(path, str(err)) from err
    except sqlite3.Error as err:
        raise unreadable(path, str(err)) from err


def _opened(path: Path, how: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
    try:
        db.execute("PRAGMA query_only=ON")
        # A view or trigger in a file from outside runs no function of ours.
        db.execute("PRAGMA trusted_schema=OFF")
        db.execute("PRAGMA busy_timeout=5000")
        db.execute("PRAGMA mmap_size=0")
        found = {table for table, key in _NUMBERED.items() if _is_numbered(db, table, key)}
        columns = {row[1] for row in db.execute("PRAGMA table_info(journal)")}
        _refuse_unless_journal(found, columns)
    except BaseException:
        db.close()
        raise
    return db


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _is_numbered(db: sqlite3.Connection, table: str, key: str) -> bool:
    """Whether it is a plain table whose rows have whole numbers, each once: others could hide a row."""
    plain = db.execute(
        "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND type = 'table' AND wr = 0",
        (table,),
    ).fetchone()
    keys = db.execute("SELECT name, type FROM pragma_table_info(?) WHERE pk > 0", (table,)).fetchall()
    # A key that is not the row's own number has an index.
    indexed = db.execute("SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'", (table,)).fetchone()
    return plain is not None and keys == [(key, "INTEGER")] and indexed is None


def unreadable(path: Path, why: str) -> EnvironmentFault:
    """The error for a file that is no journal."""
    return EnvironmentFault(
        f"the journal {path} cannot be read ({why}); nothing was changed: keep the file as it is",
        code="journal.unreadable",
    )


def _refuse_unless_journal(tables: set[str], columns: set[str]) -> None:
    if tables != set(_NUMBERED) or not columns >= _WANTED:
        raise sqlite3.DatabaseError("it holds no journal of this version of Tandem")
