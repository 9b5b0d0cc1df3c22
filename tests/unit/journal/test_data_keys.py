"""Month keys: made once, opened by the keyring or a reading key, gone when erased."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import EnvironmentFault
from robot.governance.private_keys import new_key
from robot.governance.refusal import ReleaseRefused
from robot.journal.data_keys import DataKeys, KeyNotHeld, keys_of, month_of, months
from robot.journal.reading_keys import OpenedReadingKey, ReadingKey, new_reading_key, open_reading_key
from robot.store.database import Database, connect

KEK = bytes(range(32))
WORDS = "a long passphrase"


class Told:
    """Takes down what is journalled."""

    def __init__(self) -> None:
        self.records: list[tuple[str, dict[str, Any]]] = []

    def __call__(
        self,
        db: sqlite3.Connection,
        record_type: str,
        payload: Mapping[str, Any],
        sealed: Mapping[str, Any] | None = None,
        /,
    ) -> int:
        self.records.append((record_type, dict(payload)))
        return len(self.records) - 1


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def reader() -> OpenedReadingKey:
    return OpenedReadingKey.throw_away()


@pytest.fixture
def keys(reader: OpenedReadingKey) -> DataKeys:
    return DataKeys(KEK, readers=lambda: [reader.public])


@pytest.fixture
def database(tmp_path: Path, keys: DataKeys) -> Iterator[Database]:
    opened = Database(tmp_path / "tandem.db", keys)
    yield opened
    opened.close()


def make(database: Database, keys: DataKeys, told: Told, month: str = "2026-11") -> bytes:
    return database.transact(lambda db: keys.for_writing(db, month, told))


def test_a_key_is_made_once_and_told_with_its_readers(
    database: Database, keys: DataKeys, told: Told, reader: OpenedReadingKey
) -> None:
    key = make(database, keys, told)
    assert (make(database, keys, told), keys.key("2026-11")) == (key, key)
    [(kind, facts)] = told.records
    assert (kind, facts["month"], facts["readers"]) == ("key.made", "2026-11", [reader.public.fingerprint])
    assert make(database, keys, told, "2026-12") != key


def test_keyring_and_reading_key_open_the_same_key_in_another_process(
    database: Database, keys: DataKeys, told: Told, reader: OpenedReadingKey
) -> None:
    key = make(database, keys, told)
    again = DataKeys(KEK)
    with connect(database.path, read_only=True) as db:
        again.load(db)
        elsewhere = DataKeys.open_with_reading_key(db, reader)
        stranger = DataKeys.open_with_reading_key(db, OpenedReadingKey.throw_away())
    assert again.key("2026-11") == elsewhere.key("2026-11") == key
    assert DataKeys.of_memory(keys.held()).key("2026-11") == key
    with pytest.raises(KeyNotHeld):
        stranger.key("2026-11")


def test_no_key_lies_in_the_file(database: Database, keys: DataKeys, told: Told) -> None:
    key = make(database, keys, told)
    content = b"".join(path.read_bytes() for path in database.path.parent.iterdir())
    assert key not in content
    assert key.hex().encode() not in content
    assert key.hex() not in repr(keys)


def test_a_key_whose_transaction_was_rolled_back_seals_nothing(
    database: Database, keys: DataKeys, told: Told
) -> None:
    def lost(db: sqlite3.Connection) -> None:
        keys.for_writing(db, "2026-11", told)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.transact(lost)
    gone = keys.key("2026-11")
    kept = make(database, keys, told)
    assert kept != gone
    again = DataKeys(KEK)
    with connect(database.path, read_only=True) as db:
        again.load(db)
    assert again.key("2026-11") == kept


def test_another_keyring_and_a_changed_row_are_refused(
    database: Database, keys: DataKeys, told: Told, reader: OpenedReadingKey
) -> None:
    make(database, keys, told)
    with connect(database.path, read_only=True) as db, pytest.raises(EnvironmentFault, match="2026-11"):
        DataKeys(bytes(32)).load(db)
    other = make(database, keys, told, "2026-12")
    assert other
    # The local wrap of another month, and the readers' wraps of another month, under this one's name.
    database.transact(
        lambda db: db.execute(
            "UPDATE data_key SET (local, readers) ="
            " (SELECT local, readers FROM data_key WHERE month = '2026-12') WHERE month = '2026-11'"
        ).close()
    )
    with connect(database.path, read_only=True) as db:
        with pytest.raises(EnvironmentFault):
            DataKeys(KEK).load(db)
        with pytest.raises(EnvironmentFault):
            DataKeys.open_with_reading_key(db, reader)


def test_an_erased_month_is_neither_read_nor_made_again(
    database: Database, keys: DataKeys, told: Told
) -> None:
    make(database, keys, told)
    database.transact(
        lambda db: db.execute("UPDATE data_key SET local = NULL, readers = '[]', erased_at = 'x'").close()
    )
    keys.forget("2026-11")
    with pytest.raises(KeyNotHeld):
        make(database, keys, told)
    assert [(month.month, month.erased_at) for month in database.transact(months)] == [("2026-11", "x")]


def test_who_became_a_reader_later_may_read_what_is_kept(
    database: Database, keys: DataKeys, told: Told, reader: OpenedReadingKey
) -> None:
    key, late = make(database, keys, told), OpenedReadingKey.throw_away()
    database.transact(lambda db: keys.share(db, told))
    assert len(told.records) == 1, "nobody new, nothing told"
    keys.readers = lambda: [reader.public, late.public]
    database.transact(lambda db: keys.share(db, told))
    assert told.records[-1] == ("key.shared", {"months": {"2026-11": [late.public.fingerprint]}})
    with connect(database.path, read_only=True) as db:
        assert DataKeys.open_with_reading_key(db, late).key("2026-11") == key
        assert DataKeys.open_with_reading_key(db, reader).key("2026-11") == key


def test_without_the_keyring_nothing_is_made(tmp_path: Path, told: Told) -> None:
    database = Database(tmp_path / "tandem.db")
    with pytest.raises(KeyNotHeld):
        database.transact(lambda db: keys_of(db).for_writing(db, "2026-11", told))
    database.close()
    assert told.records == []
    assert keys_of(sqlite3.connect(":memory:")).months == frozenset()


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 30), "2026-11"),
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), "2026-11"),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), "2026-12"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=BANK_ZONE), "2026-12"),
    ],
)
def test_a_month_counts_in_the_banks_zone(day: date, month: str) -> None:
    assert month_of(day) == month


def test_a_reading_keys_file_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    path = tmp_path / "reader.pem"
    public = new_reading_key(path, WORDS)
    assert path.stat().st_mode & 0o077 == 0
    opened = open_reading_key(path, WORDS)
    assert opened.public == public
    assert opened.unwrap(public.wrap(b"secret")) == b"secret"
    assert public.wrap(b"secret") != public.wrap(b"secret")
    for wrong in ("another passphrase", ""):
        with pytest.raises(ReleaseRefused):
            open_reading_key(path, wrong)
    with pytest.raises(ReleaseRefused, match="exists already"):
        new_reading_key(path, WORDS)
    new_key(tmp_path / "signing.pem", WORDS)
    with pytest.raises(ReleaseRefused, match="another kind"):
        open_reading_key(tmp_path / "signing.pem", WORDS)


def test_a_wrap_that_was_changed_or_is_anothers_does_not_open(reader: OpenedReadingKey) -> None:
    blob = reader.public.wrap(b"secret")
    for place in (0, 40, len(blob) - 1):
        changed = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]
        with pytest.raises(EnvironmentFault):
            reader.unwrap(changed)
    for short in (b"", blob[:20], blob[:50]):
        with pytest.raises(EnvironmentFault):
            reader.unwrap(short)
    with pytest.raises(EnvironmentFault):
        OpenedReadingKey.throw_away().unwrap(blob)


def test_the_line_of_a_reading_key_fits_the_role_document() -> None:
    key = ReadingKey(bytes(range(32)))
    word, text, name = key.line("wang.fang").split()
    assert (word, name) == ("tandem-reading", "wang.fang")
    assert json.dumps(text)
    assert len(key.fingerprint) == 64
