"""Nobody hears from the bank at night."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, block
from robot.policy.settings import PolicySettings

ID = "hours.quiet"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding outside [allowed_from, allowed_until) in the bank's zone."""
    local = facts.now.astimezone(settings.zone)
    if settings.allowed_from <= local.time() < settings.allowed_until:
        return None
    return block(
        ID,
        now=f"{local:%H:%M}",
        allowed_from=f"{settings.allowed_from:%H:%M}",
        allowed_until=f"{settings.allowed_until:%H:%M}",
    )


RULE = Rule(
    id=ID,
    reason="Customers are not disturbed outside the hours that the bank allows.",
    source="Bank setting; regional telecom notices ask marketers to avoid hours of rest.",
    check=check,
)
