"""A machine that sends for an account keeps the account's cap of the day."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.settings import PolicySettings

ID = "caps.account_daily"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """Nobody pressed Enter, a site would be changed, and the account has a cap of the day."""
    return not facts.attended and facts.site_effect and _per_day(facts, settings) is not None


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if nobody is present and the account has used up its messages of the business date."""
    cap = _per_day(facts, settings)
    if not applies(facts, settings) or cap is None or facts.account_sends_today < cap:
        return None
    return block(ID, account=facts.task.rm_id, count=facts.account_sends_today, cap=cap)


def _per_day(facts: PolicyFacts, settings: PolicySettings) -> int | None:
    task = facts.task
    cap = settings.find_cap(task.rm_id, task.channel, task.business_date)
    return None if cap is None else cap.per_day


RULE = Rule(
    id=ID,
    stage=Stage.CAPS,
    reason="The account has sent as many messages today as the bank lets it send unattended.",
    source="Bank setting, dated, because of the platforms' limits for each employee and day.",
    facts=(
        "attended",
        "site_effect",
        "account_sends_today",
        "rm_id",
        "channel",
    ),
    unknown="Never unknown.",
    applies=applies,
    check=check,
)
