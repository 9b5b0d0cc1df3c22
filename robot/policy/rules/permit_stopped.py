"""The kill switch is over everything."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, block
from robot.policy.settings import PolicySettings

ID = "permit.stopped"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding while the switch is engaged and a site would be changed."""
    return block(ID) if facts.site_effect and facts.stop_engaged else None


RULE = Rule(
    id=ID,
    reason="Somebody pressed stop; until it is lifted no site is changed.",
    source="The bank's own control: kill switch, checked before every external effect.",
    check=check,
)
