from __future__ import annotations

from typing import Any

import pytest

from campaign.figures import Figures, by_trouble, is_failure, spread, summary, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe 1998, table I: the score method without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson_gives_the_published_intervals(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


def test_nothing_tried_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def task(**changes: Any) -> dict[str, Any]:
    verdict = {
        "outcome": "confirmed",
        "is_possible": True,
        "effects": 1,
        "duplicates": 0,
        "is_lost": False,
        "wrong_recipient": 0,
        "wrong_words": 0,
        "is_silent_wrong": False,
        "is_right": True,
        "is_spoilt": False,
        "is_flagged": False,
        "is_over_halted": False,
        "is_other_ending": False,
        "is_false_abort": False,
    }
    return {**verdict, **changes}


def episode(number: int, *tasks: dict[str, Any], **changes: Any) -> dict[str, Any]:
    record = {
        "label": f"1/{number}",
        "kind": "machine",
        "trouble": "agent killed",
        "tasks": list(tasks),
        "has_fired": True,
        "recovered_s": float(number),
        "is_expected": True,
        "is_failure": False,
    }
    return {**record, **changes}


def test_each_metric_counts_its_own_kind_and_over_its_own_denominator() -> None:
    records = [
        episode(1, task(), task(duplicates=1, effects=2)),
        episode(2, task(is_lost=True, effects=0, is_right=False), task(is_silent_wrong=True)),
        episode(3, task(outcome="halted", is_over_halted=True, effects=0, is_right=False)),
        episode(4, task(outcome="unknown", is_over_halted=True, is_false_abort=True)),
        episode(
            5, task(outcome="unknown", is_possible=False, is_spoilt=True, is_flagged=True, is_right=False)
        ),
        episode(6, task(wrong_recipient=1), task(wrong_words=2), kind="drift"),
    ]
    result = summary(records)
    assert result["episodes"] == 6
    assert (result["duplicates"], result["duplicates_n"]) == (1, 9)
    assert (result["lost"], result["lost_n"]) == (1, 6)
    assert (result["wrong_recipient"], result["wrong_recipient_n"]) == (1, 8)
    assert (result["wrong_words"], result["silent_wrong"]) == (2, 1)
    assert (result["flagged"], result["flagged_n"]) == (1.0, 1)
    assert (result["over_halt"], result["over_halt_n"]) == (0.25, 8)
    assert (result["completed"], result["completed_n"]) == (0.75, 8)
    assert (result["false_abort"], result["false_abort_n"]) == (round(1 / 6, 5), 6)
    assert (result["completed_under_drift"], result["completed_under_drift_n"]) == (1.0, 2)
    assert result["recovery_s"] == {"n": 6, "median": 3.5, "p95": 6.0}


@pytest.mark.parametrize(
    "broken",
    [
        {"duplicates": 1},
        {"is_lost": True},
        {"wrong_recipient": 1},
        {"wrong_words": 1},
        {"is_silent_wrong": True},
    ],
)
def test_any_of_these_fails_the_campaign(broken: dict[str, Any]) -> None:
    assert not is_failure(summary([episode(1, task())]))
    assert is_failure(summary([episode(1, task(**broken))]))


def test_an_error_of_the_site_that_nobody_flagged_fails_the_campaign_by_its_seed() -> None:
    result = summary([episode(7, task(is_spoilt=True), is_failure=True)])
    assert is_failure(result)
    assert result["failing"] == ["1/7"]


def test_what_did_not_come_or_ended_otherwise_is_told() -> None:
    result = summary([episode(1, task(), has_fired=False, recovered_s=None, is_expected=False)])
    assert (result["not_fired"], result["unexpected_endings"]) == (1, ["1/1"])
    assert result["recovery_s"] == {"n": 0}


def test_episodes_are_grouped_by_their_trouble() -> None:
    groups = by_trouble([episode(1, task()), episode(2, task()), episode(3, task(), trouble="disk full")])
    assert {name: len(figures.records) for (_, name), figures in groups.items()} == {
        "agent killed": 2,
        "disk full": 1,
    }
    assert isinstance(groups["machine", "disk full"], Figures)


def test_the_95th_percentile_is_a_value_that_was_measured() -> None:
    assert spread([float(value) for value in range(1, 101)]) == {"n": 100, "median": 50.5, "p95": 95.0}
