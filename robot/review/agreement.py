"""Two reviewers on the same records: how often they agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

_Record = TypeVar("_Record", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What two reviewers said of the records that both marked."""

    both: int
    agreed: int
    #: Cohen's kappa, -1 to 1; None where it says nothing: no record, or both always said the same one thing.
    kappa: float | None

    @property
    def share(self) -> float:
        """Share agreed, 0 to 1; 0 without records."""
        return self.agreed / self.both if self.both else 0.0


def agreement(one: Mapping[_Record, str], other: Mapping[_Record, str]) -> Agreement:
    """Compare the last marks of two reviewers, record by record (Cohen, 1960).

    :param one: record -> mark.
    """
    shared = [record for record in one if record in other]
    pairs = [(one[record], other[record]) for record in shared]
    agreed = sum(first == second for first, second in pairs)
    return Agreement(both=len(pairs), agreed=agreed, kappa=_kappa(pairs, agreed))


def _kappa(pairs: list[tuple[str, str]], agreed: int) -> float | None:
    if not pairs:
        return None
    count = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[mark] * second[mark] for mark in first) / count**2
    if by_chance == 1.0:
        return None
    return (agreed / count - by_chance) / (1 - by_chance)
