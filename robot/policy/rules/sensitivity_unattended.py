"""The further a mistake would reach, the more a person must be there."""

from __future__ import annotations

from robot.domain.purpose import Sensitivity
from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.rules import permit_unattended
from robot.policy.settings import PolicySettings

ID = "sensitivity.unattended"


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """Nobody pressed Enter, a site would be changed, and the level is S3 or S4."""
    is_high = facts.sensitivity.level >= Sensitivity.S3.level
    return facts.site_effect and not facts.attended and is_high


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding for S4 always, for S3 without an exemption that holds."""
    if not applies(facts, settings):
        return None
    is_exempt = permit_unattended.check(facts, settings) is None
    if facts.sensitivity is Sensitivity.S3 and is_exempt:
        return None
    return block(ID, sensitivity=facts.sensitivity)


RULE = Rule(
    id=ID,
    stage=Stage.SENSITIVITY,
    reason="Money, rights and credit (S4) want a person for each message, S3 wants an exemption.",
    source="The bank's own control: matrix of sensitivity levels.",
    facts=("sensitivity", "attended", "site_effect", "exemption"),
    unknown="A talk track that is not known counts as S4.",
    applies=applies,
    check=check,
)
