"""The approver's verbs: look at a candidate release, and sign it."""

from __future__ import annotations

import asyncio
from datetime import date

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.review.ground import ground_of
from robot.agent.review.reviewing import ReviewBasis, review
from robot.agent.review.signing import SigningOrder, SigningPlace, sign_reviewed
from robot.agent.review.word_checks import WordChecks
from robot.domain.release_views import ReleaseReview, ReleaseSigned
from robot.governance import Side


class ReleaseReviewVerbs:
    """Answers about releases that are not in use yet."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: knows what is in use, and whom to trust."""
        self._engine = engine
        self._checks = WordChecks()

    async def release_review(self, request: protocol.ReviewRelease) -> ReleaseReview:
        today = self._engine.today
        return await asyncio.to_thread(self._review, request.path, today)

    def _review(self, path: str, today: date) -> ReleaseReview:
        engine = self._engine
        basis = ReviewBasis(
            ground=ground_of(engine),
            trust=engine.trust,
            database=engine.home.database,
            keys=engine.keys,
            today=today,
            checks=self._checks,
        )
        return review(path, basis)

    async def release_sign(self, request: protocol.SignRelease) -> ReleaseSigned:
        engine = self._engine
        order = SigningOrder(
            folder=request.path,
            manifest_sha256=request.manifest_sha256,
            side=Side(request.side),
            key=request.key,
        )
        place = SigningPlace(trust=engine.trust, database=engine.home.database, now=engine.clock.now())
        signed = await asyncio.to_thread(sign_reviewed, order, request.secret, place)
        # Who and what; of the key file not even the place.
        await engine.note(
            "release.signed",
            {
                "release": signed.release_id,
                "version": signed.version,
                "manifest": signed.manifest_sha256,
                "side": signed.side,
                "person": signed.person,
            },
        )
        return signed
