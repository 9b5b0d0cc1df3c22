"""Records that somebody wrote to hold up whoever reads them: what is behind them is shown all the same."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from robot.domain.log_views import LogQuery
from robot.review.detection.detector import UNREADABLE, read_records
from robot.review.following import index_all
from robot.store.database import connect
from tests.support.log_home import LogHome

_WALL = "1795400000000000"


def header(kind: str, wall_us: str = _WALL) -> bytes:
    return json.dumps({"boot": "00", "type": kind, "wall_us": wall_us}, separators=(",", ":")).encode()


ODD: dict[str, tuple[object, object]] = {
    "no header": (b"", b"{}"),
    "no JSON": (b"\xff\xfe", b"\xff"),
    "a far year": (header("step", "9" * 18), b"{}"),
    "a time of a thousand digits": (header("step", "9" * 5_000), b"{}"),
    "a list": (header("task.begun"), b"[1]"),
    "nested without end": (header("task.begun"), b"[" * 8_000),
    "an infinite weight": (header("anomaly"), b'{"kind":"gap","weight":1e999,"seqs":[1]}'),
    "a weight that is none": (header("anomaly"), b'{"kind":"gap","weight":NaN,"seqs":[1]}'),
    "records beyond all numbers": (header("anomaly"), b'{"kind":"gap","weight":3,"seqs":[%d]}' % 10**30),
    "records that are lists": (header("anomaly"), b'{"kind":[],"weight":{},"seqs":[[1],{}]}'),
    "a duration beyond all numbers": (header("step"), b'{"task":"T1","step":"open","ms":%d}' % 10**30),
    "half a letter": (header("task.ended"), b'{"task":"T1","outcome":"\\ud800","reason":"\\udfff"}'),
    "objects for texts": (header("task.begun"), b'{"task":{},"customer":[],"site":{"a":1},"talk_track":[]}'),
    "a mark of a mark": (header("review.marked"), b'{"seq":%d,"by":[],"mark":"good"}' % 10**30),
    "a sample of everything": (header("review.sampled"), b'{"person":{},"seqs":[%d,-1,true]}' % 10**30),
}


@pytest.fixture
def odd(log: LogHome, request: pytest.FixtureRequest) -> tuple[LogHome, int]:
    """A log with a good record, the odd one, and good ones behind it; and the odd one's number."""
    head, payload = ODD[request.param]
    log.send("T1", "C1")
    seq = log.tell("list.pulled") + 1
    with closing(sqlite3.connect(log.path / "tandem.db")) as db, db:
        rows = [(seq, head, payload)]
        rows += [(further, header("stop.engaged"), b"{}") for further in range(seq + 1, seq + 4)]
        db.executemany(
            "INSERT INTO journal (seq, header, hash, salt, payload)"
            " VALUES (?, ?, zeroblob(32), zeroblob(16), ?)",
            rows,
        )
    return log, seq


@pytest.mark.parametrize("odd", list(ODD), indirect=True)
def test_an_odd_record_hides_nothing_behind_it(odd: tuple[LogHome, int]) -> None:
    log, seq = odd
    index_all(log.path)
    log.reviewing.learn(log.line)
    rows = log.found(view="all")
    assert {row.seq for row in rows} == set(range(seq + 4))
    assert [row.type for row in rows if row.seq > seq] == ["stop.engaged"] * 3
    assert sum(log.reviewing.histogram(LogQuery(view="all"), 40, log.line).counts) == seq + 4


@pytest.mark.parametrize("odd", list(ODD), indirect=True)
def test_the_watch_for_what_stands_out_goes_on_behind_it(odd: tuple[LogHome, int]) -> None:
    log, seq = odd
    with closing(connect(log.path / "tandem.db", read_only=True)) as db:
        seen = list(read_records(db, -1, 100))
    assert [record.seq for record in seen] == list(range(seq + 4))
    assert all(isinstance(record.payload, dict) for record in seen)
    assert seen[-1].type == "stop.engaged"
    assert seen[seq].type in {UNREADABLE, *("step", "task.begun", "task.ended", "anomaly")} | {
        "review.marked",
        "review.sampled",
    }
