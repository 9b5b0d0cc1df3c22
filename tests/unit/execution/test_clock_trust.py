"""A clock that went ahead of the time that passed is not believed until it agrees or somebody says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from robot.domain.clock import SystemClock
from robot.domain.outcome import Outcome, TaskOutcome
from robot.execution import clock_trust
from robot.execution.clock_trust import ClockTrust, elapsed_ns
from tests.support.builders import TEN_O_CLOCK, HandClock, task
from tests.support.sending import sending


class TwoClocks:
    """A wall clock that anybody can set, and the time that passed, which nobody can."""

    source = "system"

    def __init__(self) -> None:
        self.wall = TEN_O_CLOCK
        self.passed_s = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic_ns(self) -> int:
        return self.elapsed()

    def elapsed(self) -> int:
        return int(self.passed_s * 1e9)

    def pass_time(self, seconds: float, *, set_forward: float = 0.0) -> None:
        self.passed_s += seconds
        self.wall += timedelta(seconds=seconds + set_forward)


@pytest.mark.parametrize(
    ("passed", "set_forward", "ahead"),
    [
        (60, 0, 0),
        (0, 119, 0),
        (0, 121, 121),
        (60, 3600, 3600),
        # The machine slept for a night: both clocks went on.
        (8 * 3600, 0, 0),
        # A month of drift between two clocks of one machine.
        (30 * 86400, 300, 0),
        (30 * 86400, 600, 600),
        # Set back: that is `clock.behind`.
        (60, -3600, 0),
    ],
)
def test_only_what_neither_time_nor_drift_explains_is_ahead(
    passed: float, set_forward: float, ahead: float
) -> None:
    clocks = TwoClocks()
    trust = ClockTrust(clocks, clocks.elapsed)
    clocks.pass_time(passed, set_forward=set_forward)
    assert trust.ahead_s == pytest.approx(ahead, abs=0.01)


def test_small_steps_add_up() -> None:
    clocks = TwoClocks()
    trust = ClockTrust(clocks, clocks.elapsed)
    for _ in range(3):
        clocks.pass_time(10, set_forward=100)
    assert trust.ahead_s == pytest.approx(300)


def test_time_that_agrees_again_is_believed_again() -> None:
    clocks = TwoClocks()
    trust = ClockTrust(clocks, clocks.elapsed)
    clocks.pass_time(10, set_forward=3600)
    assert trust.ahead_s > 0
    clocks.pass_time(10, set_forward=-3600)
    assert trust.ahead_s == 0


def test_a_persons_word_makes_the_clock_right_from_then_on() -> None:
    clocks = TwoClocks()
    trust = ClockTrust(clocks, clocks.elapsed)
    clocks.pass_time(10, set_forward=3600)
    trust.confirm()
    clocks.pass_time(600)
    assert trust.ahead_s == 0
    clocks.pass_time(0, set_forward=200)
    assert trust.ahead_s == pytest.approx(200)


def test_a_simulated_clock_jumps_as_it_likes() -> None:
    clock = HandClock()
    trust = ClockTrust(clock)
    clock.forward(hours=9)
    assert trust.ahead_s == 0


def test_the_systems_clock_is_held_against_time_that_nobody_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    first = elapsed_ns()
    assert elapsed_ns() >= first
    monkeypatch.setattr(clock_trust, "elapsed_ns", lambda: first)
    clock = SystemClock()
    trust = ClockTrust(clock)
    monkeypatch.setattr(clock, "now", lambda: SystemClock().now() + timedelta(hours=1))
    assert trust.ahead_s == pytest.approx(3600, abs=60)


@pytest.mark.parametrize("attended", [True, False])
async def test_nothing_is_sent_on_a_clock_that_jumped(tmp_path: Path, *, attended: bool) -> None:
    world, clocks = sending(tmp_path), TwoClocks()
    world.judgement.clock_trust = ClockTrust(clocks, clocks.elapsed)
    clocks.pass_time(5, set_forward=1800)
    assert await world.attempt(task(), attended=attended) == TaskOutcome(
        outcome=Outcome.CANCELLED, reason="clock.ahead"
    )
    world.assert_nothing_was_sent()
    assert not world.has_clicked
    world.judgement.clock_trust.confirm()
    await world.attempt(task(), attended=attended)
    assert world.has_clicked
