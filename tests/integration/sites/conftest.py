"""Small pages on loopback and a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from robot.sites.browser import BrowserChoice, RobotBrowser
from tests.support.pages import LocalSite


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """Two ports of the module: the browser is told at its start which places it may look up."""
    with LocalSite() as one, LocalSite() as other:
        return one.port, other.port


@pytest.fixture
def site(ports: tuple[int, int]) -> Iterator[LocalSite]:
    """The site that the profile allows."""
    with LocalSite(ports[0]) as running:
        yield running


@pytest.fixture
def foreign(ports: tuple[int, int]) -> Iterator[LocalSite]:
    """Somebody else's site."""
    with LocalSite(ports[1]) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(ports: tuple[int, int]) -> AsyncIterator[RobotBrowser]:
    """A browser that could reach both, so that what keeps a session from the foreign one is its own guard."""
    origins = [f"http://{host}:{port}" for port in ports for host in ("127.0.0.1", "localhost")]
    async with RobotBrowser(BrowserChoice(), origins) as running:
        yield running
