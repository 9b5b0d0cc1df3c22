"""A rating that took many attempts says what somebody wanted to hear."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.rules.rating_age import applies
from robot.policy.settings import PolicySettings

ID = "suitability.assessed_too_often"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if a needed rating was assessed more often than allowed, in a day or in twelve months."""
    if not applies(facts, settings):
        return None
    customer, most = facts.task.customer, settings.assessments
    if (customer.assessments_today or 0) > most.per_day:
        return block(ID, count=customer.assessments_today, cap=most.per_day)
    if (customer.assessments_12_months or 0) > most.per_12_months:
        return block(ID, count=customer.assessments_12_months, cap=most.per_12_months)
    return None


RULE = Rule(
    id=ID,
    stage=Stage.SUITABILITY,
    reason="The customer's risk was assessed more often than the rules allow.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）；每日不超过两次，十二个月内不超过八次",
    facts=("product_line", "product_risk", "issuer_risk", "assessments_today", "assessments_12_months"),
    unknown="No effect: the bank's assessment system keeps the limit; the list may state the counts.",
    applies=applies,
    check=check,
)
