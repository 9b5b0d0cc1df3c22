"""Every rule as a table: what is changed about a good contact, and whether the rule then speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from robot.policy import DECIDE_RULES, PolicyFacts, PolicySettings, Rule
from robot.policy.explain import ask_each
from robot.policy.used_facts import FACT_NAMES
from tests.unit.policy.cases.tables import CASES
from tests.unit.policy.cases.words import DENY, PASS, REVIEW, Case, at, case_settings, wealth

RULES = {rule.id: rule for rule in DECIDE_RULES}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.situation}" for case in CASES])
def test_rule(case: Case, make_facts: Callable[..., PolicyFacts]) -> None:
    facts, settings = make_facts(**case.changes), case_settings()
    finding = RULES[case.rule].check(facts, settings)
    severity = {DENY: "block", REVIEW: "review"}.get(case.says)
    assert (finding.severity if finding else None) == severity
    if finding is not None:
        assert finding.rule == case.rule
        # What speaks must not be explained as something that does not apply.
        assert RULES[case.rule].applies(facts, settings)
    (asked,) = ask_each([RULES[case.rule]], facts, settings)
    assert asked.answer == case.says or (case.says, asked.answer) == (PASS, "not_applicable")


def test_every_rule_is_in_the_table_on_all_its_sides() -> None:
    for rule in DECIDE_RULES:
        sides = {case.says for case in CASES if case.rule == rule.id}
        assert sides == ({PASS, DENY, REVIEW} if rule.may_review else {PASS, DENY}), rule.id


def test_situations_are_told_apart() -> None:
    assert len({(case.rule, case.situation) for case in CASES}) == len(CASES)


def test_rules_name_facts_that_exist_and_say_what_an_unknown_one_means() -> None:
    for rule in DECIDE_RULES:
        assert set(rule.facts) <= set(FACT_NAMES), rule.id
        assert rule.unknown.endswith("."), rule.id


@pytest.mark.parametrize("rule", DECIDE_RULES, ids=lambda rule: rule.id)
def test_rule_explains_itself_in_one_line(rule: Rule) -> None:
    assert rule.reason.endswith(".")
    assert "\n" not in rule.reason
    assert rule.source
    assert "\n" not in rule.source


def test_findings_carry_the_numbers_a_person_needs(
    make_facts: Callable[..., PolicyFacts], settings: PolicySettings
) -> None:
    def params(rule: str, **changes: Any) -> dict[str, str]:
        finding = RULES[rule].check(make_facts(**changes), settings)
        assert finding is not None
        return finding.params

    assert params("suitability.risk_too_high", **wealth("R4", "C2")) == {
        "product_risk": "R4",
        "customer_risk": "C2",
    }
    assert params("hours.quiet", **at("2026-11-23T21:05")) == {
        "now": "21:05",
        "allowed_from": "08:00",
        "allowed_until": "21:00",
    }
    assert params("contact.monthly_cap", contacts_this_month=4) == {
        "count": "4",
        "cap": "4",
    }
    assert params("suitability.rating_expired", **wealth("R2", "C3", "2025-11-22")) == {
        "rated_on": "2025-11-22",
        "age_days": "366",
        "valid_days": "365",
    }
    assert params("permit.unattended", attended=False) == {
        "channel": "wecom",
        "account": "1001",
    }
