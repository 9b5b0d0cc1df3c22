"""The logs that lie here, how far each is indexed, and how much there is to look at."""

from __future__ import annotations

import sqlite3
from contextlib import closing, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from robot.domain.log_views import LogSource, LogSources
from robot.review.facets import view_counts
from robot.review.journals import JournalFile, header_log, header_wall_us, journal_files, open_journal
from robot.review.reviewing import Line, Reviewing
from robot.review.rows import moment_of

#: Records that may be missing from an index that is up to date: they came in this very second.
_JUST_NOW = 200


def read_sources(home: Path, reviewing: Reviewing, line: Line) -> LogSources:
    """All logs of a home."""
    reviewing.dictionary.refresh(line.index)
    indexed = dict(line.index.execute("SELECT id, next_seq FROM source").fetchall())
    journals = dict(line.journals().values())
    found = [
        _source(file, journals.get(file.source), indexed.get(file.source, 0)) for file in journal_files(home)
    ]
    return LogSources(
        sources=tuple(found),
        is_indexing=any(source.records - source.indexed > _JUST_NOW for source in found),
        views=view_counts(line.index, reviewing.planner, reviewing.asker),
        may_review=True,
    )


def _source(file: JournalFile, journal: sqlite3.Connection | None, indexed: int) -> LogSource:
    first, records, log_id, first_at, last_at = 0, 0, "", None, None
    # One that was taken in this moment is in no index yet.
    with suppress(sqlite3.Error, ValueError), nullcontext(journal) if journal else _opened(file) as opened:
        first, records, log_id, first_at, last_at = _looked_at(opened)
    return LogSource(
        source=file.source,
        log_id=log_id,
        label=file.label,
        records=records - first,
        # A part of a log begins in its midst.
        indexed=max(0, indexed - first),
        first_at=first_at,
        last_at=last_at,
        verified=file.verified,
        imported_at=file.imported_at,
    )


def _opened(file: JournalFile) -> closing[sqlite3.Connection]:
    return closing(open_journal(file.database))


def _looked_at(journal: sqlite3.Connection) -> tuple[int, int, str, datetime | None, datetime | None]:
    first = journal.execute("SELECT seq, header FROM journal ORDER BY seq LIMIT 1").fetchone()
    last = journal.execute("SELECT seq, header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if first is None:
        return 0, 0, "", None, None
    return (
        first[0],
        last[0] + 1,
        header_log(first[1]),
        moment_of(header_wall_us(first[1])),
        moment_of(header_wall_us(last[1])),
    )
