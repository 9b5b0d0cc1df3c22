"""An opened result: its rows by position, the first at once, the others found while the window works."""

from __future__ import annotations

import sqlite3
import threading
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from robot.review.dictionary import Dictionary
from robot.review.plans import Plan
from robot.review.schema import FINE_S, SOURCE_BITS
from robot.review.selecting import Selection

#: Row ids kept one by one; of what comes after them, every `_SPARSE`-th.
_KEPT = 1_000_000
_SPARSE = 256
_RUN = 20_000
_FIRST = 1_000
#: Alternatives of one part of a plan that has very many.
_PART = 200


class FilteredResult:
    """Rows that fit a plan."""

    def __init__(self, plan: Plan, high: int, dictionary: Dictionary, index: sqlite3.Connection) -> None:
        """Finds the first rows at once.

        :param high: newest row at the time of opening; what comes later is not part of it.
        """
        self.plan = plan
        self._dictionary = dictionary
        self._high = min(high, plan.high)
        self._began = time.perf_counter()
        self._lock = threading.Lock()
        self._index: sqlite3.Connection | None = None
        self._dropped = threading.Event()
        self.ids: array[int] = array("q")
        self._later: array[int] = array("q")
        self.total = 0
        self.ms = 0.0
        self.is_whole = False
        self._take(self._selection(index).run(plan.low, self._high, _FIRST), _FIRST)
        self.newest = high

    def _selection(self, index: sqlite3.Connection) -> Selection:
        return Selection(index, self.plan, self._dictionary)

    def _take(self, found: array[int], asked: int) -> None:
        with self._lock:
            room = max(0, _KEPT - len(self.ids))
            self.ids.extend(found[:room])
            after = max(self.total, _KEPT) - _KEPT
            self._later.extend(
                row for place, row in enumerate(found[room:], start=after) if place % _SPARSE == 0
            )
            self.total += len(found)
            self._last = found[-1] if found else 0
            self.is_whole = len(found) < asked
            self.ms = (time.perf_counter() - self._began) * 1000

    def fill(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Find the others; ends early when the result is dropped. For a thread of its own."""
        index = connect()
        try:
            with self._lock:
                self._index = index
            if self.plan.large is not None and self._fill_in_parts(index):
                return
            selection = self._selection(index)
            while not self.is_whole and not self._dropped.is_set():
                low, high = self._beyond(self._last)
                self._take(selection.run(low, high, _RUN), _RUN)
        except sqlite3.OperationalError:
            if not self._dropped.is_set():
                raise
        finally:
            with self._lock:
                self._index = None
            index.close()

    def _fill_in_parts(self, index: sqlite3.Connection) -> bool:
        """Many alternatives, a part at a time: their postings are far fewer than the rows of the log.

        Whether it was done; not if there are so many hits that they lie close together anyway.
        """
        found: set[int] = set()
        for part in self.plan.parts(_PART):
            if self._dropped.is_set():
                return True
            found.update(Selection(index, part, self._dictionary).run(part.low, self._high, _KEPT))
            if len(found) >= _KEPT:
                return False
        whole = array("q", sorted(found, reverse=self.plan.newest_first))
        with self._lock:
            self.ids, self.total, self.is_whole = whole, len(whole), True
            self.ms = (time.perf_counter() - self._began) * 1000
        return True

    def drop(self) -> None:
        """Nobody asks for it any more."""
        with self._lock:
            self._dropped.set()
            if self._index is not None:
                self._index.interrupt()

    def _beyond(self, row: int) -> tuple[int, int]:
        return (self.plan.low, row - 1) if self.plan.newest_first else (row + 1, self._high)

    def rows(self, first: int, count: int, index: sqlite3.Connection) -> list[int]:
        """Row ids at a position; fewer where the result ends or is not found yet."""
        with self._lock:
            if first + count <= len(self.ids) or not self._later or first >= self.total:
                return list(self.ids[first : first + count])
            place = max(0, first - len(self.ids))
            begin = self._later[place // _SPARSE]
        kept = list(self.ids[first : first + count])
        low, high = self._beyond(begin + (1 if self.plan.newest_first else -1))
        return kept + self._selection(index).rows(low, high, count - len(kept), place % _SPARSE)

    def position(self, row: int, index: sqlite3.Connection) -> int:
        """Where a row stands, or where the first one past it does, in the order of the result."""
        with self._lock:
            sign = -1 if self.plan.newest_first else 1
            if not self._later or (self.ids and row * sign <= self.ids[-1] * sign):
                return bisect_left(self.ids, row * sign, key=lambda one: one * sign)
            block = max(0, bisect_left(self._later, row * sign, key=lambda one: one * sign) - 1)
            begin, before = self._later[block], len(self.ids) + block * _SPARSE
        low, high = self._beyond(begin + (1 if self.plan.newest_first else -1))
        rows = self._selection(index).rows(low, high, _SPARSE)
        return before + sum(1 for one in rows if one * sign < row * sign)


class WholeResult:
    """Every row of a stretch of time: no list of them, only how many lie in each five minutes."""

    def __init__(self, plan: Plan, high: int, dictionary: Dictionary, index: sqlite3.Connection) -> None:
        """As `FilteredResult`."""
        began = time.perf_counter()
        self.plan = plan
        self.newest = high
        self._dictionary = dictionary
        self._low, self._high = plan.low, min(high, plan.high)
        spans = index.execute(
            "SELECT bin, rows FROM span WHERE bin BETWEEN ? AND ? ORDER BY bin",
            (_bin(self._low), _bin(self._high)),
        ).fetchall()
        self._bins = array("q", (row[0] for row in spans))
        counts = [row[1] for row in spans]
        selection = self._selection(index)
        # The first and the last five minutes may lie half outside.
        for place in {0, len(counts) - 1} if counts else ():
            counts[place] = selection.count(*self._limits(place))
        if not plan.newest_first:
            self._before = _sums(counts)
        else:
            self._bins = array("q", reversed(self._bins))
            self._before = _sums(counts[::-1])
        self.total = self._before[-1]
        self.is_whole = True
        self.ms = (time.perf_counter() - began) * 1000

    def _selection(self, index: sqlite3.Connection) -> Selection:
        return Selection(index, self.plan, self._dictionary)

    def _limits(self, place: int) -> tuple[int, int]:
        low = (self._bins[place] * FINE_S * 1000) << SOURCE_BITS
        high = ((self._bins[place] + 1) * FINE_S * 1000) << SOURCE_BITS
        return max(low, self._low), min(high - 1, self._high)

    def rows(self, first: int, count: int, index: sqlite3.Connection) -> list[int]:
        """As `FilteredResult.rows`."""
        if first >= self.total:
            return []
        place = _place_of(self._before, first)
        low, high = self._limits(place)
        low, high = (self._low, high) if self.plan.newest_first else (low, self._high)
        return self._selection(index).rows(low, high, count, first - self._before[place])

    def position(self, row: int, index: sqlite3.Connection) -> int:
        """As `FilteredResult.position`."""
        newest = self.plan.newest_first
        wanted = _bin(row) * (-1 if newest else 1)
        place = bisect_left(self._bins, wanted, key=lambda one: -one if newest else one)
        if place >= len(self._bins) or self._bins[place] != _bin(row):
            return self._before[place] if place < len(self._bins) else self.total
        low, high = self._limits(place)
        inside = (row + 1, high) if newest else (low, row - 1)
        return self._before[place] + self._selection(index).count(*inside)

    def fill(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Nothing is left to find."""

    def drop(self) -> None:
        """Nothing goes on."""


Result = FilteredResult | WholeResult


def _bin(row: int) -> int:
    return (row >> SOURCE_BITS) // 1000 // FINE_S


def _sums(counts: list[int]) -> array[int]:
    return array("q", accumulate(counts, initial=0))


def _place_of(before: array[int], position: int) -> int:
    """Bin in which a position lies."""
    return bisect_left(before, position + 1) - 1
