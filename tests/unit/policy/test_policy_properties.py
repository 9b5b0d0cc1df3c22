"""What holds for every contact, whatever else is true of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from robot.domain.clock import BANK_ZONE
from robot.domain.customer import InvestorClass, LineDate, RiskTolerance
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel
from robot.policy import PolicyFacts, UnattendedExemption, decide
from robot.policy.entries import HoldOut
from robot.policy.facts import ReleaseStanding
from tests.unit.policy.cases.words import case_settings
from tests.unit.policy.conftest import make_facts_of

TODAY = date(2026, 11, 23)
DATES = st.dates(TODAY - timedelta(400), TODAY)
LINE_DATES = st.lists(st.builds(LineDate, line=st.sampled_from(ProductLine), on=DATES), max_size=3).map(tuple)
SCOPES = st.sampled_from(["wecom", "phone", "marketing", "service:wecom", "care:push"])
COUNTS = st.integers(0, 6)

CUSTOMER: dict[str, st.SearchStrategy[Any]] = {
    "consents": st.frozensets(st.sampled_from(["wecom", "phone", "push", "service:wecom"])),
    "opted_out": st.booleans(),
    "opt_outs": st.lists(SCOPES, unique=True, max_size=3).map(lambda found: tuple(sorted(found))),
    "risk_tolerance": st.none() | st.sampled_from(RiskTolerance),
    "risk_rated_on": st.none() | DATES,
    "age": st.none() | st.integers(0, 110),
    "investor": st.none() | st.sampled_from(InvestorClass),
    "zone": st.sampled_from(["", "Asia/Urumqi", "Europe/London"]),
    "has_complaint": st.booleans(),
    "has_dispute": st.booleans(),
    "is_held_out": st.booleans(),
    "has_contract": st.none() | st.booleans(),
    "assessments_today": st.none() | COUNTS,
    "assessments_12_months": st.none() | st.integers(0, 12),
    "refused_on": LINE_DATES,
    "purchased_on": LINE_DATES,
}
PRODUCT: dict[str, st.SearchStrategy[Any]] = {
    "line": st.sampled_from(ProductLine),
    "risk": st.none() | st.sampled_from(ProductRisk),
    "issuer_risk": st.none() | st.sampled_from(ProductRisk),
}
TASK: dict[str, st.SearchStrategy[Any]] = {
    "channel": st.sampled_from(Channel),
    "strategy": st.sampled_from(["new-wealth", "measured", "holiday-rates"]),
    "rm_id": st.sampled_from(["1001", "1002"]),
}
EXEMPTION = UnattendedExemption(
    account="*", channel=Channel.WECOM, rate_per_minute=6, expires_on=date(2026, 12, 31)
)
REST: dict[str, st.SearchStrategy[Any]] = {
    "now": st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 30)).map(  # noqa: DTZ001 - made aware here
        lambda moment: moment.replace(tzinfo=BANK_ZONE)
    ),
    "purpose": st.sampled_from(Purpose),
    "sensitivity": st.sampled_from(Sensitivity),
    "site_effect": st.booleans(),
    "stop_engaged": st.booleans(),
    "release": st.builds(ReleaseStanding, st.just("5f3a"), st.sampled_from(["", "release.revoked"])),
    "contacts_today": st.integers(0, 2),
    "contacts_this_week": COUNTS,
    "contacts_this_month": COUNTS,
    "line_contacts_this_month": COUNTS,
    "platform_contacts_this_month": COUNTS,
    "channel_contacts_this_month": COUNTS,
    "last_marketing_on": st.none() | DATES,
    "account_sends_today": st.integers(0, 60),
    "opted_out": st.booleans(),
    "opted_out_scopes": st.frozensets(SCOPES, max_size=2),
    "refused_on": LINE_DATES,
    "clock_ahead_s": st.sampled_from([0.0, 300.0]),
    "attended": st.booleans(),
    "unattended_exemption": st.sampled_from([None, EXEMPTION]),
}


@st.composite
def contacts(draw: st.DrawFn) -> PolicyFacts:
    """Any contact; each fact is left as in the good one or is anything."""

    def some(of: Mapping[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
        return {name: draw(values) for name, values in of.items() if draw(st.booleans())}

    return make_facts_of(customer=some(CUSTOMER), product=some(PRODUCT), task=some(TASK), **some(REST))


#: What speaks against a contact, added to whatever is there.
DENIALS: dict[str, Callable[[PolicyFacts], PolicyFacts]] = {
    "stopped": lambda f: replace(f, stop_engaged=True, site_effect=True),
    "clock": lambda f: replace(f, clock_ahead_s=500.0),
    "release": lambda f: replace(f, release=ReleaseStanding(refusal="release.expired"), site_effect=True),
    "opted out": lambda f: of_customer(f, opted_out=True),
    "opted out elsewhere": lambda f: replace(f, opted_out=True),
    "refused the channel": lambda f: of_customer(f, opt_outs=(str(f.task.channel),)),
    "complaint": lambda f: of_customer(f, has_complaint=True),
    "dispute": lambda f: of_customer(f, has_dispute=True),
    "no consent": lambda f: of_customer(f, consents=frozenset(), has_contract=False),
    "assessed too often": lambda f: of_customer(f, assessments_today=9),
    "day": lambda f: replace(f, contacts_today=f.contacts_today + 9),
    "week": lambda f: replace(f, contacts_this_week=f.contacts_this_week + 9),
    "month": lambda f: replace(f, contacts_this_month=f.contacts_this_month + 9),
    "line": lambda f: replace(f, line_contacts_this_month=f.line_contacts_this_month + 9),
    "platform": lambda f: replace(f, platform_contacts_this_month=f.platform_contacts_this_month + 9),
    "channel": lambda f: replace(f, channel_contacts_this_month=f.channel_contacts_this_month + 9),
    "held out": lambda f: of_customer(f, is_held_out=True),
    "older": lambda f: of_customer(f, age=99),
}


def of_customer(facts: PolicyFacts, **changes: Any) -> PolicyFacts:
    """The same contact with a customer of whom something else is known."""
    return replace(facts, task=replace(facts.task, customer=replace(facts.task.customer, **changes)))


@settings(max_examples=150, deadline=None)
@given(contacts())
@pytest.mark.parametrize("why", ["opted out", "opted out elsewhere", "complaint", "dispute"])
def test_who_said_no_or_complains_is_never_written_to(why: str, facts: PolicyFacts) -> None:
    assert decide(DENIALS[why](facts), case_settings()).verdict == "deny"


@settings(max_examples=400, deadline=None)
@given(contacts(), st.sampled_from(sorted(DENIALS)))
def test_one_more_reason_never_opens_the_door(facts: PolicyFacts, why: str) -> None:
    rank = {"allow": 0, "review": 1, "deny": 2}
    before = decide(facts, case_settings())
    after = decide(DENIALS[why](facts), case_settings())
    assert rank[after.verdict] >= rank[before.verdict]
    if why != "refused the channel":
        # What was found before is found still; a refusal of the channel takes the place of others.
        assert {finding.rule for finding in before.findings} <= {finding.rule for finding in after.findings}


@settings(max_examples=200, deadline=None)
@given(contacts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(facts: PolicyFacts, chance: random.Random) -> None:
    def shuffled(values: Any) -> tuple[Any, ...]:
        found = list(values)
        chance.shuffle(found)
        return tuple(found)

    customer, bank = facts.task.customer, case_settings()
    other = of_customer(
        replace(
            facts,
            refused_on=shuffled(facts.refused_on),
            opted_out_scopes=frozenset(shuffled(facts.opted_out_scopes)),
        ),
        opt_outs=shuffled(customer.opt_outs),
        refused_on=shuffled(customer.refused_on),
        purchased_on=shuffled(customer.purchased_on),
        consents=frozenset(shuffled(customer.consents)),
    )
    shuffled_bank = replace(
        bank,
        platform_caps=shuffled(bank.platform_caps),
        hold_outs=shuffled(bank.hold_outs),
        cool_offs=shuffled(bank.cool_offs),
    )
    assert decide(other, shuffled_bank) == decide(facts, bank)


@settings(max_examples=50, deadline=None)
@given(contacts())
def test_a_decision_is_pure(facts: PolicyFacts) -> None:
    assert decide(facts, case_settings()) == decide(facts, case_settings())


@pytest.mark.parametrize("share", [1.0, 10.0, 50.0])
def test_the_share_of_a_hold_out_is_what_was_asked_for(share: float) -> None:
    group = HoldOut(
        strategy="*",
        share_percent=share,
        salt="2026-q4-all",
        valid_from=TODAY,
        valid_until=TODAY,
        source="notice",
    )
    drawn = [number for number in range(20_000) if group.draws(f"C{number:08}", "new-wealth")]
    assert abs(len(drawn) / 200 - share) < 1.2
    # The same on another day and desk, and another draw with another salt.
    assert drawn == [n for n in range(20_000) if group.draws(f"C{n:08}", "wealth-maturity")]
    other = replace(group, salt="another salt")
    assert drawn != [n for n in range(20_000) if other.draws(f"C{n:08}", "new-wealth")]


def test_a_larger_share_keeps_who_was_left_alone() -> None:
    small, large = (
        HoldOut(
            strategy="a",
            share_percent=share,
            salt="12345678",
            valid_from=TODAY,
            valid_until=TODAY,
            source="n",
        )
        for share in (5, 15)
    )
    assert all(large.draws(f"C{n}", "a") for n in range(2000) if small.draws(f"C{n}", "a"))
    assert not any(large.draws(f"C{n}", "b") for n in range(100))
