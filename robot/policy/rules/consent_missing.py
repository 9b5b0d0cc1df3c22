"""A channel is used only if the customer agreed to it."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, block
from robot.policy.settings import PolicySettings

ID = "consent.missing"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding if the task's channel is not among the customer's consents."""
    channel = facts.task.channel.value
    return None if channel in facts.task.customer.consents else block(ID, channel=channel)


RULE = Rule(
    id=ID,
    reason="The customer did not agree to be contacted on this channel.",
    source="《中华人民共和国广告法》第四十三条；《中华人民共和国个人信息保护法》（告知与同意）",
    check=check,
)
