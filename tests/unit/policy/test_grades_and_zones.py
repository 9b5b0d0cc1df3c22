"""Every grade against every rating, every reason for consent, and the hours where clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from robot.domain.customer import RiskTolerance
from robot.domain.product import ProductRisk
from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from robot.policy import PolicySettings, decide
from robot.policy.entries import HoldOut
from robot.policy.rules import hours_quiet
from tests.unit.policy.conftest import make_facts_of

BANK = PolicySettings(version=1)


@pytest.mark.parametrize(("grade", "rating"), list(product(ProductRisk, RiskTolerance)))
def test_a_grade_above_the_rating_is_denied_and_no_other(grade: ProductRisk, rating: RiskTolerance) -> None:
    facts = make_facts_of(product={"risk": grade}, customer={"risk_tolerance": rating})
    is_above = int(grade[1]) > int(rating[1])
    assert decide(facts, BANK).rule == ("suitability.risk_too_high" if is_above else "")


@pytest.mark.parametrize(("seller", "issuer"), list(product(ProductRisk, ProductRisk)))
def test_of_two_grades_the_higher_counts(seller: ProductRisk, issuer: ProductRisk) -> None:
    graded = {"risk": seller, "issuer_risk": issuer}
    facts = make_facts_of(product=graded, customer={"risk_tolerance": RiskTolerance.C3})
    is_above = max(int(seller[1]), int(issuer[1])) > 3
    assert decide(facts, BANK).rule == ("suitability.risk_too_high" if is_above else "")


#: Consent -> what it is enough for, by the purpose of the message.
ENOUGH = {
    "wecom": {Purpose.MARKETING, Purpose.CARE, Purpose.SERVICE},
    "care:wecom": {Purpose.CARE, Purpose.SERVICE},
    "service:wecom": {Purpose.SERVICE},
    "phone": set(),
    "service:phone": set(),
}


@pytest.mark.parametrize(("consent", "purpose"), list(product(ENOUGH, Purpose)))
def test_consent_is_for_a_purpose_on_a_channel(consent: str, purpose: Purpose) -> None:
    facts = make_facts_of(customer={"consents": frozenset({consent})}, purpose=purpose)
    assert decide(facts, BANK).rule == ("" if purpose in ENOUGH[consent] else "consent.missing")


@pytest.mark.parametrize(("purpose", "channel"), list(product(Purpose, Channel)))
def test_a_no_to_everything_goes_before_every_consent_and_contract(
    purpose: Purpose, channel: Channel
) -> None:
    agreed = {"consents": frozenset(map(str, Channel)), "has_contract": True, "opted_out": True}
    facts = make_facts_of(customer=agreed, purpose=purpose, task={"channel": channel})
    assert decide(facts, BANK).rule == "contact.opted_out"


@pytest.mark.parametrize(
    ("zone", "moment", "is_open"),
    [
        # New York, UTC-4 until 1 November 2026, 06:00 UTC, then UTC-5.
        ("America/New_York", "2026-10-31T11:59", False),
        ("America/New_York", "2026-10-31T12:00", True),
        ("America/New_York", "2026-11-01T12:00", False),
        ("America/New_York", "2026-11-01T12:59", False),
        ("America/New_York", "2026-11-01T13:00", True),
        ("America/New_York", "2026-11-02T01:59", True),
        ("America/New_York", "2026-11-02T02:00", False),
        # London, UTC until 29 March 2026, 01:00 UTC, then UTC+1.
        ("Europe/London", "2026-03-28T08:00", True),
        ("Europe/London", "2026-03-29T06:59", False),
        ("Europe/London", "2026-03-29T07:00", True),
        ("Europe/London", "2026-03-29T19:59", True),
        ("Europe/London", "2026-03-29T20:00", False),
        # Half an hour of summer time, and zones that are not a whole hour away.
        ("Australia/Lord_Howe", "2026-04-03T21:00", True),
        ("Australia/Lord_Howe", "2026-04-04T21:00", False),
        ("Australia/Lord_Howe", "2026-04-04T21:30", True),
        ("Asia/Kolkata", "2026-11-23T02:29", False),
        ("Asia/Kolkata", "2026-11-23T02:30", True),
        # The other side of the date line: still yesterday, and already tomorrow.
        ("Pacific/Honolulu", "2026-11-23T17:59", False),
        ("Pacific/Honolulu", "2026-11-23T18:00", True),
        ("Pacific/Kiritimati", "2026-11-22T18:00", True),
        ("Pacific/Kiritimati", "2026-11-23T07:00", False),
    ],
)
def test_hours_where_the_customer_lives(zone: str, moment: str, is_open: bool) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    facts = make_facts_of(customer={"zone": zone}, now=now)
    assert (hours_quiet.check(facts, BANK) is None) is is_open


def test_a_tenth_of_ten_thousand_is_left_alone_and_stays_the_same() -> None:
    group = HoldOut(
        strategy="new-wealth",
        share_percent=10,
        salt="2026-q4-wealth",
        valid_from=date(2026, 10, 1),
        valid_until=date(2026, 12, 31),
        source="市场部 2026-9",
    )
    drawn = {f"C{n:08}" for n in range(10_000) if group.draws(f"C{n:08}", "new-wealth")}
    # Three standard deviations of a fair draw.
    assert 910 <= len(drawn) <= 1090
    assert drawn == {f"C{n:08}" for n in range(9_999, -1, -1) if group.draws(f"C{n:08}", "new-wealth")}
