"""Who said no is left alone."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "contact.opted_out"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding if the customer opted out."""
    return block(ID) if facts.opted_out or facts.task.customer.opted_out else None


RULE = Rule(
    id=ID,
    stage=Stage.OPT_OUT,
    reason="The customer asked not to be contacted; this goes before any consent.",
    source="《中华人民共和国广告法》第四十三条（电子信息广告须提供拒绝继续接收的方式）",
    facts=("opted_out",),
    unknown="The list must state it; a row without it is set aside.",
    check=check,
)
