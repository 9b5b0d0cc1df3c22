"""The two questions of the send path: may this be done, and may it still be done when the click is due?"""

from __future__ import annotations

from collections.abc import Sequence

from robot.policy.decision import Decision, deciding_rule, verdict_of
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule
from robot.policy.rules import (
    caps_account_daily,
    clock_ahead,
    clock_behind,
    consent_missing,
    contact_cool_off,
    contact_daily_cap,
    contact_line_cap,
    contact_marketing_gap,
    contact_monthly_cap,
    contact_opted_out,
    contact_opted_out_of,
    contact_platform_cap,
    contact_weekly_cap,
    hold_complaint,
    hold_dispute,
    holdout_group,
    hours_holiday,
    hours_quiet,
    permit_release,
    permit_stopped,
    permit_unattended,
    rights_account,
    sensitivity_unattended,
    suitability_assessed_too_often,
    suitability_elderly,
    suitability_ordinary,
    suitability_rating_expired,
    suitability_rating_missing,
    suitability_risk_too_high,
)
from robot.policy.settings import PolicySettings
from robot.policy.used_facts import used_facts

_PERMIT = (
    permit_stopped.RULE,
    permit_release.RULE,
    clock_behind.RULE,
    clock_ahead.RULE,
    permit_unattended.RULE,
)
_OPT_OUT = (contact_opted_out.RULE, contact_opted_out_of.RULE)
_SUITABILITY = (
    suitability_rating_missing.RULE,
    suitability_rating_expired.RULE,
    suitability_assessed_too_often.RULE,
    suitability_risk_too_high.RULE,
    suitability_elderly.RULE,
    suitability_ordinary.RULE,
)
_HOURS_AND_CAPS = (
    hours_quiet.RULE,
    hours_holiday.RULE,
    contact_daily_cap.RULE,
    contact_weekly_cap.RULE,
    contact_monthly_cap.RULE,
    contact_line_cap.RULE,
    contact_platform_cap.RULE,
    contact_marketing_gap.RULE,
    contact_cool_off.RULE,
    caps_account_daily.RULE,
)

#: All rules, in the order in which they run: that of `robot.policy.rule.Stage`.
DECIDE_RULES: tuple[Rule, ...] = (
    *_PERMIT,
    rights_account.RULE,
    sensitivity_unattended.RULE,
    *_OPT_OUT,
    hold_complaint.RULE,
    hold_dispute.RULE,
    consent_missing.RULE,
    *_SUITABILITY,
    *_HOURS_AND_CAPS,
    holdout_group.RULE,
)
#: The rules whose answer can change between the decision and the click.
RECHECK_RULES: tuple[Rule, ...] = (*_PERMIT, *_OPT_OUT, *_HOURS_AND_CAPS)


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
        facts={fact.name: fact.value for fact in used_facts(facts, settings)},
    )
