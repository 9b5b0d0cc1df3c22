"""Who refused, or has just bought, is not marketed to about the same line for a while."""

from __future__ import annotations

from robot.domain.purpose import Purpose
from robot.domain.views import Finding
from robot.policy.entries import CoolOff
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.cool_off"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """A marketing message about a line for which the bank set days of rest."""
    return facts.purpose is Purpose.MARKETING and _of_line(facts, settings) is not None


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding within the days after a refusal or a purchase; a date of the future counts as today's."""
    entry = _of_line(facts, settings)
    if not applies(facts, settings) or entry is None:
        return None
    customer = facts.task.customer
    spans = (
        ((*customer.refused_on, *facts.refused_on), entry.after_refusal_days),
        (customer.purchased_on, entry.after_purchase_days),
    )
    for dates, days in spans:
        last = max((found.on for found in dates if found.line is entry.line), default=None)
        if last is not None and (facts.task.business_date - last).days < days:
            return block(ID, line=entry.line, last_on=last, days=days)
    return None


def _of_line(facts: PolicyFacts, settings: PolicySettings) -> CoolOff | None:
    line = facts.task.product.line
    return next((entry for entry in settings.cool_offs if entry.line is line), None)


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The customer refused or bought not long ago, and is left in peace about this product line.",
    source="Bank setting.",
    facts=("purpose", "product_line", "refused_on", "purchased_on"),
    unknown="No effect: a refusal or purchase that nobody stated is none.",
    applies=applies,
    check=check,
)
