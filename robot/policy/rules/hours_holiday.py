"""No marketing on the holidays that the bank lists."""

from __future__ import annotations

from robot.domain.purpose import Purpose
from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "hours.holiday"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """A marketing message, and the bank lists holidays."""
    return facts.purpose is Purpose.MARKETING and bool(settings.marketing_holidays)


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding on a listed day, unless the strategy is allowed on it."""
    if not applies(facts, settings):
        return None
    today = facts.trusted_now.astimezone(settings.hours_of(facts.task.customer).zone).date()
    for holiday in settings.marketing_holidays:
        if holiday.holds_on(today) and facts.task.strategy not in holiday.allowed_strategies:
            return block(ID, holiday=holiday.name, on=today)
    return None


RULE = Rule(
    id=ID,
    stage=Stage.HOURS,
    reason="The bank does not market on this holiday.",
    source="Bank setting, dated.",
    facts=("now", "customer_zone", "purpose", "strategy"),
    unknown="A contact without a known talk track counts as marketing.",
    applies=applies,
    check=check,
)
