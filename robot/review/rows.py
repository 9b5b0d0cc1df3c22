"""Lines of the table, from the index alone: a page is read in a moment, however large the journals are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import LogRow
from robot.review.dictionary import Dictionary
from robot.review.names import Names
from robot.review.schema import HAS_COMMENT, HAS_PICTURE, order_of, source_of
from robot.review.veil import Veil

_COLUMNS = "row, seq, type, result, rule, site, customer, task, run, ms, anomaly, weight, mark, flags, detail"
_ANOMALIES = "event INDEXED BY anomaly_line"
_MOST_IN_ONE_QUERY = 500
_TEXTS_KEPT = 20_000


class RowReader:
    """Makes lines; for one thread, which owns the connection."""

    def __init__(self, index: sqlite3.Connection, dictionary: Dictionary, names: Names, veil: Veil) -> None:
        """:param index: read-only.

        :param veil: what must not be shown yet.
        """
        self._veil = veil
        self._index = index
        self._dictionary = dictionary
        self._names = names
        #: Source number -> id.
        self._sources: dict[int, str] = {}
        #: Texts that were shown lately: table of the index and number -> text.
        self._texts: dict[tuple[str, int], str] = {}

    def rows(self, ids: Sequence[int], *, only_anomalies: bool = False) -> list[LogRow]:
        """Lines of row ids, in their order.

        :param only_anomalies: all of them are; those are read from an index of their own.
        """
        if not self._sources.keys() >= {source_of(row) for row in ids}:
            self._sources = dict(self._index.execute("SELECT number, id FROM source").fetchall())
        if len(self._texts) > _TEXTS_KEPT:
            self._texts.clear()
        table, key = (_ANOMALIES, "anomaly != 0 AND row") if only_anomalies else ("event", "row")
        events = {event[0]: event for event in self._select(_COLUMNS, table, key, ids)}
        for table, column in (("code", 6), ("task", 7), ("detail", 14)):
            self._remember(table, {event[column] for event in events.values()})
        hidden = self._veil.hidden(self._index)
        return [self._line(self._veiled(events[row], hidden)) for row in ids if row in events]

    def _veiled(self, event: tuple[Any, ...], hidden: frozenset[int]) -> tuple[Any, ...]:
        seq, task, flags = event[1], event[7], event[13]
        if task not in hidden:
            return event
        keeps = self._veil.commented(self._index, seq)
        # Without its mark.
        return (*event[:12], 0, flags if keeps else flags & ~HAS_COMMENT, event[14])

    def _select(self, columns: str, table: str, key: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
        wanted = list(ids)
        found: list[tuple[Any, ...]] = []
        for at in range(0, len(wanted), _MOST_IN_ONE_QUERY):
            part = wanted[at : at + _MOST_IN_ONE_QUERY]
            marks = ", ".join("?" * len(part))
            query = f"SELECT {columns} FROM {table} WHERE {key} IN ({marks})"  # noqa: S608 - constants
            found += self._index.execute(query, part)
        return found

    def _remember(self, table: str, numbers: set[int]) -> None:
        missing = [number for number in numbers if number and (table, number) not in self._texts]
        column = "name" if table == "task" else "text"
        for number, text in self._select(f"id, {column}", table, "id", missing):
            # A bundle's tasks carry its number before their name.
            self._texts[(table, number)] = text.rpartition("|")[2] if table == "task" else text

    def _line(self, event: tuple[Any, ...]) -> LogRow:
        row, seq, type_, result, rule, site, customer, task, run, ms, anomaly, weight, mark, flags, detail = (
            event
        )
        text = self._dictionary.text
        return LogRow(
            source=self._sources.get(source_of(row), ""),
            seq=seq,
            at=moment_of(order_of(row) * 1000),
            type=text(type_),
            run=text(run),
            site=text(site),
            name=self._names.masked(customer),
            customer=self._texts.get(("code", customer), ""),
            task=self._texts.get(("task", task), ""),
            result=text(result),
            rule=text(rule),
            ms=ms,
            detail=self._texts.get(("detail", detail), ""),
            anomaly=text(anomaly),
            weight=weight,
            mark=text(mark),
            has_picture=bool(flags & HAS_PICTURE),
            has_comment=bool(flags & HAS_COMMENT),
        )


def moment_of(wall_us: int) -> datetime:
    """A record's wall time in the bank's zone."""
    return datetime.fromtimestamp(wall_us / 1e6, BANK_ZONE)
