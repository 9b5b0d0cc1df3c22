"""While a complaint is open the robot does not write; a person speaks with the customer."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "hold.complaint"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding while the list says that a complaint is open."""
    return block(ID) if facts.task.customer.has_complaint else None


RULE = Rule(
    id=ID,
    stage=Stage.HOLDS,
    reason="A complaint of the customer is open; whoever handles it speaks with them.",
    source="The bank's own control; 《银行业保险业消费投诉处理管理办法》",
    facts=("complaint",),
    unknown="No effect: the list states it for customers whom it holds for.",
    check=check,
)
