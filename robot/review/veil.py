"""What a reviewer may not see yet: what others said of records that this reviewer was drawn to look at.

It is lifted for a record's task as soon as the reviewer has marked any record of it. From whoever is no
reviewer here it hides what any reviewer may not see yet: signing out would else be a way around it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from robot.domain.log_views import OWN_LOG, LogRecord
from robot.review.codes import Kind, code_token, task_token
from robot.review.dictionary import Dictionary
from robot.review.indexing import COMMENTED, MARKED, SAMPLED


class Veil:
    """Of the one who asks."""

    def __init__(self, dictionary: Dictionary) -> None:
        """Nobody has signed in."""
        self._dictionary = dictionary
        #: Person of the role document; empty for somebody who is no reviewer here.
        self.person = ""

    def hidden(self, index: sqlite3.Connection) -> frozenset[int]:
        """Tasks of which somebody else said something that must not be seen."""
        rows = index.execute(
            "SELECT DISTINCT s.task FROM sample s JOIN mark m ON m.task = s.task AND m.person != s.person"
            " WHERE s.is_open = 1 AND s.task != 0 AND (s.person = ? OR ? = '')",
            (self.person, self.person),
        )
        return frozenset(row[0] for row in rows)

    def hidden_tokens(self, index: sqlite3.Connection) -> tuple[str, ...]:
        """The same, for an expression."""
        return tuple(map(task_token, sorted(self.hidden(index))))

    def waits(self, index: sqlite3.Connection) -> tuple[str, ...]:
        """Token of the records that were drawn for the one who asks and still wait."""
        number = self._dictionary.number(Kind.SAMPLE, self.person, index) if self.person else 0
        return (code_token(number),) if number else ()

    def commented(self, index: sqlite3.Connection, seq: int) -> bool:
        """Whether the one who asks commented a record of this workstation's log."""
        found = index.execute(
            "SELECT 1 FROM mark WHERE source = ? AND seq = ? AND person = ? AND person != '' LIMIT 1",
            (OWN_LOG, seq, self.person),
        )
        return found.fetchone() is not None

    def over(self, record: LogRecord, index: sqlite3.Connection) -> LogRecord:
        """A record without what must not be seen."""
        if record.row.source != OWN_LOG:
            return record
        if record.row.type in {MARKED, COMMENTED, SAMPLED}:
            return self._over_said(record, index)
        (task,) = index.execute(
            "SELECT COALESCE(MAX(id), 0) FROM task WHERE name = ?", (record.row.task,)
        ).fetchone()
        if task not in self.hidden(index):
            return record
        own = self._own(index, [made.seq for made in record.marks])
        return replace(record, marks=tuple(made for made in record.marks if made.seq in own))

    def _own(self, index: sqlite3.Connection, made: Sequence[int]) -> set[int]:
        places = ", ".join("?" * len(made))
        query = f"SELECT made_seq FROM mark WHERE made_seq IN ({places}) AND person = ?"  # noqa: S608
        return {row[0] for row in index.execute(query, (*made, self.person))}

    def _over_said(self, record: LogRecord, index: sqlite3.Connection) -> LogRecord:
        """A mark does not say of which record, a sample not of which records, unless they are one's own."""
        if record.row.type == SAMPLED:
            is_own = bool(self.person) and any(
                fact.name == "person" and fact.value == self.person for fact in record.facts
            )
            barred = () if is_own else ("seqs",)
        else:
            row = index.execute(
                "SELECT task, person FROM mark WHERE made_seq = ?", (record.row.seq,)
            ).fetchone()
            is_own = row is not None and row[1] == self.person
            barred = ("seq",) if row is not None and not is_own and row[0] in self.hidden(index) else ()
        return replace(record, facts=tuple(fact for fact in record.facts if fact.name not in barred))
