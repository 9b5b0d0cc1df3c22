"""One site's queue of approvals: one attempt at a time, a person's first, stopped at any moment.

What the site, the hours or a cap do not let through now waits at the front, in its order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import TaskState
from robot.execution.approval import Approval
from robot.execution.confirmations import Confirmations
from robot.execution.endings import SITE_TROUBLE, PutBack, too_late
from robot.execution.gate import FAILURES_ALLOWED, SiteGate
from robot.execution.pacing import Pacer
from robot.execution.ports import TaskBook
from robot.execution.send_path import ATTEMPTS, SendPath
from robot.execution.sent import Sent

#: Why an account waits for its turn; the gate's reason.
RATE_CAP = "caps.account_rate"


@dataclass(slots=True, kw_only=True)
class _Order:
    approval: Approval
    #: Most acts a minute for this order, or None.
    per_minute: int | None
    #: Set once a halt came after the order was queued.
    halted: asyncio.Event
    #: It waited already because the page failed for it.
    was_put_back: bool = False


Ended = Callable[[str, TaskOutcome], Awaitable[None]]


async def _nothing() -> None:
    return


class Dispatcher:
    """Runs approvals through the send path and hands the clicked ones to their witness."""

    def __init__(
        self,
        *,
        path: SendPath,
        confirmations: Confirmations,
        tasks: TaskBook,
        gate: SiteGate,
        on_ended: Ended,
        on_fatal: Callable[[Exception], None],
        before_attempt: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        """:param on_ended: told of every ending that needed no witness.

        :param on_fatal: told when the log cannot be written; nothing more is done then.
        :param before_attempt: called while nothing is under way on the acting page.
        """
        self._path = path
        self._confirmations = confirmations
        self._tasks = tasks
        self._gate = gate
        self._on_ended = on_ended
        self._on_fatal = on_fatal
        self._before_attempt = before_attempt
        self._attended: deque[_Order] = deque()
        self._scheduled: deque[_Order] = deque()
        self._changed = gate.changed
        self._pacer = Pacer()
        #: Set by a halt and then replaced, so that whoever waited through one still sees it.
        self._halt = asyncio.Event()
        self._attempt: asyncio.Task[Sent | TaskOutcome | PutBack] | None = None
        self._busy = False
        self._is_going_down = False
        #: Why the acting page is a person's now, or empty.
        self._given_way_for = ""
        self.is_paused = False
        #: Held by whoever works on the acting page.
        self.acting = asyncio.Lock()

    @property
    def pending(self) -> int:
        """Orders waiting, not counting the one under way."""
        return len(self._attended) + len(self._scheduled)

    @property
    def is_busy(self) -> bool:
        """Whether an order is being carried out; orders that wait for the site are not."""
        return self._busy

    @property
    def is_waiting(self) -> bool:
        """Whether orders of the schedule wait because the site is closed."""
        return bool(self._scheduled) and not self._busy and self._gate.closing() is not None

    @property
    def waiting(self) -> int:
        """Orders of the schedule that wait."""
        return len(self._scheduled)

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

    async def withdraw(self, outcome: TaskOutcome) -> None:
        """The schedule's window is over: its orders that wait end so; the one under way goes on."""
        async with self._changed:
            waiting = list(self._scheduled)
            self._scheduled.clear()
            self._changed.notify_all()
        for order in waiting:
            await self._drop(order, outcome)

    async def halt(self) -> None:
        """The kill switch was engaged: drop what waits, cancel the attempt if its click has not begun."""
        for order in await self._break_off():
            await self._drop(order, TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))

    async def abandon(self) -> None:
        """The agent goes down: as a halt, but what waits gets no ending and is found at the next start."""
        self._is_going_down = True
        await self._break_off()

    async def give_way(self, reason: str) -> None:
        """Leave the acting page to a person until `go_on`.

        An attempt whose click has not begun withdraws, and its order waits at the front again; a click that
        has begun gets its echo. Returns once nothing is under way.

        :param reason: what the gate was closed for before this call.
        """
        self._given_way_for = reason
        self._cancel_attempt()
        async with self._changed:
            await self._changed.wait_for(lambda: self._attempt is None)
        if not self._gate.is_closed_by(Reason.LOGIN_NEEDED):
            # Whoever only looks at another chat now must be done too; a login is the person's own to make.
            async with self.acting:
                pass

    def _has_given_way(self) -> bool:
        return bool(self._given_way_for)

    def go_on(self) -> None:
        """The acting page is the robot's again."""
        self._given_way_for = ""

    async def _break_off(self) -> list[_Order]:
        self._halt.set()
        self._halt = asyncio.Event()
        async with self._changed:
            dropped = [*self._attended, *self._scheduled]
            self._attended.clear()
            self._scheduled.clear()
            self.is_paused = False
            self._changed.notify_all()
        self._cancel_attempt()
        return dropped

    def _cancel_attempt(self) -> None:
        attempt = self._attempt
        # Once only: a second cancellation would break off the tidying up after the first.
        if attempt is not None and not self._path.is_past_the_point and not attempt.cancelling():
            attempt.cancel()

    async def drained(self) -> None:
        """Wait until nothing waits or runs; paused orders count as waiting."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.pending and not self._busy)

    async def at_rest(self) -> None:
        """Wait until nothing is being carried out, whatever waits."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._busy)

    # --- the loop ------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Work for as long as the agent lives; cancel to end."""
        while True:
            try:
                await self._carry_out(await self._next())
            except JournalUnwritable as err:
                # Never unlogged: the robot stops as a whole.
                self._on_fatal(err)
                return
            finally:
                await self._confirmations.expect_more(self._is_next_due())
                await self._is_idle()

    def _is_next_due(self) -> bool:
        if self._attended:
            return True
        if not self._scheduled or self.is_paused:
            return False
        closing = self._gate.closing()
        return closing is None or closing.ends_orders

    async def _next(self) -> _Order:
        while True:
            order, late = await self._due()
            for one in late:
                await self._drop(one, too_late())
            if order is not None:
                await self._confirmations.expect_more(True)
                return order
            await self._is_idle()

    async def _due(self) -> tuple[_Order | None, list[_Order]]:
        """Wait for the next order, or for some whose send window is over."""
        async with self._changed:
            while not self._is_next_due() and not self._is_first_too_late():
                # Nobody tells when a time has come, and a wall clock may be set meanwhile.
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._gate.seconds_to_look):
                        await self._changed.wait()
            late = self._take_late()
            self._busy = True
            is_due = self._is_next_due()
            return (self._attended or self._scheduled).popleft() if is_due else None, late

    async def _is_idle(self) -> None:
        async with self._changed:
            self._busy = False
            self._changed.notify_all()

    def _is_first_too_late(self) -> bool:
        return bool(self._scheduled) and self._path.judgement.is_too_late(self._scheduled[0].approval)

    def _take_late(self) -> list[_Order]:
        """Orders of the schedule whose send window is over; they would wait for nothing."""
        if not self._is_first_too_late():
            return []
        late = [order for order in self._scheduled if self._path.judgement.is_too_late(order.approval)]
        self._scheduled = deque(order for order in self._scheduled if order not in late)
        return late

    # --- one order -----------------------------------------------------------------------------------------

    async def _carry_out(self, order: _Order) -> None:
        external_id = order.approval.task.customer.recipient.external_id
        await self._confirmations.room(external_id)
        if await self._is_turned_away(order):
            return
        await self._pacer.turn(order.per_minute, order.halted)
        async with self.acting:
            if await self._is_turned_away(order):
                return
            await self._before_attempt()
            result = await self._attempted(order)
        if _is_cancelled():
            # The attempt could not be cancelled because its click had begun; that must not keep us here.
            raise asyncio.CancelledError
        if isinstance(result, Sent):
            await self._gate.succeeded()
            await self._confirmations.add(result)
            if result.echo.refusal is Reason.PLATFORM_QUOTA:
                await self._gate.close(result.echo.refusal, until=self._gate.next_day, ends_orders=True)
        elif isinstance(result, PutBack):
            await self._put_back(order, result)
        elif result is not None:
            await self._ended(order, result)

    async def _is_turned_away(self, order: _Order) -> bool:
        """Whether the order cannot go now; it was dropped or waits then."""
        if order.halted.is_set():
            await self._drop(order, TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))
            return True
        attended = order.approval.attended
        closing = self._gate.closing(attended=attended)
        if closing is None:
            turn = await self._path.judgement.turn_at(order.approval)
            if turn is None:
                return False
            await self._gate.close(RATE_CAP, until=turn)
        elif attended or closing.ends_orders:
            await self._drop(order, TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=closing.reason))
            return True
        await self._to_the_front(order)
        return True

    async def _attempted(self, order: _Order) -> Sent | TaskOutcome | PutBack | None:
        """One attempt; None if its task had moved on."""
        # What the last attempt was past says nothing of this one, not even before it runs a line.
        self._path.forget()
        if self._has_given_way():
            # The page was taken over between the look at the gate and now.
            return await self._broken_off(order)
        attempts = 1 if self._gate.is_probing else ATTEMPTS
        self._attempt = asyncio.create_task(self._path.attempt(order.approval, attempts=attempts))
        try:
            return await self._attempt
        except asyncio.CancelledError:
            if _is_cancelled():
                # The agent goes down; what was begun is settled by reading at the next start.
                raise
            return await self._broken_off(order)
        except StateConflict as conflict:
            await self._left_alone(order, conflict)
            return None
        finally:
            self._attempt = None

    async def _broken_off(self, order: _Order) -> TaskOutcome | PutBack | None:
        """A stop or a take-over came before the click; a task that was not begun is left as it stands."""
        is_begun, attended = self._path.is_begun, order.approval.attended
        if self._is_going_down and not attended:
            return PutBack(reason=Reason.INTERRUPTED, is_begun=is_begun)
        outcome = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED, detail="before the click")
        if self._has_given_way() and not order.halted.is_set():
            if not attended:
                return PutBack(reason=self._given_way_for, is_begun=is_begun, closes_site=False)
            outcome = TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=self._given_way_for)
        if is_begun:
            return outcome
        await self._drop(order, outcome)
        return None

    async def _ended(self, order: _Order, outcome: TaskOutcome) -> None:
        """An ending before the click. Trouble of the site closes its gate, and most of it is no ending."""
        if outcome.reason in {Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT}:
            await self._gate.close(outcome.reason, ends_orders=outcome.reason == Reason.WRONG_ACCOUNT)
        elif outcome.reason in SITE_TROUBLE:
            exhausted = self._path.is_exhausted
            await self._gate.failed(FAILURES_ALLOWED if exhausted else 1)
            # A site that is away says nothing about the task; a changed page may be this customer's alone.
            is_of_site = outcome.reason == Reason.PAGE_UNREACHABLE or not order.was_put_back
            if exhausted and is_of_site and not order.approval.attended:
                order.was_put_back = True
                await self._tasks.put_back(order.approval.task.task_id, outcome.reason)
                await self._to_the_front(order)
                return
        await self._end(order, outcome)

    async def _put_back(self, order: _Order, waits: PutBack) -> None:
        if waits.is_begun:
            await self._tasks.put_back(order.approval.task.task_id, waits.reason)
        if self._is_going_down:
            return
        if waits.closes_site:
            await self._gate.close(waits.reason, until=waits.until)
        await self._to_the_front(order)

    async def _to_the_front(self, order: _Order) -> None:
        if order.halted.is_set():
            await self._drop(order, TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))
            return
        async with self._changed:
            self._scheduled.appendleft(order)
            self._changed.notify_all()

    async def _left_alone(self, order: _Order, conflict: StateConflict) -> None:
        """The task moved on while its order waited: what it became stands, but a run must not wait for it."""
        if conflict.params.get("state") not in {TaskState.RUNNING, TaskState.AWAITING_WITNESS}:
            outcome = TaskOutcome(
                outcome=Outcome.CANCELLED, reason=Reason.INTERRUPTED, detail="taken back or changed meanwhile"
            )
            await self._on_ended(order.approval.task.task_id, outcome)

    async def _drop(self, order: _Order, outcome: TaskOutcome) -> None:
        """An order that was never begun, or was made ready again."""
        if self._is_going_down:
            return
        try:
            await self._end(order, outcome, is_begun=False)
        except StateConflict as conflict:
            await self._left_alone(order, conflict)

    async def _end(self, order: _Order, outcome: TaskOutcome, *, is_begun: bool = True) -> None:
        task_id = order.approval.task.task_id
        await self._tasks.end(
            task_id,
            outcome,
            order=None if is_begun else order.approval,
            by_hand=self._path.made_by_hand(order.approval, outcome),
        )
        self._path.steps.note(task_id, "outcome", "done", outcome.outcome)
        await self._on_ended(task_id, outcome)


def _is_cancelled() -> bool:
    me = asyncio.current_task()
    return me is not None and me.cancelling() > 0
