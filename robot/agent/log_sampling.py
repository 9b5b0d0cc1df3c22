"""The reader's side of samples: drawn, shown and judged from the journal, in a process of its own."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from robot.agent.log_requests import LogCoverageOf, LogSamplePlan
from robot.domain.errors import InputRefused, StateConflict
from robot.domain.log_views import OWN_LOG
from robot.domain.sample_views import LogCoverage, LogSample
from robot.review.codes import Kind, code_token
from robot.review.indexing import SAMPLED
from robot.review.instrument import coverage, sample_view
from robot.review.reviewing import Line
from robot.review.samples import draw_sample, head_size, payload_of, seed_of
from robot.review.sends import Period, PeriodReading, SampleRecord, first_us, read_sample
from robot.review.told import read_told, told_since

if TYPE_CHECKING:
    from robot.agent.log_questions import Room


def plan_sample(_room: Room, request: LogSamplePlan, line: Line) -> dict[str, Any]:
    """The payload of a draw, which the caller journals, and how many of its records wait.

    :raises StateConflict: nothing was signed yet, or an earlier sample of the same days still waits.
    :raises InputRefused: nothing was sent on those days.
    """
    journal = _own(line)
    period = Period(time_from=request.time_from, time_until=request.time_until)
    reading = PeriodReading.of(told_since(journal, first_us(period)))
    _refuse_while_open(reading, period, request.person)
    head = journal.execute("SELECT size, root FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    if head is None:
        raise StateConflict(
            "no head of the log was signed yet, and the head is what chooses; nothing was drawn: ask again in"
            " a minute",
            code="log.sample_no_head",
        )
    drawn = draw_sample(reading, period, seed=seed_of(head[0], head[1]), person=request.person)
    if not drawn.plan.population:
        raise InputRefused("nothing was sent on those days; nothing was drawn", code="log.sample_empty")
    mine = {made.task for made in reading.marks if made.person == request.person}
    waiting = sum(reading.task_of(seq) not in mine for seq in drawn.seqs)
    return {"payload": payload_of(drawn, period, person=request.person, by=request.by), "open": waiting}


def show_sample(room: Room, _request: object, line: Line) -> LogSample:
    """The newest sample of the one who asks."""
    person = room.reviewing.veil.person
    found = [sample for sample in _samples(room, line) if person and sample.person == person]
    sample = found[-1] if found else None
    return sample_view(_reading(line, sample), sample)


def show_coverage(room: Room, request: LogCoverageOf, line: Line) -> LogCoverage:
    """What a sample proves by now: the newest one, or the one that was asked for."""
    found = [one for one in _samples(room, line) if request.seq in {-1, one.seq}]
    sample = found[-1] if found else None
    reading = _reading(line, sample)
    is_signed = sample is not None and is_head_signed(_own(line), sample.seed)
    view = coverage(reading, sample, is_head_signed=is_signed)
    if view.sample.person == room.reviewing.veil.person:
        return view
    # Which records another reviewer looks at is not for others: some of them come to them too.
    return replace(view, sample=replace(view.sample, seqs=()))


def is_head_signed(journal: sqlite3.Connection, seed: str) -> bool:
    """Whether the head of a seed is a checkpoint of this journal."""
    size = head_size(seed)
    row = journal.execute("SELECT root FROM checkpoint WHERE size = ?", (size,)).fetchone()
    return row is not None and seed_of(size, row[0]) == seed


def _refuse_while_open(reading: PeriodReading, period: Period, person: str) -> None:
    earlier = [one for one in reading.samples if one.person == person and one.period == period]
    waiting = sample_view(reading, earlier[-1]).open if earlier else 0
    if waiting:
        raise StateConflict(
            f"{waiting} records of your sample of these days still wait for you; nothing was drawn: look at"
            " them first",
            code="log.sample_open",
            n=str(waiting),
        )


def _samples(room: Room, line: Line) -> list[SampleRecord]:
    """All that were ever drawn here, found by the index."""
    room.reviewing.learn(line)
    number = room.reviewing.dictionary.number(Kind.TYPE, SAMPLED, line.index)
    rows = line.index.execute(
        "SELECT event.seq FROM hit JOIN event ON event.row = hit.rowid WHERE hit MATCH ? ORDER BY event.seq",
        (code_token(number),),
    )
    told = [read_told(_own(line), seq) for (seq,) in (rows.fetchall() if number else ())]
    found = [read_sample(record) for record in told if record is not None and record.type == SAMPLED]
    return [sample for sample in found if sample is not None]


def _reading(line: Line, sample: SampleRecord | None) -> PeriodReading:
    if sample is None:
        return PeriodReading()
    return PeriodReading.of(told_since(_own(line), first_us(sample.period)))


def _own(line: Line) -> sqlite3.Connection:
    for source, journal in line.journals().values():
        if source == OWN_LOG:
            return journal
    raise StateConflict(
        "the log's index is not ready yet; nothing is lost, ask again in a moment", code="log.not_indexed"
    )
