"""Some customers are left alone on purpose, so that the bank learns what its contacts bring."""

from __future__ import annotations

from robot.domain.purpose import Purpose
from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "holdout.group"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """The list names the customer, or a share of customers is drawn; service messages are never held out."""
    if facts.task.customer.is_held_out:
        return True
    on = facts.task.business_date
    is_drawn_for = any(entry.holds_on(on) for entry in settings.hold_outs)
    return is_drawn_for and facts.purpose is not Purpose.SERVICE


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if the list says so, or the draw by customer and strategy does."""
    if facts.task.customer.is_held_out:
        return block(ID)
    if not applies(facts, settings):
        return None
    task = facts.task
    for entry in settings.hold_outs:
        if entry.holds_on(task.business_date) and entry.draws(task.customer.customer_id, task.strategy):
            return block(ID)
    return None


RULE = Rule(
    id=ID,
    stage=Stage.HOLD_OUT,
    reason="The customer belongs to the group that is not contacted, for comparison.",
    source="Bank setting, dated.",
    facts=("held_out", "strategy", "purpose"),
    unknown="No effect where neither list nor policy names a group.",
    applies=applies,
    check=check,
)
