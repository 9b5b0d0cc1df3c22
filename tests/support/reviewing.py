"""A log of sends for the tests of sampling: told in a few words, read back from a real journal."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

from robot.journal.checkpoint import checkpoint_key
from robot.journal.checkpoints import Checkpoints, mark_witnessed
from robot.review.indexing import SAMPLED
from robot.review.journals import open_journal
from robot.review.samples import Drawn, draw_sample, payload_of, seed_of
from robot.review.sends import Period, PeriodReading, first_us
from robot.review.told import told_since
from tests.support.log_home import LogHome

#: The first looks like a card's number in the midst of a digest.
ROOT, OTHER_ROOT = bytes.fromhex("62" * 8 + "ab" * 24), bytes.fromhex("cd" * 32)


class Sends:
    """What robot and reviewers did."""

    def __init__(self, log: LogHome) -> None:
        self.log = log
        today = log.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        self.period = Period(time_from=today, time_until=today + timedelta(days=1))

    def send(self, number: int, *, effect: str = "message", reason: str = "effect.read_back") -> int:
        """One send; returns the record of its click."""
        task, journal = f"T{number:04}", self.log.store.journal

        def work(db: sqlite3.Connection) -> int:
            facts = {"task": task, "entry": number, "site": "wecom", "effect": effect}
            begun = {"task": task, "talk_track": "deposit-renewal", "talk_track_version": 4}
            journal.append(db, "task.begun", begun)
            journal.append(db, "contact.intended", facts | {"customer": f"C{number:04}"})
            seq = journal.append(db, "contact.clicked", {"task": task, "entry": number})
            journal.append(db, "task.ended", {"task": task, "outcome": "confirmed", "reason": reason})
            return seq

        self.log.clock.forward(seconds=1)
        return self.log.store.database.transact(work)

    def many(self, count: int, first: int = 1) -> list[int]:
        """So many sends that nothing stands out in."""
        return [self.send(number) for number in range(first, first + count)]

    def mark(self, seq: int, person: str, mark: str = "reviewed") -> int:
        """A reviewer's word on a record."""
        facts = {"source": "this", "seq": seq, "mark": mark, "by": person, "person": person}
        return self.log.tell("review.marked", facts)

    def reading(self) -> PeriodReading:
        """The log, read."""
        with closing(open_journal(self.log.path / "tandem.db")) as journal:
            return PeriodReading.of(told_since(journal, first_us(self.period)))

    def head(self, root: bytes = ROOT) -> str:
        """The seed of a head over all records."""
        ((size,),) = self.log.store.query("SELECT COUNT(*) FROM journal")
        return seed_of(size, root)

    def draw(self, person: str, root: bytes = ROOT) -> tuple[int, Drawn]:
        """A draw for a reviewer; returns the record that says so, too."""
        drawn = draw_sample(self.reading(), self.period, seed=self.head(root), person=person)
        return self.log.tell(SAMPLED, payload_of(drawn, self.period, person=person, by=person)), drawn

    def checkpoint(self, *, anchored: bool | None = None) -> int:
        """Sign the log as it stands; a witness may have taken it. Returns the records covered."""
        ((log_id,),) = self.log.store.query(
            "SELECT json_extract(CAST(header AS TEXT), '$.log') FROM journal LIMIT 1"
        )
        made = Checkpoints(log_id, checkpoint_key(log_id, bytes(32)))
        now_us = int(self.log.clock.now().timestamp() * 1e6)

        def work(db: sqlite3.Connection) -> int:
            checkpoint = made.make(db, now_us)
            assert checkpoint is not None
            size = checkpoint.checkpoint.size
            if anchored is not None:
                mark_witnessed(
                    db, size, json.dumps({"anchored": anchored, "at_us": now_us, "witness": "share"})
                )
            return size

        return self.log.store.database.transact(work)

    def draw_signed(self, person: str) -> tuple[int, Drawn]:
        """A draw by a head that was signed."""
        self.checkpoint()
        ((size, root),) = self.log.store.query("SELECT size, root FROM checkpoint ORDER BY size DESC LIMIT 1")
        drawn = draw_sample(self.reading(), self.period, seed=seed_of(size, root), person=person)
        return self.log.tell(SAMPLED, payload_of(drawn, self.period, person=person, by=person)), drawn
