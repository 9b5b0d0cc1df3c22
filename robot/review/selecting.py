"""Asks the index for rows of a plan, in order, from anywhere in it."""

from __future__ import annotations

import sqlite3
from array import array

from robot.review.codes import Kind, code_token
from robot.review.dictionary import Dictionary
from robot.review.plans import Plan
from robot.review.schema import HAS_MORE_CODES

#: Columns of `event` in which a code of a kind stands.
_COLUMNS = {
    Kind.TYPE: "type",
    Kind.RESULT: "result",
    Kind.RULE: "rule",
    Kind.SITE: "site",
    Kind.CUSTOMER: "customer",
    Kind.RUN: "run",
    Kind.TRACK: "track",
    Kind.ANOMALY: "anomaly",
    Kind.MARK: "mark",
}
#: Kinds of which a record may have more than its line shows; `event.flags` says that it has.
_SEVERAL = frozenset({Kind.RULE, Kind.ANOMALY, Kind.BY})


class Selection:
    """A plan made ready for one connection."""

    def __init__(self, index: sqlite3.Connection, plan: Plan, dictionary: Dictionary) -> None:
        """:param index: read-only; a temporary table may be made in it."""
        self._index = index
        self.plan = plan
        order = "DESC" if plan.newest_first else "ASC"
        expression, large = plan.expression(), plan.large
        parameters: list[object] = [expression] if expression else []
        if large is not None:
            self._row = "e.row"
            tables = "hit JOIN event e ON e.row = hit.rowid" if expression else "event e"
            key = "hit.rowid" if expression else "e.row"
            condition, more = self._of_large(dictionary)
            parameters += more
        else:
            tables, key = ("hit", "rowid") if expression else ("event", "row")
            self._row, condition = key, ""
        match = "hit MATCH ? AND " if expression else ""
        self._order = order
        self._what = f"FROM {tables} WHERE {match}{condition}{key} BETWEEN ? AND ?"
        self._key = key
        self._parameters = parameters

    def _of_large(self, dictionary: Dictionary) -> tuple[str, list[object]]:
        large = self.plan.large
        assert large is not None  # noqa: S101 - the caller looked
        self._index.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (code INTEGER PRIMARY KEY)")
        self._index.execute("DELETE FROM temp.wanted")
        self._index.executemany("INSERT INTO temp.wanted VALUES (?)", [(code,) for code in large.codes])
        kinds: dict[Kind, list[int]] = {}
        for code in large.codes:
            kinds.setdefault(dictionary.kind(code), []).append(code)
        parts = [f"e.{_COLUMNS[kind]} IN temp.wanted" for kind in kinds if kind in _COLUMNS]
        if large.tasks:
            parts.append(f"e.task IN ({', '.join(map(str, sorted(large.tasks)))})")
        several = [code_token(code) for kind in _SEVERAL & set(kinds) for code in kinds[kind]]
        several += large.tokens
        if several:
            more = "SELECT rowid FROM hit WHERE hit MATCH ?"
            parts.append(f"(e.flags & {HAS_MORE_CODES} AND e.row IN ({more}))")
        return f"({' OR '.join(parts) or 0}) AND ", [" OR ".join(several)] if several else []

    def _ordered_parameters(self, low: int, high: int) -> list[object]:
        return [*self._parameters, low, high]

    def rows(self, low: int, high: int, limit: int, skip: int = 0) -> list[int]:
        """Row ids between two, both inclusive, in the plan's order."""
        found = self._index.execute(
            f"SELECT {self._row} {self._what} ORDER BY {self._key} {self._order} LIMIT ? OFFSET ?",
            (*self._ordered_parameters(low, high), limit, skip),
        )
        return [row[0] for row in found]

    def run(self, low: int, high: int, limit: int) -> array[int]:
        """As `rows`, for very many: put together by SQLite, so that other threads go on meanwhile."""
        (text,) = self._index.execute(
            f"SELECT group_concat(r) FROM"  # noqa: S608 - as above
            f" (SELECT {self._row} AS r {self._what}"
            f" ORDER BY {self._key} {self._order} LIMIT ?)",
            (*self._ordered_parameters(low, high), limit),
        ).fetchone()
        return array("q", map(int, text.split(","))) if text else array("q")

    def sample(self, columns: str, low: int, high: int, limit: int) -> int:
        """Put columns of the first `limit` rows of the plan's order into the table `temp.counted`.

        :param columns: of `event`, separated by commas. Returns how many rows there are.
        """
        self._index.execute("DROP TABLE IF EXISTS temp.counted")
        self._index.execute(
            f"CREATE TEMP TABLE counted AS SELECT {columns} FROM"  # noqa: S608 - constants
            f" (SELECT {self._row} AS r {self._what} ORDER BY {self._key} {self._order} LIMIT ?)"
            " JOIN event ON event.row = r",
            (*self._ordered_parameters(low, high), limit),
        )
        return int(self._index.execute("SELECT count(*) FROM temp.counted").fetchone()[0])

    def bins(self, width: int, low: int, high: int, limit: int, offset: int) -> list[tuple[int, int]]:
        """Rows in bins of their ids; see `grouped`, without reading the rows themselves."""
        return self._index.execute(
            f"SELECT (r - ?) / ? AS bin, count(*) FROM"  # noqa: S608 - as above
            f" (SELECT {self._row} AS r {self._what}"
            f" ORDER BY {self._key} {self._order} LIMIT ?) GROUP BY bin",
            (offset, width, *self._ordered_parameters(low, high), limit),
        ).fetchall()

    def count(self, low: int, high: int) -> int:
        """How many there are."""
        found = self._index.execute(
            f"SELECT count(*) {self._what}",
            self._ordered_parameters(low, high),
        )
        return int(found.fetchone()[0])
