"""Somebody teaches the store to pass over records while the agent writes, and signs, what is left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from robot.domain.errors import JournalUnwritable
from robot.store.database import Database
from tests.support.anchored_log import AnchoredLog
from tests.support.forging import damage

#: Clicks are not recorded any more; everything else is, sealed and signed.
QUIET = (
    "CREATE TRIGGER quiet AFTER INSERT ON journal WHEN instr(CAST(new.header AS TEXT), 'contact.clicked')"
    " BEGIN DELETE FROM journal WHERE seq = new.seq; END"
)


@pytest.fixture
def log(tmp_path: Path) -> AnchoredLog:
    log = AnchoredLog(tmp_path / "here")
    log.write(3)
    return log


def write(log: AnchoredLog) -> None:
    log.database.transact(lambda db: log.journal.append(db, "contact.clicked", {"task": "T1"}))


def test_a_trigger_that_came_while_the_agent_runs_stops_it(log: AnchoredLog) -> None:
    size = log.size
    damage(log.path, QUIET)
    with pytest.raises(JournalUnwritable) as caught:
        write(log)
    assert caught.value.code == "store.other_schema"
    assert "quiet" in str(caught.value)
    assert log.size == size


def test_a_trigger_that_was_there_before_is_found_at_the_start(log: AnchoredLog) -> None:
    log.database.close()
    damage(log.path, QUIET)
    with pytest.raises(JournalUnwritable) as caught:
        Database(log.path)
    assert caught.value.code == "store.other_schema"


def test_a_table_that_passes_over_rows_is_found(log: AnchoredLog) -> None:
    log.database.close()
    with closing(sqlite3.connect(log.path)) as db, db:
        (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'contact_ledger'").fetchone()
        db.execute("PRAGMA writable_schema=ON")
        changed = sql.replace("NOT NULL", "NOT NULL ON CONFLICT IGNORE", 1)
        db.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'contact_ledger'", (changed,))
    with pytest.raises(JournalUnwritable, match="contact_ledger"):
        Database(log.path)


def test_a_view_and_an_index_of_somebody_elses_do_nothing(log: AnchoredLog) -> None:
    damage(log.path, "CREATE VIEW mine AS SELECT seq FROM journal")
    damage(log.path, "CREATE INDEX mine_too ON journal (hash)")
    write(log)


@pytest.mark.parametrize("last", [1, 3])
def test_records_that_vanish_under_the_running_agent_stop_it(log: AnchoredLog, last: int) -> None:
    size = log.size
    damage(log.path, "DELETE FROM journal WHERE seq >= ?", size - last)
    with pytest.raises(JournalUnwritable) as caught:
        write(log)
    assert caught.value.code == "journal.cut_underneath"
    assert log.size == size - last


def test_a_record_that_changes_under_the_running_agent_stops_it(log: AnchoredLog) -> None:
    damage(log.path, "UPDATE journal SET hash = zeroblob(32) WHERE seq = ?", log.size - 1)
    with pytest.raises(JournalUnwritable):
        write(log)


def test_a_journal_that_is_emptied_under_the_running_agent_stops_it(log: AnchoredLog) -> None:
    damage(log.path, "DELETE FROM journal")
    with pytest.raises(JournalUnwritable):
        write(log)


def test_what_a_transaction_took_back_is_not_missed(log: AnchoredLog) -> None:
    def fail(db: sqlite3.Connection) -> None:
        log.journal.append(db, "contact.intended", {"task": "T1"})
        raise ValueError("given up")

    for _ in range(2):
        with pytest.raises(ValueError, match="given up"):
            log.database.transact(fail)
    write(log)
    assert log.verified().fault is None
