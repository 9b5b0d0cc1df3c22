"""Counts of a query over time and by its values: from the rollups where they can, else from the hits."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass, replace
from datetime import datetime

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import (
    LogFacet,
    LogFacets,
    LogFacetValue,
    LogHistogram,
    LogQuery,
    LogView,
)
from robot.review.codes import ANY_ANOMALY, Kind
from robot.review.dictionary import Dictionary
from robot.review.names import Names
from robot.review.plans import LAST_ROW, ROLLED_UP, Clause, Plan, Planner
from robot.review.schema import COARSE_S, FINE_S, SOURCE_BITS
from robot.review.selecting import Selection

#: Hits that are counted one by one, the newest ones.
_COUNTED = 1_000_000
_SAMPLED = 100_000
_VALUES = 50
#: Widths of a bin, seconds; wider ones are whole days.
_WIDTHS = (300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
_COLUMNS = {
    LogFacet.SITE: "site",
    LogFacet.TYPE: "type",
    LogFacet.RESULT: "result",
    LogFacet.RULE: "rule",
    LogFacet.RUN: "run",
    LogFacet.TALK_TRACK: "track",
    LogFacet.CUSTOMER: "customer",
    LogFacet.ANOMALY: "anomaly",
    LogFacet.MARK: "mark",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What counting needs."""

    planner: Planner
    dictionary: Dictionary
    names: Names
    asker: str

    # --- over time -----------------------------------------------------------------------------------------

    def histogram(self, query: LogQuery, bins: int, index: sqlite3.Connection) -> LogHistogram:
        """Records over the whole time of the log that fit the query without its own time limits."""
        began = time.perf_counter()
        plan = self.planner.plan(replace(query, time_from=None, time_until=None), index, self.asker)
        first, last = index.execute("SELECT min(bin), max(bin) FROM span").fetchone()
        if first is None or plan.is_impossible:
            return _no_histogram(began)
        start_s, end_s = first * FINE_S, (last + 1) * FINE_S
        width = _width(end_s - start_s, bins)
        # Bins begin at full hours and days of the bank's zone.
        start_s -= (start_s + 8 * 3600) % width
        size = -(-(end_s - start_s) // width)
        counts, anomalies = [0] * size, [0] * size
        if plan.rollup is not None:
            is_whole = True
            for place, is_anomaly, rows in _rolled_bins(index, plan, start_s, width):
                counts[place] += rows
                anomalies[place] += rows if is_anomaly else 0
        else:
            is_whole = self._counted_bins(index, plan, (start_s, width), counts, anomalies)
        return LogHistogram(
            starts_at=datetime.fromtimestamp(start_s, BANK_ZONE),
            bin_seconds=width,
            counts=tuple(counts),
            anomalies=tuple(anomalies),
            is_whole=is_whole,
            ms=(time.perf_counter() - began) * 1000,
        )

    def _counted_bins(
        self,
        index: sqlite3.Connection,
        plan: Plan,
        scale: tuple[int, int],
        counts: list[int],
        anomalies: list[int],
    ) -> bool:
        start_s, width = scale
        # Without its offset a bin of row ids would not begin where a bin of the strip does.
        offset = (start_s % width) * 1000 << SOURCE_BITS
        span = width * 1000 << SOURCE_BITS
        base = start_s // width
        wanted = replace(plan, clauses=(*plan.clauses, Clause(tokens=(ANY_ANOMALY,))))
        for into, one in ((counts, plan), (anomalies, wanted)):
            selection = Selection(index, one, self.dictionary)
            for number, rows in selection.bins(span, 0, LAST_ROW, _COUNTED, offset):
                if 0 <= number - base < len(into):
                    into[number - base] += rows
        return sum(counts) < _COUNTED

    # --- by value ------------------------------------------------------------------------------------------

    def facets(self, query: LogQuery, index: sqlite3.Connection) -> LogFacets:
        """Values of every facet with their counts; a facet's own filter is left out while it is counted."""
        began = time.perf_counter()
        found: dict[str, tuple[LogFacetValue, ...]] = {}
        groups: dict[tuple[str, ...], list[LogFacet]] = {}
        hides = self.planner.hides(index)
        for facet in _COLUMNS:
            # Marks that must not be seen yet are not counted either, so they are counted apart.
            is_apart = query.filters.get(facet) or (hides and facet is LogFacet.MARK)
            groups.setdefault((facet,) if is_apart else (), []).append(facet)
        is_whole = True
        for own, facets in groups.items():
            filters = {key: values for key, values in query.filters.items() if key not in own}
            plan = self.planner.plan(replace(query, filters=filters), index, self.asker)
            if plan.is_impossible:
                continue
            if LogFacet.MARK in own:
                plan = self.planner.of_seen_marks(plan, index)
            is_whole &= self._count(index, plan, facets, found)
        return LogFacets(facets=found, is_whole=is_whole, ms=(time.perf_counter() - began) * 1000)

    def _count(
        self,
        index: sqlite3.Connection,
        plan: Plan,
        facets: list[LogFacet],
        found: dict[str, tuple[LogFacetValue, ...]],
    ) -> bool:
        rolled = [facet for facet in facets if plan.rollup is not None and facet in ROLLED_UP]
        sampled = [facet for facet in facets if facet not in rolled]
        counts = {facet: _rolled_values(index, plan, ROLLED_UP[facet]) for facet in rolled}
        is_whole = True
        if sampled:
            columns = ", ".join(_COLUMNS[facet] for facet in sampled)
            selection = Selection(index, plan, self.dictionary)
            is_whole = selection.sample(columns, plan.low, plan.high, _SAMPLED) < _SAMPLED
        for facet in sampled:
            column = _COLUMNS[facet]
            counts[facet] = index.execute(
                f"SELECT {column}, count(*) FROM temp.counted WHERE {column} != 0"  # noqa: S608 - constants
                f" GROUP BY 1 ORDER BY 2 DESC LIMIT {_VALUES}"
            ).fetchall()
        for facet, rows in counts.items():
            largest = sorted((row for row in rows if row[0] and row[1]), key=lambda row: -row[1])[:_VALUES]
            found[facet] = tuple(self._value(index, facet, number, count) for number, count in largest)
        return is_whole

    def _value(self, index: sqlite3.Connection, facet: LogFacet, number: int, count: int) -> LogFacetValue:
        if facet is not LogFacet.CUSTOMER:
            label = self.dictionary.label(number) if facet is LogFacet.TALK_TRACK else ""
            return LogFacetValue(value=self.dictionary.text(number), count=count, label=label)
        row = index.execute("SELECT text FROM code WHERE id = ? AND kind = ?", (number, Kind.CUSTOMER))
        return LogFacetValue(value=row.fetchone()[0], count=count, label=self.names.masked(number))


def view_counts(index: sqlite3.Connection, planner: Planner, asker: str) -> dict[str, int]:
    """How many records each view has, over all sources and all time."""
    tally = dict(index.execute("SELECT name, rows FROM tally").fetchall())
    counts = {view.value: int(tally.get(view.value, 0)) for view in LogView}
    counts[LogView.WAITING] = _few(index, planner, LogView.WAITING, asker, counts[LogView.ANOMALIES])
    counts[LogView.MINE] = _few(index, planner, LogView.MINE, asker, 0)
    return counts


def _few(index: sqlite3.Connection, planner: Planner, view: LogView, asker: str, anomalies: int) -> int:
    if view is LogView.WAITING:
        # Counted from the few that are settled, not from the many that are not.
        settled = index.execute(
            "SELECT count(*) FROM (SELECT DISTINCT m.source, m.seq FROM mark m WHERE m.is_applied = 1"
            " AND m.mark != '')"
        ).fetchone()[0]
        has_drawn = index.execute("SELECT 1 FROM sample LIMIT 1").fetchone() is not None
        if not settled and not has_drawn:
            return anomalies
    plan = planner.plan(LogQuery(view=view), index, asker)
    found = index.execute("SELECT count(*) FROM hit WHERE hit MATCH ?", (plan.expression(),))
    return int(found.fetchone()[0])


def _no_histogram(began: float) -> LogHistogram:
    spent = (time.perf_counter() - began) * 1000
    return LogHistogram(starts_at=None, bin_seconds=0, counts=(), anomalies=(), is_whole=True, ms=spent)


def _width(seconds: int, bins: int) -> int:
    for width in _WIDTHS:
        if seconds <= width * bins:
            return width
    return -(-seconds // bins // 86400) * 86400


def _conditions(plan: Plan) -> tuple[str, list[int]]:
    parts, values = ["1"], []
    for column, numbers in (plan.rollup or {}).items():
        parts.append(f"{column} IN ({', '.join('?' * len(numbers))})")
        values += sorted(numbers)
    if plan.only_anomalies:
        parts.append("anomaly != 0")
    return " AND ".join(parts), values


def _rolled_bins(
    index: sqlite3.Connection, plan: Plan, start_s: int, width: int
) -> list[tuple[int, int, int]]:
    table, unit = ("coarse", COARSE_S) if width % COARSE_S == 0 else ("fine", FINE_S)
    condition, values = _conditions(plan)
    return index.execute(
        f"SELECT (bin * {unit} - ?) / ? AS place, anomaly != 0 AS is_anomaly, sum(rows) FROM {table}"  # noqa: S608
        f" WHERE {condition} GROUP BY place, is_anomaly",
        (start_s, width, *values),
    ).fetchall()


def _rolled_values(index: sqlite3.Connection, plan: Plan, column: str) -> list[tuple[int, int]]:
    condition, values = _conditions(plan)
    is_timed = plan.low > 0 or plan.high < LAST_ROW
    table, unit = ("fine", FINE_S) if is_timed else ("coarse", COARSE_S)
    low, high = ((row >> SOURCE_BITS) // 1000 // unit for row in (plan.low, plan.high))
    return index.execute(
        f"SELECT {column}, sum(rows) FROM {table} WHERE bin BETWEEN ? AND ? AND {condition}"  # noqa: S608
        f" GROUP BY {column}",
        (low, high, *values),
    ).fetchall()
