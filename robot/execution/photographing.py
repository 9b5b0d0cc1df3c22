"""Masked pictures of the acting page, taken beside the work and never in its way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from robot.execution.ports import Evidence, MessageChannel, Picture
from robot.execution.steps import StepLog


class Photographer:
    """Takes one picture after each click; a missing one loses no outcome."""

    def __init__(self, channel: MessageChannel, evidence: Evidence, steps: StepLog) -> None:
        """The page that is shown, where pictures are kept, and who is told of a missing one."""
        self._channel = channel
        self._evidence = evidence
        self._steps = steps
        self._last: asyncio.Task[str] | None = None

    async def done(self) -> None:
        """Wait until the last picture is taken; its page may go then."""
        if self._last is not None:
            await asyncio.wait([self._last])

    def begin(self, task_id: str) -> asyncio.Task[str] | None:
        """Begin to take one; the task gives its name, empty if it failed. None if it did not even begin."""
        try:
            # Begun at once: the next chat is not opened before it is taken.
            picture = self._channel.picture()
        except Exception as err:  # noqa: BLE001 - a missing picture must not lose the outcome
            self._steps.note(task_id, "picture", "failed", type(err).__name__)
            return None
        self._last = asyncio.create_task(self._keep(task_id, picture))
        return self._last

    async def _keep(self, task_id: str, picture: Awaitable[Picture]) -> str:
        try:
            return await self._evidence.keep(await picture)
        except Exception as err:  # noqa: BLE001 - as above, whatever broke: browser, page or disk
            self._steps.note(task_id, "picture", "failed", type(err).__name__)
            return ""
