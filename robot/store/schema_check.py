"""Whether the store is what its migrations made of it: a trigger of somebody else's acts in our name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache

from robot.domain.errors import JournalUnwritable
from robot.store import migrate as migrations


def version_of(connection: sqlite3.Connection) -> int:
    """A number that SQLite changes with every change of the schema; costs a microsecond."""
    version: int = connection.execute("PRAGMA schema_version").fetchone()[0]
    return version


def refuse_other_schema(connection: sqlite3.Connection) -> None:
    """Compare triggers and tables with those of the migrations; further tables and views do nothing.

    A trigger that deletes some records as they are written, or a table that passes over some rows, would let
    the agent itself sign a journal without them: no verification could tell.

    :raises JournalUnwritable: `store.other_schema`.
    """
    tables, triggers = _expected(tuple(sql for _, sql in migrations.steps()))
    present = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall())
    added = _triggers(connection) - triggers
    changed = {name for name, sql in tables if present.get(name) != sql}
    if added or changed:
        what = ", ".join(sorted({name for name, _ in added} | changed))
        raise JournalUnwritable(
            f"somebody changed the store's schema ({what[:200]}); nothing was done. Keep all files as they"
            " are, run `tandem journal verify` and tell the auditor",
            code="store.other_schema",
        )


@lru_cache(maxsize=1)
def _expected(scripts: tuple[str, ...]) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    with closing(sqlite3.connect(":memory:")) as fresh:
        for sql in scripts:
            fresh.executescript(sql)
        tables = fresh.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) != 'sqlite_'"
        )
        return frozenset((name, sql) for name, sql in tables), _triggers(fresh)


def _triggers(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    return frozenset((name, sql) for name, sql in found)
