"""The index follows the journal, and is thrown away when it does not fit."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from robot.domain.log_views import LogQuery
from robot.review.following import follow, index_path
from robot.review.indexing import AnotherJournalError
from robot.review.journals import bundles_folder
from robot.review.sources import read_sources
from tests.support.log_home import LogHome


def count_by_anomaly(log: LogHome) -> dict[str, int]:
    facets = log.reviewing.facets(LogQuery(view="all"), log.line).facets
    return {value.value: value.count for value in facets["anomaly"]}


def test_records_are_taken_in_once_and_in_pieces(log: LogHome) -> None:
    log.send("T1", "C1")
    log.index()
    log.send("T2", "C2")
    log.index()
    log.index()
    assert log.seqs() == list(range(7, -1, -1))
    assert read_sources(log.path, log.reviewing, log.line).views["all"] == 8


def test_records_at_one_moment_keep_their_order(log: LogHome) -> None:
    for _ in range(50):
        log.tell("list.pulled", after_s=0)
    log.index()
    assert log.seqs(newest_first=False) == list(range(50))


def test_a_task_s_run_and_night_are_known_to_all_its_records(log: LogHome) -> None:
    log.tell("run.started", {"run": "R1", "kind": "scheduled"})
    log.tell("task.begun", {"task": "T1", "attended": False})
    log.tell("step", {"task": "T1", "step": "open", "state": "done", "ms": 3})
    log.tell("run.ended", {"run": "R1", "state": "done"})
    log.send("T2", "C2")
    log.index()
    assert log.seqs(filters={"run": ("R1",)}) == [3, 2, 1, 0]
    assert log.seqs(view="night") == [3, 2, 1, 0]


def test_an_obvious_anomaly_is_one_at_once(log: LogHome) -> None:
    log.send("T1", "C1", outcome="halted", reason="recipient.mismatch")
    log.tell("stop.engaged", {"by": "lin"})
    log.send("T2", "C2")
    log.index()
    assert [(row.type, row.anomaly, row.weight) for row in log.found(view="anomalies")] == [
        ("stop.engaged", "stopped", 3),
        ("task.ended", "identity", 5),
    ]
    assert count_by_anomaly(log) == {"stopped": 1, "identity": 1}


def test_the_detector_names_records_that_are_in_the_index_already(log: LogHome) -> None:
    sent = log.send("T1", "C1")
    log.index()
    log.tell("anomaly", {"kind": "pace", "seqs": [sent[0], sent[3]], "weight": 2})
    log.tell("anomaly", {"kind": "first_time", "seqs": [sent[0]], "weight": 4})
    log.tell("anomaly", {"kind": "gap", "seqs": [], "weight": 5})
    log.tell("anomaly", {"kind": "gap", "seqs": [999], "weight": 9})
    log.index()
    assert [(row.seq, row.anomaly, row.weight) for row in log.found(view="anomalies")] == [
        (6, "gap", 5),
        (3, "pace", 2),
        (0, "first_time", 4),
    ]
    assert log.seqs(filters={"anomaly": ("pace",)}) == [3, 0]
    assert count_by_anomaly(log) == {"gap": 1, "pace": 1, "first_time": 1}
    assert read_sources(log.path, log.reviewing, log.line).views["anomalies"] == 3


def test_the_last_mark_counts_and_waiting_is_what_nobody_settled(log: LogHome) -> None:
    first = log.tell("stop.engaged")
    second = log.tell("contact.unknown", {"task": "T1"})
    log.index()
    assert log.seqs(view="waiting") == [second, first]
    for mark in ("escalated", "reviewed"):
        log.tell("review.marked", {"source": "this", "seq": first, "mark": mark, "by": "lin"})
        log.index()
        rows = {row.seq: row.mark for row in log.found(view="anomalies")}
        assert rows == {second: "", first: mark}
    assert log.seqs(view="waiting") == [second]
    assert log.seqs(view="mine") == [first]
    assert log.seqs(filters={"mark": ("reviewed",)}) == [first]
    assert log.seqs(filters={"mark": ("escalated",)}) == []
    assert first not in log.seqs(filters={"mark": ("none",)})
    views = read_sources(log.path, log.reviewing, log.line).views
    assert (views["waiting"], views["mine"], views["anomalies"]) == (1, 1, 2)


def test_a_comment_is_flagged_and_told_with_the_record(log: LogHome) -> None:
    about = log.tell("stop.engaged")
    log.tell(
        "review.commented", {"source": "this", "seq": about, "by": "lin"}, sealed={"comment": "先问客户经理"}
    )
    log.index()
    assert log.found(view="anomalies")[0].has_comment
    made = log.reviewing.record("this", about, log.line).marks
    assert [(mark.by, mark.mark, mark.comment, mark.is_sealed) for mark in made] == [
        ("lin", "", "先问客户经理", False)
    ]


def test_another_journal_at_the_same_place_makes_the_index_anew(log: LogHome, tmp_path: Path) -> None:
    log.send("T1", "C1")
    log.index()
    other = LogHome(tmp_path / "other")
    other.send("T9", "C9")
    other.send("T8", "C8")
    other.close()
    log.close()
    for suffix in ("-wal", "-shm"):
        (log.path / f"tandem.db{suffix}").unlink(missing_ok=True)
    shutil.copyfile(other.path / "tandem.db", log.path / "tandem.db")
    again = LogHome(log.path)
    with pytest.raises(AnotherJournalError):
        again.index()
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=follow, args=(theirs, str(log.path)))
    child.start()
    theirs.close()
    try:
        wait_until(lambda: again.seqs(filters={"customer": ("C9",)}), again)
    finally:
        ours.close()
        child.join(10)
    assert child.exitcode == 0
    assert again.seqs(filters={"customer": ("C1",)}) == []
    again.close()


def wait_until(look: Callable[[], object], log: LogHome) -> None:
    until = time.monotonic() + 20
    while True:
        log.reviewing.learn(log.line)
        if look():
            return
        assert time.monotonic() < until, "the follower never got there"
        time.sleep(0.05)


def test_a_damaged_index_is_made_anew(log: LogHome) -> None:
    log.send("T1", "C1")
    index_path(log.path).parent.mkdir(parents=True)
    index_path(log.path).write_bytes(b"no database at all" * 100)
    log.index()
    assert len(log.seqs()) == 4


def test_a_bundle_is_another_source_in_one_order_of_time(log: LogHome, tmp_path: Path) -> None:
    other = LogHome(tmp_path / "other")
    other.clock.forward(seconds=0.5)
    other.send("T1", "C7")
    place = bundles_folder(log.path) / ("ab" * 16)
    place.mkdir(parents=True)
    other.close()
    shutil.copyfile(other.path / "tandem.db", place / "journal.db")
    log.send("T1", "C1")
    log.index()
    rows = log.found(newest_first=False)
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert [row.source for row in rows][:3] == ["this", "ab" * 16, "this"]
    mine, theirs = log.found(sources=("this",)), log.found(sources=("ab" * 16,))
    assert {row.customer for row in mine} == {"C1"}
    assert {row.customer for row in theirs} == {"C7"}
    # Both workstations have a task T1; it is not the same.
    assert {row.customer for row in log.reviewing.record("ab" * 16, 0, log.line).related} == {"C7"}
    log.tell("review.marked", {"source": "ab" * 16, "seq": 3, "mark": "escalated", "by": "lin"})
    log.index()
    assert {(row.source, row.seq) for row in log.found(filters={"mark": ("escalated",)})} == {("ab" * 16, 3)}
    found = {one.source: one.records for one in read_sources(log.path, log.reviewing, log.line).sources}
    assert found == {"this": 5, "ab" * 16: 4}
