"""Marketing comes at a distance of days, on whatever channel."""

from __future__ import annotations

from robot.domain.purpose import Purpose
from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.marketing_gap"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """A marketing message, and the bank set a distance."""
    return facts.purpose is Purpose.MARKETING and settings.marketing_gap_days > 0


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if the last marketing message is less than so many days back."""
    last = facts.last_marketing_on
    if not applies(facts, settings) or last is None:
        return None
    days = (facts.task.business_date - last).days
    return (
        block(ID, last_on=last, days=settings.marketing_gap_days)
        if days < settings.marketing_gap_days
        else None
    )


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The customer had a marketing message only a few days ago.",
    source="Bank setting.",
    facts=("purpose", "last_marketing_on"),
    unknown="Without an earlier message in the ledger there is none: no effect.",
    applies=applies,
    check=check,
)
