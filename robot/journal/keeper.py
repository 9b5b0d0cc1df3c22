"""Begins a workstation's journal, seals its epochs on time, and forgets the keys of those that are sealed."""

from __future__ import annotations

import base64
import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from robot.domain.clock import Clock
from robot.domain.errors import EnvironmentFault
from robot.journal.epoch_keys import EpochKey, EpochKeys
from robot.journal.epochs import KEYED_TYPE, read_open_epoch
from robot.journal.header import EPOCH_S
from robot.journal.journal import FieldSealer, Journal
from robot.journal.key_file import KeyFile

_T = TypeVar("_T")


class WritingStore(Protocol):
    """The store's one writing thread."""

    def transact(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run in one transaction; durable when it returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogBegun:
    """What the first keyed record says, besides the log's name."""

    #: Raw Ed25519 public key of the checkpoints.
    signing_key: bytes
    #: Wraps the first epoch key to each reading key: fingerprint -> blob. Empty if nobody has one.
    wrap: Callable[[bytes], Mapping[str, bytes]]


class JournalKeeper:
    """Holds the journal and its epoch keys together."""

    def __init__(self, store: WritingStore, clock: Clock, key_file: KeyFile) -> None:
        """Nothing is read before `open`."""
        self._store, self._clock, self._file = store, clock, key_file

    def log_id(self) -> str:
        """The id of the log that `open` will continue; a new random one for an empty journal."""
        held = self._file.load()
        present = self._store.transact(log_id_of)
        return present or (held.log_id if held else secrets.token_hex(16))

    def open(
        self,
        log_id: str,
        begun: Callable[[], LogBegun],
        sealer: FieldSealer | None,
        boot_id: str | None = None,
    ) -> Journal:
        """The journal, ready to be written; a new log is begun with a `journal.keyed` record.

        :param log_id: what `log_id` gave.
        :param begun: asked only when a log begins.
        :raises EnvironmentFault: `journal.key_missing` if the log has keys and the key file is gone,
            `journal.other_log` if they belong to different logs, `journal.older_than_its_key` if the store
            was put back to an earlier state. Nothing is written then.
        """
        held = self._file.load()
        is_keyed, opened = self._store.transact(lambda db: (_is_keyed(db), read_open_epoch(db)))
        if not is_keyed:
            return self._begin(log_id, begun(), sealer, boot_id)
        if held is None:
            raise _unusable(
                "journal.key_missing",
                "the journal is sealed under keys that are gone with the file journal.key",
            )
        if held.log_id != log_id:
            raise _unusable("journal.other_log", "the file journal.key belongs to another journal")
        if opened is None or held.epoch > opened.epoch:
            raise _unusable(
                "journal.older_than_its_key", "the journal ends before what was sealed already: an older copy"
            )
        return Journal(self._clock, boot_id=boot_id, keys=EpochKeys(held), sealer=sealer)

    def _begin(
        self, log_id: str, begun: LogBegun, sealer: FieldSealer | None, boot_id: str | None
    ) -> Journal:
        def first(db: sqlite3.Connection) -> Journal:
            # The time of the last record, if the journal has any from before it had keys.
            journal = Journal(self._clock, boot_id=boot_id)
            epoch = journal.epoch_now(db)
            key = EpochKey.new(log_id, epoch)
            # Durable before the record that says it exists: a crash between the two begins anew.
            self._file.save(key)
            journal = Journal(self._clock, boot_id=boot_id, keys=EpochKeys(key), sealer=sealer)
            readers = [
                {"reader": reader, "wrapped": base64.b64encode(blob).decode()}
                for reader, blob in sorted(begun.wrap(key.key).items())
            ]
            signing = base64.b64encode(begun.signing_key).decode()
            journal.append(
                db, KEYED_TYPE, {"log": log_id, "epoch": epoch, "signing_key": signing, "k0": readers}
            )
            return journal

        return self._store.transact(first)

    def tick(self, journal: Journal) -> None:
        """Seal what is over, also when nothing happened in it; then forget the keys of what is sealed.

        Cheap when nothing is due; call it every few seconds.
        """
        if journal.keys is None or self._clock_epoch() <= journal.keys.oldest.epoch:
            return
        self._store.transact(journal.close_epochs)
        # In a transaction of its own: what is read here is on disk.
        opened = self._store.transact(read_open_epoch)
        if opened is not None and opened.epoch > journal.keys.oldest.epoch:
            self._file.save(journal.keys.oldest.at(opened.epoch))
            journal.keys.forget_before(opened.epoch)

    def _clock_epoch(self) -> int:
        return int(self._clock.now().timestamp()) // EPOCH_S


def log_id_of(db: sqlite3.Connection) -> str:
    """The id of the journal in a store; empty if it has no record."""
    row = db.execute("SELECT header FROM journal ORDER BY seq LIMIT 1").fetchone()
    return str(json.loads(row[0])["log"]) if row else ""


def _is_keyed(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM journal WHERE mac IS NOT NULL LIMIT 1").fetchone() is not None


def _unusable(code: str, why: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"{why}; nothing was written and nothing will be sent. Keep all files as they are, tell the auditor,"
        " and open a new segment with two signatures: tandem journal new-segment",
        code=code,
    )
