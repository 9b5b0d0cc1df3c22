"""Every rule as a table: what is changed about a good contact, and whether the rule then speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.customer import RiskTolerance
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.task import Channel
from robot.policy import (
    DECIDE_RULES,
    PolicyFacts,
    PolicySettings,
    Rule,
    UnattendedExemption,
)

RULES = {rule.id: rule for rule in DECIDE_RULES}


def exempt(
    account: str = "1001", channel: Channel = Channel.WECOM, until: str = "2026-12-31"
) -> dict[str, Any]:
    exemption = UnattendedExemption(
        account=account, channel=channel, rate_per_minute=6, expires_on=date.fromisoformat(until)
    )
    return {"attended": False, "unattended_exemption": exemption}


NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANK_ZONE)


def at(text: str) -> dict[str, Any]:
    return {"now": datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)}


def wealth(risk: str | None, tolerance: str | None, rated_on: str | None = "2026-06-01") -> dict[str, Any]:
    return {
        "product": {"risk": ProductRisk(risk) if risk else None},
        "customer": {
            "risk_tolerance": RiskTolerance(tolerance) if tolerance else None,
            "risk_rated_on": date.fromisoformat(rated_on) if rated_on else None,
        },
    }


def other_line(line: ProductLine) -> dict[str, Any]:
    return {
        "product": {"line": line, "risk": ProductRisk.R5},
        "customer": {"risk_tolerance": None, "risk_rated_on": None},
    }


# rule, situation, what differs from a good contact, does the rule speak?
TABLE: list[tuple[str, str, dict[str, Any], bool]] = [
    ("permit.stopped", "kill switch off", {}, False),
    ("permit.stopped", "kill switch on", {"stop_engaged": True}, True),
    (
        "permit.stopped",
        "kill switch on, only looking",
        {"stop_engaged": True, "site_effect": False},
        False,
    ),
    ("permit.unattended", "a person pressed Enter", {"attended": True}, False),
    ("permit.unattended", "nobody there, no exemption", {"attended": False}, True),
    (
        "permit.unattended",
        "nobody there, only looking",
        {"attended": False, "site_effect": False},
        False,
    ),
    ("permit.unattended", "exempt", exempt(), False),
    ("permit.unattended", "any account", exempt("*"), False),
    ("permit.unattended", "other account", exempt("1002"), True),
    ("permit.unattended", "other channel", exempt(channel=Channel.PHONE), True),
    ("permit.unattended", "last day of the exemption", exempt(until="2026-11-23"), False),
    ("permit.unattended", "exemption ran out yesterday", exempt(until="2026-11-22"), True),
    ("contact.opted_out", "did not opt out", {}, False),
    (
        "contact.opted_out",
        "opted out, consent still on file",
        {"customer": {"opted_out": True}},
        True,
    ),
    ("consent.missing", "agreed to WeCom", {}, False),
    (
        "consent.missing",
        "agreed to phone only",
        {"customer": {"consents": frozenset({"phone"})}},
        True,
    ),
    (
        "consent.missing",
        "agreed to nothing",
        {"customer": {"consents": frozenset()}},
        True,
    ),
    (
        "consent.missing",
        "phone task, agreed to WeCom only",
        {
            "task": {"channel": Channel.PHONE},
            "customer": {"consents": frozenset({"wecom"})},
        },
        True,
    ),
    ("suitability.rating_missing", "R2 for C3", wealth("R2", "C3"), False),
    ("suitability.rating_missing", "never rated", wealth("R1", None, None), True),
    (
        "suitability.rating_missing",
        "grade without date",
        wealth("R1", "C3", None),
        True,
    ),
    ("suitability.rating_missing", "date without grade", wealth("R1", None), True),
    (
        "suitability.rating_missing",
        "rated tomorrow",
        wealth("R1", "C3", "2026-11-24"),
        True,
    ),
    (
        "suitability.rating_missing",
        "rated today",
        wealth("R1", "C3", "2026-11-23"),
        False,
    ),
    (
        "suitability.rating_missing",
        "wealth product without grade",
        wealth(None, None, None),
        False,
    ),
    ("suitability.rating_missing", "deposit", other_line(ProductLine.DEPOSIT), False),
    ("suitability.rating_missing", "card", other_line(ProductLine.CARD), False),
    ("suitability.rating_expired", "rated in June", wealth("R2", "C3"), False),
    (
        "suitability.rating_expired",
        "365 days old",
        wealth("R2", "C3", "2025-11-23"),
        False,
    ),
    (
        "suitability.rating_expired",
        "366 days old",
        wealth("R2", "C3", "2025-11-22"),
        True,
    ),
    (
        "suitability.rating_expired",
        "no date (another rule speaks)",
        wealth("R2", "C3", None),
        False,
    ),
    (
        "suitability.rating_expired",
        "old, but product without grade",
        wealth(None, "C3", "2020-01-01"),
        False,
    ),
    ("suitability.risk_too_high", "R1 for C1", wealth("R1", "C1"), False),
    ("suitability.risk_too_high", "R2 for C1", wealth("R2", "C1"), True),
    ("suitability.risk_too_high", "R3 for C3", wealth("R3", "C3"), False),
    ("suitability.risk_too_high", "R4 for C3", wealth("R4", "C3"), True),
    ("suitability.risk_too_high", "R5 for C5", wealth("R5", "C5"), False),
    (
        "suitability.risk_too_high",
        "never rated (another rule speaks)",
        wealth("R5", None, None),
        False,
    ),
    ("suitability.risk_too_high", "product without grade", wealth(None, "C1"), False),
    ("suitability.risk_too_high", "loan", other_line(ProductLine.LOAN), False),
    ("hours.quiet", "07:59:59", at("2026-11-23T07:59:59.999999"), True),
    ("hours.quiet", "08:00", at("2026-11-23T08:00"), False),
    ("hours.quiet", "20:59:59", at("2026-11-23T20:59:59.999999"), False),
    ("hours.quiet", "21:00", at("2026-11-23T21:00"), True),
    ("hours.quiet", "midnight", at("2026-11-24T00:00"), True),
    (
        "hours.quiet",
        "00:30 in London is 08:30 in Shanghai",
        {"now": datetime(2026, 11, 23, 0, 30, tzinfo=UTC)},
        False,
    ),
    (
        "hours.quiet",
        "13:30 in London is 21:30 in Shanghai",
        {"now": datetime(2026, 11, 23, 13, 30, tzinfo=UTC)},
        True,
    ),
    ("contact.daily_cap", "first message today", {"contacts_today": 0}, False),
    ("contact.daily_cap", "second message today", {"contacts_today": 1}, True),
    ("contact.daily_cap", "third message today", {"contacts_today": 2}, True),
    (
        "contact.monthly_cap",
        "fourth message this month",
        {"contacts_this_month": 3},
        False,
    ),
    (
        "contact.monthly_cap",
        "fifth message this month",
        {"contacts_this_month": 4},
        True,
    ),
    ("clock.behind", "no record yet", {}, False),
    ("clock.behind", "just after the last record", {"last_record_at": NOW}, False),
    ("clock.behind", "what a time service may do", {"last_record_at": NOW + timedelta(seconds=2)}, False),
    ("clock.behind", "set back", {"last_record_at": NOW + timedelta(seconds=2.1)}, True),
    (
        "clock.behind",
        "set back, and a person is there",
        {"attended": True, "last_record_at": NOW + timedelta(1)},
        True,
    ),
    ("caps.account_daily", "the last that fits", {"attended": False, "account_sends_today": 49}, False),
    ("caps.account_daily", "one too many", {"attended": False, "account_sends_today": 50}, True),
    ("caps.account_daily", "approved by a person", {"account_sends_today": 50}, False),
    (
        "caps.account_daily",
        "another account",
        {"attended": False, "account_sends_today": 50, "task": {"rm_id": "1002"}},
        False,
    ),
    (
        "caps.account_daily",
        "a look ahead",
        {"attended": False, "account_sends_today": 50, "site_effect": False},
        False,
    ),
]


@pytest.mark.parametrize(
    ("rule", "situation", "changes", "speaks"),
    TABLE,
    ids=[f"{r}: {s}" for r, s, _, _ in TABLE],
)
def test_rule(
    rule: str,
    situation: str,
    changes: dict[str, Any],
    speaks: bool,
    make_facts: Callable[..., PolicyFacts],
    settings: PolicySettings,
) -> None:
    finding = RULES[rule].check(make_facts(**changes), settings)
    assert (finding is not None) is speaks
    if finding is not None:
        assert (finding.rule, finding.severity) == (rule, "block")


def test_every_rule_is_in_the_table_on_both_sides() -> None:
    for rule in RULES:
        assert {speaks for id_, _, _, speaks in TABLE if id_ == rule} == {True, False}


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
