"""The fixed path of the message in hand, and how the last ones ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from robot.domain.views import StepLine
from ui.models.run_steps import endings_of, path_of, task_in_hand
from ui.words import labels

BEGAN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def line(number: int, step: str, state: str = "done", *, task: str = "T1", detail: str = "") -> StepLine:
    at = BEGAN + timedelta(seconds=number)
    return StepLine(at=at, task_id=task, name=f"{task}**", step=step, state=state, detail=detail)


def states(*steps: StepLine) -> dict[str, str]:
    return {row.step: row.state for row in path_of(steps)}


def test_what_comes_next_is_shown_before_it_is_done() -> None:
    told = states(line(1, "policy"), line(2, "render"), line(3, "open", "running"))
    assert list(told) == list(labels.PATH)
    assert told["render"] == "done"
    assert told["open"] == "running"
    assert [told[step] for step in ("fill", "click", "witness", "outcome")] == ["next"] * 4


def test_the_witness_of_an_earlier_message_does_not_take_the_page_from_the_next() -> None:
    steps = (line(1, "click"), line(2, "policy", task="T2"), line(3, "witness"), line(4, "outcome"))
    current = task_in_hand(steps)
    assert current is not None
    assert current.task_id == "T2"
    assert states(*steps)["witness"] == "next"


def test_a_step_that_was_tried_again_stands_as_it_ended() -> None:
    told = states(line(1, "open", "failed"), line(2, "open", "running"))
    assert told["open"] == "running"
    assert states(line(1, "open", "failed"))["open"] == "failed"


def test_a_step_that_was_broken_off_is_still_to_come() -> None:
    told = states(line(1, "policy"), line(2, "open", "failed", detail="CancelledError"))
    assert told["open"] == "next"


def test_a_message_that_was_never_begun_has_no_path() -> None:
    assert path_of((line(1, "outcome", detail="cancelled"),)) == ()


def test_before_any_step_there_is_no_path() -> None:
    assert path_of(()) == ()
    assert task_in_hand(()) is None


def test_endings_come_newest_first_and_alone() -> None:
    first = line(1, "outcome", detail="confirmed")
    steps = (first, line(2, "witness"), replace(first, task_id="T2", name="T2**", detail="unknown"))
    assert [(row.name, row.code, row.look) for row in endings_of(steps)] == [
        ("T2**", "unknown", "unknown"),
        ("T1**", "confirmed", "ok"),
    ]
