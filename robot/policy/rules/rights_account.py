"""The robot does for an account only what the bank gave that account leave for."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "rights.account"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """The policy names rights, and a site would be changed."""
    return facts.site_effect and settings.account_rights is not None


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if no entry that holds covers account, channel, purpose, line, level and way of approval."""
    if not applies(facts, settings) or settings.account_rights is None:
        return None
    task = facts.task
    if any(
        right.covers(task, facts.purpose, facts.sensitivity, attended=facts.attended)
        for right in settings.account_rights
    ):
        return None
    return block(
        ID,
        account=task.rm_id,
        channel=task.channel,
        line=task.product.line,
        sensitivity=facts.sensitivity,
    )


RULE = Rule(
    id=ID,
    stage=Stage.RIGHTS,
    reason="The bank gave this account no leave for such contacts by the robot.",
    source="The bank's own control: register of accounts and rights; needs to be recertified.",
    facts=("rm_id", "channel", "purpose", "product_line", "sensitivity", "attended"),
    unknown="A talk track that is not known counts as marketing of the highest level.",
    applies=applies,
    check=check,
)
