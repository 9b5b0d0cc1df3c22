"""Everything of one record: its facts, its place in the chain, what was said of it, its task's steps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from robot.domain.log_views import (
    OWN_LOG,
    LogFact,
    LogMarkMade,
    LogProof,
    LogRecord,
    LogRow,
    LogRuleText,
    LogStep,
)
from robot.domain.masking import mask_long_numbers
from robot.journal.header import commit_to, header_hash
from robot.review.codes import coded, task_token
from robot.review.comments import OpenSealed, read_comment
from robot.review.journals import header_wall_us
from robot.review.payloads import facts_of
from robot.review.rows import moment_of

#: Records of a task that are read for the replay.
_MOST_OF_A_TASK = 400
_MOST_FACTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What rules and talk tracks are called; the composition root knows."""

    rule: Callable[[str], LogRuleText]
    track_title: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the record lies."""

    source: str
    number: int
    journal: sqlite3.Connection
    index: sqlite3.Connection
    #: This workstation's journal, which holds the marks.
    own: sqlite3.Connection | None


def rows_of_task(place: Place, task: str) -> list[int]:
    """Row ids of a task's records, oldest first."""
    name = task if place.source == OWN_LOG else f"{place.number}|{task}"
    found = place.index.execute("SELECT id FROM task WHERE name = ?", (name,)).fetchone()
    if found is None:
        return []
    rows = place.index.execute(
        "SELECT rowid FROM hit WHERE hit MATCH ? ORDER BY rowid LIMIT ?",
        (task_token(found[0]), _MOST_OF_A_TASK),
    )
    return [row[0] for row in rows]


def read_record(
    place: Place, row: LogRow, related: Sequence[LogRow], wording: Wording, open_sealed: OpenSealed
) -> LogRecord | None:
    """The record of a line; None if the journal does not hold it any more.

    :param related: lines of the same task, oldest first.
    :param open_sealed: for comments.
    """
    found = place.journal.execute("SELECT * FROM journal WHERE seq = ?", (row.seq,))
    names = [column[0] for column in found.description]
    values = found.fetchone()
    if values is None:
        return None
    record = dict(zip(names, values, strict=True))
    facts = facts_of(record["payload"])
    steps = _steps(place, related)
    version = facts.get("talk_track_version", facts.get("version"))
    codes = coded(row.type, facts)
    track = codes.track or _of_task(place, related, "talk_track")
    before, after = _pictures(facts, steps)
    return LogRecord(
        row=row,
        facts=tuple(_lines(facts)),
        is_sealed=record.get("sealed") is not None,
        sealed_month=str(facts.get("month", "")),
        rules=tuple(wording.rule(rule) for rule in codes.rules),
        talk_track=track,
        talk_track_title=wording.track_title(track) if track else "",
        talk_track_version=int(version or _of_task(place, related, "talk_track_version") or 0),
        text_sha256=str(facts.get("text_sha256") or _of_task(place, related, "text_sha256")),
        proof=_proof(place, record),
        marks=tuple(_marks(place, row, open_sealed)),
        picture_before=before,
        picture_after=after,
        steps=steps,
        related=tuple(related),
        anomaly_detail=_anomaly_detail(facts),
    )


def _lines(facts: Mapping[str, Any]) -> Iterator[LogFact]:
    left = _MOST_FACTS
    pending: list[tuple[str, Any]] = list(reversed([(str(key), value) for key, value in facts.items()]))
    while pending and left:
        name, value = pending.pop()
        if isinstance(value, dict) and value:
            pending += reversed([(f"{name}.{key}", inner) for key, inner in value.items()])
        elif isinstance(value, list) and any(isinstance(inner, dict | list) for inner in value):
            pending += reversed([(f"{name}.{at}", inner) for at, inner in enumerate(value)])
        else:
            left -= 1
            yield LogFact(name=name, value=mask_long_numbers(_as_text(value)))


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)


def _of_task(place: Place, related: Sequence[LogRow], name: str) -> Any:  # noqa: ANN401 - JSON
    """What the task's decision said, if the record itself does not."""
    for row in related:
        if row.type == "task.begun":
            found = place.journal.execute("SELECT payload FROM journal WHERE seq = ?", (row.seq,)).fetchone()
            value = facts_of(found[0] if found else None).get(name)
            if value:
                return value
    return ""


def _steps(place: Place, related: Sequence[LogRow]) -> tuple[LogStep, ...]:
    seqs = [row.seq for row in related if row.type == "step"]
    marks = ", ".join("?" * len(seqs))
    query = f"SELECT seq, header, payload FROM journal WHERE seq IN ({marks}) ORDER BY seq"  # noqa: S608
    return tuple(_step(*found) for found in place.journal.execute(query, seqs)) if seqs else ()


def _step(seq: int, header: bytes, payload: bytes | None) -> LogStep:
    facts = facts_of(payload)
    ended_us = header_wall_us(header)
    at_ms = facts.get("at_ms")
    spent = facts.get("ms")
    return LogStep(
        seq=seq,
        step=str(facts.get("step", "")),
        state=str(facts.get("state", "")),
        at=moment_of(at_ms * 1000 if isinstance(at_ms, int) else ended_us),
        ms=int(spent) if isinstance(spent, int | float) else -1,
        detail=mask_long_numbers(str(facts.get("detail", "")))[:200],
        picture=str(facts.get("evidence") or facts.get("picture") or ""),
        click_box=_box(facts.get("click_box") or facts.get("box")),
    )


def _box(value: object) -> tuple[int, int, int, int] | None:
    four = 4
    if isinstance(value, list) and len(value) == four and all(isinstance(it, int | float) for it in value):
        left, top, width, height = (round(it) for it in value)
        return left, top, width, height
    return None


def _pictures(facts: Mapping[str, Any], steps: Sequence[LogStep]) -> tuple[str, str]:
    """The record's own pictures; else the first and the last of its task's steps."""
    before, after = str(facts.get("before") or ""), str(facts.get("evidence") or facts.get("picture") or "")
    taken = [step.picture for step in steps if step.picture]
    if not before and len(taken) > 1:
        before = taken[0]
    if not after and taken:
        after = taken[-1]
    return before, after


def _anomaly_detail(facts: Mapping[str, Any]) -> str:
    detail = facts.get("detail") or facts.get("why") or ""
    if isinstance(detail, dict):
        detail = " ".join(f"{key}={value}" for key, value in detail.items())
    return mask_long_numbers(str(detail))[:200]


# --- the place in the chain --------------------------------------------------------------------------------


def _proof(place: Place, record: Mapping[str, Any]) -> LogProof:
    seq, header, digest = record["seq"], record["header"], bytes(record["hash"])
    (records,) = place.journal.execute("SELECT COALESCE(MAX(seq) + 1, 0) FROM journal").fetchone()
    size, at_us, witnessed = _checkpoint(place.journal, seq)
    try:
        chained = json.loads(header)
        prev, commitment = str(chained["prev"]), str(chained["commitment"])
    except (ValueError, KeyError, TypeError):
        prev, commitment = "", ""
    salt, payload = record["salt"], record["payload"]
    fits = payload is None or (salt is not None and commit_to(salt, payload).hex() == commitment)
    return LogProof(
        hash=digest.hex(),
        prev_hash=prev,
        records=records,
        checkpoint=size,
        checkpoint_at=moment_of(at_us) if at_us else None,
        witnessed="witnessed" if witnessed else ("pending" if size else ""),
        is_anchored=bool(witnessed.get("anchored", False)),
        is_erased=payload is None,
        is_intact=header_hash(header) == digest and fits and _links(place.journal, seq, prev),
    )


def _links(journal: sqlite3.Connection, seq: int, prev: str) -> bool:
    row = journal.execute("SELECT hash FROM journal WHERE seq = ?", (seq - 1,)).fetchone()
    return (row is None and seq == 0) or (row is not None and bytes(row[0]).hex() == prev)


def _checkpoint(journal: sqlite3.Connection, seq: int) -> tuple[int, int, dict[str, Any]]:
    """The first checkpoint that covers a record; zeros if none does, or the log is older than checkpoints."""
    try:
        row = journal.execute(
            "SELECT size, at_us, witnessed FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1", (seq,)
        ).fetchone()
    except sqlite3.OperationalError:
        return 0, 0, {}
    if row is None:
        return 0, 0, {}
    try:
        witnessed = json.loads(row[2]) if row[2] else {}
    except ValueError:
        witnessed = {}
    return row[0], row[1], witnessed if isinstance(witnessed, dict) else {}


# --- what was said of it -----------------------------------------------------------------------------------


def _marks(place: Place, row: LogRow, open_sealed: OpenSealed) -> Iterator[LogMarkMade]:
    if place.own is None:
        return
    made = place.index.execute(
        "SELECT made_seq, mark, by FROM mark WHERE seq = ? AND source = ? ORDER BY made_seq",
        (row.seq, row.source),
    ).fetchall()
    for seq, mark, by in made:
        row_of_mark = place.own.execute("SELECT header FROM journal WHERE seq = ?", (seq,)).fetchone()
        if row_of_mark is None:
            continue
        comment = read_comment(place.own, seq, open_sealed)
        yield LogMarkMade(
            seq=seq,
            at=moment_of(header_wall_us(row_of_mark[0])),
            mark=mark,
            by=by,
            comment=comment or "",
            is_sealed=comment is None,
        )
