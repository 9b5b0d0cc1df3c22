from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sending import Sending, sending


@pytest.fixture
def world(tmp_path: Path) -> Sending:
    return sending(tmp_path)
