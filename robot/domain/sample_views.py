"""A drawn sample of the log, how far it was looked at, and what that proves: numbers and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStratum:
    """Sends of one risk."""

    #: 0 (nothing stood out) to 5 (look now): the greatest weight of an anomaly of the send's task.
    risk: int
    #: Sends of that risk in the period, when the sample was drawn.
    of: int
    drawn: int
    #: Of all, those of which anybody marked any record.
    looked_at: int = 0
    #: Of the drawn ones, those that the sample's reviewer marked.
    reviewed: int = 0
    #: Of the reviewed ones, those that the reviewer handed on.
    bad: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSample:
    """A sample that was drawn for one reviewer. It does not say which of its records are known already."""

    #: Number of the journal's record that says so; -1 if none was drawn.
    seq: int
    drawn_at: datetime | None
    #: Person of the role document.
    person: str
    #: Sends from here on, and before here.
    time_from: datetime | None
    time_until: datetime | None
    #: `size:root` of the signed head that chose.
    seed: str
    #: Sends of the period.
    population: int
    #: Share of bad sends, 0 to 1, and the chance, at least, that one of them is among the drawn.
    bad_share: float
    detection: float
    strata: tuple[SampleStratum, ...]
    #: Records to look at: the drawn, and known ones put among them.
    seqs: tuple[int, ...]
    #: Of those, the ones that the reviewer has not marked.
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLimits:
    """A share with Clopper's and Pearson's limits at 95 %."""

    found: int
    of: int
    #: 0 to 1; 0 and 1 where nothing is known.
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoReviewers:
    """How often two reviewers said the same of a record, neither knowing what the other said."""

    both: int
    agreed: int
    #: Cohen's kappa, -1 to 1; None where it says nothing.
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCoverage:
    """What a sample proves by what was looked at until now."""

    sample: LogSample
    #: The chance, at least, that one bad send would have been among the reviewed ones.
    detection_reached: float
    #: Upper limit, 95 %, of the share of bad sends in the period; 1 while nothing is known.
    most_bad: float
    #: Whether the signed head and the log of today give the same draw again; else nothing is proved.
    is_repeatable: bool
    #: Known records that reviewers were shown without mark, answered, and of those handed on again.
    blind: ShareLimits
    agreement: TwoReviewers
