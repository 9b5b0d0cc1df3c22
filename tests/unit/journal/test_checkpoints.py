from __future__ import annotations

import base64
from pathlib import Path

import pytest

from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoint import (
    checkpoint_key,
    origin_of,
    read_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from robot.journal.checkpoints import Checkpoints, last_checkpoint, tree_at
from robot.journal.journal import Journal
from robot.journal.merkle import leaf_of, root_of
from robot.journal.signed_note import NoteKey, NoteRefusedError, key_id, read_note
from robot.store.database import Database
from tests.support.builders import HandClock
from tests.support.forging import damage

LOG = "0123456789abcdef" * 2
KEY = checkpoint_key(LOG, bytes(range(32)))
#: From the documentation of Go's sumdb/note, which the format comes from.
GO_KEY = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqf"
    "qdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_of_another_implementation_is_read() -> None:
    note = read_note(GO_NOTE.encode())
    assert key_id("PeterNeumann", GO_KEY[1:]).hex() == "c74f20a3"
    assert note.is_signed("PeterNeumann", GO_KEY[1:])
    assert not note.is_signed("PeterNeumann", KEY.public)


def test_a_checkpoint_says_which_log_how_many_and_what() -> None:
    made = sign_checkpoint(LOG, 17, bytes(32), KEY)
    assert made.note.decode().split("\n")[:4] == [
        f"tandem/{LOG}",
        "17",
        base64.b64encode(bytes(32)).decode(),
        "",
    ]
    assert verify_checkpoint(made.note, LOG, KEY.public) == made


def test_a_checkpoint_counts_for_its_own_log_and_key_only() -> None:
    made = sign_checkpoint(LOG, 17, bytes(32), KEY)
    with pytest.raises(NoteRefusedError, match="another log"):
        verify_checkpoint(made.note, "f" * 32, KEY.public)
    with pytest.raises(NoteRefusedError, match="did not sign"):
        verify_checkpoint(made.note, LOG, checkpoint_key(LOG, bytes(32)).public)


def test_no_byte_of_a_checkpoint_can_be_another() -> None:
    note = sign_checkpoint(LOG, 17, bytes(32), KEY).note
    for at in range(len(note)):
        changed = bytearray(note)
        changed[at] ^= 1
        with pytest.raises(NoteRefusedError):
            verify_checkpoint(bytes(changed), LOG, KEY.public)


@pytest.mark.parametrize(
    "text",
    [
        f"{origin_of(LOG)}\n017\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{origin_of(LOG)}\n17\n{base64.b64encode(bytes(31)).decode()}\n",
        f"{origin_of(LOG)}\n17\n{base64.b64encode(bytes(32)).decode()}\nmore\n",
        f"elsewhere/{LOG}\n17\n{base64.b64encode(bytes(32)).decode()}\n",
        f"tandem-bundle/{LOG}\n{'0' * 64}\n",
    ],
)
def test_other_signed_texts_are_no_checkpoints(text: str) -> None:
    with pytest.raises(NoteRefusedError):
        read_checkpoint(KEY.sign(text))


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"text\n", b"text\n\n", b"t\n\n- x AAAA\n", b"\xff\n\n", b"t" * 5000]
)
def test_what_is_no_note_is_refused(content: bytes) -> None:
    with pytest.raises(NoteRefusedError):
        read_note(content)


def test_a_key_shows_only_its_public_half() -> None:
    key = NoteKey("tandem/x", b"\x07" * 32)
    assert (b"\x07" * 4).hex() not in repr(key)


@pytest.fixture
def checkpoints(database: Database) -> Checkpoints:
    return Checkpoints(LOG, KEY)


def write(database: Database, journal: Journal, count: int) -> None:
    for number in range(count):
        database.transact(lambda db, n=number: journal.append(db, "test.made", {"n": n}))  # type: ignore[misc]


def hashes(database: Database) -> list[bytes]:
    return database.transact(
        lambda db: [row[0] for row in db.execute("SELECT hash FROM journal ORDER BY seq")]
    )


def test_each_checkpoint_goes_on_from_the_last(
    database: Database, journal: Journal, checkpoints: Checkpoints
) -> None:
    for count in (3, 1, 12):
        write(database, journal, count)
        made = database.transact(lambda db: checkpoints.make(db, 5))
        assert made is not None
        assert made.checkpoint.root == root_of(leaf_of(each) for each in hashes(database))
        assert made.checkpoint.size == len(hashes(database))
    last = database.transact(last_checkpoint)
    assert last is not None
    assert verify_checkpoint(last.checkpoint.note, LOG, KEY.public).size == 16


def test_nothing_new_is_not_signed_twice(
    database: Database, journal: Journal, checkpoints: Checkpoints
) -> None:
    write(database, journal, 2)
    assert database.transact(lambda db: checkpoints.make(db, 5)) is not None
    assert database.transact(lambda db: checkpoints.make(db, 6)) is None


def test_a_log_that_got_shorter_is_not_signed(
    database: Database, journal: Journal, checkpoints: Checkpoints, tmp_path: Path
) -> None:
    write(database, journal, 5)
    database.transact(lambda db: checkpoints.make(db, 5))
    damage(tmp_path / "tandem.db", "DELETE FROM journal WHERE seq > 2")
    with pytest.raises(EnvironmentFault) as caught:
        database.transact(lambda db: checkpoints.make(db, 6))
    assert caught.value.code == "journal.shorter_than_signed"


def test_a_checkpoint_that_was_changed_is_not_gone_on_from(
    database: Database, journal: Journal, checkpoints: Checkpoints, tmp_path: Path
) -> None:
    write(database, journal, 5)
    database.transact(lambda db: checkpoints.make(db, 5))
    damage(tmp_path / "tandem.db", "UPDATE checkpoint SET root = zeroblob(32)")
    with pytest.raises(EnvironmentFault) as caught:
        database.transact(last_checkpoint)
    assert caught.value.code == "journal.checkpoint_unreadable"


def test_a_minute_or_a_thousand_records_make_one_due(
    database: Database, journal: Journal, checkpoints: Checkpoints, clock: HandClock
) -> None:
    write(database, journal, 1)
    database.transact(lambda db: checkpoints.make(db, 0))
    minute = 60_000_000
    assert not checkpoints.due(minute * 5, 1)
    assert not checkpoints.due(minute - 1, 2)
    assert checkpoints.due(minute, 2)
    assert not checkpoints.due(1, 1_000)
    assert checkpoints.due(1, 1_001)
    again = Checkpoints(LOG, KEY)
    database.transact(again.load)
    assert not again.due(minute - 1, 2)


def test_a_clock_that_was_set_back_delays_no_checkpoint(
    checkpoints: Checkpoints, database: Database, journal: Journal
) -> None:
    write(database, journal, 1)
    database.transact(lambda db: checkpoints.make(db, 10**15))
    assert checkpoints.due(10**15 - 3_600_000_000, 2)


def test_the_tree_of_any_size_is_at_hand(
    database: Database, journal: Journal, checkpoints: Checkpoints
) -> None:
    write(database, journal, 9)
    database.transact(lambda db: checkpoints.make(db, 5))
    write(database, journal, 4)
    for size in range(14):
        tree = database.transact(lambda db, n=size: tree_at(db, n))  # type: ignore[misc]
        assert tree is not None
        assert tree.root() == root_of(leaf_of(each) for each in hashes(database)[:size])
    assert database.transact(lambda db: tree_at(db, 14)) is None
