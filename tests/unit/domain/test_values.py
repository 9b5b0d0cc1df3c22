"""Outcomes, clocks and errors: the few rules that plain values carry."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from robot.domain import errors
from robot.domain.clock import BANK_ZONE, SystemClock, business_date
from robot.domain.contact import UNSETTLED, ContactState
from robot.domain.customer import RiskTolerance
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.product import ProductRisk
from robot.domain.views import RunProgress, ScriptPreview, Segment, SegmentKind


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_unknown_is_no_known_state(outcome: Outcome) -> None:
    assert TaskOutcome(outcome=outcome, reason="any").is_known is (outcome is not Outcome.UNKNOWN)


def test_there_are_seven_outcomes() -> None:
    assert [str(outcome) for outcome in Outcome] == [
        "confirmed",
        "refused",
        "platform_refused",
        "halted",
        "needs_person",
        "unknown",
        "cancelled",
    ]


def test_every_reason_is_a_stable_code() -> None:
    assert len({str(reason) for reason in Reason}) == len(Reason)
    assert all(reason.isascii() and "." in reason for reason in Reason)


def test_what_must_be_settled_by_reading() -> None:
    assert {ContactState.INTENDED, ContactState.CLICKED, ContactState.UNKNOWN} == UNSETTLED


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 0, 0, tzinfo=BANK_ZONE), date(2026, 11, 23)),
    ],
)
def test_the_business_date_is_the_banks_wherever_the_machine_stands(moment: datetime, day: date) -> None:
    assert business_date(moment) == day


def test_the_system_clock_is_aware_and_says_so() -> None:
    clock = SystemClock()
    assert clock.source == "system"
    assert clock.now().tzinfo is BANK_ZONE
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 5
    first = clock.monotonic_ns()
    assert clock.monotonic_ns() >= first


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_levels_of_risk(level: int) -> None:
    assert RiskTolerance(f"C{level}").level == ProductRisk(f"R{level}").level == level


def all_errors() -> list[type[errors.TandemError]]:
    found = [errors.TandemError]
    for kind in found:
        found += kind.__subclasses__()
    return [kind for kind in found if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", all_errors())
def test_every_error_has_a_code_and_words(kind: type[errors.TandemError]) -> None:
    assert str(kind())
    assert kind().code.isascii()
    assert kind("said", code="other.code", file="x").code == "other.code"
    assert kind("said", file="x").params == {"file": "x"}


def test_every_error_stands_in_the_drawn_tree() -> None:
    assert errors.__doc__ is not None
    assert [kind.__name__ for kind in all_errors() if kind.__name__ not in errors.__doc__] == []


def test_an_error_without_words_still_says_its_code() -> None:
    class Bare(errors.TandemError):
        code = "bare.code"

    assert str(Bare()) == "bare.code"


def test_a_preview_is_its_segments_and_a_run_is_its_outcomes() -> None:
    segments = (Segment(kind=SegmentKind.FIXED, text="您好"), Segment(kind=SegmentKind.DATA, text="王女士"))
    preview = ScriptPreview(
        talk_track="t",
        version=1,
        variants=(),
        variant="1",
        segments=segments,
        max_length=9,
        verdict="allow",
        findings=(),
    )
    assert preview.text == "您好王女士"
    run = RunProgress(
        run_id="r",
        state="running",
        total=9,
        by_outcome={"confirmed": 3, "refused": 2},
        awaiting=1,
        started_at=datetime(2026, 11, 23, tzinfo=UTC),
        ended_at=None,
        messages_per_minute=0.0,
        eta_s=None,
        eta_spread_s=None,
        steps=(),
    )
    assert run.done == 5
