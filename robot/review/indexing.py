"""Puts records of a journal into the index, a batch in one transaction; the send path knows nothing of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from robot.domain.log_views import OWN_LOG, LogMark
from robot.review.anomalies import DETECTED, detected, is_about_words, obvious
from robot.review.codes import (
    ANY_ANOMALY,
    NIGHT,
    WORDS,
    Coded,
    Kind,
    code_token,
    coded,
    detail_of,
    source_token,
    task_token,
)
from robot.review.journals import header_type, header_wall_us
from robot.review.marking import Marking
from robot.review.numbers import Codes, Details, TaskContext, Tasks
from robot.review.payloads import facts_of
from robot.review.schema import (
    ANCHOR_EVERY,
    COARSE_S,
    FINE_S,
    HAS_MORE_CODES,
    HAS_PICTURE,
    MOST_SOURCES,
    row_of,
)

MARKED, COMMENTED = "review.marked", "review.commented"
#: Record of a sample that was drawn for a reviewer.
SAMPLED = "review.sampled"
_BANK_OFFSET_S = 8 * 3600
#: More were never drawn for one person, and no number is as large.
_MOST_DRAWN, _NO_SEQ = 100_000, 2**62
_NIGHT_BEGINS, _NIGHT_ENDS = 22, 6


class AnotherJournalError(sqlite3.OperationalError):
    """What was indexed is not what lies there now; the index has to be made anew."""


_Bin = tuple[int, int, int, int, int, int]


@dataclass(slots=True, kw_only=True)
class _Source:
    number: int
    id: str
    next_seq: int
    last_ms: int
    last_hash: bytes
    open_run: str
    is_night: int


@dataclass(frozen=True, slots=True)
class _Told:
    """One record of a journal, parsed."""

    seq: int
    wall_us: int
    record: Coded
    facts: dict[str, Any]
    #: Of a run that the schedule started, by its own words.
    is_night: bool


@dataclass(slots=True)
class _Batch:
    """Rows to write."""

    events: list[tuple[int, ...]] = field(default_factory=list)
    hits: list[tuple[int, str]] = field(default_factory=list)
    fine: Counter[_Bin] = field(default_factory=Counter)
    spans: Counter[int] = field(default_factory=Counter)
    anchors: list[tuple[int, int, int]] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    found: list[tuple[str, int, tuple[int, ...]]] = field(default_factory=list)
    #: Number, source, record, mark, by, person.
    marks: list[tuple[int, str, int, str, str, str]] = field(default_factory=list)
    #: For whom, and which records.
    samples: list[tuple[str, list[int]]] = field(default_factory=list)


class Indexer:
    """The writing side of an index."""

    def __init__(self, index: sqlite3.Connection) -> None:
        """:param index: from `open_for_writing`; used by one thread."""
        self._index = index
        self._codes = Codes(index)
        self._tasks = Tasks(index)
        self._details = Details(index)
        self._marking = Marking(index, self._codes)

    def advance(self, source: str, journal: sqlite3.Connection, limit: int, *, is_bare: bool = False) -> int:
        """Index at most `limit` further records of a source; returns how many.

        :param is_bare: without what they say, because it cannot be followed: that they are there is shown.
        :raises sqlite3.Error: if either file cannot be read or written; the index is as before then.
        """
        self._index.execute("BEGIN IMMEDIATE")
        try:
            place = self._place(source)
            self._refuse_another_journal(place, journal)
            rows = journal.execute(
                "SELECT seq, header, hash, payload FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?",
                (place.next_seq, limit),
            ).fetchall()
            if rows:
                self._take(place, journal, [_bare(row) for row in rows] if is_bare else rows)
            self._index.execute("COMMIT")
        except BaseException:
            if self._index.in_transaction:
                self._index.execute("ROLLBACK")
            self._codes.forget()
            self._tasks.forget()
            self._details.forget()
            raise
        return len(rows)

    def _place(self, source: str) -> _Source:
        columns = "number, id, next_seq, last_ms, last_hash, open_run, is_night"
        query = f"SELECT {columns} FROM source WHERE id = ?"  # noqa: S608 - constants
        row = self._index.execute(query, (source,)).fetchone()
        if row is None:
            (number,) = self._index.execute("SELECT COALESCE(MAX(number), -1) + 1 FROM source").fetchone()
            if number >= MOST_SOURCES:
                raise sqlite3.OperationalError(f"an index holds at most {MOST_SOURCES} journals")
            self._index.execute("INSERT INTO source (number, id) VALUES (?, ?)", (number, source))
            row = self._index.execute(query, (source,)).fetchone()
        return _Source(**dict(zip(columns.split(", "), row, strict=True)))

    def _refuse_another_journal(self, place: _Source, journal: sqlite3.Connection) -> None:
        """A journal that was restored or replaced has another record where ours ended."""
        if not place.next_seq:
            return
        row = journal.execute("SELECT hash FROM journal WHERE seq = ?", (place.next_seq - 1,)).fetchone()
        if row is None or (row[0] if isinstance(row[0], bytes) else b"") != place.last_hash:
            raise AnotherJournalError(f"the journal {place.id} is another one; its index is made anew")

    def _take(self, place: _Source, journal: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
        records: list[_Told] = []
        for seq, header, _hash, payload in rows:
            facts = facts_of(payload)
            record = coded(header_type(header), facts)
            is_night = self._learn(place, journal, record, facts)
            records.append(_Told(seq, header_wall_us(header), record, facts, is_night))
        batch = _Batch()
        for told in records:
            place.last_ms = max(told.wall_us // 1000, place.last_ms + 1)
            self._add(batch, place, told)
        place.next_seq, place.last_hash = rows[-1][0] + 1, bytes(rows[-1][2])
        self._write(place, batch)

    # --- what a task's records say together --------------------------------------------------------------

    def _learn(
        self, place: _Source, journal: sqlite3.Connection, record: Coded, facts: dict[str, Any]
    ) -> bool:
        """Keep what the record says of its task; whether it is of a run that the schedule started."""
        self._follow_run(place, record, facts)
        is_night = bool(place.is_night and record.run == place.open_run)
        if record.type == "run.ended":
            place.open_run, place.is_night = "", 0
        if not record.task:
            return is_night
        task, is_new = self._tasks.context(_task_name(place, record.task))
        if is_new and place.id == OWN_LOG:
            self._look_up(journal, task, record.task)
        if record.type == "task.begun":
            run = record.run or ("" if facts.get("attended", True) else place.open_run)
            night = place.is_night if run and run == place.open_run else 0
            number = self._codes.number(Kind.RUN, run)
            if (task.run, task.is_night) != (number, night):
                task.run, task.is_night, task.is_changed = number, night, True
        self._add_to(task, record)
        return is_night

    @staticmethod
    def _follow_run(place: _Source, record: Coded, facts: dict[str, Any]) -> None:
        if record.type == "run.started":
            place.open_run, place.is_night = record.run, int(facts.get("kind") == "scheduled")
        elif record.type == "run.continued" and record.run:
            place.open_run = record.run

    def _look_up(self, journal: sqlite3.Connection, task: TaskContext, name: str) -> None:
        """The list knows whom a task is about before its first contact is recorded."""
        row = journal.execute("SELECT customer_id FROM task WHERE task_id = ?", (name,)).fetchone()
        if row is not None:
            task.customer, task.is_changed = self._codes.number(Kind.CUSTOMER, row[0]), True

    def _add_to(self, task: TaskContext, record: Coded) -> None:
        for name, kind, text in (
            ("customer", Kind.CUSTOMER, record.customer),
            ("site", Kind.SITE, record.site),
            ("track", Kind.TRACK, record.track),
        ):
            if text:
                number = self._codes.number(kind, text)
                if getattr(task, name) != number:
                    setattr(task, name, number)
                    task.is_changed = True

    # --- one record ----------------------------------------------------------------------------------------

    def _add(self, batch: _Batch, place: _Source, told: _Told) -> None:
        number = self._codes.number
        seq, record, facts = told.seq, told.record, told.facts
        context = self._context(place, record)
        kind, weight = obvious(record, facts) or ("", 0)
        if record.type == DETECTED:
            kind, weight = self._note_detected(batch, facts)
        elif record.type in {MARKED, COMMENTED}:
            _note_mark(batch, place, seq, record.type, facts)
        elif record.type == SAMPLED and place.id == OWN_LOG:
            batch.samples.append(_sample_of(facts))
        anomaly = number(Kind.ANOMALY, kind)
        type_, result = number(Kind.TYPE, record.type), number(Kind.RESULT, record.result)
        rules = [number(Kind.RULE, rule) for rule in record.rules]
        row = row_of(place.last_ms, place.number)
        tokens = [source_token(place.number), code_token(type_)]
        codes = (result, *rules, context.site, context.customer, context.run, context.track)
        tokens += [code_token(code) for code in codes if code]
        if context.id:
            tokens.append(task_token(context.id))
        if anomaly:
            tokens += [ANY_ANOMALY, code_token(anomaly)]
            batch.tally["anomalies"] += 1
        if told.is_night or context.is_night or _is_night_hour(place.last_ms // 1000):
            tokens.append(NIGHT)
            batch.tally["night"] += 1
        if is_about_words(record, facts):
            tokens.append(WORDS)
            batch.tally["stopped_words"] += 1
        flags = (HAS_PICTURE if record.has_picture else 0) | (HAS_MORE_CODES if len(rules) > 1 else 0)
        detail = self._details.number(detail_of(facts))
        batch.hits.append((row, " ".join(tokens)))
        batch.events.append(
            (row, seq, type_, result, rules[0] if rules else 0, context.site, context.customer, context.id,
             context.run, context.track, record.ms, anomaly, weight, 0, flags, detail)
        )  # fmt: skip
        fine = place.last_ms // 1000 // FINE_S
        batch.fine[(fine, place.number, context.site, type_, result, anomaly)] += 1
        batch.spans[fine] += 1
        batch.tally["all"] += 1
        if seq % ANCHOR_EVERY == 0:
            batch.anchors.append((place.number, seq, row))

    def _context(self, place: _Source, record: Coded) -> TaskContext:
        """The task's codes; a record's own come first."""
        number = self._codes.number
        if record.task:
            known, _ = self._tasks.context(_task_name(place, record.task))
            context = replace(known)
        else:
            context = TaskContext(0)
        context.customer = number(Kind.CUSTOMER, record.customer) or context.customer
        context.site = number(Kind.SITE, record.site) or context.site
        context.run = number(Kind.RUN, record.run) or context.run
        context.track = number(Kind.TRACK, record.track) or context.track
        return context

    @staticmethod
    def _note_detected(batch: _Batch, facts: dict[str, Any]) -> tuple[str, int]:
        kind, weight, seqs = detected(facts)
        if not seqs:
            return kind, weight
        # The records it names carry the kind; the note itself is none.
        batch.found.append((kind, weight, seqs))
        return "", 0

    # --- writing -------------------------------------------------------------------------------------------

    def _write(self, place: _Source, batch: _Batch) -> None:
        index = self._index
        self._tasks.save()
        index.executemany(f"INSERT INTO event VALUES ({', '.join('?' * 16)})", batch.events)  # noqa: S608
        index.executemany("INSERT INTO hit (rowid, tokens) VALUES (?, ?)", batch.hits)
        _add_up(index, "fine", batch.fine)
        coarse: Counter[_Bin] = Counter()
        for (fine, *rest), rows in batch.fine.items():
            coarse[(fine * FINE_S // COARSE_S, *rest)] += rows  # type: ignore[index]
        _add_up(index, "coarse", coarse)
        index.executemany(
            "INSERT INTO span VALUES (?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
            batch.spans.items(),
        )
        index.executemany("INSERT INTO anchor VALUES (?, ?, ?)", batch.anchors)
        index.executemany(
            "INSERT OR IGNORE INTO mark (made_seq, source, seq, mark, by, person) VALUES (?, ?, ?, ?, ?, ?)",
            batch.marks,
        )
        index.execute(
            "UPDATE source SET next_seq = ?, last_ms = ?, last_hash = ?, open_run = ?, is_night = ?"
            " WHERE number = ?",
            (place.next_seq, place.last_ms, place.last_hash, place.open_run, place.is_night, place.number),
        )
        for kind, weight, seqs in batch.found:
            for seq in seqs:
                batch.tally["anomalies"] += self._marking.name_anomaly(place.number, seq, kind, weight)
        for person, drawn in batch.samples:
            self._marking.put_sample(place.number, person, drawn)
        batch.tally.update(self._marking.apply_waiting())
        index.executemany(
            "INSERT INTO tally VALUES (?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
            batch.tally.items(),
        )


def _bare(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0], b'{"type":"unreadable","wall_us":"0"}', row[2] if isinstance(row[2], bytes) else b"", None


def _add_up(index: sqlite3.Connection, table: str, counts: Counter[_Bin]) -> None:
    index.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
        " ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
        [(*key, rows) for key, rows in counts.items()],
    )


def _task_name(place: _Source, task: str) -> str:
    # Two workstations may count their tasks alike.
    return task if place.id == OWN_LOG else f"{place.number}|{task}"


def _is_night_hour(second: int) -> bool:
    hour = (second + _BANK_OFFSET_S) // 3600 % 24
    return hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS


def _note_mark(batch: _Batch, place: _Source, seq: int, type_: str, facts: dict[str, Any]) -> None:
    """Marks are made here alone: what a bundle's own reviewers said stays in the bundle."""
    about, by = facts.get("seq"), facts.get("by")
    if place.id != OWN_LOG or not isinstance(about, int):
        return
    mark = str(facts.get("mark", "")) if type_ == MARKED else ""
    if mark and mark not in set(LogMark):
        return
    person = str(facts.get("person") or by or "")
    batch.marks.append((seq, str(facts.get("source") or OWN_LOG), about, mark, str(by or ""), person))


def _sample_of(facts: dict[str, Any]) -> tuple[str, list[int]]:
    seqs = facts.get("seqs")
    listed = seqs[:_MOST_DRAWN] if isinstance(seqs, list) else []
    drawn = [seq for seq in listed if isinstance(seq, int) and 0 <= seq < _NO_SEQ]
    return str(facts.get("person", "")), drawn
