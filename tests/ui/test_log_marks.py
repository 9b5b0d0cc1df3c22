"""Marks and comments: shown at once, kept by the agent, taken back when it refuses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from robot.domain.errors import NotPermitted
from tests.ui.bench import Bench
from tests.ui.log_bench import K, LogBench


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    return LogBench(bench)


def test_r_marks_the_record_with_its_comment_and_goes_on(seat: LogBench) -> None:
    seq = seat.row.seq
    seat.press(K.Key_M)
    field = seat.log.evidence.bar.comment
    assert field.hasFocus()
    field.insert("已与客户经理核对")
    seat.press(K.Key_Escape)
    assert seat.log.table.hasFocus()
    seat.press(K.Key_R)
    seat.bench.until(lambda: bool(seat.asked("log_mark")))
    assert seat.asked("log_mark") == [
        {"source": "this", "seq": seq, "mark": "reviewed", "comment": "已与客户经理核对"}
    ]
    assert seat.log.table.position == 1
    row = seat.log.table.model_.row(0)
    assert row is not None
    assert row.mark == "reviewed"
    assert field.text() == ""
    seat.bench.until(lambda: f"#{seq:,} 已复核，已记入日志" in seat.words(seat.log.evidence))
    seat.press(K.Key_K)
    seat.bench.until(lambda: "已与客户经理核对" in seat.words(seat.log.evidence.facts))


@pytest.mark.parametrize(("key", "mark"), [(K.Key_U, "escalated"), (K.Key_N, "false_alarm")])
def test_the_other_marks_have_their_keys(seat: LogBench, key: Qt.Key, mark: str) -> None:
    seat.press(key)
    seat.bench.until(lambda: [args["mark"] for args in seat.asked("log_mark")] == [mark])


def test_a_row_that_is_not_read_yet_is_not_marked(seat: LogBench) -> None:
    seat.agent.delay_s["log_record"] = 0.2
    seat.press(K.Key_J)
    seat.press(K.Key_R)
    seat.until_shown()
    assert seat.asked("log_mark") == []


def test_the_next_record_is_shown_though_the_mark_is_answered_before_it(seat: LogBench) -> None:
    first = seat.row.seq
    seat.agent.delay_s["log_record"] = 0.2
    seat.press(K.Key_R)
    seat.until_shown()
    assert seat.record.row.seq != first


def test_a_mark_that_is_refused_is_taken_back(seat: LogBench) -> None:
    seat.agent.log_break["log_mark"] = NotPermitted("no", code="review.no_supervisor")
    seat.press(K.Key_R)
    seat.bench.until(lambda: "没有标记" in seat.words(seat.log.evidence))
    row = seat.log.table.model_.row(0)
    assert row is not None
    assert row.mark == ""


def test_enter_in_the_comment_keeps_the_comment_alone(seat: LogBench) -> None:
    seq = seat.row.seq
    seat.press(K.Key_M)
    QTest.keyClicks(seat.log.evidence.bar.comment, "r u n")
    seat.press(K.Key_Return)
    seat.bench.until(lambda: bool(seat.asked("log_comment")))
    assert seat.asked("log_comment") == [{"source": "this", "seq": seq, "comment": "r u n"}]
    assert seat.asked("log_mark") == []
    assert seat.log.table.hasFocus()


def test_a_comment_that_is_refused_is_given_back(seat: LogBench) -> None:
    seat.agent.log_break["log_comment"] = NotPermitted("no", code="review.number")
    seat.press(K.Key_M)
    QTest.keyClicks(seat.log.evidence.bar.comment, "6217")
    seat.press(K.Key_Return)
    seat.bench.until(lambda: seat.log.evidence.bar.comment.text() == "6217")
    assert "意见没有记下" in seat.words(seat.log.evidence)


def test_a_key_held_down_does_not_mark_the_next_row_too(seat: LogBench) -> None:
    assert not seat.log.actions_by_name["reviewed"].autoRepeat()
    assert seat.log.actions_by_name["next_row"].autoRepeat()
