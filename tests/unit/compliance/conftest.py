from __future__ import annotations

import pytest

from robot.compliance import Checker, load_checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    return load_checker()
