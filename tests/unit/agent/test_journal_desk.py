from __future__ import annotations

import base64
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from robot.agent.endpoint import Home
from robot.agent.journal_desk import HEAD_SITE, SIGNING_SITE, JournalDesk, JournalParts
from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoints import last_checkpoint
from robot.journal.data_keys import DataKeys
from robot.journal.header import EPOCH_S
from robot.journal.sealed_fields import RecordSealer
from robot.journal.witness import WitnessRefused
from robot.journal.witness_directory import WitnessDirectory
from robot.store.database import Database
from robot.vault import MemoryVault, Secret, SecretRef
from tests.support.builders import HandClock

KEK = bytes(range(32))


class Desk:
    """One home's journal, opened as often as a test wants."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(path=folder / "home")
        self.clock, self.vault = HandClock(), MemoryVault()
        self.share = folder / "share"
        self.share.mkdir()
        self.opened: Database | None = None
        self.start()

    def start(self) -> None:
        if self.opened is not None:
            self.opened.close()
        keys = DataKeys(KEK)
        self.opened = self.database = Database(self.home.database, keys)
        self.log = JournalDesk(
            JournalParts(
                home=self.home,
                database=self.database,
                clock=self.clock,
                vault=self.vault,
                key_encryption_key=KEK,
                sealer=RecordSealer(keys),
                readers=tuple,
                witness=self.share,
            )
        )

    def write(self, count: int = 1) -> None:
        for _ in range(count):
            self.database.transact(lambda db: self.log.journal.append(db, "test.made", {"n": 1}))

    @property
    def witnessed(self) -> int:
        head = WitnessDirectory(self.share).head(self.log.log_id)
        return head.checkpoint.size if head is not None else 0

    def copy_home(self, to: Path) -> None:
        with sqlite3.connect(self.home.database) as source, sqlite3.connect(to) as target:
            source.backup(target)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_a_checkpoint_is_signed_shown_and_kept_in_the_keyring(desk: Desk) -> None:
    desk.write(3)
    await desk.log.checkpoint()
    made = desk.database.transact(last_checkpoint)
    assert made is not None
    assert made.checkpoint.size == desk.witnessed == desk.log.state.witnessed == 4
    answer = json.loads(made.witnessed)
    assert answer["witness"] == str(desk.share)
    kept = desk.vault.load(SecretRef(site=HEAD_SITE, username=desk.home.mark)).reveal()
    assert kept == f"{desk.log.log_id}:4:{made.checkpoint.root.hex()}"


async def test_a_folder_of_this_account_is_said_not_to_be_an_anchor(desk: Desk) -> None:
    await desk.log.checkpoint()
    assert desk.log.state.anchoring is not None
    assert not desk.log.state.anchoring.is_anchored
    assert desk.log.state.anchoring.why_not


async def test_the_signing_key_is_the_one_that_the_first_record_names(desk: Desk) -> None:
    await desk.log.checkpoint()
    (payload,) = desk.database.transact(
        lambda db: db.execute("SELECT payload FROM journal WHERE seq = 0").fetchone()
    )
    head = WitnessDirectory(desk.share).head(desk.log.log_id)
    assert head is not None
    assert base64.b64decode(json.loads(payload)["signing_key"]) == head.public_key


async def test_a_restart_goes_on_with_the_same_log_and_key(desk: Desk) -> None:
    await desk.log.checkpoint()
    first = desk.log.log_id, desk.log.checkpoints.public_key
    desk.start()
    desk.write()
    await desk.log.checkpoint()
    assert (desk.log.log_id, desk.log.checkpoints.public_key) == first
    assert desk.witnessed == 2


async def test_an_older_copy_of_the_store_does_not_start(desk: Desk, tmp_path: Path) -> None:
    desk.write(2)
    await desk.log.checkpoint()
    desk.copy_home(tmp_path / "yesterday.db")
    desk.write(5)
    await desk.log.checkpoint()
    desk.database.close()
    with sqlite3.connect(tmp_path / "yesterday.db") as source, sqlite3.connect(desk.home.database) as target:
        source.backup(target)
    desk.opened = None
    with pytest.raises(EnvironmentFault) as caught:
        desk.start()
    assert caught.value.code == "journal.shorter_than_witnessed"
    assert "new-segment" in str(caught.value)


async def test_the_keyring_remembers_what_a_cleared_witness_does_not(desk: Desk, tmp_path: Path) -> None:
    desk.copy_home(tmp_path / "first.db")
    desk.write(5)
    await desk.log.checkpoint()
    desk.database.close()
    shutil.rmtree(desk.share)
    desk.share.mkdir()
    with sqlite3.connect(tmp_path / "first.db") as source, sqlite3.connect(desk.home.database) as target:
        source.backup(target)
    desk.opened = None
    with pytest.raises(EnvironmentFault, match="the keyring has seen"):
        desk.start()


async def test_a_store_that_was_deleted_is_not_begun_anew_in_silence(desk: Desk) -> None:
    desk.write()
    await desk.log.checkpoint()
    desk.database.close()
    desk.opened = None
    for file in desk.home.path.iterdir():
        file.unlink()
    with pytest.raises(EnvironmentFault) as caught:
        desk.start()
    assert caught.value.code == "journal.other_log"


async def test_a_witness_that_is_not_there_is_caught_up_later(desk: Desk) -> None:
    away = desk.share.with_name("away")
    desk.share.rename(away)
    desk.write()
    await desk.log.checkpoint()
    assert desk.log.state.witnessed == 0
    assert str(desk.share) in desk.log.state.trouble
    away.rename(desk.share)
    await desk.log.checkpoint()
    assert desk.witnessed == 2
    assert not desk.log.state.trouble


async def test_a_witness_that_holds_a_fork_ends_the_agent(desk: Desk, tmp_path: Path) -> None:
    desk.copy_home(tmp_path / "fork.db")
    key_file = desk.home.journal_key.read_bytes()
    desk.write(3)
    await desk.log.checkpoint()
    desk.database.close()
    with sqlite3.connect(tmp_path / "fork.db") as source, sqlite3.connect(desk.home.database) as target:
        source.backup(target)
    desk.home.journal_key.write_bytes(key_file)
    desk.opened = None
    desk.vault.delete(SecretRef(site=HEAD_SITE, username=desk.home.mark))
    desk.share.rename(tmp_path / "away")
    desk.start()
    desk.write(9)
    (tmp_path / "away").rename(desk.share)
    with pytest.raises(WitnessRefused, match="continues another log"):
        await desk.log.checkpoint()


async def test_sealing_goes_on_while_nothing_happens(desk: Desk) -> None:
    desk.clock.forward(seconds=EPOCH_S * 3)
    await desk.log.look()
    types = desk.database.transact(
        lambda db: [row[0] for row in db.execute("SELECT json_extract(header, '$.type') FROM journal")]
    )
    assert types.count("epoch.sealed") == 3
    assert desk.witnessed == 4


@pytest.mark.parametrize("kept", ["", "00" * 32, "no key"])
async def test_a_journal_is_never_signed_with_another_key(desk: Desk, kept: str) -> None:
    """One checkpoint by another key, and the log would be found bad for ever."""
    desk.write()
    await desk.log.checkpoint()
    if kept:
        desk.vault.store(SIGNING_SITE, desk.log.log_id, Secret(kept))
    else:
        desk.vault.delete(SecretRef(site=SIGNING_SITE, username=desk.log.log_id))
    with pytest.raises(EnvironmentFault) as caught:
        desk.start()
    assert caught.value.code == "journal.signing_key_lost"
    assert desk.database.transact(lambda db: db.execute("SELECT COUNT(*) FROM journal").fetchone()[0]) == 2
