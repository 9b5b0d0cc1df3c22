"""A platform lets a customer receive only so many messages a month."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.entries import PlatformCap
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.platform_cap"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """An entry for channel and purpose holds."""
    return bool(_fitting(facts, settings))


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if one more message would go over the lowest cap of the calendar month that holds."""
    used_up = [cap for cap in _fitting(facts, settings) if _count(cap, facts) >= cap.per_month]
    if not used_up:
        return None
    lowest = min(used_up, key=lambda cap: cap.per_month)
    return block(ID, channel=lowest.channel, count=_count(lowest, facts), cap=lowest.per_month)


def _count(cap: PlatformCap, facts: PolicyFacts) -> int:
    """A cap for all purposes together counts all of them, whatever this message is for."""
    return facts.channel_contacts_this_month if cap.purpose is None else facts.platform_contacts_this_month


def _fitting(facts: PolicyFacts, settings: PolicySettings) -> list[PlatformCap]:
    task = facts.task
    return [
        cap
        for cap in settings.platform_caps
        if cap.channel is task.channel
        and cap.purpose in (None, facts.purpose)
        and cap.holds_on(task.business_date)
    ]


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The platform lets the customer receive no more messages of this kind this month.",
    source="WeCom's limit on customer mass messages: 4 a customer in a calendar month; dated in the policy.",
    facts=("channel", "purpose", "platform_contacts_this_month", "channel_contacts_this_month"),
    unknown="What the list does not state counts as none; the ledger's always counts.",
    applies=applies,
    check=check,
)
