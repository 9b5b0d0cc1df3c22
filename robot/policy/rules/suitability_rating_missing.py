"""No rated product without a rated customer."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.rules.rating_age import applies, counted_risk, needs_rating, rating_age_days
from robot.policy.settings import PolicySettings

ID = "suitability.rating_missing"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if a rating is needed and the customer has none, or none with a date to be believed."""
    if not needs_rating(facts.task):
        return None
    age = rating_age_days(facts, settings)
    # A rating from the future is a fault of the list; it proves nothing.
    is_rated = facts.task.customer.risk_tolerance is not None and age is not None and age >= 0
    return None if is_rated else block(ID, product_risk=counted_risk(facts.task))


RULE = Rule(
    id=ID,
    stage=Stage.SUITABILITY,
    reason="A wealth product may be spoken of only to a customer whose risk tolerance was assessed.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）",
    facts=(
        "product_line",
        "product_risk",
        "issuer_risk",
        "customer_risk",
        "risk_rated_on",
        "now",
    ),
    unknown="An unknown rating denies.",
    applies=applies,
    check=check,
)
