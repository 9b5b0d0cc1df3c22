"""A fresh day for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.reporting.days import Day, DayMaker


@pytest.fixture
def make_day(tmp_path: Path) -> Iterator[DayMaker]:
    """Builds a day; its store is closed with the test."""
    made: list[Day] = []

    def make(source: str = "system") -> Day:
        made.append(Day(tmp_path, source))
        return made[-1]

    yield make
    for day in made:
        day.database.close()
