from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.journal.journal import Journal
from robot.store.database import Database
from tests.support.builders import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "tandem.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(clock: HandClock) -> Journal:
    return Journal(clock, boot_id="0123456789abcdef")
