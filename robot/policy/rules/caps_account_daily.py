"""A machine that sends for an account keeps the account's cap of the day."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, block
from robot.policy.settings import PolicySettings

ID = "caps.account_daily"


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A finding if nobody is present and the account has used up its messages of the business date."""
    if facts.attended or not facts.site_effect:
        return None
    task = facts.task
    cap = settings.find_cap(task.rm_id, task.channel, task.business_date)
    if cap is None or cap.per_day is None or facts.account_sends_today < cap.per_day:
        return None
    return block(ID, account=task.rm_id, count=facts.account_sends_today, cap=cap.per_day)


RULE = Rule(
    id=ID,
    reason="The account has sent as many messages today as the bank lets it send unattended.",
    source="Bank setting, dated, because of the platforms' limits for each employee and day.",
    check=check,
)
