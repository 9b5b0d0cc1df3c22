"""What a person or the schedule may ask of the robot: approve, undo, run, pause, stop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from robot.agent.runs import RunTracker
from robot.domain.errors import EnvironmentFault, NotPermitted, StateConflict
from robot.domain.outcome import Reason, TaskOutcome
from robot.domain.task import Channel, Task, TaskState
from robot.domain.views import RunProgress
from robot.execution.approval import Approval
from robot.execution.ports import MadeByHand
from robot.execution.stop import StopNote
from robot.store.runs import RunKind

if TYPE_CHECKING:
    from robot.agent.engine import Engine


class Intents:
    """Each intent is judged, written down, and only then carried out."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine."""
        self._engine = engine
        #: A stop was carried out and not released; keeps one stop from being journalled twice.
        self.is_stopped = False

    async def approve(self, task_id: str, *, variant: str, free_slots: dict[str, str], hold_s: int) -> None:
        """A person pressed Enter: judge again, write the hold, and send when it ends.

        :raises NotPermitted: with the rule that says no; nothing was changed.
        :raises ReleaseRefused: nothing may be sent with the release, for this cause; nothing was changed.
        """
        stored = await self._engine.tasks.get(task_id)
        self._refuse_other_day(stored.task)
        if self._engine.fatal is not None:
            raise EnvironmentFault(
                str(self._engine.fatal), code=getattr(self._engine.fatal, "code", "agent.fatal")
            )
        approval = Approval(task=stored.task, variant=variant, free_slots=free_slots, attended=True)
        await self._refuse_unsendable(approval)
        due_at = self._engine.clock.now() + timedelta(seconds=hold_s)
        await self._engine.holds.place(
            task_id,
            due_at=due_at,
            seconds=hold_s,
            variant=variant,
            free_slots=free_slots,
            filled_percent=self._engine.judgement.filled_percent_of(approval),
        )
        self._engine.timers.set(task_id, hold_s)
        self._engine.revision.touch()

    def _refuse_other_day(self, task: Task) -> None:
        """Only today's tasks may be sent.

        :raises StateConflict: for any other business date.
        """
        if task.business_date != self._engine.today:
            raise StateConflict(
                f"task {task.task_id} is of {task.business_date}, today is {self._engine.today};"
                " nothing was sent",
                code="task.other_day",
            )

    async def _refuse_unsendable(self, approval: Approval) -> None:
        if approval.task.channel is not Channel.WECOM:
            raise NotPermitted(
                "this task is not sent by the robot; make the call and note its outcome",
                code=Reason.NOT_SENDABLE,
            )
        # Before the rules, which would only say that it may not be used, and not why.
        await self._engine.released.require()
        rendering = self._engine.judgement.rendering_of(approval)
        if rendering is None:
            raise NotPermitted("its talk track is not in the library", code=Reason.NO_TALK_TRACK)
        decision = await self._engine.judgement.decision_of(approval)
        blocking = [
            item.rule for item in (*decision.findings, *rendering.findings) if item.severity == "block"
        ]
        if blocking:
            raise NotPermitted(f"not sent: rule {blocking[0]}", code=blocking[0], rule=blocking[0])
        if decision.verdict == "review":
            raise NotPermitted(
                f"not sent: rule {decision.rule} leaves this contact to a person",
                code=decision.rule,
                rule=decision.rule,
            )
        if rendering.needs_review and not await self._engine.judgement.clearance_of(approval, rendering):
            raise NotPermitted(
                f"not sent: rule {rendering.findings[0].rule} wants a supervisor's look first",
                code=Reason.WORDS_REVIEW,
                rule=Reason.WORDS_REVIEW,
                found=rendering.findings[0].rule,
            )

    async def release_hold(self, task_id: str) -> None:
        """Send what was held, its seconds over and nobody having taken it back."""
        stored = await self._engine.tasks.get(task_id)
        if stored.state is not TaskState.HELD:
            return
        await self._engine.settlement.first_look_done.wait()
        line = await self._engine.line()
        await line.dispatcher.submit(
            Approval(task=stored.task, variant=stored.variant, free_slots=stored.free_slots, attended=True)
        )

    async def undo(self, task_id: str) -> None:
        """Recall a hold.

        :raises StateConflict: if it was released already.
        """
        self._engine.timers.cancel(task_id)
        await self._engine.holds.undo(task_id)
        self._engine.revision.touch()

    async def end_by_person(
        self, task_id: str, outcome: TaskOutcome, by_hand: MadeByHand | None = None
    ) -> None:
        """Skip, or note a call; the task ends without the robot.

        :param by_hand: the contact that the person made, for the ledger.
        :raises StateConflict: if it was begun or sent.
        """
        await self._engine.tasks.close(task_id, outcome, by_hand=by_hand)
        await self._engine.task_ended(task_id, outcome)

    async def start_run(self, limit: int | None) -> RunProgress:
        """Take the day's ready tasks and carry them out unattended.

        Tasks that may only be sent with a person present are not taken; the run says how many.

        :raises StateConflict: if a run is under way.
        :raises NotPermitted: if the kill switch is engaged.
        """
        await self._engine.runs.start(RunKind.BY_HAND, limit=limit)
        return self.run_progress()

    def run_progress(self) -> RunProgress:
        """The run's progress.

        :raises StateConflict: if there was none yet.
        """
        if self._engine.run is None:
            raise StateConflict("there was no run yet", code="run.none")
        line = self._engine.line_if_built
        awaiting = line.confirmations.outstanding if line else 0
        return self._engine.run.progress(
            awaiting=awaiting, log=self._engine.steps, state=self._run_state(self._engine.run)
        )

    def _run_state(self, run: RunTracker) -> str:
        line = self._engine.line_if_built
        if run.is_paused:
            return "pausing" if line is not None and line.dispatcher.is_busy else "paused"
        if line is None or not self._engine.settlement.first_look_done.is_set():
            return "waiting"
        return "waiting" if line.dispatcher.is_waiting else "running"

    async def pause(self, *, paused: bool) -> None:
        """Pause after the step under way, or go on."""
        line = await self._engine.line()
        await line.dispatcher.pause(paused)
        await self._engine.runs.paused(paused=paused)
        await self._engine.note("run.paused" if paused else "run.resumed", {})
        self._engine.revision.touch()

    def engage_stop_file(self, by: str, reason: str) -> None:
        """The first half of `kill`; safe from any thread and without the loop."""
        self._engine.stop_switch.engage(StopNote(by=by, at=self._engine.clock.now(), reason=reason))

    async def kill(self, by: str, reason: str) -> None:
        """The kill switch: nothing more is clicked; what was clicked is still read."""
        self.is_stopped = True
        self.engage_stop_file(by, reason)
        self._engine.timers.cancel_all()
        self._engine.runs.mark_stopped()
        if self._engine.line_if_built is not None:
            await self._engine.line_if_built.dispatcher.halt()
        await self._engine.runs.stopped()
        await self._engine.holds.recall_all("kill switch")
        await self._engine.note("stop.engaged", {"by": by}, {"reason": reason} if reason else None)
        self._engine.revision.touch()

    async def release_stop(self) -> None:
        """Let the robot act again."""
        self._engine.stop_switch.release()
        self.is_stopped = False
        await self._engine.note("stop.released", {})
        await self._engine.settlement.record_what_is_missing()
        self._engine.revision.touch()
