"""The supervisor's queue: what waits, one item, a text sent there, and a signed decision."""

from __future__ import annotations

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.domain import views
from robot.domain.review_views import (
    ReviewCard,
    ReviewDecided,
    ReviewList,
    ReviewRow,
    ReviewState,
)
from robot.governance.documents import DocumentUnreadableError
from robot.governance.signatures import read_signature
from robot.store.review_rows import DecisionRow, Filter, ReviewItem


class ReviewVerbs:
    """Answers about reviews."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: its review desk is asked for everything."""
        self._engine = engine
        self._desk = engine.reviews

    async def review_send(self, request: protocol.SendForReview) -> views.Done:
        number = await self._desk.send(request.task_id, request.variant, request.free_slots, request.comment)
        return views.Done(task_id=request.task_id, detail=str(number))

    async def reviews(self, request: protocol.Reviews) -> ReviewList:
        wanted = Filter(state=request.state, kind=request.kind, limit=request.limit)
        found = await self._desk.book.listed(wanted)
        states, kinds = await self._desk.book.counts(wanted)
        signers, why = await self._desk.signers()
        return ReviewList(
            rows=tuple(_row(item, last) for item, last in found),
            states=states,
            kinds=kinds,
            signers=signers,
            read_only_why=why,
        )

    async def review(self, request: protocol.OneReview) -> ReviewCard:
        return await self._card(await self._desk.book.item(request.review))

    async def review_decide(self, request: protocol.DecideReview) -> ReviewCard:
        item = await self._desk.decide(
            request.review,
            ReviewState(request.decision),
            request.comment,
            request.signature.encode(),
        )
        return await self._card(item)

    async def _card(self, item: ReviewItem) -> ReviewCard:
        decisions = await self._desk.book.decisions(item.review)
        return ReviewCard(
            row=_row(item, decisions[-1] if decisions else None),
            text=item.text,
            findings=item.findings,
            talk_track=item.talk_track,
            version=item.version,
            variant=item.variant,
            site=item.site,
            asked_by=item.asked_by,
            asked_comment=item.asked_comment,
            context=item.context,
            decisions=tuple([await self._decided(item, made) for made in decisions]),
            nonce=item.nonce,
            subject=item.subject,
            now=self._engine.clock.now(),
            used_at=item.used_at,
        )

    async def _decided(self, item: ReviewItem, made: DecisionRow) -> ReviewDecided:
        try:
            key = read_signature(made.signature).key
        except DocumentUnreadableError:
            key = ""
        return ReviewDecided(
            state=made.state,
            comment=made.comment,
            person=made.person,
            name=made.person_name,
            key=key,
            at=made.decided_at,
            doubt=await self._desk.doubt(item, made),
        )


def _row(item: ReviewItem, last: DecisionRow | None) -> ReviewRow:
    # What blocks stands first, then what comes first in the text.
    findings = sorted(item.findings, key=lambda found: found.verdict != "block")
    rules = tuple(dict.fromkeys(found.rule for found in findings))
    return ReviewRow(
        review=item.review,
        kind=item.kind,
        state=item.state,
        verdict=item.verdict,
        opened_at=item.opened_at,
        rm_id=item.rm_id,
        name=item.name_masked,
        rule=rules[0] if rules else "",
        rules=rules,
        task_id=item.task_id,
        decided_by=last.person_name if last is not None else "",
        decided_at=last.decided_at if last is not None else None,
    )
