"""Older customers hear of risk only up to a grade, and from a lower one on only after a person's look."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block, review
from robot.policy.rules.rating_age import counted_risk, needs_rating
from robot.policy.settings import PolicySettings

ID = "suitability.elderly"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """The customer is of that age, and the product carries a grade."""
    age, elderly = facts.task.customer.age, settings.elderly
    return elderly is not None and age is not None and age >= elderly.from_age and needs_rating(facts.task)


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A blocking finding from the higher grade on, one for review from the lower one on."""
    elderly, risk = settings.elderly, counted_risk(facts.task)
    if not applies(facts, settings) or elderly is None or risk is None:
        return None
    if risk.level >= elderly.deny_from.level:
        return block(ID, age=facts.task.customer.age, product_risk=risk)
    if risk.level >= elderly.review_from.level:
        return review(ID, age=facts.task.customer.age, product_risk=risk)
    return None


RULE = Rule(
    id=ID,
    stage=Stage.SUITABILITY,
    reason="An older customer and a product of this grade want a person's confirmation, or are kept apart.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）；年龄与等级由银行设定",
    facts=("age", "product_line", "product_risk", "issuer_risk"),
    unknown="No effect: without an age nobody is taken for old.",
    applies=applies,
    check=check,
    may_review=True,
)
