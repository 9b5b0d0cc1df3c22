"""A home with a log for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.log_home import LogHome


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogHome]:
    home = LogHome(tmp_path / "home")
    yield home
    home.close()
