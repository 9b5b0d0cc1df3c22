"""Follows journals into the index, batch after batch, in a process that only does this."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from robot.review.indexing import AnotherJournalError, Indexer
from robot.review.journals import JournalFile, journal_files, open_journal
from robot.review.schema import discard, open_for_writing

_LOG = structlog.get_logger("review.index")
#: Records of one transaction: large when much is missing, so that postings are written in long runs.
BATCH = 20_000
_NICE = 10
#: By so much less is tried where a record cannot be followed.
_FEWER = 8
#: What a record of somebody else's making may do to whoever reads it.
_ODD = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
#: How often a journal that does not grow is looked at, seconds.
_LOOK_S = 0.5


def follow(line: Connection, home: str) -> None:
    """The child process: index until the agent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        # Whoever sends comes first.
        os.nice(_NICE)
    while not _follow_until_stale(line, Path(home)):
        discard(index_path(Path(home)))


def _follow_until_stale(line: Connection, home: Path) -> bool:
    """Whether the agent has gone; else the index does not fit the journals any more."""
    with closing(open_for_writing(index_path(home))) as index:
        indexer = Indexer(index)
        journals: dict[str, sqlite3.Connection] = {}
        while True:
            grew = False
            try:
                for file in journal_files(home):
                    grew |= _advance(indexer, file, journals)
            except AnotherJournalError:
                _LOG.warning("index_made_anew")
                return False
            # The line is never written to: it becomes readable when the agent has gone.
            if line.poll(0 if grew else _LOOK_S):
                return True


def _advance(indexer: Indexer, file: JournalFile, journals: dict[str, sqlite3.Connection]) -> bool:
    try:
        if file.source not in journals:
            journals[file.source] = open_journal(file.database)
        return _take_in(indexer, file.source, journals[file.source]) > 0
    except AnotherJournalError:
        raise
    except sqlite3.Error as err:
        # A bundle that is taken away or a journal in restoration; it is tried again.
        _LOG.warning("not_indexed", source=file.source, kind=type(err).__name__)
        journals.pop(file.source, None)
        return False


def _take_in(indexer: Indexer, source: str, journal: sqlite3.Connection) -> int:
    """Index the next records; one that cannot be followed is entered bare, because others stand behind it."""
    limit = BATCH
    while True:
        try:
            return indexer.advance(source, journal, limit)
        except _ODD as err:
            if limit == 1:
                _LOG.warning("record_not_followed", source=source, kind=type(err).__name__)
                return indexer.advance(source, journal, 1, is_bare=True)
            limit = max(1, limit // _FEWER)


def index_all(home: Path, on_progress: Callable[[int], None] = lambda _rows: None) -> float:
    """Make the index of a home anew in this process; returns the seconds it took."""
    began = time.monotonic()
    discard(index_path(home))
    with closing(open_for_writing(index_path(home))) as index:
        indexer = Indexer(index)
        done = 0
        for file in journal_files(home):
            with closing(open_journal(file.database)) as journal:
                while added := _take_in(indexer, file.source, journal):
                    done += added
                    on_progress(done)
    return time.monotonic() - began


def index_path(home: Path) -> Path:
    """Where a home's index lies."""
    return home / "review" / "index.db"
