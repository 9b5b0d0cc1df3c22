"""The one line on top: green, amber or red, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome
from robot.reporting.facts import DayFacts


class Grade(StrEnum):
    """How the day went."""

    #: Everything is settled.
    GREEN = "green"
    #: Something waits, and nothing went wrong with a customer.
    AMBER = "amber"
    #: Somebody must look now.
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A grade with the counts that led to it."""

    grade: Grade
    #: Label key and count of every cause, weightiest first.
    causes: tuple[tuple[str, int], ...]


def judge(facts: DayFacts, *, altered: int, missing: int) -> Verdict:
    """Grade a day.

    :param altered: evidence pictures that are not what was recorded.
    :param missing: evidence pictures that are gone.
    """
    red = {
        "why.chain": int(facts.chain.fault is not None),
        "why.unknown": facts.by_outcome[Outcome.UNKNOWN],
        "why.altered": altered,
        "why.records_unknown": facts.records[ContactState.UNKNOWN],
    }
    amber = {
        "why.needs_person": facts.by_outcome[Outcome.NEEDS_PERSON],
        "why.halted": facts.by_outcome[Outcome.HALTED],
        "why.platform_refused": facts.by_outcome[Outcome.PLATFORM_REFUSED],
        "why.open": facts.open_tasks,
        "why.records": facts.records_missing - facts.records[ContactState.UNKNOWN],
        "why.missing": missing,
    }
    grade = Grade.RED if any(red.values()) else Grade.AMBER if any(amber.values()) else Grade.GREEN
    return Verdict(grade=grade, causes=tuple((key, n) for key, n in {**red, **amber}.items() if n))
