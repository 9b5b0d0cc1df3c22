"""Nobody sends on a clock that was set back: hours and caps would be counted twice."""

from __future__ import annotations

from datetime import timedelta

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "clock.behind"
#: A time service may set a clock back by so much.
TOLERANCE = timedelta(seconds=2)


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """There is a record to compare with."""
    return facts.last_record_at is not None


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding while the clock stands before the journal's last record."""
    if facts.last_record_at is None or facts.now >= facts.last_record_at - TOLERANCE:
        return None
    local = facts.last_record_at.astimezone(settings.zone)
    return block(ID, until=f"{local:%Y-%m-%d %H:%M:%S}")


RULE = Rule(
    id=ID,
    stage=Stage.PERMIT,
    reason="The clock stands before the last record of the log, so it was set back.",
    source="The bank's own control: trusted time never runs backwards.",
    facts=(
        "now",
        "last_record_at",
    ),
    unknown="Before the first record of the log there is nothing to compare: no effect.",
    applies=applies,
    check=check,
)
