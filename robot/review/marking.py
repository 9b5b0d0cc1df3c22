"""What is said of a record later: its anomaly's kind, a supervisor's mark, a comment."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from robot.review.codes import ANY_ANOMALY, Kind, code_token, said_token
from robot.review.numbers import Codes
from robot.review.schema import (
    COARSE_S,
    FINE_S,
    HAS_COMMENT,
    HAS_MORE_CODES,
    SOURCE_BITS,
    order_of,
)

_MOST_WAITING = 10_000


def row_of_seq(index: sqlite3.Connection, source: int, seq: int) -> int | None:
    """Row of a source's record, or None if it is not indexed."""
    anchor = index.execute(
        "SELECT row FROM anchor WHERE source = ? AND seq <= ? ORDER BY seq DESC LIMIT 1", (source, seq)
    ).fetchone()
    following = index.execute(
        "SELECT row FROM anchor WHERE source = ? AND seq > ? ORDER BY seq LIMIT 1", (source, seq)
    ).fetchone()
    found = index.execute(
        "SELECT row FROM event WHERE row BETWEEN ? AND ? AND seq = ? AND row & ? = ? ORDER BY row LIMIT 1",
        (
            anchor[0] if anchor else 0,
            following[0] if following else 2**63 - 1,
            seq,
            (1 << SOURCE_BITS) - 1,
            source,
        ),
    ).fetchone()
    return int(found[0]) if found else None


class Marking:
    """Adds to rows that are in the index already, inside the caller's transaction."""

    def __init__(self, index: sqlite3.Connection, codes: Codes) -> None:
        """:param codes: of the same index."""
        self._index = index
        self._codes = codes

    def name_anomaly(self, source: int, seq: int, kind: str, weight: int) -> int:
        """A record is an anomaly of that kind; the graver one counts. Returns how many anomalies it added."""
        row = row_of_seq(self._index, source, seq)
        if row is None or not kind:
            return 0
        site, type_, result, before, graver = self._index.execute(
            "SELECT site, type, result, anomaly, weight FROM event WHERE row = ?", (row,)
        ).fetchone()
        anomaly = self._codes.number(Kind.ANOMALY, kind)
        if anomaly == before:
            return 0
        # Every kind can be filtered by; the table shows the gravest.
        self._token(row, code_token(anomaly) if before else f"{ANY_ANOMALY} {code_token(anomaly)}")
        if before:
            self._flag(row, HAS_MORE_CODES)
        if weight > graver:
            self._index.execute(
                "UPDATE event SET anomaly = ?, weight = ? WHERE row = ?", (anomaly, weight, row)
            )
            self._move(row, (source, site, type_, result), before, anomaly)
        return 0 if before else 1

    def apply_waiting(self) -> Counter[str]:
        """Marks and comments whose record is in the index by now; returns what they change in the tallies."""
        waiting = self._index.execute(
            "SELECT m.made_seq, s.number, m.seq, m.mark, m.by, m.person FROM mark m"
            " JOIN source s ON s.id = m.source WHERE m.is_applied = 0 ORDER BY m.made_seq LIMIT ?",
            (_MOST_WAITING,),
        ).fetchall()
        changes: Counter[str] = Counter()
        for made_seq, source, seq, mark, by, person in waiting:
            row = row_of_seq(self._index, source, seq)
            if row is not None:
                changes.update(self._apply(row, mark, by, made_seq))
                (task,) = self._index.execute("SELECT task FROM event WHERE row = ?", (row,)).fetchone()
                self._index.execute(
                    "UPDATE mark SET is_applied = 1, task = ? WHERE made_seq = ?", (task, made_seq)
                )
                if mark:
                    self._close_sampled(person, row, task)
        return changes

    def put_sample(self, source: int, person: str, seqs: Iterable[int]) -> None:
        """Records that were drawn for a person wait for that person, if nothing was said of them before."""
        for seq in seqs:
            row = row_of_seq(self._index, source, seq)
            if row is None:
                continue
            (task,) = self._index.execute("SELECT task FROM event WHERE row = ?", (row,)).fetchone()
            said = self._index.execute(
                "SELECT 1 FROM mark WHERE task = ? AND task != 0 AND person = ? AND mark != '' LIMIT 1",
                (task, person),
            ).fetchone()
            added = self._index.execute(
                "INSERT OR IGNORE INTO sample VALUES (?, ?, ?, ?, ?)", (person, seq, row, task, said is None)
            )
            if added.rowcount and said is None:
                self._token(row, code_token(self._codes.number(Kind.SAMPLE, person)))

    def _close_sampled(self, person: str, row: int, task: int) -> None:
        """Whatever record of the task it was said of, the drawn one waits no longer."""
        waiting = self._index.execute(
            "SELECT seq, row FROM sample WHERE person = ? AND is_open = 1"
            " AND (row = ? OR (task = ? AND task != 0))",
            (person, row, task),
        ).fetchall()
        for seq, drawn in waiting:
            token = code_token(self._codes.number(Kind.SAMPLE, person))
            self._index.execute(
                "INSERT INTO hit (hit, rowid, tokens) VALUES ('delete', ?, ?)", (drawn, token)
            )
            self._index.execute("UPDATE sample SET is_open = 0 WHERE person = ? AND seq = ?", (person, seq))

    def _apply(self, row: int, mark: str, by: str, made_seq: int) -> dict[str, int]:
        anomaly, before = self._index.execute(
            "SELECT anomaly, mark FROM event WHERE row = ?", (row,)
        ).fetchone()
        said = [said_token(made_seq), *([code_token(self._codes.number(Kind.BY, by))] if by else [])]
        self._token(row, " ".join(said))
        self._flag(row, HAS_MORE_CODES)
        if not mark:
            self._flag(row, HAS_COMMENT)
            return {}
        number = self._codes.number(Kind.MARK, mark)
        if number == before:
            return {}
        if before:
            self._index.execute(
                "INSERT INTO hit (hit, rowid, tokens) VALUES ('delete', ?, ?)", (row, code_token(before))
            )
        self._token(row, code_token(number))
        self._index.execute("UPDATE event SET mark = ? WHERE row = ?", (number, row))
        return {"marked_anomalies": 1} if anomaly and not before else {}

    def _token(self, row: int, tokens: str) -> None:
        # A second line of the same row id adds to its postings; there is no stored text to replace.
        self._index.execute("INSERT INTO hit (rowid, tokens) VALUES (?, ?)", (row, tokens))

    def _flag(self, row: int, bit: int) -> None:
        self._index.execute("UPDATE event SET flags = flags | ? WHERE row = ?", (bit, row))

    def _move(self, row: int, key: tuple[int, int, int, int], before: int, after: int) -> None:
        source, site, type_, result = key
        for table, width in (("fine", FINE_S), ("coarse", COARSE_S)):
            place = (order_of(row) // 1000 // width, source, site, type_, result)
            for anomaly, change in ((before, -1), (after, 1)):
                self._index.execute(
                    f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
                    " ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
                    (*place, anomaly, change),
                )
