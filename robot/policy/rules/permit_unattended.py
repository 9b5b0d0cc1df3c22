"""Customers hear from a person, unless the bank has said in writing that a machine may send."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "permit.unattended"


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """Nobody pressed Enter, and a site would be changed."""
    return facts.site_effect and not facts.attended


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if nobody pressed Enter and no unexpired exemption names account and channel."""
    if not applies(facts, settings):
        return None
    task, exemption = facts.task, facts.unattended_exemption
    today = facts.trusted_now.astimezone(settings.zone).date()
    if exemption is not None and exemption.covers(task.rm_id, task.channel, today):
        return None
    return block(ID, channel=task.channel, account=task.rm_id)


RULE = Rule(
    id=ID,
    stage=Stage.PERMIT,
    reason="Nobody is present, and no exemption that still holds names this account and channel.",
    source="The bank's own control, because of WeCom's terms on mass sending by third-party tools.",
    facts=(
        "attended",
        "site_effect",
        "exemption",
        "rm_id",
        "channel",
        "now",
    ),
    unknown="Never unknown.",
    applies=applies,
    check=check,
)
