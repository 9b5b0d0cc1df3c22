"""Rows of reviews and their decisions as values."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from robot.domain.review_views import UNDECIDED, ContextLine, ReviewFinding
from robot.store.sealing import readable

#: Columns whose values are sealed.
SEALED = ("name_masked", "asked_comment", "text", "findings", "context")
#: A filter of the fronts: everything that still waits for a decision.
WAITING = "waiting"
_LAST = "SELECT MAX(decision_id) FROM review_decision WHERE review_decision.review_id = review.review_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; empty means all."""

    #: A `ReviewState` value, or `waiting` for those that nobody decided.
    state: str = ""
    #: A `ReviewKind` value.
    kind: str = ""
    limit: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One review as the store holds it."""

    review: int
    kind: str
    #: A copy of what was signed; whoever acts on it verifies the signature.
    state: str
    verdict: str
    opened_at: datetime
    business_date: date
    nonce: str
    subject: str
    task_id: str
    customer_id: str
    name_masked: str
    rm_id: str
    asked_by: str
    asked_comment: str
    site: str
    external_id: str
    message_id: str
    text: str
    text_sha256: str
    findings: tuple[ReviewFinding, ...]
    talk_track: str
    version: int
    variant: str
    context: tuple[ContextLine, ...]
    used_at: datetime | None

    @property
    def writers(self) -> frozenset[str]:
        """Names of whoever wrote the text or asked for it."""
        return frozenset({self.rm_id, self.asked_by} - {""})


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision as the store holds it."""

    state: str
    comment: str
    person: str
    person_name: str
    decided_at: datetime
    document: bytes
    signature: bytes


def place_of(column: str, nonce: str) -> str:
    """What a sealed column of a review is bound to."""
    return f"review|{column}|{nonce}"


def decision_place(review: int, state: str) -> str:
    """What the sealed columns of a decision are bound to, before the column's name."""
    return f"review_decision|{review}|{state}"


def item_of(db: sqlite3.Connection, review: int) -> ReviewItem | None:
    """One review, or None."""
    row = db.execute("SELECT * FROM review WHERE review_id = ?", (review,)).fetchone()
    return _item(db, row) if row is not None else None


def decisions_of(db: sqlite3.Connection, review: int) -> tuple[DecisionRow, ...]:
    """What was decided on a review, in order."""
    rows = db.execute("SELECT * FROM review_decision WHERE review_id = ? ORDER BY decision_id", (review,))
    return tuple(_decision(db, row) for row in rows)


def listed(db: sqlite3.Connection, wanted: Filter) -> tuple[tuple[ReviewItem, DecisionRow | None], ...]:
    """The newest reviews, each with its last decision."""
    where, values = _where(wanted.state, wanted.kind)
    rows = db.execute(
        f"SELECT *, ({_LAST}) AS last_decision FROM review {where} ORDER BY review_id DESC LIMIT ?",  # noqa: S608
        (*values, wanted.limit),
    ).fetchall()
    last = {
        row["decision_id"]: _decision(db, row)
        for row in db.execute(
            "SELECT * FROM review_decision WHERE decision_id IN"  # noqa: S608 - question marks
            f" ({', '.join('?' * len(rows))})",
            [row["last_decision"] for row in rows],
        )
    }
    return tuple((_item(db, row), last.get(row["last_decision"])) for row in rows)


def counts(db: sqlite3.Connection, wanted: Filter) -> tuple[dict[str, int], dict[str, int]]:
    """By state, of the kind asked for; and by kind, of the state asked for."""

    def grouped(column: str, state: str, kind: str) -> dict[str, int]:
        where, values = _where(state, kind)
        rows = db.execute(f"SELECT {column}, COUNT(*) FROM review {where} GROUP BY 1", values)  # noqa: S608
        return {row[0]: row[1] for row in rows}

    return grouped("state", "", wanted.kind), grouped("kind", wanted.state, "")


def _where(state: str, kind: str) -> tuple[str, list[str]]:
    states = sorted(UNDECIDED) if state == WAITING else [state] if state else []
    parts, values = [], [*map(str, states)]
    if states:
        parts.append(f"state IN ({', '.join('?' * len(states))})")
    if kind:
        parts.append("kind = ?")
        values.append(kind)
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values


def _item(db: sqlite3.Connection, row: sqlite3.Row) -> ReviewItem:
    sealed = {name: readable(db, place_of(name, row["nonce"]), row[name]) for name in SEALED}
    return ReviewItem(
        review=row["review_id"],
        opened_at=datetime.fromisoformat(row["opened_at"]),
        business_date=date.fromisoformat(row["business_date"]),
        findings=tuple(ReviewFinding(**finding) for finding in json.loads(sealed["findings"] or "[]")),
        context=tuple(ContextLine(who=who, text=text) for who, text in json.loads(sealed["context"] or "[]")),
        used_at=datetime.fromisoformat(row["used_at"]) if row["used_at"] else None,
        name_masked=sealed["name_masked"],
        asked_comment=sealed["asked_comment"],
        text=sealed["text"],
        **{
            name: row[name]
            for name in (
                *("kind", "state", "verdict", "nonce", "subject", "task_id", "customer_id", "rm_id"),
                *("asked_by", "site", "external_id", "message_id", "text_sha256", "talk_track", "version"),
                "variant",
            )
        },
    )


def _decision(db: sqlite3.Connection, row: sqlite3.Row) -> DecisionRow:
    place = decision_place(row["review_id"], row["state"])
    return DecisionRow(
        state=row["state"],
        comment=readable(db, f"{place}|comment", row["comment"]),
        person=row["person"],
        person_name=row["person_name"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        document=readable(db, f"{place}|document", bytes(row["document"]).decode()).encode(),
        signature=bytes(row["signature"]),
    )
