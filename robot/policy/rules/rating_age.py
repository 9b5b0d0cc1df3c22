"""When a customer's rating is needed and how old it is; shared by the three suitability rules."""

from __future__ import annotations

from robot.domain.product import ProductLine
from robot.domain.task import Task
from robot.policy.facts import PolicyFacts
from robot.policy.settings import PolicySettings


def needs_rating(task: Task) -> bool:
    """Whether the task speaks of a wealth product that carries a risk grade."""
    return task.product.line is ProductLine.WEALTH and task.product.risk is not None


def rating_age_days(facts: PolicyFacts, settings: PolicySettings) -> int | None:
    """Days from the rating to today in the bank's zone, or None without a date."""
    rated_on = facts.task.customer.risk_rated_on
    return None if rated_on is None else (facts.now.astimezone(settings.zone).date() - rated_on).days
