"""Samples of the log: drawn by a reviewer, journalled, and shown with what they prove."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from robot.agent.engine import Engine
from robot.agent.log_reader import LogReader
from robot.agent.log_requests import LogSampleDraw, LogSamplePlan
from robot.agent.request import Answered, Request
from robot.domain.sample_views import LogSample
from robot.policy.workdays import ChinaCalendar
from robot.review.indexing import SAMPLED
from robot.review.instrument import sample_view
from robot.review.periods import last_workdays
from robot.review.sends import PeriodReading, read_sample
from robot.review.told import Told

_PLAN: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


class LogSampleVerbs:
    """Answers about samples; who asks is told to the reader by its owner."""

    def __init__(self, engine: Engine, reader: LogReader) -> None:
        """:param reader: reads the journal elsewhere, so that no send waits for it."""
        self._engine, self._reader = engine, reader

    async def log_sample_size(self, request: LogSampleDraw) -> LogSample:
        # By the head that was signed last; the draw has a newer one, and thus other records.
        planned = await self._planned(request)
        return replace(self._view(-1, planned), drawn_at=None, seed="", seqs=())

    async def log_sample_draw(self, request: LogSampleDraw) -> LogSample:
        engine = self._engine
        await engine.reviewer.here()
        # The head that chooses is of this moment, so nobody knew it before.
        await engine.log.checkpoint()
        planned = await self._planned(request)
        facts = planned["payload"]
        seq = await engine.database.run(lambda db: engine.journal.append(db, SAMPLED, facts))
        return self._view(seq, planned)

    async def _planned(self, request: LogSampleDraw) -> dict[str, Any]:
        engine = self._engine
        reviewer = await engine.reviewer.here()
        period = last_workdays(ChinaCalendar(), request.until or engine.today, request.days)
        plan = LogSamplePlan(
            time_from=period.time_from,
            time_until=period.time_until,
            person=reviewer.person.id,
            by=reviewer.by,
        )
        return _PLAN.validate_json((await self._reader.answer("log_sample_plan", plan)).json)

    def _view(self, seq: int, planned: dict[str, Any]) -> LogSample:
        wall_us = int(self._engine.clock.now().timestamp() * 1e6)
        drawn = read_sample(Told(seq=seq, wall_us=wall_us, type=SAMPLED, facts=planned["payload"]))
        return replace(sample_view(PeriodReading(), drawn), open=planned["open"])

    async def log_sample(self, request: Request) -> Answered:
        return await self._reader.answer("log_sample", request)

    async def log_coverage(self, request: Request) -> Answered:
        return await self._reader.answer("log_coverage", request)
