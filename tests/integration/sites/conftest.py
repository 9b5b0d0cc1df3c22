"""Small pages on loopback and a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from robot.sites.browser import BrowserChoice, RobotBrowser
from tests.support.pages import LocalSite


@pytest.fixture
def site() -> Iterator[LocalSite]:
    """The site that the profile allows."""
    with LocalSite() as running:
        yield running


@pytest.fixture
def foreign() -> Iterator[LocalSite]:
    """Somebody else's site."""
    with LocalSite() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[RobotBrowser]:
    async with RobotBrowser(BrowserChoice(), ["http://127.0.0.1:1"]) as running:
        yield running
