"""How much of the log must be looked at: samples with a stated chance of finding what is bad.

The statement does not depend on where the bad ones are. If every stratum is sampled at a rate of at least f,
a bad record is missed with a chance of at most 1 - f, and D of them together with at most (1 - f)**D: drawing
without replacement only makes it smaller (Cochran, Sampling Techniques, 5.2; each factor of the
hypergeometric product is at most 1 - n/N).
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: A sample that finds what it should with this chance.
SURE = 0.95
#: Share of bad records that a sample must find.
BAD_SHARE = 0.01
#: How many times the base rate each risk (0 to 5) is sampled at; 5 is looked at in full.
OVERSAMPLING = {0: 1.0, 1: 1.5, 2: 2.0, 3: 4.0, 4: 10.0}
_IN_FULL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Records of one risk."""

    #: 0 (nothing stood out) to 5 (look now): the greatest weight of an anomaly of the record's task.
    risk: int
    #: Sequence numbers that belong to it, ascending.
    members: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """A drawn sample and what it can promise."""

    #: Repeats the draw.
    seed: str
    population: int
    #: Risk -> sequence numbers, ascending.
    drawn: Mapping[int, tuple[int, ...]]
    #: Risk -> records of that risk.
    sizes: Mapping[int, int]
    #: The smallest rate of any stratum.
    rate: float
    bad_share: float

    @property
    def size(self) -> int:
        """Records to look at."""
        return sum(len(part) for part in self.drawn.values())

    @property
    def detection(self) -> float:
        """Chance, at least, that one bad record is among them if `bad_share` of all are bad."""
        return detection_probability(self.population, self.rate, self.bad_share)


def bad_count(population: int, bad_share: float) -> int:
    """Records that are bad if that share is; at least one."""
    return max(1, math.ceil(population * bad_share - 1e-9))


def detection_probability(population: int, rate: float, bad_share: float) -> float:
    """Chance, at least, of drawing one bad record when every stratum is sampled at `rate` or more."""
    if population == 0:
        return 1.0
    return 1.0 - (1.0 - min(1.0, rate)) ** bad_count(population, bad_share)


def rate_for(population: int, bad_share: float = BAD_SHARE, sure: float = SURE) -> float:
    """The rate at which the statement holds, 0 to 1."""
    if population == 0:
        return 0.0
    return float(1.0 - (1.0 - sure) ** (1.0 / bad_count(population, bad_share)))


def draw(
    strata: Sequence[Stratum], seed: str, *, bad_share: float = BAD_SHARE, sure: float = SURE
) -> SamplePlan:
    """A stratified sample: what stands out is drawn more often, nothing less often than the statement needs.

    :param seed: the same seed and records give the same sample.
    :raises ValueError: for a share or chance outside 0 to 1, or two strata of one risk.
    """
    if not 0 < bad_share <= 1 or not 0 < sure < 1:
        raise ValueError("share and chance lie between 0 and 1")
    if len({stratum.risk for stratum in strata}) != len(strata):
        raise ValueError("two strata have the same risk")
    population = sum(len(stratum.members) for stratum in strata)
    base = rate_for(population, bad_share, sure)
    drawn, sizes, smallest = {}, {}, 1.0
    for stratum in strata:
        count = len(stratum.members)
        if not count:
            continue
        wanted = count if stratum.risk >= _IN_FULL else base * OVERSAMPLING[max(0, stratum.risk)] * count
        size = min(count, math.ceil(wanted - 1e-9))
        # Seeded by name, so that another record in one stratum does not redraw the others.
        chosen = random.Random(_seed(seed, stratum.risk)).sample(range(count), size)  # noqa: S311 - repeatable
        drawn[stratum.risk] = tuple(stratum.members[place] for place in sorted(chosen))
        sizes[stratum.risk] = count
        smallest = min(smallest, size / count)
    rate = smallest if population else 0.0
    return SamplePlan(
        seed=seed, population=population, drawn=drawn, sizes=sizes, rate=rate, bad_share=bad_share
    )


def most_bad(reviewed: int, bad: int, sure: float = SURE) -> float:
    """Upper limit of the share of bad records after so many were drawn and so many of them were bad.

    Clopper and Pearson's one-sided limit, by bisection.

    :raises ValueError: for more bad ones than were looked at.
    """
    if not 0 <= bad <= reviewed:
        raise ValueError("more were bad than were looked at")
    if bad == reviewed:
        return 1.0
    low, high = bad / reviewed, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(bad, reviewed, middle) > 1 - sure:
            low = middle
        else:
            high = middle
    return high


def _at_most(bad: int, count: int, share: float) -> float:
    """Chance of at most so many bad ones among `count`."""
    total = 0.0
    for each in range(bad + 1):
        logarithm = (
            math.lgamma(count + 1)
            - math.lgamma(each + 1)
            - math.lgamma(count - each + 1)
            + (each * math.log(share) if each else 0.0)
            + (count - each) * math.log1p(-share)
        )
        total += math.exp(logarithm)
    return total


def _seed(seed: str, risk: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{risk}".encode()).digest()[:8], "big")
