"""An old assessment says nothing about the customer of today."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.rules.rating_age import applies, needs_rating, rating_age_days
from robot.policy.settings import PolicySettings

ID = "suitability.rating_expired"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if a needed rating is older than the limit in days; on the last day it still counts."""
    age = rating_age_days(facts, settings)
    if not needs_rating(facts.task) or age is None or age <= settings.rating_valid_days:
        return None
    return block(
        ID,
        rated_on=facts.task.customer.risk_rated_on,
        age_days=age,
        valid_days=settings.rating_valid_days,
    )


RULE = Rule(
    id=ID,
    stage=Stage.SUITABILITY,
    reason="The customer's risk assessment is older than the bank lets it count.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）；有效期由银行设定",
    facts=(
        "product_line",
        "product_risk",
        "issuer_risk",
        "risk_rated_on",
        "now",
    ),
    unknown="Without a date suitability.rating_missing denies.",
    applies=applies,
    check=check,
)
