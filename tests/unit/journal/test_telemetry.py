from __future__ import annotations

import sqlite3
from collections.abc import Callable

from robot.domain.errors import JournalUnwritable
from robot.journal.journal import Journal
from robot.journal.telemetry import GROUP, Telemetry
from robot.store.database import Database


async def test_steps_are_written_in_groups_and_in_order(database: Database, journal: Journal) -> None:
    transactions = 0

    async def run(work: Callable[[sqlite3.Connection], None]) -> None:
        nonlocal transactions
        transactions += 1
        await database.run(work)

    steps = Telemetry(journal, run, on_lost=lambda _: None)
    steps.start()
    for number in range(GROUP * 2 + 5):
        steps.record("step", {"number": number})
    await steps.stop()
    bodies = database.transact(
        lambda db: [row[0] for row in db.execute("SELECT json_extract(payload, '$.number') FROM journal")]
    )
    assert bodies == list(range(GROUP * 2 + 5))
    assert transactions == 3


async def test_one_step_does_not_wait_for_a_hundred(database: Database, journal: Journal) -> None:
    steps = Telemetry(journal, database.run, on_lost=lambda _: None)
    steps.start()
    steps.record("step", {})

    def count(db: sqlite3.Connection) -> int:
        return int(db.execute("SELECT COUNT(*) FROM journal").fetchone()[0])

    while not await database.run(count):
        pass
    await steps.stop()


async def test_a_disk_that_refuses_is_told(database: Database, journal: Journal) -> None:
    lost: list[Exception] = []
    await database.run(lambda db: db.execute("ALTER TABLE journal RENAME TO gone").close())
    steps = Telemetry(journal, database.run, on_lost=lost.append)
    steps.start()
    steps.record("step", {})
    await steps.stop()
    assert [type(err) for err in lost] == [JournalUnwritable]
