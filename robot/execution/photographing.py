"""Masked pictures of the acting page before and after the click, taken beside the work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from robot.execution.ports import Evidence, MessageChannel, Picture
from robot.execution.steps import StepLog

#: A picture before the click is waited for no longer than this; it is evidence, and no condition.
_PATIENCE_S = 1.0


class Photographer:
    """Takes two pictures of each message; a missing one loses no outcome."""

    def __init__(self, channel: MessageChannel, evidence: Evidence, steps: StepLog) -> None:
        """The page that is shown, where pictures are kept, and who is told of a missing one."""
        self._channel = channel
        self._evidence = evidence
        self._steps = steps
        self._last: asyncio.Task[str] | None = None
        self._before: asyncio.Task[str] | None = None
        self._taken = asyncio.Event()
        #: Set once the click is over: making a picture small takes the processor that the click needs.
        self._spare = asyncio.Event()

    async def done(self) -> None:
        """Wait until the last pictures are taken; their page may go then."""
        self._spare.set()
        begun = [task for task in (self._before, self._last) if task is not None]
        if begun:
            await asyncio.wait(begun)

    def before(self, task_id: str) -> None:
        """Begin to take the one before the click."""
        self._spare.set()
        self._taken, self._spare = asyncio.Event(), asyncio.Event()
        self._before = asyncio.create_task(
            self._kept(task_id, "picture_before", self._channel.picture_before, self._spare)
        )

    async def before_is_taken(self) -> None:
        """Wait until the page may change again; a picture that takes too long is not waited for."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._taken.wait(), _PATIENCE_S)

    def begin(self, task_id: str) -> asyncio.Task[str] | None:
        """Begin to take the one after the click; the task gives its name, empty if it failed.

        None if it did not even begin.
        """
        self._spare.set()
        try:
            # Begun at once: the next chat is not opened before it is taken.
            picture = self._channel.picture()
        except Exception as err:  # noqa: BLE001 - a missing picture must not lose the outcome
            self._steps.note(task_id, "picture", "failed", type(err).__name__)
            return None
        self._last = asyncio.create_task(self._kept(task_id, "picture", lambda: picture, self._spare))
        return self._last

    async def _kept(
        self, task_id: str, step: str, take: Callable[[], Awaitable[Picture]], spare: asyncio.Event
    ) -> str:
        taken = self._taken
        try:
            try:
                picture = await take()
            finally:
                taken.set()
            await spare.wait()
            name = await self._evidence.keep(picture)
        except Exception as err:  # noqa: BLE001 - as above, whatever broke: browser, page or disk
            self._steps.note(task_id, step, "failed", type(err).__name__)
            return ""
        if name:
            self._steps.pictured(task_id, step, name, picture.target)
        return name
