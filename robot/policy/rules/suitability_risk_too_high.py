"""R must not be above C; of the seller's and the issuer's grade the higher one counts."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.rules.rating_age import applies, counted_risk, needs_rating
from robot.policy.settings import PolicySettings

ID = "suitability.risk_too_high"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding if the product's higher grade R is above the customer's grade C."""
    risk, tolerance = counted_risk(facts.task), facts.task.customer.risk_tolerance
    if not needs_rating(facts.task) or risk is None or tolerance is None or risk.level <= tolerance.level:
        return None
    return block(ID, product_risk=risk, customer_risk=tolerance)


RULE = Rule(
    id=ID,
    stage=Stage.SUITABILITY,
    reason="The product's risk is above what the customer's assessment allows.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）",
    facts=(
        "product_line",
        "product_risk",
        "issuer_risk",
        "customer_risk",
    ),
    unknown="Without one grade the other counts, without both R5; without a rating another rule denies.",
    applies=applies,
    check=check,
)
