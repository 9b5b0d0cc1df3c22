"""A clock that was set back: the robot reads and records, and sends nothing until time has caught up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from robot.policy.rules import clock_behind
from tests.support.builders import HandClock, task
from tests.support.desk_line import LineDesk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    await made.start()
    try:
        yield made
    finally:
        await made.power_off()


async def test_what_waits_goes_on_once_the_clock_has_caught_up(desk: LineDesk) -> None:
    desk.clock.forward(hours=-1)
    await desk.run([task(1)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(clock_behind.ID))
    assert desk.server.effects == 0
    (wait,) = (await desk.status()).waits
    assert wait.reason == clock_behind.ID
    assert wait.until == desk.engine.journal.last_at
    desk.clock.forward(hours=1, seconds=1)
    await desk.run_ended()
    assert [outcome for outcome, _ in desk.outcomes().values()] == ["confirmed"]
    assert desk.server.effects == 1


async def test_a_restart_remembers_how_late_it_was(desk: LineDesk) -> None:
    await desk.power_off()
    desk.clock.forward(hours=-2)
    await desk.start()
    await desk.run([task(1)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(clock_behind.ID))
    assert desk.server.effects == 0
    assert desk.ended_for == []
