"""One site's queue of approvals: one attempt at a time, a person's first, stopped at any moment."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import TaskState
from robot.execution.approval import Approval
from robot.execution.confirmations import Confirmations
from robot.execution.pacing import Pacer
from robot.execution.ports import TaskBook
from robot.execution.send_path import SendPath, Sent


@dataclass(slots=True, kw_only=True)
class _Order:
    approval: Approval
    #: Most acts a minute for this order, or None.
    per_minute: int | None
    #: Set once a halt came after the order was queued.
    halted: asyncio.Event


Ended = Callable[[str, TaskOutcome], Awaitable[None]]


class Dispatcher:
    """Runs approvals through the send path and hands the clicked ones to their witness."""

    def __init__(
        self,
        *,
        path: SendPath,
        confirmations: Confirmations,
        tasks: TaskBook,
        on_ended: Ended,
        on_fatal: Callable[[Exception], None],
    ) -> None:
        """:param on_ended: told of every ending that needed no witness.

        :param on_fatal: told when the log cannot be written; nothing more is done then.
        """
        self._path = path
        self._confirmations = confirmations
        self._tasks = tasks
        self._on_ended = on_ended
        self._on_fatal = on_fatal
        self._attended: deque[_Order] = deque()
        self._scheduled: deque[_Order] = deque()
        self._changed = asyncio.Condition()
        self._pacer = Pacer()
        #: Set by a halt and then replaced, so that whoever waited through one still sees it.
        self._halt = asyncio.Event()
        self._attempt: asyncio.Task[Sent | TaskOutcome] | None = None
        self._busy = False
        self.is_paused = False

    @property
    def pending(self) -> int:
        """Orders waiting, not counting the one under way."""
        return len(self._attended) + len(self._scheduled)

    @property
    def is_busy(self) -> bool:
        """Whether an order is being carried out."""
        return self._busy

    async def submit(self, approval: Approval, *, per_minute: int | None = None) -> None:
        """Queue an approval; a person's goes before the schedule's."""
        async with self._changed:
            (self._attended if approval.attended else self._scheduled).append(
                _Order(approval=approval, per_minute=per_minute, halted=self._halt)
            )
            self._changed.notify_all()

    async def pause(self, paused: bool) -> None:  # noqa: FBT001 - pause or resume
        """Finish the step under way, then take no scheduled order until resumed."""
        async with self._changed:
            self.is_paused = paused
            self._changed.notify_all()

    async def halt(self) -> None:
        """The kill switch was engaged: drop what waits, cancel the attempt if its click has not begun."""
        self._halt.set()
        self._halt = asyncio.Event()
        async with self._changed:
            dropped = [*self._attended, *self._scheduled]
            self._attended.clear()
            self._scheduled.clear()
            self.is_paused = False
            self._changed.notify_all()
        attempt = self._attempt
        # Once only: a second cancellation would break off the tidying up after the first.
        if attempt is not None and not self._path.is_past_the_point and not attempt.cancelling():
            attempt.cancel()
        for order in dropped:
            await self._drop(order, TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))

    async def drained(self) -> None:
        """Wait until nothing waits or runs; paused orders count as waiting."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.pending and not self._busy)

    async def run(self) -> None:
        """Work for as long as the agent lives; cancel to end."""
        while True:
            order = await self._next()
            try:
                await self._carry_out(order)
            except JournalUnwritable as err:
                # Never unlogged: the robot stops as a whole.
                self._on_fatal(err)
                return
            finally:
                more = bool(self._attended or (self._scheduled and not self.is_paused))
                await self._confirmations.expect_more(more)
                async with self._changed:
                    self._busy = False
                    self._changed.notify_all()

    async def _next(self) -> _Order:
        async with self._changed:
            await self._changed.wait_for(lambda: self._attended or (self._scheduled and not self.is_paused))
            self._busy = True
            order = (self._attended or self._scheduled).popleft()
        await self._confirmations.expect_more(True)
        return order

    async def _carry_out(self, order: _Order) -> None:
        external_id = order.approval.task.customer.recipient.external_id
        await self._confirmations.room(external_id)
        if not self._confirmations.stopped_by:
            await self._pacer.turn(order.per_minute, order.halted)
        if order.halted.is_set():
            await self._drop(order, TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))
            return
        if self._confirmations.stopped_by:
            await self._drop(order, TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.SITE_STOPPED))
            return
        self._attempt = asyncio.create_task(self._path.attempt(order.approval))
        try:
            result = await self._attempt
        except asyncio.CancelledError:
            if _is_going_down():
                # The agent goes down; what was begun is settled by reading at the next start.
                raise
            result = TaskOutcome(
                outcome=Outcome.CANCELLED, reason=Reason.STOPPED, detail="stopped before the click"
            )
        except StateConflict as conflict:
            await self._left_alone(order, conflict)
            return
        finally:
            self._attempt = None
        if _is_going_down():
            # The attempt could not be cancelled because its click had begun; that must not keep us here.
            raise asyncio.CancelledError
        if isinstance(result, Sent):
            await self._confirmations.add(result)
        else:
            await self._end(order, result)

    async def _left_alone(self, order: _Order, conflict: StateConflict) -> None:
        """The task moved on while its order waited: what it became stands, but a run must not wait for it."""
        if conflict.params.get("state") not in {TaskState.RUNNING, TaskState.AWAITING_WITNESS}:
            outcome = TaskOutcome(
                outcome=Outcome.CANCELLED, reason=Reason.INTERRUPTED, detail="taken back or changed meanwhile"
            )
            await self._on_ended(order.approval.task.task_id, outcome)

    async def _drop(self, order: _Order, outcome: TaskOutcome) -> None:
        """An order that was never begun."""
        try:
            await self._end(order, outcome, is_begun=False)
        except StateConflict as conflict:
            await self._left_alone(order, conflict)

    async def _end(self, order: _Order, outcome: TaskOutcome, *, is_begun: bool = True) -> None:
        task_id = order.approval.task.task_id
        await self._tasks.end(task_id, outcome, order=None if is_begun else order.approval)
        self._path.steps.note(task_id, "outcome", "done", outcome.outcome)
        await self._on_ended(task_id, outcome)


def _is_going_down() -> bool:
    me = asyncio.current_task()
    return me is not None and me.cancelling() > 0
