"""Nothing is said in words and by rules that two people did not sign, or that hold no longer."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "permit.release"


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """A look ahead needs no permit."""
    return facts.site_effect


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding while the release may not be used and a site would be changed."""
    if not applies(facts, settings) or not facts.release.refusal:
        return None
    return block(ID, cause=facts.release.refusal)


RULE = Rule(
    id=ID,
    stage=Stage.PERMIT,
    reason="The release was altered, revoked, has expired, or was never accepted here.",
    source="The bank's own control: marketing texts are reviewed by the institution before they are used.",
    facts=(
        "release",
        "release_refusal",
        "site_effect",
    ),
    unknown="Never unknown: without a release that was looked at nothing is sent.",
    applies=applies,
    check=check,
)
