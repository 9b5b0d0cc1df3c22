"""The real store in a temporary file, as one start of the agent sees it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from robot.domain.clock import Clock
from robot.domain.task import Task, TaskState
from robot.journal.data_keys import KEY_MADE, DataKeys
from robot.journal.journal import Journal
from robot.journal.sealed_fields import RecordSealer, open_record
from robot.journal.verify import verify_chain
from robot.store.accounts import SqliteAccounts
from robot.store.database import Database
from robot.store.holds import SqliteHolds
from robot.store.ledger import SqliteContactLedger
from robot.store.merging import Merged
from robot.store.tasks import SqliteTaskBook
from tests.support.builders import HandClock

#: Of every test's store, so that it opens again.
KEK = bytes(range(32))


def sealing_journal(clock: Clock, keys: DataKeys) -> Journal:
    """A journal that can take down names and texts; its records carry no MACs."""
    sealer = RecordSealer(keys)
    journal = Journal(clock, sealer=sealer)
    sealer.tell = journal.append
    return journal


class Store:
    """All writing sides over one file."""

    def __init__(self, path: Path, clock: HandClock) -> None:
        self.path, self.clock = path, clock
        self.keys = DataKeys(KEK, now=clock.now)
        self.database = Database(path, self.keys)
        self.journal = sealing_journal(clock, self.keys)
        self.tasks = SqliteTaskBook(self.database, self.journal, clock)
        self.ledger = SqliteContactLedger(self.database, self.journal, clock)
        self.holds = SqliteHolds(self.database, self.journal)
        self.accounts = SqliteAccounts(self.database, self.journal, clock)

    def started_again(self) -> Store:
        """The same file after a restart."""
        self.database.close()
        return Store(self.path, self.clock)

    async def take(self, tasks: Sequence[Task], sha256: str = "aa", source: str = "list.csv") -> Merged:
        return await self.tasks.merge(source=source, sha256=sha256, tasks=tasks, set_aside=[])

    async def state(self, task_id: str) -> TaskState:
        return (await self.tasks.get(task_id)).state

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.database.transact(lambda db: [tuple(row) for row in db.execute(sql)])

    def lose_journal(self) -> None:
        """From now on no record can be written."""
        # Of this connection alone: a table that was renamed would stop the store altogether.
        fault = "CREATE TEMP TRIGGER lost BEFORE INSERT ON main.journal BEGIN SELECT json('{'); END"
        self.database.transact(lambda db: db.execute(fault).close())

    def journalled(self) -> list[tuple[str, dict[str, Any]]]:
        """Type and payload of every record but those of data keys, which come with the first sealed field."""
        found = self.query(
            "SELECT json_extract(CAST(header AS TEXT), '$.type'), payload FROM journal ORDER BY seq"
        )
        return [(kind, json.loads(payload)) for kind, payload in found if kind != KEY_MADE]

    def sealed(self, record_type: str) -> list[dict[str, Any]]:
        """What is encrypted of the records of a type."""
        rows = self.query(
            "SELECT seq, header, payload, sealed FROM journal WHERE sealed IS NOT NULL ORDER BY seq"
        )
        found = []
        for seq, header, payload, blob in rows:
            about = json.loads(header)
            if about["type"] == record_type:
                key = self.keys.key(json.loads(payload)["month"])
                found.append(open_record(key, log_id=about["log"], seq=seq, blob=blob))
        return found

    def types(self) -> list[str]:
        return [kind for kind, _ in self.journalled()]

    @property
    def is_sound(self) -> bool:
        return self.database.transact(verify_chain).fault is None
