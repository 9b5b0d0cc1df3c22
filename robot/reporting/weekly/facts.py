"""What the week's page states: numbers, codes and references, and who opened something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from robot.domain.sample_views import LogCoverage
from robot.journal.verify import ChainReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """How far the log is out of the reach of whoever works here."""

    #: Signed heads made in the week.
    heads: int
    #: Records that the newest head covers.
    signed: int
    #: Records that a witness out of this account's reach holds; 0 if none does.
    anchored: int
    #: Records that any witness holds.
    witnessed: int
    #: What rests on this workstation alone: records, and seconds since the oldest of them.
    tail_records: int
    tail_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyAnomaly:
    """One that wants a look, by its reference."""

    seq: int
    at: datetime
    type: str
    task: str
    kind: str
    weight: int
    #: A `LogMark` value, or empty.
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What one person opened or took out."""

    person: str
    #: Records unmasked.
    unmasked: int
    #: Files exported, and times that samples were drawn.
    exported: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """A week in figures."""

    first: date
    last: date
    written_at: datetime
    #: Employee number of whose workstation it is; empty if it is not set.
    rm_id: str
    log_id: str
    #: Whether any record of the week was written under a simulated clock.
    is_simulated: bool
    #: Records of the week, and of the whole log.
    records: int
    all_records: int
    #: What was verified at the log's end.
    chain: ChainReport
    anchor: Anchor
    #: Sends of the week and of the week before.
    sends: int
    sends_before: int
    #: `Outcome` value -> tasks, by the last ending of each.
    outcomes: Counter[str]
    outcomes_before: Counter[str]
    #: Kind -> anomalies.
    anomalies: Counter[str]
    anomalies_before: Counter[str]
    heaviest: tuple[HeavyAnomaly, ...]
    coverage: LogCoverage
    opened: tuple[Opened, ...]
    #: Open item -> how many.
    open: Mapping[str, int]
