"""How fast, and how it is stopped."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from robot.execution.pacing import Pacer
from robot.execution.steps import StepLog
from robot.execution.stop import StopNote, StopSwitch
from tests.support.builders import TEN_O_CLOCK


async def test_no_limit_means_no_wait() -> None:
    loop, pacer, cancelled = asyncio.get_running_loop(), Pacer(), asyncio.Event()
    began = loop.time()
    for _ in range(100):
        await pacer.turn(None, cancelled)
    assert loop.time() - began < 0.5


async def test_acts_keep_their_distance() -> None:
    loop, pacer, cancelled = asyncio.get_running_loop(), Pacer(), asyncio.Event()
    moments = []
    for _ in range(4):
        await pacer.turn(1200, cancelled)
        moments.append(loop.time())
    assert all(later - earlier >= 0.045 for earlier, later in pairwise(moments))


async def test_a_slow_site_earns_no_burst() -> None:
    loop, pacer, cancelled = asyncio.get_running_loop(), Pacer(), asyncio.Event()
    await pacer.turn(600, cancelled)
    pacer._next_at -= 3600
    began = loop.time()
    await pacer.turn(600, cancelled)
    await pacer.turn(600, cancelled)
    assert loop.time() - began >= 0.09


async def test_a_cancelled_wait_ends_at_once() -> None:
    pacer, cancelled = Pacer(), asyncio.Event()
    await pacer.turn(1, cancelled)
    cancelled.set()
    await asyncio.wait_for(pacer.turn(1, cancelled), 1)


def test_a_stop_file_stops_whoever_made_it(tmp_path: Path) -> None:
    switch = StopSwitch(tmp_path / "stop")
    assert not switch.is_engaged
    assert switch.note(TEN_O_CLOCK) is None
    switch.path.touch()
    assert switch.is_engaged
    assert switch.note(TEN_O_CLOCK) == StopNote(by="stop file", at=TEN_O_CLOCK, reason="")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"by": "x"}', b'{"by":1,"at":2,"reason":3}']
)
def test_no_content_of_the_file_lets_the_robot_go(tmp_path: Path, content: bytes) -> None:
    switch = StopSwitch(tmp_path / "stop")
    switch.path.write_bytes(content)
    assert switch.is_engaged
    note = switch.note(TEN_O_CLOCK)
    assert note is not None
    assert note.by == "stop file"


def test_a_directory_or_dangling_place_counts_as_stopped(tmp_path: Path) -> None:
    (tmp_path / "stop").mkdir()
    assert StopSwitch(tmp_path / "stop").is_engaged
    (tmp_path / "file").touch()
    assert StopSwitch(tmp_path / "file" / "stop").is_engaged, "a place that cannot be looked at is no permit"


def test_a_disk_that_takes_no_file_stops_the_robot_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to(tmp_path / "nowhere")
    switch = StopSwitch(tmp_path / "home" / "stop")
    assert not switch.is_engaged
    switch.engage(StopNote(by="liming", at=TEN_O_CLOCK, reason=""))
    assert switch.is_engaged
    switch.release()
    assert not switch.is_engaged


def test_the_first_note_stays_and_a_release_releases(tmp_path: Path) -> None:
    switch = StopSwitch(tmp_path / "deep" / "stop")
    first = StopNote(by="王芳", at=TEN_O_CLOCK, reason="投诉")
    switch.engage(first)
    switch.engage(StopNote(by="somebody else", at=TEN_O_CLOCK, reason=""))
    assert switch.note(TEN_O_CLOCK) == first
    switch.release()
    switch.release()
    assert not switch.is_engaged


def test_steps_are_bounded_and_say_what_failed() -> None:
    log = StepLog(lambda: TEN_O_CLOCK)
    touched: list[int] = []
    log.on_step = lambda: touched.append(1)
    for number in range(100):
        with log.step(f"T{number}", "open"):
            pass
    with pytest.raises(ValueError, match="nothing"), log.step("T", "fill"):
        raise ValueError("nothing")
    assert len(log.recent) == 40
    assert len(touched) == 202, "told when a step begins and when it is over"
    assert log.recent[-1].state == "failed"
    assert log.recent[-1].detail == "ValueError", "the kind, never the words, which may hold a text"
    assert log.totals_ms["open"][1] == 100
    assert "fill" not in log.totals_ms


def test_the_step_under_way_is_shown_and_gives_way_to_its_end() -> None:
    log = StepLog(lambda: TEN_O_CLOCK)
    begun: list[tuple[str, str]] = []
    log.on_begin = lambda task_id, step: begun.append((task_id, step))
    with log.step("T1", "open"):
        assert [(line.step, line.state) for line in log.recent] == [("open", "running")]
    assert [(line.step, line.state) for line in log.recent] == [("open", "done")]
    assert begun == [("T1", "open")]
