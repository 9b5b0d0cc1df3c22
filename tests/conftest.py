"""What tests share: real things that take a moment to start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from demoday.private_keyring import private_keyring as start_private_keyring

if TYPE_CHECKING:
    from collections.abc import Iterator

# No deadline: the machine is shared. `TANDEM_EXAMPLES=2000 scripts/test tests/unit` searches longer.
settings.register_profile("tandem", deadline=None, max_examples=int(os.environ.get("TANDEM_EXAMPLES", "60")))
settings.load_profile("tandem")


@pytest.fixture(scope="session")
def private_keyring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A real, open keyring for the whole session; its variables are in os.environ while it runs."""
    directory = tmp_path_factory.mktemp("keyring")
    with start_private_keyring(directory) as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield environment


@pytest.fixture(autouse=True)
def no_keyring_of_other_tests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit and window tests have no keyring, whatever was started before them in the same process."""
    if {"unit", "ui"} & set(request.path.parts):
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What one worker must run by itself: a file, and the scenarios all together, which share one day."""
    for item in items:
        folder = item.path.parent
        group = folder if folder.name == "scenarios" else item.path
        item.add_marker(pytest.mark.xdist_group(str(group)))
