from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.builders import TEN_O_CLOCK
from tests.support.desk import Desk, SleepyClock


@pytest.fixture
def clock() -> SleepyClock:
    """Ten o'clock on Monday, 2026-11-23."""
    return SleepyClock(TEN_O_CLOCK)


@pytest.fixture
def desk(tmp_path: Path, clock: SleepyClock) -> Iterator[Desk]:
    """A home whose agent was not started yet."""
    made = Desk(tmp_path / "home", clock)
    try:
        yield made
    finally:
        if hasattr(made, "engine"):
            made.power_off()
