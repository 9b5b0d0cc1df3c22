from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from robot.domain.errors import EnvironmentFault, JournalUnwritable
from robot.journal.epoch_keys import EpochKey, EpochKeys, mac_of, next_key
from robot.journal.header import EPOCH_S
from robot.journal.journal import Journal
from robot.journal.keeper import JournalKeeper, LogBegun
from robot.journal.key_file import KeyFile
from robot.store.database import Database
from tests.support.builders import HandClock

KEK = bytes(range(32))


class Enrolled:
    """A journal with keys, over a real store, that can be started again."""

    def __init__(self, folder: Path, clock: HandClock) -> None:
        self.clock, self.folder = clock, folder
        self.first_keys: list[bytes] = []
        self.database = Database(folder / "tandem.db")
        self.file = KeyFile(folder / "journal.key", KEK)
        self.open()

    def open(self) -> None:
        self.keeper = JournalKeeper(self.database, self.clock, self.file)
        self.journal = self.keeper.open(self.keeper.log_id(), self._begun, None)

    def _begun(self) -> LogBegun:
        return LogBegun(signing_key=b"s" * 32, wrap=self._wrap)

    def _wrap(self, key: bytes) -> Mapping[str, bytes]:
        self.first_keys.append(key)
        return {"reader": b"wrapped"}

    def append(self, record_type: str = "test.made") -> None:
        self.database.transact(lambda db: self.journal.append(db, record_type, {"n": 1}))

    def rows(self) -> list[dict[str, Any]]:
        found = self.database.transact(lambda db: db.execute("SELECT * FROM journal ORDER BY seq").fetchall())
        return [
            dict(row) | {"head": json.loads(row["header"]), "body": json.loads(row["payload"])}
            for row in found
        ]

    def seals(self) -> list[dict[str, Any]]:
        return [row["body"] for row in self.rows() if row["head"]["type"] == "epoch.sealed"]


@pytest.fixture
def log(tmp_path: Path, clock: HandClock) -> Enrolled:
    return Enrolled(tmp_path, clock)


def test_the_first_record_says_whose_log_it_is(log: Enrolled) -> None:
    first = log.rows()[0]
    assert first["head"]["type"] == "journal.keyed"
    assert first["body"]["log"] == first["head"]["log"]
    assert first["body"]["epoch"] == first["head"]["epoch"]
    assert base64.b64decode(first["body"]["signing_key"]) == b"s" * 32
    assert [item["reader"] for item in first["body"]["k0"]] == ["reader"]


def test_every_mac_can_be_recomputed_from_the_first_key_alone(log: Enrolled) -> None:
    for _ in range(3):
        log.append()
        log.clock.forward(seconds=EPOCH_S * 1.5)
    log.append()
    key = EpochKey(log_id="", epoch=log.rows()[0]["head"]["epoch"], key=log.first_keys[0])
    for row in log.rows():
        is_seal = row["head"]["type"] == "epoch.sealed"
        epoch = row["body"]["epoch"] if is_seal else row["head"]["epoch"]
        assert row["mac"] == mac_of(key.at(epoch).key, row["hash"])


def test_every_epoch_gets_one_seal_also_the_empty_ones(log: Enrolled) -> None:
    log.append()
    first = log.rows()[0]["head"]["epoch"]
    log.clock.forward(seconds=EPOCH_S * 4)
    log.append()
    assert [(seal["epoch"], seal["records"]) for seal in log.seals()] == [
        (first, 2),
        (first + 1, 0),
        (first + 2, 0),
        (first + 3, 0),
    ]
    macs = hashlib.sha256(b"".join(row["mac"] for row in log.rows()[:2])).hexdigest()
    assert log.seals()[0]["macs"] == macs
    assert [row["head"]["type"] for row in log.rows()][-1] == "test.made"


def test_an_idle_log_is_sealed_by_the_clock(log: Enrolled) -> None:
    log.clock.forward(seconds=EPOCH_S * 2)
    log.keeper.tick(log.journal)
    assert len(log.seals()) == 2
    log.keeper.tick(log.journal)
    assert len(log.seals()) == 2


def test_the_key_of_a_sealed_epoch_is_nowhere_any_more(log: Enrolled) -> None:
    log.append()
    log.clock.forward(seconds=EPOCH_S)
    log.append()
    log.keeper.tick(log.journal)
    held = log.file.load()
    assert held is not None
    assert held.epoch == log.rows()[-1]["head"]["epoch"]
    assert held.key == next_key(log.first_keys[0])
    assert log.journal.keys is not None
    with pytest.raises(ValueError, match="was forgotten"):
        log.journal.keys.key(held.epoch - 1)
    assert log.first_keys[0].hex() not in (log.folder / "journal.key").read_bytes().hex()


def test_seals_of_a_transaction_that_was_rolled_back_are_written_again(log: Enrolled) -> None:
    def fails(db: sqlite3.Connection) -> None:
        log.journal.append(db, "test.made", {})
        raise KeyError

    log.clock.forward(seconds=EPOCH_S * 2)
    with pytest.raises(KeyError):
        log.database.transact(fails)
    assert not log.seals()
    log.append()
    assert [seal["records"] for seal in log.seals()] == [1, 0]


def test_a_restart_goes_on_counting_the_open_epoch(log: Enrolled) -> None:
    log.append()
    log.open()
    log.append()
    log.clock.forward(seconds=EPOCH_S)
    log.open()
    log.append()
    assert [seal["records"] for seal in log.seals()] == [3]
    assert len({row["head"]["log"] for row in log.rows()}) == 1


def test_records_from_before_the_keys_keep_their_place(tmp_path: Path, clock: HandClock) -> None:
    database = Database(tmp_path / "tandem.db")
    database.transact(lambda db: Journal(clock).append(db, "test.old", {}))
    database.close()
    log = Enrolled(tmp_path, clock)
    assert [row["head"]["type"] for row in log.rows()] == ["test.old", "journal.keyed"]
    assert [row["mac"] is None for row in log.rows()] == [True, False]


def test_a_log_without_its_key_is_not_continued(log: Enrolled) -> None:
    (log.folder / "journal.key").unlink()
    with pytest.raises(EnvironmentFault, match="two signatures") as caught:
        log.open()
    assert caught.value.code == "journal.key_missing"
    assert len(log.rows()) == 1


def test_a_key_under_another_keyring_is_refused(log: Enrolled) -> None:
    log.file = KeyFile(log.folder / "journal.key", bytes(32))
    with pytest.raises(EnvironmentFault) as caught:
        log.open()
    assert caught.value.code == "journal.key_unreadable"


def test_an_older_copy_of_the_store_is_known_by_the_key_that_went_on(log: Enrolled) -> None:
    copy = sqlite3.connect(log.folder / "copy.db")
    with sqlite3.connect(log.folder / "tandem.db") as source:
        source.backup(copy)
    log.clock.forward(seconds=EPOCH_S)
    log.append()
    log.keeper.tick(log.journal)
    log.database.close()
    with sqlite3.connect(log.folder / "tandem.db") as target:
        copy.backup(target)
    log.database = Database(log.folder / "tandem.db")
    with pytest.raises(EnvironmentFault) as caught:
        log.open()
    assert caught.value.code == "journal.older_than_its_key"


def test_a_clock_years_ahead_writes_nothing(log: Enrolled) -> None:
    log.clock.forward(days=500)
    with pytest.raises(JournalUnwritable, match="500 days ahead"):
        log.append()
    assert len(log.rows()) == 1
    log.clock.forward(days=-500)
    log.append()
    assert len(log.rows()) == 2


def test_a_crash_between_key_and_first_record_begins_anew(tmp_path: Path, clock: HandClock) -> None:
    KeyFile(tmp_path / "journal.key", KEK).save(EpochKey.new("ab" * 16, 7))
    log = Enrolled(tmp_path, clock)
    assert log.rows()[0]["head"]["log"] == "ab" * 16
    assert log.journal.keys is not None
    assert log.journal.keys.oldest.epoch == log.rows()[0]["head"]["epoch"]


def test_keys_go_forward_only() -> None:
    keys = EpochKeys(EpochKey(log_id="", epoch=5, key=b"k" * 32))
    later = keys.key(9)
    assert keys.key(5) == b"k" * 32
    assert keys.key(9) == later
    keys.forget_before(8)
    assert keys.key(9) == later
    with pytest.raises(ValueError, match="epoch 7"):
        keys.key(7)
