"""From episodes to the table: counts, rates with their intervals, and each rate beside its counterpart."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Two-sided 95 %.
_Z = 1.959964
Record = dict[str, Any]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson 95 % interval of a rate; the whole range if nothing was tried."""
    if of == 0:
        return 0.0, 1.0
    rate = hits / of
    middle = (rate + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z / (1 + _Z**2 / of) * math.sqrt(rate * (1 - rate) / of + _Z**2 / (4 * of**2))
    # Rounding must not push an exact bound off its end.
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == of else middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The rate; 0 if nothing was tried."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson, 95 %."""
        return wilson(self.hits, self.of)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.hits}/{self.of} = {100 * self.value:.2f} % [{100 * low:.2f}, {100 * high:.2f}]"


@dataclass(slots=True)
class Figures:
    """The metrics over a set of episodes."""

    records: Sequence[Record]
    verdicts: list[Record] = field(init=False)

    def __post_init__(self) -> None:
        self.verdicts = [verdict for record in self.records for verdict in record["tasks"]]

    def _sum(self, name: str) -> int:
        return sum(int(verdict[name]) for verdict in self.verdicts)

    def _rate(self, hit: Callable[[Record], bool], among: Callable[[Record], bool]) -> Rate:
        of = [verdict for verdict in self.verdicts if among(verdict)]
        return Rate(hits=sum(1 for verdict in of if hit(verdict)), of=len(of))

    @property
    def rates(self) -> dict[str, Rate]:
        """By name, in the order of the report."""
        tasks, effects = len(self.verdicts), self._sum("effects")
        confirmed = sum(1 for verdict in self.verdicts if verdict["outcome"] == "confirmed")
        return {
            "duplicates": Rate(hits=self._sum("duplicates"), of=tasks),
            "lost": Rate(hits=self._sum("is_lost"), of=confirmed),
            "wrong_recipient": Rate(hits=self._sum("wrong_recipient"), of=effects),
            "wrong_words": Rate(hits=self._sum("wrong_words"), of=effects),
            "silent_wrong": Rate(hits=self._sum("is_silent_wrong"), of=tasks),
            "flagged": self._rate(lambda v: v["is_flagged"], lambda v: v["is_spoilt"]),
            "over_halt": self._rate(lambda v: v["is_over_halted"], lambda v: v["is_possible"]),
            "other_ending": self._rate(lambda v: v["is_other_ending"], lambda v: v["is_possible"]),
            "completed": self._rate(lambda v: v["outcome"] == "confirmed", lambda v: v["is_possible"]),
            "false_abort": self._rate(lambda v: v["is_false_abort"], lambda v: v["is_right"]),
        }

    @property
    def recovery_s(self) -> list[float]:
        """Seconds from trouble to the last ending, shortest first."""
        return sorted(record["recovered_s"] for record in self.records if record["recovered_s"] is not None)

    @property
    def failing(self) -> list[str]:
        """Labels of the episodes in which something happened that must never happen."""
        return [record["label"] for record in self.records if record["is_failure"]]


def summary(records: Sequence[Record]) -> dict[str, Any]:
    """The last line of the report: counts of what must be 0, rates of the rest, each with n and interval."""
    figures = Figures(records)
    rates = figures.rates
    result: dict[str, Any] = {"episodes": len(records), "tasks": len(figures.verdicts)}
    result["effects"] = sum(verdict["effects"] for verdict in figures.verdicts)
    for name, rate in rates.items():
        is_count = name in {"duplicates", "lost", "wrong_recipient", "wrong_words", "silent_wrong"}
        result[name] = rate.hits if is_count else round(rate.value, 5)
        result[f"{name}_n"] = rate.of
        result[f"{name}_ci"] = [round(bound, 5) for bound in rate.interval]
    drift = Figures([record for record in records if record["kind"] == "drift"]).rates["completed"]
    calm = [record for record in records if record["kind"] == "calm"]
    result |= {
        "completed_under_drift": round(drift.value, 5),
        "completed_under_drift_n": drift.of,
        "completed_under_drift_ci": [round(bound, 5) for bound in drift.interval],
        "recovery_s": spread(figures.recovery_s),
        "calm_s": spread(Figures(calm).recovery_s),
        "unexpected_endings": [record["label"] for record in records if not record["is_expected"]],
        "not_fired": sum(1 for record in records if not record["has_fired"]),
        "failing": figures.failing,
    }
    return result


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and number."""
    if not values:
        return {"n": 0}
    in_order = sorted(values)
    p95 = in_order[min(len(in_order) - 1, math.ceil(0.95 * len(in_order)) - 1)]
    return {"n": len(values), "median": round(statistics.median(values), 2), "p95": round(p95, 2)}


def is_failure(result: dict[str, Any]) -> bool:
    """Whether anything happened that must never happen."""
    must_be_zero = ("duplicates", "lost", "wrong_recipient", "wrong_words", "silent_wrong")
    return any(result[name] for name in must_be_zero) or bool(result["failing"])


def by_trouble(records: Iterable[Record]) -> dict[tuple[str, str], Figures]:
    """Figures of each trouble, by kind and name."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record["kind"], record["trouble"]), []).append(record)
    return {key: Figures(of) for key, of in sorted(groups.items())}
