"""Nobody sends on a clock that was set forward: it would open the hours and empty the caps too early."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "clock.ahead"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding while the wall clock is ahead of the time that passed since the agent's start."""
    return block(ID, ahead_s=round(facts.clock_ahead_s)) if facts.clock_ahead_s > 0 else None


RULE = Rule(
    id=ID,
    stage=Stage.PERMIT,
    reason="The clock jumped forward while the machine was awake, so hours and caps cannot be trusted.",
    source="The bank's own control: trusted time follows the time that passed.",
    facts=("now", "clock_ahead_s"),
    unknown="What was before the agent's start nobody can know: no effect.",
    check=check,
)
