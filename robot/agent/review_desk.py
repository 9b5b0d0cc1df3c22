"""Reviews as the agent keeps them: texts go in, signed decisions come out, an approval lets one text go."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import structlog

from robot.agent.os_account import os_account
from robot.domain.errors import InputRefused, JournalUnwritable, NotPermitted, StateConflict
from robot.domain.masking import holds_long_number
from robot.domain.outcome import Outcome, Reason
from robot.domain.review_views import UNDECIDED, ReviewState
from robot.domain.task import Channel
from robot.execution.approval import Approval
from robot.execution.hand_typed import HandTypedWatch, OwnMessage
from robot.execution.reviewed_text import ReviewedText
from robot.governance import Refusal, ReleaseRefused, trust_is_protected
from robot.governance.review_decisions import (
    DecidedBy,
    ReviewDecision,
    decided_by,
    supervisors,
    text_hash,
)
from robot.governance.trust import Authority, read_authority
from robot.store.review_rows import DecisionRow, ReviewItem
from robot.store.reviews import HeldText, SqliteReviews

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.reviews")
#: Decisions that say nothing without a reason.
_WANT_REASON = frozenset({ReviewState.REJECTED, ReviewState.ESCALATED})


class ReviewDesk:
    """What supervisors look at and what they said; the port `Reviews` of the send path."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine; the watch of hand-typed messages is begun by `run`."""
        self._engine = engine
        self.book = SqliteReviews(
            engine.database, engine.journal, engine.clock, rm_id=lambda: engine.settings.rm_id
        )
        self.watch = HandTypedWatch(self.book, engine.judgement.words_of, on_found=self._found)
        self._wanted = asyncio.Event()
        #: Approvals whose proof failed, told once.
        self._unproved: set[int] = set()
        engine.judgement.reviews = self

    # --- hand-typed ----------------------------------------------------------------------------------------

    def read(self, messages: Sequence[OwnMessage]) -> None:
        """Take what a session read anyway; judged beside the work."""
        if self.watch.read(messages):
            self._wanted.set()

    def look_again(self) -> None:
        """A message of the robot's was settled; what waited for it can be judged."""
        if self.watch.waiting:
            self._wanted.set()

    async def run(self) -> None:
        """Judge what was read, for as long as the agent lives; cancel to end."""
        self._wanted.set()
        is_caught_up = False
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                if not is_caught_up:
                    await self.catch_up()
                    is_caught_up = True
                await self.watch.judge()
            except JournalUnwritable as err:
                self._engine.give_up(err)
                return
            except Exception as err:  # noqa: BLE001 - a border: what was read is kept, and judged with the next
                _LOG.warning("hand_typed_not_judged", kind=type(err).__name__)

    def _found(self, _review: int) -> None:
        self._engine.revision.touch()

    # --- asking for a review -------------------------------------------------------------------------------

    async def send(self, task_id: str, variant: str, free_slots: dict[str, str], comment: str) -> int:
        """An RM wants a text sent that the check wants looked at; returns the review's number.

        :raises NotPermitted: something blocks it, so that no review could let it go.
        :raises StateConflict: it needs no review, was rejected, or the task is not to be begun.
        """
        _refuse_numbers(comment)
        stored = await self._engine.tasks.get(task_id)
        task = stored.task
        if task.business_date != self._engine.today:
            raise StateConflict(f"task {task_id} is of {task.business_date}", code="task.other_day")
        if task.channel is not Channel.WECOM:
            raise NotPermitted("this task is not sent by the robot", code=Reason.NOT_SENDABLE)
        approval = Approval(task=task, variant=variant, free_slots=free_slots, attended=True)
        rendering = self._engine.judgement.rendering_of(approval)
        if rendering is None:
            raise NotPermitted("its talk track is not in the library", code=Reason.NO_TALK_TRACK)
        decision = await self._engine.judgement.decision_of(approval)
        found = (*decision.findings, *rendering.findings)
        blocking = [item.rule for item in found if item.severity == "block"]
        if blocking:
            raise NotPermitted(
                f"no review can let this go: rule {blocking[0]}", code=blocking[0], rule=blocking[0]
            )
        if not rendering.needs_review:
            raise StateConflict("the words need no review; nothing was changed", code="review.not_needed")
        text = ReviewedText(task=task, rendering=rendering)
        before = await self.book.of_text(text)
        if before is not None and before.state == ReviewState.APPROVED and before.used_at is None:
            raise StateConflict(
                f"review {before.review} approved this text already; send it", code="review.not_needed"
            )
        number = await self.book.hold(HeldText(text=text, asked_by=os_account(), comment=comment))
        self._engine.revision.touch()
        return number

    async def open_after(self, task_id: str) -> None:
        """The send path ended a task because its words want a look: they stand in the queue from now on."""
        stored = await self._engine.tasks.get(task_id)
        rendering = self._engine.judgement.rendering_of(
            Approval(task=stored.task, variant=stored.variant, free_slots=stored.free_slots)
        )
        if rendering is not None and rendering.needs_review:
            text = ReviewedText(task=stored.task, rendering=rendering)
            await self.book.open_held(HeldText(text=text, asked_by=os_account()))

    async def catch_up(self) -> None:
        """An agent that died between a task's ending and its review left a task that nobody would see."""
        engine = self._engine
        for stored in await engine.tasks.ended_with(engine.today, [Outcome.NEEDS_PERSON]):
            if stored.reason == Reason.WORDS_REVIEW:
                await self.open_after(stored.task.task_id)

    # --- what an approval lets go --------------------------------------------------------------------------

    async def clearance(self, text: ReviewedText) -> int:
        """Number of the review that lets exactly this text go, its signature verified now; else 0."""
        item = await self.book.of_text(text)
        if item is None or item.state != ReviewState.APPROVED or item.used_at is not None:
            return 0
        doubt = await self._doubt_of_approval(item, text)
        if not doubt:
            return item.review
        if item.review not in self._unproved:
            self._unproved.add(item.review)
            await self.book.note_unproved(item.review, doubt)
        return 0

    async def still_clears(self, review: int, text: ReviewedText) -> bool:
        """Whether the signature that let a send begin still lets exactly this text go."""
        item = await self.book.of_text(text)
        return item is not None and item.review == review and not await self._doubt_of_approval(item, text)

    async def _doubt_of_approval(self, item: ReviewItem, text: ReviewedText) -> str:
        """Why a row does not let a text go, as a code; whoever has the file can write all of a row."""
        decisions = await self.book.decisions(item.review)
        if not decisions:
            return "review.unsigned"
        # Signed is what the row calls its text, so that must be this text; and a signed no is no yes.
        if decisions[-1].state != ReviewState.APPROVED or item.text != text.rendering.text:
            return Refusal.SIGNATURE_BAD.value
        return await self.doubt(item, decisions[-1], [text.task.rm_id])

    async def state_of(self, text: ReviewedText) -> str:
        """Where the review of exactly this text stands; empty if there is none, or its approval is used."""
        item = await self.book.of_text(text)
        if item is None or item.used_at is not None:
            return ""
        if item.state == ReviewState.APPROVED and not await self.clearance(text):
            return ""
        return item.state

    async def doubt(self, item: ReviewItem, made: DecisionRow, writers: Collection[str] = ()) -> str:
        """Why a kept decision is not proved by its signature now, as a code; empty if it is.

        :param writers: whoever else must not be the signer.
        """
        try:
            by = await asyncio.to_thread(self._verified, item, made.document, made.signature, writers)
        except ReleaseRefused as err:
            return err.code
        return "" if by.decision.decision == made.state else Refusal.SIGNATURE_BAD.value

    # --- deciding ------------------------------------------------------------------------------------------

    def authority(self) -> Authority:
        """Who may decide, by the signed role document; reads files.

        :raises ReleaseRefused: keys or roles are missing, changed or not protected.
        """
        trust = self._engine.trust
        problem = None if trust.is_throwaway else trust_is_protected(trust.folder)
        if not trust.folder.is_dir():
            raise ReleaseRefused(Refusal.TRUST_MISSING, trust.folder)
        if problem is not None:
            raise ReleaseRefused(Refusal.TRUST_WRITABLE, problem)
        return read_authority(trust.folder, self._engine.released.memory, self._engine.today)

    async def signers(self) -> tuple[dict[str, str], str]:
        """Supervisors by key, and why nobody may decide (a code) if nobody may."""
        try:
            authority = await asyncio.to_thread(self.authority)
        except ReleaseRefused as err:
            return {}, err.code
        found = supervisors(authority, self._engine.today)
        return found, "" if found else "review.no_supervisor"

    async def decide(self, review: int, decision: ReviewState, comment: str, signature: bytes) -> ReviewItem:
        """Take a supervisor's signed word.

        :param signature: made over the decision that these words and the shown text give.
        :raises ReleaseRefused: the signature does not fit, or is nobody's who may decide this.
        :raises StateConflict: there is no such review, or it was decided.
        """
        item = await self.book.item(review)
        if item.state not in UNDECIDED:
            raise StateConflict(
                f"review {review} was decided already ({item.state}); nothing was changed",
                code="review.decided",
            )
        if decision in _WANT_REASON and not comment.strip():
            raise InputRefused(f"say why in a comment; review {review} stays open", code="review.no_reason")
        _refuse_numbers(comment)
        await self._refuse_name(item, comment)
        content = decision_of(item, decision, comment).encode()
        by = await asyncio.to_thread(self._verified, item, content, signature)
        await self.book.decide(item, by)
        self._engine.revision.touch()
        return await self.book.item(review)

    def _verified(
        self, item: ReviewItem, document: bytes, signature: bytes, writers: Collection[str] = ()
    ) -> DecidedBy:
        # The agent runs under the writer's account, whatever names the store holds.
        own = {os_account(), self._engine.settings.rm_id} - {""}
        writers = item.writers | own | set(writers)
        by = decided_by(document, signature, self.authority(), self._engine.today, writers=writers)
        about = by.decision
        signed = (about.review, about.nonce, about.subject, about.text)
        if signed != (item.review, item.nonce, item.subject, text_hash(item.text)):
            raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"of {by.person.id} (made for another text)")
        return by

    async def _refuse_name(self, item: ReviewItem, comment: str) -> None:
        """The comment goes into the journal, which holds no names."""
        if not item.task_id or not comment:
            return
        name = (await self._engine.tasks.get(item.task_id)).task.customer.name
        if name and name in comment:
            raise InputRefused(
                "leave the customer's name out of the comment: it is kept in the log", code="review.name"
            )


def decision_of(item: ReviewItem, decision: ReviewState, comment: str) -> ReviewDecision:
    """What must be signed for a decision on an item."""
    return ReviewDecision.model_validate(
        {
            "review": item.review,
            "nonce": item.nonce,
            "subject": item.subject,
            "text": text_hash(item.text),
            "decision": decision.value,
            "comment": comment,
        }
    )


def _refuse_numbers(comment: str) -> None:
    if holds_long_number(comment):
        raise InputRefused(
            "leave card and identity numbers out of the comment: it is kept in the log", code="review.number"
        )
