"""One customer, one message a day, whichever channel carried it."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.daily_cap"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if one more message would go over the cap of the business date."""
    if facts.contacts_today < settings.daily_cap:
        return None
    return block(ID, count=facts.contacts_today, cap=settings.daily_cap)


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The customer has had today's messages already.",
    source="Bank setting; WeCom lets a customer receive one enterprise mass message a day.",
    facts=("contacts_today",),
    unknown="Never unknown.",
    check=check,
)
