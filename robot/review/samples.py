"""Draws what a reviewer looks at, and draws it again to see that nobody chose.

The seed is the root of the journal's tree in the newest signed head, and the draw sees the log that this head
covers, nothing later. Whoever writes the log cannot know the sample before the head is signed, because the
root depends on the random salts of every record; after that the log cannot be changed without another root.
The reviewer cannot pick either: every draw stands in the log, with who, when and over which days, and a
sample has to be looked at before another of the same days is drawn.

Among the drawn records are known ones: sends that another reviewer handed on (blind checks), and sends of
another reviewer's sample (repeats). Which they are stands nowhere; it follows from the log.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from robot.domain.log_views import LogMark
from robot.review.sampling import BAD_SHARE, SamplePlan, Stratum, draw
from robot.review.sends import Period, PeriodReading, SampleRecord, Send

#: Name of the way of drawing; another way gets another name.
PLAN = "stratified-1"
#: Blind checks, as a share of the drawn records, and how many at least where there are any.
BLIND_SHARE, FEWEST_BLIND = 0.05, 3
#: Share of a sample that a second reviewer looks at too.
REPEATED_SHARE = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A draw, with what was put among it."""

    plan: SamplePlan
    #: Sends that another reviewer had handed on; not those that were drawn by chance.
    blind: tuple[int, ...]
    #: Sends of other reviewers' samples; not those that were drawn by chance.
    repeats: tuple[int, ...]

    @property
    def seqs(self) -> tuple[int, ...]:
        """All records to look at, ascending: nothing tells one kind from another."""
        drawn = (seq for part in self.plan.drawn.values() for seq in part)
        return tuple(sorted({*drawn, *self.blind, *self.repeats}))


def draw_sample(
    reading: PeriodReading,
    period: Period,
    *,
    seed: str,
    person: str,
    bad_share: float = BAD_SHARE,
) -> Drawn:
    """Draw from the log that a head covers; the same head gives the same.

    :param seed: `size:root` of the head, as `seed_of` makes it.
    :param person: for whom; what that person marked already is put to no blind check.
    """
    before = head_size(seed)
    sends = reading.sends(period, before)
    by_risk: dict[int, list[int]] = {}
    for send in sends:
        by_risk.setdefault(send.risk, []).append(send.seq)
    strata = [Stratum(risk=risk, members=members) for risk, members in sorted(by_risk.items())]
    plan = draw(strata, seed, bad_share=bad_share)
    chosen = {seq for part in plan.drawn.values() for seq in part}
    blind = _blind(reading, sends, chosen, seed=seed, person=person, before=before)
    repeats = _repeats(reading, sends, chosen | set(blind), seed=seed, person=person, before=before)
    return Drawn(plan=plan, blind=blind, repeats=repeats)


def seed_of(size: int, root: bytes) -> str:
    """The seed that a signed head gives.

    :param size: records that it covers.
    """
    return f"{size}:{root.hex()}"


def head_size(seed: str) -> int:
    """Records that the head of a seed covers.

    :raises ValueError: if it is no seed.
    """
    return int(seed.partition(":")[0])


def payload_of(drawn: Drawn, period: Period, *, person: str, by: str) -> dict[str, Any]:
    """The record of a draw."""
    plan = drawn.plan
    return {
        "plan": PLAN,
        # Apart: a digest alone is known as one, and never taken for a number that must be masked.
        "seed": plan.seed.partition(":")[2],
        "head": head_size(plan.seed),
        "from": period.time_from.isoformat(),
        "until": period.time_until.isoformat(),
        "population": plan.population,
        # Rounded down: nobody is promised more than was drawn.
        "rate_ppm": math.floor(plan.rate * 1_000_000),
        "bad_share_ppm": round(plan.bad_share * 1_000_000),
        "strata": [
            {"risk": risk, "of": size, "drawn": len(plan.drawn[risk])} for risk, size in plan.sizes.items()
        ],
        "seqs": list(drawn.seqs),
        "person": person,
        "by": by,
    }


def escalated_by_others(reading: PeriodReading, person: str, before: int) -> set[str]:
    """Tasks that somebody else's last word, before a record, handed on."""
    last = reading.last_marks(before=before)
    return {task for (task, who), mark in last.items() if who != person and mark == LogMark.ESCALATED}


def others_samples(reading: PeriodReading, person: str, before: int) -> list[SampleRecord]:
    """Samples that were drawn for others before a record."""
    return [sample for sample in reading.samples if sample.seq < before and sample.person != person]


def _blind(
    reading: PeriodReading,
    sends: Iterable[Send],
    chosen: Collection[int],
    *,
    seed: str,
    person: str,
    before: int,
) -> tuple[int, ...]:
    known = escalated_by_others(reading, person, before) - _marked_by(reading, person, before)
    candidates = [send.seq for send in sends if send.task in known]
    wanted = max(FEWEST_BLIND, math.ceil(BLIND_SHARE * len(chosen)))
    missing = wanted - sum(seq in chosen for seq in candidates)
    return _choose([seq for seq in candidates if seq not in chosen], missing, f"{seed}|{person}|blind")


def _repeats(
    reading: PeriodReading,
    sends: Iterable[Send],
    chosen: Collection[int],
    *,
    seed: str,
    person: str,
    before: int,
) -> tuple[int, ...]:
    mine = _marked_by(reading, person, before)
    open_sends = {send.seq for send in sends if send.task not in mine}
    found: set[int] = set()
    for sample in others_samples(reading, person, before):
        second = {
            seq
            for other in reading.samples
            if other.seq < before and other.person != sample.person
            for seq in other.seqs
        }
        taken = second | set(chosen) | found
        missing = math.ceil(REPEATED_SHARE * len(sample.seqs)) - sum(seq in taken for seq in sample.seqs)
        candidates = [seq for seq in sample.seqs if seq in open_sends and seq not in taken]
        found.update(_choose(candidates, missing, f"{seed}|{person}|repeat|{sample.seq}"))
    return tuple(sorted(found))


def _marked_by(reading: PeriodReading, person: str, before: int) -> set[str]:
    return {made.task for made in reading.marks if made.person == person and made.seq < before}


def _choose(candidates: list[int], wanted: int, seed: str) -> tuple[int, ...]:
    size = max(0, min(len(candidates), wanted))
    # Not for secrecy: the same seed has to give the same again.
    return tuple(sorted(random.Random(seed).sample(candidates, size)))  # noqa: S311
