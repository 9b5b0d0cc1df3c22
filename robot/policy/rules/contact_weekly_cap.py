"""A week holds only so many messages, whichever channel carried them."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.weekly_cap"


def applies(_facts: PolicyFacts, settings: PolicySettings) -> bool:
    """The bank set such a cap."""
    return settings.weekly_cap is not None


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if one more message would go over the cap from Monday to Sunday."""
    if settings.weekly_cap is None or facts.contacts_this_week < settings.weekly_cap:
        return None
    return block(ID, count=facts.contacts_this_week, cap=settings.weekly_cap)


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The customer has had this week's messages already.",
    source="Bank setting.",
    facts=("contacts_this_week",),
    unknown="What the list does not state counts as none; the ledger's always counts.",
    applies=applies,
    check=check,
)
