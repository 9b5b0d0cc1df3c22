"""Order, verdicts and what a decision tells the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.customer import LineDate, RiskTolerance
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.views import Finding
from robot.policy import (
    DECIDE_RULES,
    RECHECK_RULES,
    PolicyFacts,
    PolicySettings,
    UnattendedExemption,
    decide,
    recheck,
    verdict_of,
)
from robot.policy.decision import deciding_rule
from robot.policy.explain import ask_each
from robot.policy.rule import Stage
from robot.policy.used_facts import FACT_NAMES, used_facts
from tests.unit.policy.cases.words import case_settings

ORDER = [
    "permit.stopped",
    "permit.unattended",
    "sensitivity.unattended",
    "contact.opted_out",
    "consent.missing",
    "suitability.rating_expired",
    "suitability.risk_too_high",
    "hours.quiet",
    "contact.daily_cap",
    "contact.monthly_cap",
]

EVERYTHING_WRONG: dict[str, Any] = {
    "stop_engaged": True,
    "attended": False,
    "customer": {
        "opted_out": True,
        "consents": frozenset(),
        "risk_tolerance": RiskTolerance.C1,
        "risk_rated_on": date(2020, 1, 1),
    },
    "product": {"risk": ProductRisk.R5},
    "now": datetime(2026, 11, 23, 23, 0, tzinfo=BANK_ZONE),
    "contacts_today": 3,
    "contacts_this_month": 9,
}

FactsMaker = Callable[..., PolicyFacts]


def test_good_contact_is_allowed(make_facts: FactsMaker, settings: PolicySettings) -> None:
    for answer in (decide(make_facts(), settings), recheck(make_facts(), settings)):
        assert (answer.verdict, answer.rule, answer.findings) == ("allow", "", ())


def test_all_findings_are_kept_in_order_and_the_first_names_the_decision(
    make_facts: FactsMaker, settings: PolicySettings
) -> None:
    answer = decide(make_facts(**EVERYTHING_WRONG), settings)
    assert (answer.verdict, answer.rule) == ("deny", "permit.stopped")
    assert [finding.rule for finding in answer.findings] == ORDER


def test_never_rated_goes_before_hours(make_facts: FactsMaker, settings: PolicySettings) -> None:
    wrong = {
        "customer": {"risk_tolerance": None, "risk_rated_on": None},
        "now": EVERYTHING_WRONG["now"],
    }
    answer = decide(make_facts(**wrong), settings)
    assert [finding.rule for finding in answer.findings] == [
        "suitability.rating_missing",
        "hours.quiet",
    ]


def test_the_order_of_rules_is_the_order_of_the_stages() -> None:
    stages = [list(Stage).index(rule.stage) for rule in DECIDE_RULES]
    assert stages == sorted(stages)
    assert len({rule.id for rule in DECIDE_RULES}) == len(DECIDE_RULES)
    assert set(RECHECK_RULES) < set(DECIDE_RULES)


def test_a_review_names_the_decision_only_if_nothing_denies(make_facts: FactsMaker) -> None:
    older = {"customer": {"age": 70}}
    assert (decide(make_facts(**older), case_settings()).verdict) == "review"
    answer = decide(make_facts(**older, contacts_today=1), case_settings())
    assert (answer.verdict, answer.rule) == ("deny", "contact.daily_cap")
    assert [finding.rule for finding in answer.findings] == ["suitability.elderly", "contact.daily_cap"]


def test_explanation_and_decision_say_the_same(make_facts: FactsMaker, settings: PolicySettings) -> None:
    facts = make_facts(**EVERYTHING_WRONG)
    asked = ask_each(DECIDE_RULES, facts, settings)
    assert [one.rule.id for one in asked] == [rule.id for rule in DECIDE_RULES]
    assert [one.finding for one in asked if one.finding] == list(decide(facts, settings).findings)
    answers = {one.rule.id: one.answer for one in asked}
    assert (answers["permit.stopped"], answers["hold.complaint"], answers["hours.holiday"]) == (
        "deny",
        "pass",
        "not_applicable",
    )


def test_every_fact_has_an_origin_and_stands_in_the_record(
    make_facts: FactsMaker, settings: PolicySettings
) -> None:
    facts = make_facts(
        customer={
            "opt_outs": ("phone",),
            "zone": "Asia/Urumqi",
            "refused_on": (LineDate(line=ProductLine.LOAN, on=date(2026, 11, 1)),),
        },
        opted_out_scopes=frozenset({"care:push"}),
    )
    told = {fact.name: fact for fact in used_facts(facts, settings)}
    assert tuple(told) == FACT_NAMES
    assert {name: fact.value for name, fact in told.items()} == decide(facts, settings).facts
    assert (told["opt_outs"].value, told["opt_outs"].origin) == ("care:push,phone", "list and ledger")
    assert (told["refused_on"].value, told["customer_zone"].value) == ("loan:2026-11-01", "Asia/Urumqi")
    assert (told["now"].origin, told["age"].value) == ("clock", "")


def test_opt_out_goes_before_consent_and_suitability(
    make_facts: FactsMaker, settings: PolicySettings
) -> None:
    changes = {key: value for key, value in EVERYTHING_WRONG.items() if key in ("customer", "product")}
    assert decide(make_facts(**changes), settings).rule == "contact.opted_out"


def test_recheck_asks_only_what_can_change(make_facts: FactsMaker, settings: PolicySettings) -> None:
    answer = recheck(make_facts(**EVERYTHING_WRONG), settings)
    assert [finding.rule for finding in answer.findings] == [
        "permit.stopped",
        "permit.unattended",
        "contact.opted_out",
        "hours.quiet",
        "contact.daily_cap",
        "contact.monthly_cap",
    ]


def test_preview_shows_all_but_the_permit(make_facts: FactsMaker, settings: PolicySettings) -> None:
    answer = decide(make_facts(**EVERYTHING_WRONG, site_effect=False), settings)
    assert [finding.rule for finding in answer.findings] == ORDER[3:]


def test_facts_hold_no_names(make_facts: FactsMaker, settings: PolicySettings) -> None:
    exemption = UnattendedExemption(
        account="*",
        channel=make_facts().task.channel,
        rate_per_minute=6,
        expires_on=date(2026, 12, 31),
    )
    facts = decide(make_facts(attended=False, unattended_exemption=exemption), settings).facts
    assert facts["exemption"] == "*/wecom/2026-12-31"
    assert (facts["product_risk"], facts["customer_risk"], facts["risk_rated_on"]) == (
        "R2",
        "C3",
        "2026-06-01",
    )
    assert (facts["now"], facts["attended"]) == ("2026-11-23T10:00:00+08:00", "no")
    assert all(name not in "".join(facts.values()) for name in ("王芳", "李明", "滨江"))


def test_facts_without_rating_are_empty_text(make_facts: FactsMaker, settings: PolicySettings) -> None:
    changes = {
        "customer": {"risk_tolerance": None, "risk_rated_on": None},
        "product": {"risk": None},
    }
    facts = decide(make_facts(**changes), settings).facts
    assert (facts["product_risk"], facts["customer_risk"], facts["risk_rated_on"]) == (
        "",
        "",
        "",
    )


def _finding(rule: str, severity: str) -> Finding:
    return Finding(rule=rule, severity=severity, params={})


@pytest.mark.parametrize(
    ("severities", "verdict", "rule"),
    [
        ([], "allow", ""),
        (["review"], "review", "r0"),
        (["review", "block"], "deny", "r1"),
        (["block", "review"], "deny", "r0"),
        (["nonsense"], "deny", "r0"),
    ],
)
def test_verdict_of_findings(severities: list[str], verdict: str, rule: str) -> None:
    findings = [_finding(f"r{number}", severity) for number, severity in enumerate(severities)]
    assert (verdict_of(findings), deciding_rule(findings)) == (verdict, rule)


@pytest.mark.parametrize(
    "changes",
    [
        {"now": datetime(2026, 11, 23, 10, 0)},  # noqa: DTZ001 - the point
        {"contacts_today": -1},
        {"contacts_this_month": -1},
        {"contacts_this_week": -1},
    ],
    ids=["naive time", "negative today", "negative month", "negative week"],
)
def test_impossible_facts_are_refused(changes: dict[str, Any], make_facts: FactsMaker) -> None:
    with pytest.raises(ValueError, match=r"aware|negative"):
        make_facts(**changes)
