"""Why a contact may be made or not, rule by rule; and a person's word on the clock."""

from __future__ import annotations

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.os_account import os_account
from robot.domain import views
from robot.domain.errors import InputRefused, StateConflict
from robot.domain.policy_views import FactUsed, PolicyExplanation, RuleAnswer
from robot.execution.approval import Approval
from robot.policy.explain import Asked

_REVIEW = "needs_review"


class PolicyVerbs:
    """Answers about the policy."""

    def __init__(self, engine: Engine) -> None:
        """:param engine: asked for the judgement that sends are judged by, so that both say the same."""
        self._engine = engine

    async def policy_explain(self, request: protocol.ExplainPolicy) -> PolicyExplanation:
        if request.at is not None and request.at.tzinfo is None:
            raise InputRefused("the time to ask about needs a zone", code="request.naive_time")
        stored = await self._engine.tasks.get(request.task_id)
        approval = Approval(
            task=stored.task,
            variant=stored.variant,
            free_slots=stored.free_slots,
            attended=request.attended,
        )
        told = await self._engine.judgement.explained(approval, request.at)
        verdict = told.decision.verdict
        policy = self._engine.policy
        return PolicyExplanation(
            task_id=request.task_id,
            at=told.at.astimezone(policy.zone),
            is_what_if=request.at is not None,
            attended=request.attended,
            verdict=_REVIEW if verdict == "review" else verdict,
            rule=told.decision.rule,
            policy_version=policy.version,
            policy_sha256=policy.sha256,
            rules=tuple(map(_answer, told.asked)),
            facts=tuple(
                FactUsed(name=fact.name, value=fact.value, origin=fact.origin) for fact in told.facts
            ),
        )

    async def clock_confirm(self, _request: protocol.Nothing) -> views.Done:
        trust = self._engine.judgement.clock_trust
        ahead_s = round(trust.ahead_s)
        if not ahead_s:
            raise StateConflict(
                "the clock did not jump forward since the agent's start; nothing was changed",
                code="clock.not_ahead",
            )
        # First the record: without it nobody's word is taken.
        await self._engine.note("clock.confirmed", {"ahead_s": ahead_s, "by": os_account()})
        trust.confirm()
        self._engine.revision.touch()
        return views.Done(detail=str(ahead_s))


def _answer(asked: Asked) -> RuleAnswer:
    rule = asked.rule
    return RuleAnswer(
        rule=rule.id,
        stage=rule.stage,
        answer=_REVIEW if asked.answer == "review" else asked.answer,
        reason=rule.reason,
        source=rule.source,
        unknown=rule.unknown,
        found=dict(asked.finding.params) if asked.finding else {},
        facts=rule.facts,
    )
