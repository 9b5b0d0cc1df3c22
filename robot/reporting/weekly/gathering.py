"""Reads the week's facts from the store, in one snapshot, with the records alone: no key is needed."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import OWN_LOG, LogMark
from robot.reporting.facts import snapshot
from robot.reporting.integrity import check_integrity
from robot.reporting.weekly.facts import Anchor, HeavyAnomaly, Opened, WeekFacts
from robot.review.anomalies import DETECTED, detected, obvious
from robot.review.codes import coded
from robot.review.indexing import MARKED, SAMPLED
from robot.review.instrument import coverage
from robot.review.periods import days
from robot.review.samples import head_size, seed_of
from robot.review.sends import Period, PeriodReading, SampleRecord, first_us
from robot.review.told import Told, told_since

#: Records verified for the page, the newest; `tandem journal verify` reads them all.
CHECKED_RECORDS = 50_000
_LISTED = 5
_DAYS = 7
#: Records of an unmasking and of an export.
_UNMASKED, _EXPORTED = frozenset({"record.unmasked", "log.unmasked"}), "log.exported"


@dataclass(slots=True)
class _Anomaly:
    told: Told
    kinds: dict[str, int]


@dataclass(slots=True, kw_only=True)
class _Week:
    """Counts the records of one period."""

    period: Period
    records: int = 0
    #: Task -> outcome of its last ending.
    endings: dict[str, str] = field(default_factory=dict)
    #: Record -> what stands out in it.
    anomalies: dict[int, _Anomaly] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    opened: dict[str, Counter[str]] = field(default_factory=dict)
    _present: dict[int, Told] = field(default_factory=dict)

    def see(self, told: Told) -> None:
        """Take one record; what is said later of a record of the period counts too."""
        if told.type == DETECTED:
            kind, weight, seqs = detected(told.facts)
            for seq in seqs:
                self._stands_out(seq, kind, weight)
        if told.type == MARKED and told.text("source") in {"", OWN_LOG}:
            self.marks[told.number("seq")] = told.text("mark")
        if not self.period.holds(told.wall_us):
            return
        self.records += 1
        if told.type == "step":
            return
        self._present[told.seq] = told
        stands_out = obvious(coded(told.type, told.facts), told.facts)
        if stands_out is not None:
            self._stands_out(told.seq, *stands_out)
        if told.type == "task.ended" and told.text("task"):
            self.endings[told.text("task")] = told.text("outcome")
        self._open(told)

    def _stands_out(self, seq: int, kind: str, weight: int) -> None:
        told = self._present.get(seq)
        if told is not None and kind:
            found = self.anomalies.setdefault(seq, _Anomaly(told, {}))
            found.kinds[kind] = max(weight, found.kinds.get(kind, 0))

    def _open(self, told: Told) -> None:
        what = (
            "unmasked" if told.type in _UNMASKED else {_EXPORTED: "exported", SAMPLED: "drawn"}.get(told.type)
        )
        if what:
            person = told.text("person") or told.text("by")
            self.opened.setdefault(person, Counter())[what] += 1

    def by_kind(self) -> Counter[str]:
        return Counter(kind for anomaly in self.anomalies.values() for kind in anomaly.kinds)

    def heaviest(self) -> tuple[HeavyAnomaly, ...]:
        found = [
            HeavyAnomaly(
                seq=seq,
                at=datetime.fromtimestamp(anomaly.told.wall_us / 1e6, BANK_ZONE),
                type=anomaly.told.type,
                task=anomaly.told.text("task"),
                kind=max(anomaly.kinds, key=lambda kind: anomaly.kinds[kind]),
                weight=max(anomaly.kinds.values()),
                mark=self.marks.get(seq, ""),
            )
            for seq, anomaly in self.anomalies.items()
        ]
        # Of equal ones those that nobody looked at, then the newest.
        return tuple(sorted(found, key=lambda one: (-one.weight, bool(one.mark), -one.seq))[:_LISTED])

    def waiting(self) -> int:
        settled = {LogMark.REVIEWED, LogMark.FALSE_ALARM}
        return sum(self.marks.get(seq) not in settled for seq in self.anomalies)


def gather_week(db: sqlite3.Connection, until: date, *, now: datetime, rm_id: str = "") -> WeekFacts:
    """The seven days that end with a date, and the seven before to compare them with.

    :param db: a read-only connection with rows by name.
    :raises EnvironmentFault: if the file is damaged.
    """
    first = until - timedelta(days=_DAYS - 1)
    week = _Week(period=days(first, until))
    before = _Week(period=days(first - timedelta(days=_DAYS), first - timedelta(days=1)))
    with snapshot(db):
        reading = _read(db, week, before)
        sample = _sample_of(reading, week.period)
        if sample is not None and sample.period.time_from < before.period.time_from:
            # A sample over more days than two weeks wants all of them.
            reading = PeriodReading.of(told_since(db, first_us(sample.period)))
        is_signed = sample is not None and _is_signed(db, sample.seed)
        proved = coverage(reading, sample, is_head_signed=is_signed)
        last = db.execute("SELECT seq, header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return WeekFacts(
            first=first,
            last=until,
            written_at=now,
            rm_id=rm_id,
            log_id=_field(last, "log"),
            is_simulated=_field(last, "clock") == "simulated",
            records=week.records,
            all_records=last["seq"] + 1 if last is not None else 0,
            chain=check_integrity(db, newest=CHECKED_RECORDS),
            anchor=_anchor(db, week.period),
            sends=len(reading.sends(week.period, before=2**62)),
            sends_before=len(reading.sends(before.period, before=2**62)),
            outcomes=Counter(week.endings.values()),
            outcomes_before=Counter(before.endings.values()),
            anomalies=week.by_kind(),
            anomalies_before=before.by_kind(),
            heaviest=week.heaviest(),
            coverage=proved,
            opened=_opened(week.opened),
            open={
                "anomalies": week.waiting(),
                "sample": proved.sample.open,
                "unsettled": _count(
                    db,
                    "SELECT COUNT(*) FROM contact_ledger WHERE state IN ('intended', 'clicked', 'unknown')",
                ),
                "reviews": _count(db, "SELECT COUNT(*) FROM review WHERE state = 'open'"),
            },
        )


def _sample_of(reading: PeriodReading, period: Period) -> SampleRecord | None:
    """The newest sample that is about any of the days, also if it was drawn after them."""
    found = [
        sample
        for sample in reading.samples
        if sample.period.time_from < period.time_until and sample.period.time_until > period.time_from
    ]
    return found[-1] if found else None


def _read(db: sqlite3.Connection, week: _Week, before: _Week) -> PeriodReading:
    reading = PeriodReading()
    for told in told_since(db, first_us(before.period)):
        for taker in (reading, week, before):
            taker.see(told)
    return reading


def _is_signed(db: sqlite3.Connection, seed: str) -> bool:
    row = db.execute("SELECT root FROM checkpoint WHERE size = ?", (head_size(seed),)).fetchone()
    return row is not None and seed_of(head_size(seed), row["root"]) == seed


def _anchor(db: sqlite3.Connection, period: Period) -> Anchor:
    rows = db.execute("SELECT size, at_us, witnessed FROM checkpoint ORDER BY size").fetchall()
    witnessed = [(row, _answer(row["witnessed"])) for row in rows if row["witnessed"]]
    anchored = max((row["size"] for row, said in witnessed if said.get("anchored")), default=0)
    last = db.execute("SELECT seq, header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    records = last["seq"] + 1 if last is not None else 0
    oldest = db.execute("SELECT header FROM journal WHERE seq = ?", (anchored,)).fetchone()
    seconds = (_wall_us(last) - _wall_us(oldest)) / 1e6 if last is not None and oldest is not None else 0.0
    return Anchor(
        heads=sum(period.holds(row["at_us"]) for row in rows),
        signed=rows[-1]["size"] if rows else 0,
        anchored=anchored,
        witnessed=max((row["size"] for row, _ in witnessed), default=0),
        tail_records=records - anchored,
        tail_seconds=max(0.0, seconds),
    )


def _answer(text: str) -> dict[str, object]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _field(row: sqlite3.Row | None, name: str) -> str:
    """A field of a header; a damaged one is the verification's to name."""
    try:
        return str(json.loads(row["header"])[name]) if row is not None else ""
    except (ValueError, KeyError, TypeError):
        return ""


def _wall_us(row: sqlite3.Row) -> int:
    text = _field(row, "wall_us")
    return int(text) if text.isdigit() else 0


def _opened(found: dict[str, Counter[str]]) -> tuple[Opened, ...]:
    return tuple(
        Opened(person=person, unmasked=of["unmasked"], exported=of["exported"], drawn=of["drawn"])
        for person, of in sorted(found.items(), key=lambda one: (-one[1].total(), one[0]))
    )


def _count(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])
