"""What is appended: in order, chained, masked, and never with a clock that was set back."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from robot.journal.header import GENESIS, commit_to
from robot.journal.journal import Journal
from robot.store.database import Database
from tests.support.builders import TEN_O_CLOCK, HandClock

Row = dict[str, Any]


def append(database: Database, journal: Journal, *payloads: dict[str, Any]) -> None:
    for payload in payloads or ({},):
        database.transact(lambda db, one=payload: journal.append(db, "test.made", one))  # type: ignore[misc]


def rows(database: Database) -> list[Row]:
    found = database.transact(lambda db: db.execute("SELECT * FROM journal ORDER BY seq").fetchall())
    return [{**dict(row), "fields": json.loads(row["header"])} for row in found]


def test_records_are_chained_without_gaps(database: Database, journal: Journal, clock: HandClock) -> None:
    for number in range(5):
        append(database, journal, {"n": number})
        clock.forward(seconds=7)
    found = rows(database)
    assert [row["seq"] for row in found] == [row["fields"]["seq"] for row in found] == [0, 1, 2, 3, 4]
    assert [row["fields"]["prev"] for row in found] == [
        GENESIS.hex(),
        *(row["hash"].hex() for row in found[:-1]),
    ]
    assert len({row["fields"]["log"] for row in found}) == 1
    assert [row["fields"]["epoch"] for row in found] == [int(TEN_O_CLOCK.timestamp()) // 600] * 5


def test_every_payload_is_committed_to_with_a_salt_of_its_own(database: Database, journal: Journal) -> None:
    append(database, journal, {"same": 1}, {"same": 1})
    first, second = rows(database)
    assert first["payload"] == second["payload"]
    assert first["salt"] != second["salt"]
    assert first["fields"]["commitment"] != second["fields"]["commitment"]
    assert commit_to(first["salt"], first["payload"]).hex() == first["fields"]["commitment"]


def test_a_second_start_goes_on_with_the_same_log(
    database: Database, journal: Journal, clock: HandClock
) -> None:
    append(database, journal)
    append(database, Journal(clock))
    first, second = rows(database)
    assert first["fields"]["log"] == second["fields"]["log"]
    assert first["fields"]["boot"] != second["fields"]["boot"]


@pytest.mark.parametrize("seconds", [-1.9, -2.1, -86_400, 5])
def test_time_never_decreases_in_the_log_and_what_happens_is_recorded(
    database: Database, journal: Journal, clock: HandClock, seconds: float
) -> None:
    append(database, journal)
    began = clock.now()
    clock.forward(seconds=seconds)
    append(database, journal)
    first, second = rows(database)
    assert int(second["fields"]["wall_us"]) - int(first["fields"]["wall_us"]) == max(0, seconds) * 1_000_000
    assert journal.last_at == max(began, clock.now())


def test_long_numbers_are_shortened_wherever_they_stand(database: Database, journal: Journal) -> None:
    card, paper = "6217000000003821", "11010119900307771X"
    append(
        database,
        journal,
        {"flat": f"卡号{card}", "list": [card, {"deep": paper}], "tuple": (paper,), "count": 7, "none": None},
    )
    payload = rows(database)[0]["payload"].decode()
    assert card not in payload
    assert paper not in payload
    assert "6217****3821" in payload
    assert "1101****771X" in payload
    assert json.loads(payload)["count"] == 7


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET header = x'00'",
        "UPDATE journal SET hash = x'00'",
        "UPDATE journal SET seq = 9",
        "DELETE FROM journal",
    ],
)
def test_the_log_is_append_only(database: Database, journal: Journal, statement: str) -> None:
    append(database, journal)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.transact(lambda db: db.execute(statement))
    assert len(rows(database)) == 1


def test_a_rolled_back_change_leaves_no_record(database: Database, journal: Journal) -> None:
    def fails(db: sqlite3.Connection) -> None:
        journal.append(db, "test.made", {})
        raise KeyError("anything")

    with pytest.raises(KeyError):
        database.transact(fails)
    append(database, journal)
    assert [row["seq"] for row in rows(database)] == [0]
