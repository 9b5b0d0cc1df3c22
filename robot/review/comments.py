"""Comments of reviewers: sealed on disk, opened into memory here, and searched there."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping
from typing import Any

from robot.domain.pinyin import folded
from robot.review.codes import said_token
from robot.review.journals import header_log
from robot.review.payloads import facts_of

#: Opens the sealed facts of a record, if its key is there: log id, sequence number, month, sealed bytes ->
#: facts; None if they cannot be opened.
OpenSealed = Callable[[str, int, str, bytes], Mapping[str, Any] | None]
#: Comments of years; the newest ones are searched.
_MOST = 50_000


class Comments:
    """What was said, by the number of the record that says it."""

    def __init__(self, open_sealed: OpenSealed) -> None:
        """Nothing is opened before `refresh`."""
        self._open = open_sealed
        self._lock = threading.Lock()
        self._said: dict[int, str] = {}
        self._last = -1

    def refresh(self, journal: sqlite3.Connection, index: sqlite3.Connection) -> None:
        """Take in comments that came since the last time.

        :param journal: this workstation's.
        """
        rows = index.execute(
            "SELECT made_seq FROM mark WHERE made_seq > ? ORDER BY made_seq DESC LIMIT ?", (self._last, _MOST)
        ).fetchall()
        for (seq,) in reversed(rows):
            said = read_comment(journal, seq, self._open)
            with self._lock:
                self._last = seq
                if said:
                    self._said[seq] = folded(said)

    def begin_anew(self) -> None:
        """Look at all of them again, because keys came that were not there."""
        self._last = -1

    def find(self, word: str) -> tuple[str, ...]:
        """Tokens of the comments that hold the word.

        :param word: folded.
        """
        with self._lock:
            return tuple(said_token(seq) for seq, said in self._said.items() if word in said)


def read_comment(journal: sqlite3.Connection, seq: int, open_sealed: OpenSealed) -> str | None:
    """The comment of a mark's record: empty if it has none, None if it cannot be opened."""
    try:
        row = journal.execute("SELECT header, payload, sealed FROM journal WHERE seq = ?", (seq,)).fetchone()
    except sqlite3.OperationalError:
        # A log from before comments were kept.
        return ""
    if row is None or row[2] is None:
        return ""
    try:
        log_id = header_log(row[0])
    except ValueError:
        return None
    opened = open_sealed(log_id, seq, str(facts_of(row[1]).get("month", "")), row[2])
    return None if opened is None else str(opened.get("comment", ""))
