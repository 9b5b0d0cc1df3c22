"""Nobody sends on a clock that was set back: hours and caps would be counted twice."""

from __future__ import annotations

from datetime import timedelta

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, block
from robot.policy.settings import PolicySettings

ID = "clock.behind"
#: A time service may set a clock back by so much.
TOLERANCE = timedelta(seconds=2)


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding while the clock stands before the journal's last record."""
    if facts.last_record_at is None or facts.now >= facts.last_record_at - TOLERANCE:
        return None
    local = facts.last_record_at.astimezone(settings.zone)
    return block(ID, until=f"{local:%Y-%m-%d %H:%M:%S}")


RULE = Rule(
    id=ID,
    reason="The clock stands before the last record of the log, so it was set back.",
    source="The bank's own control: trusted time never runs backwards.",
    check=check,
)
