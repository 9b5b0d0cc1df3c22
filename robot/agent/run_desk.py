"""Beginning runs, and taking up again what an interruption left of one."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import structlog

from robot.agent.runs import RunTracker
from robot.domain.errors import NotPermitted, StateConflict, TandemError
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Channel, Task, TaskState
from robot.execution.approval import Approval
from robot.execution.schedule import Start
from robot.policy.facts import ReleaseStanding
from robot.policy.rules import (
    caps_account_daily,
    clock_behind,
    hours_quiet,
    permit_release,
    permit_unattended,
)
from robot.store.runs import RunKind, RunState, StoredRun
from robot.store.stored_task import StoredTask

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.runs")
_STOPPED = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED)
_INTERRUPTED = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.INTERRUPTED)
_WINDOW_CLOSED = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.WINDOW_CLOSED)
#: Rules whose time may still come while an order waits, so that they do not speak against taking a task.
_PASSING = frozenset({hours_quiet.ID, caps_account_daily.ID, clock_behind.ID, permit_release.ID})
#: A run takes so many messages of a sensitivity level and no more; the others are left.
RUN_CAP = "caps.run"
#: What the shutdown waits for a digest at most.
_AFTERWARDS_S = 10.0


@dataclass(slots=True)
class _Room:
    """What a run that takes tasks has used up of the caps."""

    #: Account and channel -> messages that the day still has room for.
    of_account: dict[tuple[str, str], int] = field(default_factory=dict)
    #: Messages taken of each sensitivity level.
    of_level: Counter[str] = field(default_factory=Counter)


#: A run at this rate or below waits between messages for longer than a picture takes.
UNHURRIED_PER_MINUTE = 120


class RunDesk:
    """The one run at a time of an engine."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine."""
        self._engine = engine
        self._lock = asyncio.Lock()
        #: Tasks of the run that were handed to the dispatcher since the agent's start.
        self._queued: set[str] = set()
        self._is_stopped = False
        #: The agent goes down: what ends now goes on at its next start.
        self._is_suspended = False
        self._afterwards: set[asyncio.Task[None]] = set()

    # --- beginning -----------------------------------------------------------------------------------------

    async def start(
        self, kind: RunKind, *, limit: int | None = None, start: Start | None = None
    ) -> RunTracker:
        """Take the day's ready tasks and queue them.

        :param start: the schedule's start that this run carries out.
        :raises StateConflict: if a run is under way.
        :raises NotPermitted: if the kill switch is engaged.
        :raises ReleaseRefused: if nothing may be sent with the release; no task is taken then.
        """
        async with self._lock:
            engine = self._engine
            if engine.run is not None and not engine.run.is_ended:
                raise StateConflict("a run is under way already; nothing was changed", code="run.under_way")
            if engine.stop_switch.is_engaged:
                raise NotPermitted("the robot is stopped; release the stop first", code="permit.stopped")
            standing = await engine.released.require()
            await engine.settlement.first_look_done.wait()
            await engine.line()
            taken, left = await self._choose(limit, standing)
            run = StoredRun(
                run_id=secrets.token_hex(4),
                kind=kind,
                business_date=engine.today,
                planned_at=start.at if start else None,
                until=start.until if start else None,
                started_at=engine.clock.now(),
                ended_at=None,
                planned=len(taken),
                state=RunState.RUNNING,
                counts={},
                left=dict(left),
            )
            await engine.run_book.begin(run, [item.task.task_id for item in taken])
            tracker = self._adopt(RunTracker(run, _names(taken), engine.clock.now))
            if kind is RunKind.SCHEDULED:
                # Portal work needs nobody's leave to write to customers.
                await engine.settlement.record_what_is_missing()
            await self._submit(taken)
            await self._end_if_done(tracker)
            engine.revision.touch()
            return tracker

    def _adopt(self, tracker: RunTracker) -> RunTracker:
        self._engine.run = tracker
        self._queued = set()
        self._is_stopped = False
        return tracker

    async def _choose(
        self, limit: int | None, standing: ReleaseStanding
    ) -> tuple[list[StoredTask], Counter[str]]:
        """The tasks to take, and how many are left for the RM because of which rule."""
        engine = self._engine
        taken: list[StoredTask] = []
        left: Counter[str] = Counter()
        room = _Room()
        for stored in await engine.tasks.of_day(engine.today):
            if limit is not None and len(taken) >= limit:
                break
            if stored.task.channel is not Channel.WECOM or not stored.may_be_scheduled(engine.clock.now()):
                continue
            rule = await self._rule_against(stored, room, standing)
            if rule:
                left[rule] += 1
            else:
                taken.append(stored)
        return taken, left

    async def _rule_against(self, stored: StoredTask, room: _Room, standing: ReleaseStanding) -> str:
        """Why a ready task is left for the RM, who may send it; empty if it is taken."""
        engine, task = self._engine, stored.task
        if engine.policy.find_exemption(task.rm_id, task.channel, task.business_date) is None:
            return permit_unattended.ID
        cap = engine.policy.find_cap(task.rm_id, task.channel, task.business_date)
        per_day = None if cap is None else cap.per_day
        level = engine.judgement.sensitivity_of(task)
        per_run = engine.policy.run_caps.get(level)
        if per_day is None and per_run is None:
            return ""
        judged = await engine.judgement.judged(_approval(stored), standing)
        if {finding.rule for finding in judged.decision.findings} - _PASSING:
            # It will be refused, and takes no room.
            return ""
        if per_run is not None and room.of_level[level] >= per_run:
            return RUN_CAP
        if per_day is not None:
            account = (task.rm_id, str(task.channel))
            left = room.of_account.get(account, per_day - judged.standing.account_sends_today)
            if left <= 0:
                return caps_account_daily.ID
            room.of_account[account] = left - 1
        room.of_level[level] += 1
        return ""

    async def _submit(self, taken: Sequence[StoredTask]) -> None:
        line = await self._engine.line()
        for item in taken:
            self._queued.add(item.task.task_id)
            pace = self._pace(item.task)
            approval = replace(_approval(item), is_pictured_before=self._has_time(pace))
            await line.dispatcher.submit(approval, per_minute=pace)

    def _has_time(self, per_minute: int | None) -> bool:
        """Whether a message waits for its turn anyway, so that a picture before its click costs nothing."""
        if self._engine.settings.evidence.before_click == "always":
            return True
        return per_minute is not None and per_minute <= UNHURRIED_PER_MINUTE

    def _pace(self, task: Task) -> int | None:
        exemption = self._engine.policy.find_exemption(task.rm_id, task.channel, task.business_date)
        return exemption.rate_per_minute if exemption else None

    # --- ending --------------------------------------------------------------------------------------------

    async def task_ended(self, task_id: str, outcome: TaskOutcome) -> None:
        """Count a task's ending for the run that took it; one of another origin is ignored.

        An unknown stays open for the run while it is still read for: shown absent it goes on, shown sent it
        is confirmed.
        """
        if outcome.outcome is Outcome.UNKNOWN and self._is_read_for():
            self._queued.discard(task_id)
            return
        await self._end_for_run(task_id, outcome)

    def _is_read_for(self) -> bool:
        """Whether reading may still say what became of an unknown message; after that only a person can."""
        return any(
            closing.reason == Reason.SITE_STOPPED and not closing.ends_orders
            for closing in self._engine.gate.closings
        )

    async def _end_for_run(self, task_id: str, outcome: TaskOutcome) -> None:
        tracker = self._engine.run
        if tracker is None or task_id not in tracker.open_tasks:
            return
        if self._is_suspended and outcome.outcome is Outcome.CANCELLED:
            return
        await self._engine.run_book.task_ended(tracker.run_id, task_id, outcome)
        tracker.ended(task_id, outcome)
        await self._end_if_done(tracker)

    async def _end_if_done(self, tracker: RunTracker) -> None:
        tracker.end_if_done()
        if not tracker.is_ended:
            return
        state = RunState.STOPPED if self._is_stopped else RunState.ENDED
        await self._engine.run_book.end(tracker.run_id, state, tracker.by_outcome)
        task = asyncio.create_task(self._run_ended())
        self._afterwards.add(task)
        task.add_done_callback(self._afterwards.discard)

    async def _run_ended(self) -> None:
        try:
            await self._engine.on_run_ended()
        except Exception as err:  # noqa: BLE001 - a border: the run has ended, whatever becomes of its page
            _LOG.warning("after_run_failed", kind=type(err).__name__, code=getattr(err, "code", ""))

    async def paused(self, *, paused: bool) -> None:
        """Remember a pause, so that a restart does not end it."""
        tracker = self._engine.run
        if tracker is not None and not tracker.is_ended:
            tracker.is_paused = paused
            state = RunState.PAUSED if paused else RunState.RUNNING
            await self._engine.run_book.set_state(tracker.run_id, state)

    def mark_stopped(self) -> None:
        """The kill switch was engaged: the run under way does not continue, whatever happens now."""
        tracker = self._engine.run
        if tracker is not None and not tracker.is_ended:
            tracker.is_paused = False
            self._is_stopped = True

    async def stopped(self) -> None:
        """The second half of a stop, after the dispatcher has dropped what waited there."""
        tracker = self._engine.run
        if tracker is None or tracker.is_ended:
            return
        await self._engine.run_book.set_state(tracker.run_id, RunState.STOPPED)
        for task_id in tracker.open_tasks:
            if task_id not in self._queued:
                stored = await self._engine.tasks.get(task_id)
                await self._end_for_run(task_id, _outcome_of(stored) or _STOPPED)

    def suspend(self) -> None:
        """The agent goes down in order: what it must drop now goes on at its next start."""
        self._is_suspended = True

    async def drained(self) -> None:
        """Wait a moment for what follows a run's end."""
        if self._afterwards:
            await asyncio.wait(set(self._afterwards), timeout=_AFTERWARDS_S)

    # --- going on after an interruption --------------------------------------------------------------------

    async def go_on(self, settling: asyncio.Task[None]) -> None:
        """Take up the run that an earlier agent left, once what it had begun was read for.

        :param settling: the reading; what it cannot settle ends as unknown for the run.
        """
        run = await self._left_over()
        if run is None:
            return
        engine = self._engine
        taken = await engine.run_book.taken(run.run_id)
        names = _names(await engine.tasks.of_day(run.business_date))
        ended = {task.task_id: task.outcome for task in taken if task.outcome is not None}
        in_order = {task.task_id: names.get(task.task_id, "") for task in taken}
        tracker = self._adopt(RunTracker(run, in_order, engine.clock.now, ended))
        engine.revision.touch()
        if tracker.is_ended:
            # The agent died between the last ending and the note of the run's end.
            await self._end_if_done(tracker)
            return
        await engine.settlement.first_look_done.wait()
        if run.state is RunState.PAUSED:
            await (await engine.line()).dispatcher.pause(True)
            tracker.is_paused = True
        await engine.run_book.continued(run.run_id, len(tracker.open_tasks))
        await self.look()
        await asyncio.wait({settling})
        await self.look(is_settled=True)

    async def _left_over(self) -> StoredRun | None:
        """The run to take up; others that have no end get one."""
        engine = self._engine
        found: StoredRun | None = None
        for run in await engine.run_book.unfinished():
            if run.state is RunState.STOPPED or engine.stop_switch.is_engaged:
                await self._give_up(run, RunState.STOPPED, _STOPPED)
            elif run.business_date != engine.today:
                await self._give_up(run, RunState.INTERRUPTED, _INTERRUPTED)
            else:
                if found is not None:
                    await self._give_up(found, RunState.INTERRUPTED, _INTERRUPTED)
                found = run
        return found

    async def _give_up(self, run: StoredRun, state: RunState, otherwise: TaskOutcome) -> None:
        engine = self._engine
        for task in await engine.run_book.taken(run.run_id):
            if task.outcome is None:
                stored = await engine.tasks.get(task.task_id)
                outcome = _outcome_of(stored) or otherwise
                await engine.run_book.task_ended(run.run_id, task.task_id, outcome)
        await engine.run_book.end(run.run_id, state, await engine.run_book.counts(run.run_id))

    async def look(self, *, is_settled: bool = False) -> None:
        """Queue what may go on, count what ended without a word, and end what its window is over for.

        :param is_settled: nothing more is read for by itself; what is still open then is unknown.
        """
        tracker = self._engine.run
        if tracker is None or tracker.is_ended or self._is_suspended:
            return
        if not self._engine.settlement.first_look_done.is_set():
            return
        async with self._lock:
            await self._close_window(tracker)
            for task_id in tracker.open_tasks:
                if task_id not in self._queued:
                    await self._take_up(task_id, is_settled=is_settled)

    async def _take_up(self, task_id: str, *, is_settled: bool) -> None:
        engine = self._engine
        stored = await engine.tasks.get(task_id)
        if engine.stop_switch.is_engaged:
            await self._end_for_run(task_id, _outcome_of(stored) or _STOPPED)
        elif stored.may_be_scheduled(engine.clock.now()):
            await self._submit([stored])
        elif stored.outcome is Outcome.UNKNOWN and not is_settled:
            # It may still be shown absent, and then it goes on.
            return
        elif stored.state is TaskState.ENDED:
            await self._end_for_run(task_id, _outcome_of(stored) or _INTERRUPTED)
        elif stored.state in {TaskState.HELD, TaskState.SNOOZED}:
            # A person took it meanwhile.
            await self._end_for_run(task_id, _INTERRUPTED)
        elif is_settled:
            unknown = TaskOutcome(outcome=Outcome.UNKNOWN, reason=Reason.WITNESS_UNAVAILABLE)
            await self._end_for_run(task_id, unknown)

    async def _close_window(self, tracker: RunTracker) -> None:
        """Past the window's end nothing of a scheduled run is begun."""
        until, line = tracker.run.until, self._engine.line_if_built
        if until is None or self._engine.clock.now() < until:
            return
        if line is not None:
            await line.dispatcher.withdraw(_WINDOW_CLOSED)
        for task_id in tracker.open_tasks:
            if task_id not in self._queued:
                stored = await self._engine.tasks.get(task_id)
                if stored.may_be_scheduled(self._engine.clock.now()):
                    await self._end_for_run(task_id, _WINDOW_CLOSED)

    async def end_by_person(self) -> None:
        """A person ends the agent: unlike after a power cut, its run does not go on at the next start."""
        tracker = self._engine.run
        if tracker is not None and not tracker.is_ended:
            await self._engine.run_book.set_state(tracker.run_id, RunState.STOPPED)

    async def go_on_safely(self, settling: asyncio.Task[None]) -> None:
        """As `go_on`; what stands in its way is tried again with every look of the night keeper."""
        try:
            await self.go_on(settling)
        except TandemError as err:
            _LOG.warning("run_not_continued", code=err.code)


def _names(taken: Sequence[StoredTask]) -> dict[str, str]:
    return {item.task.task_id: item.task.customer.name for item in taken}


def _approval(stored: StoredTask) -> Approval:
    return Approval(task=stored.task, variant=stored.variant, free_slots=stored.free_slots)


def _outcome_of(stored: StoredTask) -> TaskOutcome | None:
    if stored.outcome is None:
        return None
    return TaskOutcome(outcome=stored.outcome, reason=stored.reason, detail=stored.detail)
