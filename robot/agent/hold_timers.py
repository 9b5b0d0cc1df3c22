"""Each hold runs its full time on its own; when it ends, the send is released."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

_LOG = structlog.get_logger("agent.holds")


class HoldTimers:
    """Timers by task id; the rows in the store are the truth, these only wake us."""

    def __init__(
        self, release: Callable[[str], Awaitable[None]], recall: Callable[[str, str], Awaitable[None]]
    ) -> None:
        """:param release: called when a hold's time is over.

        :param recall: called with the reason when the release failed; the task then waits for a person.
        """
        self._recall = recall
        self._release = release
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._releasing: set[asyncio.Task[None]] = set()

    def set(self, task_id: str, seconds: float) -> None:
        """Wake after so many seconds."""
        self.cancel(task_id)
        self._timers[task_id] = asyncio.get_running_loop().call_later(seconds, self._wake, task_id)

    def cancel(self, task_id: str) -> None:
        """Do not wake for this task."""
        timer = self._timers.pop(task_id, None)
        if timer is not None:
            timer.cancel()

    def cancel_all(self) -> None:
        """Do not wake at all."""
        for task_id in list(self._timers):
            self.cancel(task_id)

    def _wake(self, task_id: str) -> None:
        self._timers.pop(task_id, None)
        task = asyncio.get_running_loop().create_task(self._released(task_id))
        self._releasing.add(task)
        task.add_done_callback(self._releasing.discard)

    async def _released(self, task_id: str) -> None:
        try:
            await self._release(task_id)
        except Exception as err:  # noqa: BLE001 - a border: whatever failed, the person must see the task again
            _LOG.warning("hold_not_released", task=task_id, kind=type(err).__name__)
            await self._recall(task_id, getattr(err, "code", "agent.internal"))
