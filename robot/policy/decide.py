"""The two questions of the send path: may this be done, and may it still be done when the click is due?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from robot.policy.decision import Decision, deciding_rule, verdict_of
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule
from robot.policy.rules import (
    caps_account_daily,
    clock_behind,
    consent_missing,
    contact_daily_cap,
    contact_monthly_cap,
    contact_opted_out,
    hours_quiet,
    permit_stopped,
    permit_unattended,
    suitability_rating_expired,
    suitability_rating_missing,
    suitability_risk_too_high,
)
from robot.policy.settings import PolicySettings

_PERMIT = (permit_stopped.RULE, clock_behind.RULE, permit_unattended.RULE)
_HOURS_AND_CAPS = (
    hours_quiet.RULE,
    contact_daily_cap.RULE,
    contact_monthly_cap.RULE,
    caps_account_daily.RULE,
)

#: All rules, in the order in which they run.
DECIDE_RULES: tuple[Rule, ...] = (
    *_PERMIT,
    contact_opted_out.RULE,
    consent_missing.RULE,
    suitability_rating_missing.RULE,
    suitability_rating_expired.RULE,
    suitability_risk_too_high.RULE,
    *_HOURS_AND_CAPS,
)
#: The rules whose answer can change between the decision and the click.
RECHECK_RULES: tuple[Rule, ...] = (*_PERMIT, contact_opted_out.RULE, *_HOURS_AND_CAPS)


def decide(facts: PolicyFacts, settings: PolicySettings) -> Decision:
    """Run every rule and keep all findings; the first one that denies names the decision."""
    return _run(DECIDE_RULES, facts, settings)


def recheck(facts: PolicyFacts, settings: PolicySettings) -> Decision:
    """Run the rules that time or another process can have changed since `decide`."""
    return _run(RECHECK_RULES, facts, settings)


def _run(rules: Sequence[Rule], facts: PolicyFacts, settings: PolicySettings) -> Decision:
    answers = (rule.check(facts, settings) for rule in rules)
    findings = tuple(finding for finding in answers if finding is not None)
    return Decision(
        verdict=verdict_of(findings),
        rule=deciding_rule(findings),
        findings=findings,
        facts=_used(facts, settings),
    )


def _used(facts: PolicyFacts, settings: PolicySettings) -> dict[str, str]:
    task, customer = facts.task, facts.task.customer
    local: datetime = facts.now.astimezone(settings.zone)
    exemption = facts.unattended_exemption
    return {
        "policy_version": str(settings.version),
        "policy_sha256": settings.sha256,
        "task_id": task.task_id,
        "rm_id": task.rm_id,
        "channel": task.channel.value,
        "now": local.isoformat(timespec="seconds"),
        "site_effect": _yes_no(fact=facts.site_effect),
        "stop_engaged": _yes_no(fact=facts.stop_engaged),
        "attended": _yes_no(fact=facts.attended),
        "exemption": f"{exemption.account}/{exemption.channel}/{exemption.expires_on}" if exemption else "",
        "opted_out": _yes_no(fact=facts.opted_out or customer.opted_out),
        "consents": ",".join(sorted(customer.consents)),
        "product_line": task.product.line.value,
        "product_risk": task.product.risk or "",
        "customer_risk": customer.risk_tolerance or "",
        "risk_rated_on": customer.risk_rated_on.isoformat() if customer.risk_rated_on else "",
        "last_record_at": facts.last_record_at.isoformat(timespec="seconds") if facts.last_record_at else "",
        "contacts_today": str(facts.contacts_today),
        "contacts_this_month": str(facts.contacts_this_month),
        "account_sends_today": str(facts.account_sends_today),
    }


def _yes_no(*, fact: bool) -> str:
    return "yes" if fact else "no"
