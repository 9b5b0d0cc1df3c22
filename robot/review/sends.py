"""The sends of a period, how much each stands out, and what reviewers said of them: from the log alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from robot.domain.log_views import OWN_LOG, LogMark
from robot.review.anomalies import DETECTED, detected, obvious
from robot.review.codes import coded
from robot.review.indexing import MARKED, SAMPLED
from robot.review.told import Told

_MESSAGE = "message"
#: No log has as many records.
_MOST = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Moments from one, before another; aware."""

    time_from: datetime
    time_until: datetime

    def holds(self, wall_us: int) -> bool:
        """Whether a record's wall time lies in it."""
        # Whole microseconds: a float of seconds would round the last one.
        return _us(self.time_from) <= wall_us < _us(self.time_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A task whose message was clicked, by the record of its first click in the period."""

    seq: int
    task: str
    risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMade:
    """What a reviewer said of a send."""

    seq: int
    task: str
    mark: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRecord:
    """A sample as the journal tells it."""

    seq: int
    wall_us: int
    person: str
    period: Period
    seed: str
    population: int
    rate: float
    bad_share: float
    #: Risk -> sends of that risk, and drawn ones.
    strata: Mapping[int, tuple[int, int]]
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Click:
    seq: int
    wall_us: int
    task: str
    entry: int


@dataclass(slots=True)
class PeriodReading:
    """Takes records in order, once, and then answers for any moment between them."""

    marks: list[MarkMade] = field(default_factory=list)
    samples: list[SampleRecord] = field(default_factory=list)
    _clicks: list[_Click] = field(default_factory=list)
    #: Entries of the ledger that are no messages.
    _others: set[int] = field(default_factory=set)
    _task_of: dict[int, str] = field(default_factory=dict)
    #: Record that says it, task, weight.
    _weights: list[tuple[int, str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, records: Iterable[Told]) -> PeriodReading:
        """Read all of them."""
        reading = cls()
        for record in records:
            reading.see(record)
        return reading

    def see(self, record: Told) -> None:
        """Take the next record."""
        task = record.text("task")
        if task:
            self._task_of[record.seq] = task
        if record.type == DETECTED:
            _, weight, seqs = detected(record.facts)
            self._weights += [(record.seq, self._task_of.get(seq, ""), weight) for seq in seqs]
        elif record.type == MARKED:
            self._mark(record)
        elif record.type == SAMPLED:
            self.samples += [sample for sample in [read_sample(record)] if sample is not None]
        elif record.type == "contact.clicked":
            self._clicks.append(_Click(record.seq, record.wall_us, task, record.number("entry")))
        elif record.type == "contact.intended" and record.text("effect") != _MESSAGE:
            self._others.add(record.number("entry"))
        if task and record.type != "step":
            stands_out = obvious(coded(record.type, record.facts), record.facts)
            if stands_out is not None:
                self._weights.append((record.seq, task, stands_out[1]))

    def _mark(self, record: Told) -> None:
        mark, about = record.text("mark"), record.number("seq")
        task = self._task_of.get(about, "")
        # What was said of other logs, or of records from long before, is about none of these sends.
        if record.text("source") in {"", OWN_LOG} and mark in set(LogMark) and task:
            person = record.text("person") or record.text("by")
            self.marks.append(MarkMade(seq=record.seq, task=task, mark=mark, person=person))

    def sends(self, period: Period, before: int) -> list[Send]:
        """Sends of a period as the log told of them before a record of it, oldest first."""
        risks: dict[str, int] = {}
        for seq, task, weight in self._weights:
            if seq < before:
                risks[task] = max(risks.get(task, 0), weight)
        found: dict[str, Send] = {}
        for click in self._clicks:
            is_meant = click.seq < before and click.task and click.entry not in self._others
            if is_meant and click.task not in found and period.holds(click.wall_us):
                risk = risks.get(click.task, 0)
                found[click.task] = Send(seq=click.seq, task=click.task, risk=risk)
        return list(found.values())

    def task_of(self, seq: int) -> str:
        """Task of a record; empty if it names none."""
        return self._task_of.get(seq, "")

    def last_marks(self, *, after: int = -1, before: int | None = None) -> dict[tuple[str, str], str]:
        """Task and person -> the person's last mark, of the marks between two records, exclusive."""
        return {
            (made.task, made.person): made.mark
            for made in self.marks
            if made.seq > after and (before is None or made.seq < before)
        }


def read_sample(record: Told) -> SampleRecord | None:
    """The sample that a record tells of; None if it cannot be used, as after an erasure."""
    try:
        sample = _sample(record, record.facts)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    period = sample.period
    fits = (
        period.time_from.tzinfo is not None
        and period.time_until.tzinfo is not None
        and 0 < sample.bad_share <= 1
        and 0 <= sample.rate <= 1
        and 0 <= sample.population < _MOST
        and 0 <= int(sample.seed.partition(":")[0]) < _MOST
        and all(0 <= seq < _MOST for seq in sample.seqs)
    )
    return sample if fits else None


def _sample(record: Told, facts: Mapping[str, Any]) -> SampleRecord:
    return SampleRecord(
        seq=record.seq,
        wall_us=record.wall_us,
        person=str(facts["person"]),
        period=Period(
            time_from=datetime.fromisoformat(facts["from"]), time_until=datetime.fromisoformat(facts["until"])
        ),
        seed=f"{int(facts['head'])}:{facts['seed']}",
        population=int(facts["population"]),
        rate=int(facts["rate_ppm"]) / 1e6,
        bad_share=int(facts["bad_share_ppm"]) / 1e6,
        strata={int(one["risk"]): (int(one["of"]), int(one["drawn"])) for one in facts["strata"]},
        seqs=tuple(int(seq) for seq in facts["seqs"]),
    )


def _us(moment: datetime) -> int:
    epoch = datetime.fromtimestamp(0, moment.tzinfo)
    return (moment - epoch) // timedelta(microseconds=1)


def first_us(period: Period) -> int:
    """Microseconds since 1970 at which a period begins."""
    return _us(period.time_from)
