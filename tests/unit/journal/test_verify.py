"""Whoever changes the log afterwards is found, and told at which record and by which layer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

import pytest

from robot.journal.header import header_hash
from robot.journal.journal import Journal
from robot.journal.verify import ChainFault, ChainReport, verify_chain
from robot.store.database import Database
from tests.support.builders import HandClock

Attack = Callable[[sqlite3.Connection], object]


@pytest.fixture
def log(database: Database, journal: Journal, clock: HandClock) -> Database:
    """Six records."""
    for number in range(6):
        database.transact(lambda db, n=number: journal.append(db, "test.made", {"n": n}))  # type: ignore[misc]
        clock.forward(seconds=1)
    return database


def verify(log: Database) -> ChainReport:
    return log.transact(verify_chain)


def run(sql: str, *values: object) -> Attack:
    return lambda db: db.execute(sql, values)


def swap(db: sqlite3.Connection) -> None:
    db.execute("UPDATE journal SET seq = 99 WHERE seq = 2")
    db.execute("UPDATE journal SET seq = 2 WHERE seq = 3")
    db.execute("UPDATE journal SET seq = 3 WHERE seq = 99")


def rewrite(*, with_hash: bool) -> Attack:
    def attack(db: sqlite3.Connection) -> None:
        fields = json.loads(db.execute("SELECT header FROM journal WHERE seq = 3").fetchone()[0])
        header = json.dumps(fields | {"type": "nothing.happened"}, separators=(",", ":")).encode()
        db.execute("UPDATE journal SET header = ? WHERE seq = 3", (header,))
        if with_hash:
            db.execute("UPDATE journal SET hash = ? WHERE seq = 3", (header_hash(header),))

    return attack


def delete_and_close_the_gap(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM journal WHERE seq = 3")
    db.execute("UPDATE journal SET seq = seq - 1 WHERE seq > 3")


ATTACKS: list[tuple[str, Attack, int, str]] = [
    ("a header is edited", rewrite(with_hash=False), 3, "hash"),
    ("a header is edited and hashed again", rewrite(with_hash=True), 4, "chain"),
    ("a header is no JSON", run("UPDATE journal SET header = x'7b' WHERE seq = 3"), 3, "hash"),
    ("a hash is replaced", run("UPDATE journal SET hash = zeroblob(32) WHERE seq = 3"), 3, "hash"),
    ("a record is deleted", run("DELETE FROM journal WHERE seq = 3"), 4, "sequence"),
    ("the first record is deleted", run("DELETE FROM journal WHERE seq = 0"), 1, "sequence"),
    ("a record is deleted and the gap closed", delete_and_close_the_gap, 3, "sequence"),
    ("two records are swapped", swap, 2, "sequence"),
    (
        "a payload is changed",
        run("UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = 3"),
        3,
        "commitment",
    ),
    ("a salt is changed", run("UPDATE journal SET salt = zeroblob(16) WHERE seq = 3"), 3, "commitment"),
    (
        "a payload is changed and its salt thrown away",
        run("UPDATE journal SET payload = CAST('{}' AS BLOB), salt = NULL WHERE seq = 3"),
        3,
        "commitment",
    ),
    ("only a payload is erased", run("UPDATE journal SET payload = NULL WHERE seq = 3"), 3, "commitment"),
]


@pytest.mark.parametrize(("about", "attack", "seq", "layer"), ATTACKS, ids=[attack[0] for attack in ATTACKS])
def test_a_changed_log_is_found(log: Database, about: str, attack: Attack, seq: int, layer: str) -> None:
    def without_guards(db: sqlite3.Connection) -> None:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("DROP TRIGGER journal_no_delete")
        attack(db)

    log.transact(without_guards)
    assert verify(log).fault == ChainFault(seq=seq, layer=layer), about


def test_an_untouched_log_is_sound(log: Database) -> None:
    assert verify(log) == ChainReport(records=6, fault=None)


def test_only_the_newest_records_are_read_when_asked(log: Database) -> None:
    assert log.transact(lambda db: verify_chain(db, newest=2)) == ChainReport(records=2, fault=None)
    assert log.transact(lambda db: verify_chain(db, newest=99)) == ChainReport(records=6, fault=None)


@pytest.mark.parametrize(
    ("attack", "fault"),
    [
        (run("UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = 1"), None),
        (
            run("UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = 5"),
            ChainFault(seq=5, layer="commitment"),
        ),
        (run("UPDATE journal SET hash = zeroblob(32) WHERE seq = 3"), ChainFault(seq=4, layer="chain")),
        (run("DELETE FROM journal WHERE seq = 3"), ChainFault(seq=4, layer="sequence")),
        (run("DELETE FROM journal WHERE seq = 4"), ChainFault(seq=5, layer="sequence")),
    ],
)
def test_what_was_changed_among_the_newest_is_found(
    log: Database, attack: Attack, fault: ChainFault | None
) -> None:
    def without_guards(db: sqlite3.Connection) -> None:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("DROP TRIGGER journal_no_delete")
        attack(db)

    log.transact(without_guards)
    assert log.transact(lambda db: verify_chain(db, newest=2)).fault == fault


def test_an_empty_log_is_sound(database: Database) -> None:
    assert verify(database) == ChainReport(records=0, fault=None)


def test_erasing_a_payload_with_its_salt_keeps_the_chain(log: Database) -> None:
    log.transact(
        lambda db: db.execute("UPDATE journal SET payload = NULL, salt = NULL WHERE seq IN (0, 3, 5)")
    )
    assert verify(log) == ChainReport(records=6, fault=None)
