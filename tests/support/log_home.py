"""A workstation's home with a real store and journal, and the review of its log."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from robot.agent import log_wording
from robot.domain.log_views import LogOpened, LogQuery, LogRow
from robot.domain.task import Task
from robot.journal.sealed_fields import open_record
from robot.review.following import BATCH, index_path
from robot.review.indexing import Indexer
from robot.review.journals import journal_files, open_journal
from robot.review.names import sealed_names
from robot.review.reviewing import Line, Reviewing
from robot.review.schema import open_for_writing
from tests.support.builders import HandClock
from tests.support.store import Store

TITLES = {"deposit-renewal": "大额存单到期", "fund-news": "基金定投回访"}


class LogHome:
    """What a test tells the journal, and what the review says of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.clock = HandClock()
        self.store = Store(path / "tandem.db", self.clock)
        self.reviewing = Reviewing(
            path,
            labels=log_wording.labels(TITLES),
            wording=log_wording.wording(TITLES),
            asker="lin",
            read_names=sealed_names(lambda: self.store.keys),
            open_sealed=self._opened,
        )
        self._line: Line | None = None
        self._is_closed = False

    def tell(
        self,
        record_type: str,
        payload: dict[str, Any] | None = None,
        *,
        after_s: float = 1,
        sealed: dict[str, Any] | None = None,
    ) -> int:
        """Append one record some seconds later; returns its number."""
        self.clock.forward(seconds=after_s)
        journal = self.store.journal
        return self.store.database.transact(lambda db: journal.append(db, record_type, payload or {}, sealed))

    async def take(self, tasks: Iterable[Task]) -> None:
        await self.store.take(list(tasks))

    def send(self, task: str = "T1", customer: str = "C1", *, site: str = "wecom", **ended: Any) -> list[int]:
        """The records of one sent task."""
        outcome = {"outcome": "confirmed", "reason": "effect.read_back", **ended}
        begun = {"task": task, "talk_track": "deposit-renewal", "talk_track_version": 4, "attended": True}
        intended = {"task": task, "customer": customer, "site": site, "effect": "message"}
        return [
            self.tell("task.begun", begun),
            self.tell("contact.intended", intended),
            self.tell("step", {"task": task, "step": "open", "state": "done", "ms": 120}),
            self.tell("task.ended", {"task": task, **outcome}),
        ]

    def _opened(self, log_id: str, seq: int, month: str, sealed: bytes) -> dict[str, Any]:
        return open_record(self.store.keys.key(month), log_id=log_id, seq=seq, blob=sealed)

    def index(self) -> None:
        """Bring the index up to date."""
        index = open_for_writing(index_path(self.path))
        indexer = Indexer(index)
        for file in journal_files(self.path):
            journal = open_journal(file.database)
            while indexer.advance(file.source, journal, BATCH):
                pass
            journal.close()
        index.close()
        self.reviewing.learn(self.line)
        self.reviewing.learn_sealed(self.line)

    @property
    def line(self) -> Line:
        if self._line is None or self._line.is_stale():
            self._line = self.reviewing.line()
        return self._line

    def open(self, **query: Any) -> LogOpened:
        """Open a query and wait until all of it is found."""
        opened = self.reviewing.open(LogQuery(**{"view": "all", **query}), 200, "test", self.line)
        until = time.monotonic() + 10
        while not self.reviewing.state(opened.result, self.line).is_whole:
            assert time.monotonic() < until, "the result was never whole"
            time.sleep(0.001)
        return opened

    def found(self, **query: Any) -> tuple[LogRow, ...]:
        """All rows of a query."""
        opened = self.open(**query)
        total = self.reviewing.state(opened.result, self.line).total
        rows = self.reviewing.rows(opened.result, 0, total + 1, self.line).rows if total else ()
        assert len(rows) == total
        return rows

    def seqs(self, **query: Any) -> list[int]:
        return [row.seq for row in self.found(**query)]

    def close(self) -> None:
        """Safe to call twice."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if not self._is_closed:
            self._is_closed = True
            self.store.database.close()
