"""A month holds only so many messages, whichever channel carried them."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.monthly_cap"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if one more message would go over the cap of the calendar month."""
    if facts.contacts_this_month < settings.monthly_cap:
        return None
    return block(ID, count=facts.contacts_this_month, cap=settings.monthly_cap)


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The customer has had this month's messages already.",
    source="WeCom's limit on customer mass messages: 4 a customer in a calendar month.",
    facts=("contacts_this_month",),
    unknown="What the list does not state counts as none; the ledger's always counts.",
    check=check,
)
