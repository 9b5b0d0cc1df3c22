"""A journal as a workstation has it after a morning: keyed, sealed, signed, witnessed, by the product."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from robot.journal.checkpoint import checkpoint_key
from robot.journal.checkpoints import Checkpoints, extension_from, mark_witnessed
from robot.journal.data_keys import DataKeys
from robot.journal.epoch_keys import EpochKey
from robot.journal.keeper import JournalKeeper, LogBegun
from robot.journal.key_file import KeyFile
from robot.journal.reading_keys import OpenedReadingKey
from robot.journal.sealed_fields import RecordSealer
from robot.journal.verify_journal import JournalReport, VerifyWith, verify_journal
from robot.journal.verify_layers import ALL_LAYERS, Layer
from robot.journal.witness_directory import WitnessDirectory
from robot.store.database import Database
from tests.support.builders import HandClock

_KEK = bytes(range(32))


class AnchoredLog:
    """One workstation's journal, its keys, its pictures and its witness, all below one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self.evidence = folder / "tandem.db", folder / "evidence"
        self.heads = folder / "witness"
        self.heads.mkdir()
        self.witness = WitnessDirectory(self.heads)
        self.clock = HandClock()
        self.reader = OpenedReadingKey.throw_away()
        keys = DataKeys(_KEK, now=self.clock.now)
        self.database = Database(self.path, keys)
        self.keeper = JournalKeeper(self.database, self.clock, KeyFile(folder / "journal.key", _KEK))
        self.log_id = self.keeper.log_id()
        self.signing = checkpoint_key(self.log_id, secrets.token_bytes(32))
        sealer = RecordSealer(keys)
        self.journal = self.keeper.open(
            self.log_id,
            lambda: LogBegun(
                signing_key=self.signing.public,
                wrap=lambda key: {self.reader.public.fingerprint: self.reader.public.wrap(key)},
            ),
            sealer,
        )
        sealer.tell = self.journal.append
        assert self.journal.keys is not None
        self.first_key: EpochKey = self.journal.keys.oldest
        self.checkpoints = Checkpoints(self.log_id, self.signing)
        #: Records that the witness has seen.
        self.witnessed = 0

    def write(self, count: int = 1, **more: object) -> None:
        """Ordinary records, some with a name, some with a picture, twenty seconds apart."""
        for number in range(count):
            facts: dict[str, object] = {"task": f"T{number}", "site": "wecom", **more}
            sealed = {"name": "王芳"} if number % 3 == 1 else None
            if number % 4 == 2:
                facts["evidence"] = self.picture()
            self.database.transact(
                lambda db, f=facts, s=sealed: self.journal.append(db, "contact.intended", f, s)  # type: ignore[misc]
            )
            self.clock.forward(seconds=20)

    def picture(self) -> str:
        """Something encrypted in the folder of pictures; returns its name."""
        content = b"\x012026-11" + os.urandom(200)
        name = hashlib.sha256(content).hexdigest()
        path = self.evidence / name[:2] / f"{name}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return name

    def sign(self, *, show: bool = True) -> None:
        """A checkpoint; shown to the witness."""
        now_us = int(self.clock.now().timestamp() * 1_000_000)
        self.database.transact(lambda db: self.checkpoints.make(db, now_us))
        if not show:
            return
        step = self.database.transact(lambda db: extension_from(db, self.witnessed))
        assert step is not None
        taken = self.witness.extend(self.log_id, step, self.signing.public)
        self.database.transact(lambda db: mark_witnessed(db, taken.size, '{"anchored":true}'))
        self.witnessed = taken.size

    def tick(self) -> None:
        """What the agent does every second."""
        self.keeper.tick(self.journal)

    def to_next_epoch(self, epochs: int = 1) -> None:
        """Let the clock reach the beginning of a later epoch, and seal what is over."""
        seconds = int(self.clock.now().timestamp())
        self.clock.forward(seconds=600 * epochs - seconds % 600)
        self.tick()

    def copy_to(self, path: Path) -> None:
        """The store as it is now."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)

    def put(self, copy: Path) -> None:
        """An earlier copy in place of the store."""
        self.database.close()
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(self.path)) as target:
            source.backup(target)

    @property
    def size(self) -> int:
        with closing(sqlite3.connect(self.path)) as db:
            return int(db.execute("SELECT COUNT(*) FROM journal").fetchone()[0])

    def verified(self, layers: frozenset[Layer] = ALL_LAYERS) -> JournalReport:
        """By everything that there is, or by some layers alone."""
        return verify_journal(
            self.path,
            VerifyWith(
                layers=layers,
                witness=self.witness,
                evidence=self.evidence,
                first_key=self.first_key.key,
                workers=1,
            ),
        )


def a_morning(folder: Path) -> AnchoredLog:
    """Three epochs with records and two without that the witness has seen; two more that it has not."""
    log = AnchoredLog(folder)
    log.write(12)
    log.sign()
    log.to_next_epoch()
    log.write(12)
    log.sign()
    log.copy_to(folder / "yesterday.db")
    log.to_next_epoch(3)
    log.write(12)
    log.sign()
    log.write(4)
    log.to_next_epoch(2)
    log.write(6)
    log.sign(show=False)
    log.tick()
    return log
