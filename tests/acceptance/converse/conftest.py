"""A chat server and a browser for each test that asks for them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from chatserver import prosody
from tests.acceptance.converse import browsing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from playwright.async_api import Browser

    from chatserver.prosody import ChatServer


@pytest.fixture
def chat_server_is_here() -> None:
    """Skips where the server cannot be had; on Linux it can, so there its absence is a failure."""
    if missing := prosody.why_not_here():
        if sys.platform == "linux":
            pytest.fail(f"{missing}; run scripts/setup --for test")
        pytest.skip(missing)


@pytest.fixture
def chat_server(tmp_path: Path, chat_server_is_here: None) -> Iterator[ChatServer]:
    """A fresh server; starting one takes a seventh of a second, so nobody has to share."""
    with prosody.serve(tmp_path / "prosody") as server:
        yield server


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The browser of this machine."""
    async with browsing.open_browser() as opened:
        yield opened
