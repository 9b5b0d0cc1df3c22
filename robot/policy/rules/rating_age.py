"""When a customer's rating is needed and how old it is; shared by the rules on suitability."""

from __future__ import annotations

from robot.domain.product import ProductLine, ProductRisk
from robot.domain.task import Task
from robot.policy.facts import PolicyFacts
from robot.policy.settings import PolicySettings


def counted_risk(task: Task) -> ProductRisk | None:
    """The higher grade, the seller's or the issuer's, of the wealth product that the task names.

    A product that neither has graded counts as the riskiest; None if there is none to speak of.
    """
    product = task.product
    if product.line is not ProductLine.WEALTH:
        return None
    if product.effective_risk is None and (product.name or product.code):
        return ProductRisk.R5
    return product.effective_risk


def needs_rating(task: Task) -> bool:
    """Whether the task speaks of a wealth product, so that the customer must have a rating."""
    return counted_risk(task) is not None


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """The customer must have a rating for this."""
    return needs_rating(facts.task)


def rating_age_days(facts: PolicyFacts, settings: PolicySettings) -> int | None:
    """Days from the rating to today in the bank's zone, or None without a date."""
    rated_on = facts.task.customer.risk_rated_on
    return None if rated_on is None else (facts.trusted_now.astimezone(settings.zone).date() - rated_on).days
