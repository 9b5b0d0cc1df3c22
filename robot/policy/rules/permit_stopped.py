"""The kill switch is over everything."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "permit.stopped"


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """A look ahead needs no permit."""
    return facts.site_effect


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding while the switch is engaged and a site would be changed."""
    return block(ID) if applies(facts, _settings) and facts.stop_engaged else None


RULE = Rule(
    id=ID,
    stage=Stage.PERMIT,
    reason="Somebody pressed stop; until it is lifted no site is changed.",
    source="The bank's own control: kill switch, checked before every external effect.",
    facts=(
        "stop_engaged",
        "site_effect",
    ),
    unknown="Never unknown.",
    applies=applies,
    check=check,
)
