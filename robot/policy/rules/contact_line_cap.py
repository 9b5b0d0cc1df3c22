"""A month holds only so many messages about one product line."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.line_cap"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """The bank set a cap for the line."""
    return facts.task.product.line in settings.line_caps


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if one more message would go over the line's cap of the calendar month."""
    line = facts.task.product.line
    cap = settings.line_caps.get(line)
    if cap is None or facts.line_contacts_this_month < cap:
        return None
    return block(ID, line=line, count=facts.line_contacts_this_month, cap=cap)


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The customer has had this month's messages about this product line already.",
    source="Bank setting.",
    facts=("product_line", "line_contacts_this_month"),
    unknown="Never unknown: the ledger counts.",
    applies=applies,
    check=check,
)
