"""A log of millions of records that are made as they are asked for; nothing is kept but what a test did."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from robot.domain.log_views import (
    OWN_LOG,
    LogFacets,
    LogFacetValue,
    LogHistogram,
    LogOpened,
    LogPosition,
    LogRow,
    LogRows,
    LogSource,
    LogSources,
    LogState,
)
from tests.ui.fake_log_rows import EVERY, NEWEST, PACE
from tests.ui.fake_log_samples import FakeLogSamples

#: What stands in a query's text and how many records have it; any other word is unknown.
WORDS = {"保本": 4_597, "王": 1_668, "wf": 1_668, "企业微信": 300_198}


@dataclass
class _Result:
    """One opened query: positions as an arithmetic series of sequence numbers."""

    total: int
    first: int
    stride: int

    def seq(self, position: int) -> int:
        return self.first - position * self.stride

    def position(self, seq: int) -> int:
        away = self.first - seq
        fits = away >= 0 and away % self.stride == 0 and away // self.stride < self.total
        return away // self.stride if fits else -1


class FakeLog(FakeLogSamples):
    """The verbs of the log."""

    def __init__(self, records: int = 10_000_000) -> None:
        """:param records: in the log."""
        super().__init__(records)
        self.log_results: dict[int, _Result] = {}
        #: Records that came after a result was opened.
        self.log_newer = 0
        #: Records in the index; all of them when negative.
        self.log_indexed = -1

    # --- rows --------------------------------------------------------------------------------------------

    def _result(self, query: dict[str, Any]) -> tuple[_Result, tuple[str, ...]]:
        last = self.records - 1
        newest = last - last % EVERY
        whole = {
            "anomalies": _Result(newest // EVERY + 1, newest, EVERY),
            "night": _Result(self.records // 5, last, 5),
            "stopped_words": _Result(newest // EVERY // 3, newest, EVERY * 3),
            "waiting": _Result(min(42, newest // EVERY), newest, EVERY),
            "mine": _Result(len(self.log_marks), max(self.log_marks, default=0), 1),
            "all": _Result(self.records, last, 1),
        }[query["view"]]
        unknown: tuple[str, ...] = ()
        for word in query["text"].split():
            hits = WORDS.get(word, 0)
            unknown = (*unknown, word) if not hits else unknown
            whole = replace_total(whole, min(hits, whole.total))
        for values in query["filters"].values():
            whole = replace_total(whole, whole.total * len(values) // 7)
        if query["time_from"] is not None:
            begin = self._seq_at(query["time_from"])
            end = min(self._seq_at(query["time_until"]), last)
            first = end - end % whole.stride if whole.stride > 1 else end
            whole = _Result(max(0, min((first - begin) // whole.stride, whole.total)), first, whole.stride)
        return whole, unknown

    def _seq_at(self, at: datetime) -> int:
        return round(self.log_begun_with - 1 - (NEWEST - at) / PACE)

    def do_log_open(self, query: dict[str, Any], asker: str, count: int) -> LogOpened:
        """A handle and the first rows."""
        self._come("log_open")
        begun = time.perf_counter()
        made, unknown = self._result(query)
        number = len(self.log_results) + 1
        self.log_results[number] = made
        self.log_totals[number] = made.total
        rows = self._rows(made, 0, count)
        took = (time.perf_counter() - begun) * 1000
        return LogOpened(
            result=number, total=made.total, is_whole=True, ms=took, rows=rows, unknown_words=unknown
        )

    def _rows(self, made: _Result, first: int, count: int) -> tuple[LogRow, ...]:
        last = min(first + count, made.total)
        return tuple(self.log_row(made.seq(position)) for position in range(first, last))

    def do_log_rows(self, result: int, first: int, count: int) -> LogRows:
        """A page."""
        self._come("log_rows")
        made = self.log_results[result]
        rows = self._rows(made, first, count)
        return LogRows(result=result, first=first, rows=rows, total=made.total, is_whole=True)

    def do_log_state(self, result: int) -> LogState:
        """Whole from the beginning."""
        made = self.log_results[result]
        return LogState(result=result, total=made.total, is_whole=True, ms=1.0, newer=self.log_newer)

    def do_log_position(
        self, result: int, find: str, source: str, seq: int, position: int, at: datetime | None
    ) -> LogPosition:
        """By arithmetic."""
        made = self.log_results[result]
        if find == "record":
            found = made.position(seq)
        elif find == "time":
            found = -1
        else:
            by = 1 if find == "next_anomaly" else -1
            found = position + by
            while 0 <= found < made.total and made.seq(found) % EVERY:
                found += by
            found = found if 0 <= found < made.total else -1
        return LogPosition(position=found, row=self.log_row(made.seq(found)) if found >= 0 else None)

    # --- figures -----------------------------------------------------------------------------------------

    def do_log_sources(self) -> LogSources:
        """This workstation, and others when a test adds them."""
        self._come("log_sources")
        last = self.records - 1
        return LogSources(
            sources=tuple(
                LogSource(
                    source=source,
                    log_id="ab" * 16,
                    label="" if source == OWN_LOG else f"工作站 {source}",
                    records=self.records,
                    indexed=self.log_indexed if self.log_indexed >= 0 else self.records,
                    first_at=NEWEST - last * PACE,
                    last_at=NEWEST,
                )
                for source in self.log_sources
            ),
            is_indexing=0 <= self.log_indexed < self.records,
            views={
                "anomalies": last // EVERY + 1,
                "night": self.records // 5,
                "stopped_words": last // EVERY // 3,
                "waiting": 42,
                "mine": len(self.log_marks),
                "all": self.records,
            },
            may_review=self.may_review,
            may_review_why="" if self.may_review else "review.no_supervisor",
        )

    def do_log_histogram(self, query: dict[str, Any], asker: str, bins: int) -> LogHistogram:
        """A working day has hills."""
        self._come("log_histogram")
        span = self.records * PACE
        step = max(60, int(span.total_seconds() // bins) + 1)
        counts = tuple(
            int(self.records / bins * (0.55 + 0.45 * (((n * 7919) % 97) / 97))) for n in range(bins)
        )
        bad = tuple(max(1, count // EVERY * (6 if n % 11 == 3 else 2)) for n, count in enumerate(counts))
        if query["view"] == "anomalies":
            counts = bad
        return LogHistogram(
            starts_at=NEWEST - span,
            bin_seconds=step,
            counts=counts,
            anomalies=bad,
            is_whole=True,
            ms=7.0,
        )

    def do_log_facets(self, query: dict[str, Any], asker: str) -> LogFacets:
        """Fixed values."""
        self._come("log_facets")
        told = {
            "anomaly": (("words", 9_301), ("identity", 812), ("unknown_outcome", 77), ("pace", 12)),
            "result": (("refused", 9_301), ("unknown", 812), ("confirmed", 77)),
            "site": (("wecom", 8_000), ("demobank-chat", 2_190)),
            "type": (("task.ended", 9_000), ("contact.unknown", 812)),
            "rule": (("words.guarantee", 4_597), ("recipient.mismatch", 812)),
            "run": (("R02441", 612), ("R02440", 400)),
            "track": (("new-wealth-wecom", 5_120),),
            "mark": (("none", 27_000), ("reviewed", 612)),
        }
        facets = {
            facet: tuple(LogFacetValue(value=value, count=count) for value, count in values)
            for facet, values in told.items()
        }
        return LogFacets(facets=facets, is_whole=True, ms=5.0)


def replace_total(made: _Result, total: int) -> _Result:
    """The same, shorter."""
    return _Result(total, made.first, made.stride)
