"""The index file: made from journals, thrown away and made again whenever it does not fit."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

#: Any change of the tables or of what is put into them raises it; an index of another version is made anew.
INDEX_VERSION = 3
#: Rows of all sources share one order: milliseconds, then the source's number in the lowest bits.
SOURCE_BITS = 10
MOST_SOURCES = 1 << SOURCE_BITS
#: Seconds of the finer rollup's bins.
FINE_S = 300
COARSE_S = 3600
#: Every so many records of a source its row is noted, so that a record is found by its number.
ANCHOR_EVERY = 1024
#: Bits of `event.flags`. The last one: it has more rules, kinds or reviewers than its columns show.
HAS_PICTURE, HAS_COMMENT, HAS_MORE_CODES = 1, 2, 4

_TABLES = """
CREATE TABLE source (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,               -- `this`, or the log id of a bundle
    next_seq  INTEGER NOT NULL DEFAULT 0,
    last_ms   INTEGER NOT NULL DEFAULT 0,         -- order of its last row
    last_hash BLOB NOT NULL DEFAULT x'',          -- of its last record; another one there: another journal
    open_run  TEXT NOT NULL DEFAULT '',
    is_night  INTEGER NOT NULL DEFAULT 0          -- the open run was started by the schedule
) STRICT;
CREATE TABLE code (
    id   INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, text)
) STRICT;
-- A task's records often name the task alone; what its other records said is kept here.
CREATE TABLE task (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    customer INTEGER NOT NULL DEFAULT 0,
    site     INTEGER NOT NULL DEFAULT 0,
    run      INTEGER NOT NULL DEFAULT 0,
    track    INTEGER NOT NULL DEFAULT 0,
    is_night INTEGER NOT NULL DEFAULT 0
) STRICT;
-- One line for each record; numbers of codes, 0 for none.
CREATE TABLE event (
    row      INTEGER PRIMARY KEY,                 -- milliseconds << SOURCE_BITS | source
    seq      INTEGER NOT NULL,
    type     INTEGER NOT NULL,
    result   INTEGER NOT NULL,
    rule     INTEGER NOT NULL,
    site     INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    task     INTEGER NOT NULL,
    run      INTEGER NOT NULL,
    track    INTEGER NOT NULL,
    ms       INTEGER NOT NULL,
    anomaly  INTEGER NOT NULL,
    weight   INTEGER NOT NULL,
    mark     INTEGER NOT NULL,
    flags    INTEGER NOT NULL,
    detail   INTEGER NOT NULL
) STRICT;
-- Lines of anomalies lie far apart in the log and close together here; the first view is read from it.
CREATE INDEX anomaly_line ON event (
    row, seq, type, result, rule, site, customer, task, run, ms, anomaly, weight, mark, flags, detail
) WHERE anomaly != 0;
-- What lines say besides their columns; few, because it is made of codes and counts.
CREATE TABLE detail (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
-- Tokens alone, no text and no positions.
CREATE VIRTUAL TABLE hit USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE TABLE fine (
    bin INTEGER, source INTEGER, site INTEGER, type INTEGER, result INTEGER, anomaly INTEGER,
    rows INTEGER NOT NULL,
    PRIMARY KEY (bin, source, site, type, result, anomaly)
) STRICT, WITHOUT ROWID;
CREATE TABLE coarse (
    bin INTEGER, source INTEGER, site INTEGER, type INTEGER, result INTEGER, anomaly INTEGER,
    rows INTEGER NOT NULL,
    PRIMARY KEY (bin, source, site, type, result, anomaly)
) STRICT, WITHOUT ROWID;
-- Rows of each fine bin, so that any position of the whole log is found without a list of its rows.
CREATE TABLE span (
    bin  INTEGER PRIMARY KEY,
    rows INTEGER NOT NULL
) STRICT;
CREATE TABLE anchor (
    source INTEGER, seq INTEGER, row INTEGER NOT NULL,
    PRIMARY KEY (source, seq)
) STRICT, WITHOUT ROWID;
-- Marks and comments by the record they are about; applied once that record is in the index.
CREATE TABLE mark (
    made_seq   INTEGER PRIMARY KEY,               -- of the record that says so, in this workstation's journal
    source     TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    mark       TEXT NOT NULL,                     -- empty for a comment alone
    by         TEXT NOT NULL,
    person     TEXT NOT NULL,                     -- of the role document; the account before there was one
    task       INTEGER NOT NULL DEFAULT 0,        -- of the record it is about; known once it is applied
    is_applied INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX mark_of ON mark (source, seq);
CREATE INDEX mark_waits ON mark (is_applied) WHERE is_applied = 0;
CREATE INDEX mark_of_task ON mark (task, person);
-- What each reviewer was drawn to look at, until the reviewer said something of it.
CREATE TABLE sample (
    person   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    row      INTEGER NOT NULL,
    task     INTEGER NOT NULL,
    is_open  INTEGER NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_open ON sample (task) WHERE is_open = 1;
CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    rows INTEGER NOT NULL
) STRICT;
INSERT INTO hit (hit, rank) VALUES ('automerge', 8), ('pgsz', 4050), ('hashsize', 33554432);
"""


def open_for_writing(path: Path) -> sqlite3.Connection:
    """The index, made anew if it is missing, damaged or of another version."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        connection = _connect(path)
        if _version(connection) == INDEX_VERSION:
            return connection
        connection.close()
    except sqlite3.DatabaseError:
        # Damaged; it holds nothing that the journals do not hold.
        pass
    discard(path)
    connection = _connect(path)
    connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={INDEX_VERSION}; COMMIT;")
    return connection


def discard(path: Path) -> None:
    """Take the index away; whoever reads it keeps the old one until it looks again."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def open_for_reading(path: Path, cache_kb: int = 4096) -> sqlite3.Connection:
    """The index for one reading thread.

    :param cache_kb: memory for its pages.

    :raises sqlite3.DatabaseError: if it is not there yet or of another version.
    """
    # Without implicit transactions: a temporary table would begin one and hold an old state of the index.
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
    )
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute(f"PRAGMA cache_size=-{cache_kb}")
    if _version(connection) != INDEX_VERSION:
        connection.close()
        raise sqlite3.DatabaseError("the index is of another version")
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA page_size=8192")
    connection.execute("PRAGMA journal_mode=WAL")
    # A power cut may cost the index; it is made again.
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA busy_timeout=5000")
    return connection


def row_of(order_ms: int, source: int) -> int:
    """Row id of a source's record."""
    return order_ms << SOURCE_BITS | source


def order_of(row: int) -> int:
    """Milliseconds since 1970 by which a row is ordered."""
    return row >> SOURCE_BITS


def source_of(row: int) -> int:
    """Number of a row's source."""
    return row & (MOST_SOURCES - 1)
