"""R must not be above C."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, block
from robot.policy.rules.rating_age import needs_rating
from robot.policy.settings import PolicySettings

ID = "suitability.risk_too_high"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding if the product's grade R is above the customer's grade C."""
    risk, tolerance = facts.task.product.risk, facts.task.customer.risk_tolerance
    if not needs_rating(facts.task) or risk is None or tolerance is None or risk.level <= tolerance.level:
        return None
    return block(ID, product_risk=risk, customer_risk=tolerance)


RULE = Rule(
    id=ID,
    reason="The product's risk is above what the customer's assessment allows.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）",
    check=check,
)
