"""What the log says while it reads, when there is nothing, when it failed, and to whom may not review."""

from __future__ import annotations

import base64
import json
import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from robot.domain.errors import EnvironmentFault
from robot.governance.private_keys import new_key
from tests.ui.bench import Bench
from tests.ui.log_bench import K, LogBench


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    return LogBench(bench)


def test_a_slow_first_reading_shows_where_rows_will_be(bench: Bench) -> None:
    gate = bench.agent.log_gates["log_open"] = threading.Event()
    seat = LogBench(bench, waits=False)
    skeleton = seat.log.rows.skeleton
    assert skeleton.isVisible()
    assert not skeleton.is_late
    bench.until(lambda: skeleton.is_late)
    gate.set()
    seat.until_shown()
    assert not skeleton.isVisible()


def test_a_log_that_cannot_be_read_says_so_and_is_tried_again(bench: Bench) -> None:
    bench.agent.log_break["log_open"] = EnvironmentFault("the reader ended", code="reader.failed")
    seat = LogBench(bench, waits=False)
    bench.until(seat.log.rows.note.isVisible)
    told = seat.words(seat.log.rows)
    assert "读不到日志" in told
    assert "日志本身没有改动" in told
    assert "reader.failed" in told
    del bench.agent.log_break["log_open"]
    seat.log.rows.note.retry.click()
    seat.until_shown()
    assert seat.log.rows.shows_table


def test_a_failed_search_keeps_the_rows_before(seat: LogBench) -> None:
    before = seat.total
    seat.agent.log_break["log_open"] = EnvironmentFault("the reader ended", code="reader.failed")
    seat.log.search.field.setText("保本")
    seat.bench.until(seat.log.banner.isVisible)
    assert "下面仍是上一次的结果" in seat.log.banner.label.text()
    assert seat.total == before
    assert seat.log.rows.shows_table


def test_an_empty_log_says_what_will_be_there(bench: Bench) -> None:
    bench.agent.records = bench.agent.log_begun_with = 0
    seat = LogBench(bench, waits=False)
    seat.log.head.views["all"].click()
    bench.until(lambda: "日志还是空的" in seat.words(seat.log.rows))


def test_filters_that_leave_nothing_are_named_as_the_cause(seat: LogBench) -> None:
    seat.view("mine")
    seat.bench.until(lambda: "“我的”里没有记录" in seat.words(seat.log.rows))
    assert seat.log.evidence.record is None


def test_who_may_not_review_can_read_and_is_told_why(bench: Bench) -> None:
    bench.agent.may_review = False
    seat = LogBench(bench)
    bench.until(seat.log.banner.isVisible)
    assert "只能查看" in seat.log.banner.label.text()
    for name in ("reviewed", "escalated", "false_alarm", "unmask"):
        assert not seat.log.actions_by_name[name].isEnabled()
    button = seat.log.evidence.bar.buttons["reviewed"]
    assert "主管" in button.accessibleName()
    seat.press_in_table(K.Key_R)
    seat.press_in_table(K.Key_O)
    seat.bench.qtbot.wait(50)
    assert seat.asked("log_mark") == []
    assert not seat.log.intents.unmask.isVisible()


PASSPHRASE = "long enough for a test"


def sign_in(seat: LogBench, path: Path) -> None:
    """Open a key by the banner's button."""
    seat.bench.until(seat.log.banner.button.isVisible)
    seat.log.banner.button.click()
    dialog = seat.page.reviews.dialog
    seat.bench.until(dialog.isVisible)
    dialog.file.setText(str(path))
    dialog.passphrase.setText(PASSPHRASE)
    QTest.keyClick(dialog.passphrase, K.Key_Return)


def test_a_reviewer_signs_in_with_a_key_and_out_by_putting_it_away(bench: Bench, tmp_path: Path) -> None:
    bench.agent.may_review = False
    path = tmp_path / "reviewer.key"
    public = new_key(path, PASSPHRASE)
    bench.agent.log_readers = {public.fingerprint: "zhou.min"}
    seat = LogBench(bench)
    sign_in(seat, path)
    bench.until(lambda: bool(seat.asked("log_sign_in")))
    made = json.loads(seat.asked("log_sign_in")[0]["signature"])
    assert (made["person"], made["key"]) == ("zhou.min", public.fingerprint)
    bench.until(lambda: not seat.log.banner.isVisible())
    bench.until(seat.log.actions_by_name["reviewed"].isEnabled)
    assert "周敏 已登录复核" in seat.words(seat.log.evidence)
    seat.page.key.click()
    bench.until(lambda: bool(seat.asked("log_sign_out")))


def test_a_key_of_nobody_who_may_review_signs_nobody_in(bench: Bench, tmp_path: Path) -> None:
    bench.agent.may_review = False
    path = tmp_path / "other.key"
    new_key(path, PASSPHRASE)
    seat = LogBench(bench)
    sign_in(seat, path)
    bench.until(lambda: bool(seat.asked("log_sign_in_ask")))
    bench.until(lambda: "没有登录" in seat.log.banner.label.text())
    assert seat.asked("log_sign_in") == []


def test_a_picture_that_cannot_be_shown_says_why(bench: Bench) -> None:
    bench.agent.log_break["log_picture"] = EnvironmentFault("no", code="reader.failed")
    seat = LogBench(bench)
    view = seat.log.evidence.viewer.view
    bench.until(lambda: bool(view.accessibleDescription()) and not view.has_picture)


@pytest.mark.parametrize("raw", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xffno picture"])
def test_a_file_that_is_no_picture_of_ours_is_not_shown(bench: Bench, raw: bytes) -> None:
    bench.agent.log_pictures.update({f"{nth:02x}" * 32: base64.b64encode(raw).decode() for nth in range(8)})
    seat = LogBench(bench)
    view = seat.log.evidence.viewer.view
    bench.until(lambda: "画面与记录的哈希不符" in view.accessibleDescription())
    assert not view.has_picture


def test_an_index_under_way_says_how_far_it_is(bench: Bench) -> None:
    bench.agent.log_indexed = 4_000_000
    seat = LogBench(bench)
    bench.until(lambda: "已读 4,000,000 / 10,000,000 条" in seat.log.banner.label.text())
    bench.agent.log_indexed = 10_000_000
    bench.until(lambda: not seat.log.banner.isVisible(), timeout=9000)
