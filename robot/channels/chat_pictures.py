"""The two pictures of a message: what is about to be sent, and what came of it."""

from __future__ import annotations

import asyncio

from robot.channels.chosen import OpenPage
from robot.execution.ports import Picture
from robot.sites.profile import Chat


class ChatPictures:
    """Takes them beside the work; a chat is not left before its pictures are taken."""

    def __init__(self, chat: Chat) -> None:
        """:param chat: names the element that is photographed, and what is clicked in it."""
        self._chat = chat
        self._before: asyncio.Task[Picture] | None = None
        self._after: asyncio.Task[Picture] | None = None

    def before(self, opened: OpenPage | None) -> asyncio.Task[Picture]:
        """Begin the one before the click."""
        chat = self._chat
        self._before = asyncio.create_task(_take(opened, chat.composer, chat.send or chat.composer))
        return self._before

    def after(self, opened: OpenPage | None) -> asyncio.Task[Picture]:
        """Begin the one after the click, unless it was begun."""
        if self._after is None:
            self._after = asyncio.create_task(_take(opened, self._chat.picture, ""))
        return self._after

    def begin_after(self, opened: OpenPage | None) -> None:
        """The same, for whoever does not want it yet."""
        self._after = self.after(opened)

    async def taken(self) -> None:
        """Wait until what was begun is taken."""
        begun = [task for task in (self._before, self._after) if task is not None]
        if begun:
            await asyncio.wait(begun)
        self._before = self._after = None


async def _take(opened: OpenPage | None, element: str, target: str) -> Picture:
    return await opened.camera.take(element, target=target) if opened else Picture()
