"""Tasks: the queue, one card, a preview, and what a person does with a task."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from robot.agent import protocol
from robot.agent.cards import script_preview, task_card
from robot.agent.engine import Engine
from robot.agent.intake import Intake
from robot.agent.reader import ReaderProcess
from robot.agent.verbs.holds import hold_views
from robot.domain import views
from robot.domain.errors import InputRefused, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.approval import Approval
from robot.execution.ports import MadeByHand
from robot.execution.reviewed_text import ReviewedText
from robot.store.stored_task import StoredTask

#: Calls in which the customer was spoken to: they count against the caps, and the step is done on every
#: channel. Nobody answering, or asking to be called again, is no contact yet.
_CONTACTS = frozenset({"reached", "interested", "declined"})


class TaskVerbs:
    """Answers about tasks."""

    def __init__(self, engine: Engine, reader: ReaderProcess, intake: Intake) -> None:
        """:param reader: answers long queries."""
        self._engine = engine
        self._reader = reader
        self._intake = intake

    async def tasks(self, request: protocol.Tasks) -> tuple[views.QueueRow, ...]:
        return await self._reader.queue(self._engine.today, limit=request.limit, offset=request.offset)

    async def journal_tail(self, request: protocol.Tail) -> tuple[views.JournalLine, ...]:
        return await self._reader.journal_tail(count=request.count, after=request.after)

    async def task(self, request: protocol.OneTask) -> views.TaskCard:
        engine = self._engine
        stored = await engine.tasks.get(request.task_id)
        script = await self._script(stored, stored.variant, stored.free_slots)
        return task_card(
            stored,
            script,
            purpose=engine.judgement.purpose_of(stored.task),
            policy=engine.policy,
            now=engine.clock.now(),
            crm_url=self._crm_url(stored),
        )

    def _crm_url(self, stored: StoredTask) -> str:
        profile = self._engine.profiles.get(self._engine.settings.record_site or "")
        if profile is None or profile.record is None:
            return ""
        customer_id = quote(stored.task.customer.customer_id, safe="")
        return profile.origins[0] + profile.record.records_path.replace("{customer_id}", customer_id)

    async def _script(
        self, stored: StoredTask, variant: str, slots: dict[str, str]
    ) -> views.ScriptPreview | None:
        track = self._engine.library.get(stored.task.talk_track)
        if track is None:
            return None
        judgement = self._engine.judgement
        approval = Approval(task=stored.task, variant=variant, free_slots=slots, attended=True)
        rendering = judgement.rendering_of(approval)
        if rendering is None:
            return None
        review = ""
        if rendering.needs_review:
            text = ReviewedText(task=stored.task, rendering=rendering)
            review = await self._engine.reviews.state_of(text)
        decision = await judgement.decision_of(approval)
        return script_preview(track, rendering, decision, review, self._engine.live.release)

    async def preview(self, request: protocol.Preview) -> views.ScriptPreview:
        stored = await self._engine.tasks.get(request.task_id)
        script = await self._script(stored, request.variant, request.free_slots)
        if script is None:
            raise StateConflict("its talk track is not in the library", code=Reason.NO_TALK_TRACK)
        return script

    async def pull(self, request: protocol.Pull) -> views.PullResult:
        result = await (self._intake.file(Path(request.path)) if request.path else self._intake.source())
        self._engine.revision.touch()
        return result

    async def approve(self, request: protocol.Approve) -> views.HoldView:
        hold_s = request.hold_s if request.hold_s is not None else await self._hold_s()
        await self._engine.intents.approve(
            request.task_id, variant=request.variant, free_slots=request.free_slots, hold_s=hold_s
        )
        found = [hold for hold in await hold_views(self._engine) if hold.task_id == request.task_id]
        if found:
            return found[0]
        # A hold of zero seconds may be released already.
        stored = await self._engine.tasks.get(request.task_id)
        return views.HoldView(
            task_id=request.task_id,
            name=stored.task.customer.name,
            due_at=self._engine.clock.now(),
            seconds=hold_s,
            is_waiting=False,
        )

    async def _hold_s(self) -> int:
        kept = await self._engine.accounts.book.settings()
        return int(kept.get("hold_s", self._engine.settings.hold_s))

    async def undo(self, request: protocol.OneTask) -> views.Done:
        await self._engine.intents.undo(request.task_id)
        return views.Done(task_id=request.task_id)

    async def skip(self, request: protocol.Skip) -> views.Done:
        outcome = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.SKIPPED, detail=request.reason)
        await self._engine.intents.end_by_person(request.task_id, outcome)
        return views.Done(task_id=request.task_id)

    async def snooze(self, request: protocol.Snooze) -> views.Done:
        if request.until.tzinfo is None:
            raise InputRefused("the time to snooze until needs a zone", code="request.naive_time")
        await self._engine.tasks.snooze(request.task_id, request.until)
        self._engine.revision.touch()
        return views.Done(task_id=request.task_id)

    async def call_outcome(self, request: protocol.CallOutcome) -> views.Done:
        outcome = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.DONE_BY_PERSON, detail=request.result)
        await self._engine.intents.end_by_person(
            request.task_id,
            outcome,
            MadeByHand(site="phone", detail=request.result) if request.result in _CONTACTS else None,
        )
        return views.Done(task_id=request.task_id)

    async def note(self, request: protocol.Note) -> views.Done:
        await self._engine.tasks.note(request.task_id, request.text)
        return views.Done(task_id=request.task_id)
