"""Nobody hears from the bank at night, by the clock of where they live."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "hours.quiet"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding outside the day's [allowed_from, allowed_until) in the customer's zone."""
    of_customer = settings.hours_of(facts.task.customer)
    local = facts.trusted_now.astimezone(of_customer.zone)
    hours = of_customer.on(local.date())
    if hours.hold(local.time()):
        return None
    return block(
        ID,
        now=f"{local:%H:%M}",
        allowed_from=f"{hours.allowed_from:%H:%M}",
        allowed_until=f"{hours.allowed_until:%H:%M}",
    )


RULE = Rule(
    id=ID,
    stage=Stage.HOURS,
    reason="Customers are not disturbed outside the hours that the bank allows.",
    source="Bank setting; regional telecom notices ask marketers to avoid hours of rest.",
    facts=("now", "customer_zone"),
    unknown="A customer whose zone is not stated lives in the bank's.",
    check=check,
)
