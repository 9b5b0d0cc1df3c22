"""The reader's side of the review: results that are open, and every question about them."""

from __future__ import annotations

import itertools
import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from robot.domain.errors import InputRefused, StateConflict
from robot.domain.log_views import (
    OWN_LOG,
    LogFacets,
    LogHistogram,
    LogOpened,
    LogPosition,
    LogQuery,
    LogRecord,
    LogRow,
    LogRows,
    LogState,
)
from robot.review.codes import ANY_ANOMALY
from robot.review.comments import Comments, OpenSealed
from robot.review.dictionary import Dictionary, Labels
from robot.review.facets import Counting
from robot.review.following import index_path
from robot.review.journals import journal_files, open_journal
from robot.review.marking import row_of_seq
from robot.review.names import Names, NameSource, plain_names
from robot.review.plans import LAST_ROW, Clause, Plan, Planner
from robot.review.records import Place, Wording, read_record, rows_of_task
from robot.review.results import FilteredResult, Result, WholeResult
from robot.review.rows import RowReader
from robot.review.schema import open_for_reading, row_of
from robot.review.selecting import Selection
from robot.review.veil import Veil

#: Results of one asker that stay open: pages of the one before may still be on their way.
_OPEN_EACH = 2
#: How long a first question waits for an index that is only just being made, seconds.
_PATIENCE_S = 5.0


class Line:
    """The connections of one thread: index, journals, and its maker of rows."""

    def __init__(self, home: Path, dictionary: Dictionary, names: Names, veil: Veil, cache_kb: int) -> None:
        """:raises sqlite3.Error: if there is no index yet."""
        path = index_path(home)
        self.stamp = _stamp(path)
        self.index = open_for_reading(path, cache_kb)
        self._cache_kb = cache_kb
        self._home = home
        self._journals: dict[str, sqlite3.Connection] = {}
        self.rows = RowReader(self.index, dictionary, names, veil)

    def is_stale(self) -> bool:
        """Whether the index was made anew."""
        return _stamp(index_path(self._home)) != self.stamp

    def journals(self) -> dict[int, tuple[str, sqlite3.Connection]]:
        """Source number -> id and journal, of those that can be opened."""
        numbers = dict(self.index.execute("SELECT id, number FROM source").fetchall())
        if set(numbers) - set(self._journals):
            for file in journal_files(self._home):
                if file.source not in self._journals:
                    with suppress(sqlite3.Error):
                        self._journals[file.source] = open_journal(file.database, self._cache_kb)
        return {
            number: (source, self._journals[source])
            for source, number in numbers.items()
            if source in self._journals
        }

    def close(self) -> None:
        """Let go of the files."""
        for connection in (self.index, *self._journals.values()):
            connection.close()


class Reviewing:
    """Answers questions about the log. Callable from several threads, each with its own `Line`."""

    def __init__(
        self,
        home: Path,
        *,
        labels: Labels,
        wording: Wording,
        asker: str,
        read_names: NameSource = plain_names,
        open_sealed: OpenSealed = lambda _log, _seq, _month, _sealed: None,
    ) -> None:
        """:param asker: the account whose marks are its own.

        :param read_names: where customers' names come from.
        :param open_sealed: opens comments.
        """
        self._home = home
        self.dictionary = Dictionary(labels=labels)
        self.names = Names(read_names)
        self.comments = Comments(open_sealed)
        #: What others said and the one who asks may not see yet.
        self.veil = Veil(self.dictionary)
        self.planner = Planner(self.dictionary, self.names, self.comments, self.veil)
        self.asker = asker
        self.counting = Counting(
            planner=self.planner, dictionary=self.dictionary, names=self.names, asker=asker
        )
        self._wording = wording
        self._open_sealed = open_sealed
        #: Open results, by number, with their asker.
        self._results: dict[int, tuple[str, Result]] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def line(self, cache_kb: int = 4096) -> Line:
        """Connections for one thread; waits a moment for an index that is being made.

        :param cache_kb: memory for pages of each file.
        :raises StateConflict: if there is none yet.
        """
        until = time.monotonic() + _PATIENCE_S
        while True:
            try:
                return Line(self._home, self.dictionary, self.names, self.veil, cache_kb)
            except (sqlite3.Error, OSError) as err:
                if time.monotonic() > until:
                    raise StateConflict(
                        "the log's index is not ready yet; nothing is lost, ask again in a moment",
                        code="log.not_indexed",
                    ) from err
                time.sleep(0.05)

    def learn(self, line: Line) -> None:
        """Take in codes that came since the last time; quick."""
        self.dictionary.refresh(line.index)

    def learn_sealed(self, line: Line) -> None:
        """Take in names and comments that came since the last time; the first time it may take seconds."""
        for source, journal in line.journals().values():
            if source == OWN_LOG:
                # A journal alone, without the store around it, has no names.
                with suppress(sqlite3.OperationalError):
                    self.names.refresh(journal, line.index)
                    self.comments.refresh(journal, line.index)

    def begin_anew(self) -> None:
        """Keys came that were not there: what could not be opened is tried again."""
        self.names.begin_anew()
        self.comments.begin_anew()

    # --- results -------------------------------------------------------------------------------------------

    def open(self, query: LogQuery, count: int, asker: str, line: Line) -> LogOpened:
        """Open a result; what is missing of it is found in a thread of its own."""
        began = time.perf_counter()
        self.dictionary.refresh(line.index)
        plan = self.planner.plan(query, line.index, self.asker)
        newest = line.index.execute("SELECT COALESCE(MAX(row), 0) FROM event").fetchone()[0]
        if plan.is_impossible:
            spent = (time.perf_counter() - began) * 1000
            number = self._keep(asker, _nothing(plan, line.index, newest, self.dictionary))
            return LogOpened(
                result=number, total=0, is_whole=True, ms=spent, rows=(), unknown_words=plan.unknown_words
            )
        kind = WholeResult if plan.is_everything else FilteredResult
        result = kind(plan, newest, self.dictionary, line.index)
        number = self._keep(asker, result)
        if not result.is_whole:
            threading.Thread(target=self._fill, args=(result,), name="fill", daemon=True).start()
        rows = _lines(result, result.rows(0, count, line.index), line) if count else []
        return LogOpened(
            result=number,
            total=result.total,
            is_whole=result.is_whole,
            ms=(time.perf_counter() - began) * 1000,
            rows=tuple(rows),
        )

    def _fill(self, result: Result) -> None:
        result.fill(lambda: open_for_reading(index_path(self._home), 8192))

    def _keep(self, asker: str, result: Result) -> int:
        with self._lock:
            number = next(self._numbers)
            self._results[number] = (asker, result)
            mine = [key for key, (whose, _) in self._results.items() if whose == asker]
            for old in mine[:-_OPEN_EACH]:
                self._results.pop(old)[1].drop()
            # The one before is not looked for any further.
            for old in mine[-_OPEN_EACH:-1]:
                self._results[old][1].drop()
            return number

    def result(self, number: int) -> Result:
        """An open result.

        :raises StateConflict: if it is open no more.
        """
        with self._lock:
            found = self._results.get(number)
        if found is None:
            raise StateConflict("this view of the log is closed; open it again", code="log.result_closed")
        return found[1]

    def state(self, number: int, line: Line) -> LogState:
        """How far a result is."""
        result = self.result(number)
        (newer,) = line.index.execute(
            "SELECT count(*) FROM (SELECT 1 FROM event WHERE row > ? LIMIT 10000)", (result.newest,)
        ).fetchone()
        return LogState(
            result=number, total=result.total, is_whole=result.is_whole, ms=result.ms, newer=newer
        )

    def rows(self, number: int, first: int, count: int, line: Line) -> LogRows:
        """Rows of a result by position."""
        result = self.result(number)
        rows = _lines(result, result.rows(first, count, line.index), line)
        return LogRows(
            result=number, first=first, rows=tuple(rows), total=result.total, is_whole=result.is_whole
        )

    # --- places in a result --------------------------------------------------------------------------------

    def position_of(self, number: int, source: str, seq: int, line: Line) -> LogPosition:
        """Where a record stands in a result."""
        result = self.result(number)
        row = row_of_seq(line.index, self._source(source, line), seq)
        if row is None or not result.plan.low <= row <= min(result.newest, result.plan.high):
            return LogPosition(position=-1, row=None)
        return self._at(result, result.position(row, line.index), line, row)

    def position_at(self, number: int, at_ms: int, line: Line) -> LogPosition:
        """The first row at or past a moment, in the order of the result."""
        result = self.result(number)
        row = row_of(at_ms, 0) if not result.plan.newest_first else row_of(at_ms + 1, 0) - 1
        return self._at(result, result.position(row, line.index), line)

    def next_anomaly(self, number: int, position: int, *, forward: bool, line: Line) -> LogPosition:
        """The next or the previous anomaly from a position."""
        result = self.result(number)
        here = result.rows(position, 1, line.index) if position >= 0 else []
        newest_first = result.plan.newest_first
        low, high = result.plan.low, min(result.newest, result.plan.high)
        if here and forward == newest_first:
            high = here[0] - 1
        elif here:
            low = here[0] + 1
        elif not forward:
            return LogPosition(position=-1, row=None)
        wanted = _with_anomalies(result.plan, newest_first=forward == newest_first)
        found = Selection(line.index, wanted, self.dictionary).rows(low, high, 1)
        if not found:
            return LogPosition(position=-1, row=None)
        return self._at(result, result.position(found[0], line.index), line, found[0])

    def _at(self, result: Result, position: int, line: Line, wanted: int | None = None) -> LogPosition:
        ids = result.rows(position, 1, line.index)
        if not ids or (wanted is not None and ids[0] != wanted):
            return LogPosition(position=-1, row=None)
        rows = line.rows.rows(ids)
        return LogPosition(position=position, row=rows[0] if rows else None)

    @staticmethod
    def _source(source: str, line: Line) -> int:
        found = line.index.execute("SELECT number FROM source WHERE id = ?", (source,)).fetchone()
        if found is None:
            raise InputRefused(f"there is no log {source} here", code="log.unknown_source")
        return int(found[0])

    # --- one record ----------------------------------------------------------------------------------------

    def record(self, source: str, seq: int, line: Line) -> LogRecord:
        """Everything of one record.

        :raises StateConflict: if it is not there, or not indexed yet.
        """
        number = self._source(source, line)
        journals = line.journals()
        row = row_of_seq(line.index, number, seq)
        lines = line.rows.rows([row]) if row is not None and number in journals else []
        if not lines:
            raise StateConflict(f"there is no record {seq} in this log", code="log.no_record")
        own = next((journal for id_, journal in journals.values() if id_ == OWN_LOG), None)
        place = Place(
            source=journals[number][0], number=number, journal=journals[number][1], index=line.index, own=own
        )
        related: list[LogRow] = []
        if lines[0].task:
            related = line.rows.rows(rows_of_task(place, lines[0].task))
        found = read_record(place, lines[0], related, self._wording, self._open_sealed)
        if found is None:
            raise StateConflict(f"there is no record {seq} in this log", code="log.no_record")
        return self.veil.over(found, line.index)

    # --- counts --------------------------------------------------------------------------------------------

    def histogram(self, query: LogQuery, bins: int, line: Line) -> LogHistogram:
        """Records over time."""
        self.dictionary.refresh(line.index)
        return self.counting.histogram(query, bins, line.index)

    def facets(self, query: LogQuery, line: Line) -> LogFacets:
        """Values that can be filtered by."""
        self.dictionary.refresh(line.index)
        return self.counting.facets(query, line.index)


def _lines(result: Result, ids: list[int], line: Line) -> list[LogRow]:
    return line.rows.rows(ids, only_anomalies=result.plan.has_anomalies_only)


def _nothing(plan: Plan, index: sqlite3.Connection, newest: int, dictionary: Dictionary) -> Result:
    """A result without rows: nothing lies beyond the last row."""
    empty = replace(plan, low=LAST_ROW, high=LAST_ROW, clauses=(), without=())
    return WholeResult(empty, newest, dictionary, index)


def _with_anomalies(plan: Plan, *, newest_first: bool) -> Plan:
    clauses = (*plan.clauses, Clause(tokens=(ANY_ANOMALY,)))
    return replace(plan, clauses=clauses, newest_first=newest_first)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        # It is being made anew; whoever opens it now is told by SQLite.
        return 0, 0
    return status.st_dev, status.st_ino
