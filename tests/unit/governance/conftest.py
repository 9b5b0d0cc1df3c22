from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.governance.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A bank with keys, people and a good release."""
    built = House(tmp_path)
    built.install_roles()
    built.signed()
    return built
