"""What somebody may do to a journal who can write its file, with or without keys."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import rfc8785

from robot.journal.checkpoint import sign_checkpoint
from robot.journal.epoch_keys import mac_of, next_key
from robot.journal.header import GENESIS, Header, commit_to, header_hash
from robot.journal.merkle import Frontier, leaf_of
from robot.journal.signed_note import NoteKey

#: From the header, its hash and the MAC that stands there: the MAC that is written.
MacMaker = Callable[[Header, bytes, bytes | None], bytes | None]


def as_it_was(_header: Header, _digest: bytes, mac: bytes | None) -> bytes | None:
    """Who has no key leaves the old MACs."""
    return mac


def with_key(key: bytes) -> MacMaker:
    """One stolen key for everything."""
    return lambda _header, digest, _mac: mac_of(key, digest)


def with_first_key(first_epoch: int, first_key: bytes) -> MacMaker:
    """Whoever copied the first key has them all."""

    def mac(header: Header, digest: bytes, _mac: bytes | None) -> bytes:
        key = first_key
        for _ in range(header.epoch - first_epoch):
            key = next_key(key)
        return mac_of(key, digest)

    return mac


@dataclass(slots=True)
class Record:
    """A row in somebody's hands."""

    header: Header
    salt: bytes | None
    payload: bytes | None
    sealed: bytes | None
    mac: bytes | None
    digest: bytes = b""

    @property
    def facts(self) -> dict[str, Any]:
        assert self.payload is not None
        made: dict[str, Any] = json.loads(self.payload)
        return made

    def say(self, **facts: Any) -> None:
        """Other facts, properly committed to."""
        assert self.salt is not None
        self.payload = rfc8785.dumps({**self.facts, **facts})
        self.header = replace(self.header, commitment=commit_to(self.salt, self.payload))


class Forger:
    """Takes a whole journal out, changes it, and puts it back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(sqlite3.connect(path)) as db:
            self.records = [
                Record(_header(row[0]), *row[1:])
                for row in db.execute(
                    "SELECT header, salt, payload, sealed, mac, hash FROM journal ORDER BY seq"
                )
            ]

    def find(self, kind: str, nth: int = 0) -> int:
        """Number of the nth record of a type."""
        return [at for at, record in enumerate(self.records) if record.header.type == kind][nth]

    def chain_again(
        self, start: int, mac: MacMaker = as_it_was, seal_mac: Callable[[int, bytes], bytes] | None = None
    ) -> None:
        """Numbers, links, hashes, counts of the seals and MACs, from a record on.

        :param seal_mac: from the epoch that is sealed and the hash; as for other records by default.
        """
        open_epoch, count, macs = self.records[0].header.epoch, 0, hashlib.sha256()
        for at, record in enumerate(self.records):
            is_seal = record.header.type == "epoch.sealed"
            if at >= start:
                if is_seal:
                    record.say(epoch=open_epoch, records=count, macs=macs.hexdigest())
                before = self.records[at - 1].digest if at else GENESIS
                record.header = replace(record.header, seq=at, prev_hash=before)
                record.digest = header_hash(record.header.encode())
                if is_seal and seal_mac is not None:
                    record.mac = seal_mac(open_epoch, record.digest)
                else:
                    record.mac = mac(record.header, record.digest, record.mac)
            if is_seal:
                open_epoch, count, macs = open_epoch + 1, 0, hashlib.sha256()
            elif record.mac is not None:
                count += 1
                macs.update(record.mac)

    def put_back(self) -> None:
        """Write the records in place of those that are there."""
        with closing(sqlite3.connect(self._path)) as db, db:
            drop_guards(db)
            db.execute("DELETE FROM journal")
            db.executemany(
                "INSERT INTO journal (seq, header, hash, salt, payload, sealed, mac)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        record.header.seq,
                        record.header.encode(),
                        record.digest,
                        record.salt,
                        record.payload,
                        record.sealed,
                        record.mac,
                    )
                    for record in self.records
                ],
            )

    def sign_again(self, key: NoteKey) -> None:
        """Every checkpoint over what is there now, with the stolen key."""
        with closing(sqlite3.connect(self._path)) as db, db:
            for (size,) in db.execute("SELECT size FROM checkpoint ORDER BY size").fetchall():
                if size > len(self.records):
                    db.execute("DELETE FROM checkpoint WHERE size = ?", (size,))
                    continue
                tree = Frontier()
                tree.extend(leaf_of(record.digest) for record in self.records[:size])
                made = sign_checkpoint(self.records[0].header.log_id, size, tree.root(), key)
                db.execute(
                    "UPDATE checkpoint SET root = ?, frontier = ?, note = ? WHERE size = ?",
                    (made.root, tree.to_bytes(), made.note, size),
                )

    def forget_checkpoints(self, beyond: int) -> None:
        """Who has no signing key leaves out what does not fit any more."""
        damage(self._path, "DELETE FROM checkpoint WHERE size > ?", beyond)


def damage(path: Path, sql: str, *values: object) -> None:
    """One statement on the file, its guards taken away before."""
    with closing(sqlite3.connect(path)) as db, db:
        drop_guards(db)
        db.execute(sql, values)


def drop_guards(db: sqlite3.Connection) -> None:
    db.execute("DROP TRIGGER IF EXISTS journal_no_update")
    db.execute("DROP TRIGGER IF EXISTS journal_no_delete")


def _header(encoded: bytes) -> Header:
    fields = json.loads(encoded)
    return Header(
        log_id=fields["log"],
        seq=fields["seq"],
        boot_id=fields["boot"],
        wall_us=int(fields["wall_us"]),
        mono_ns=int(fields["mono_ns"]),
        clock=fields["clock"],
        epoch=fields["epoch"],
        type=fields["type"],
        prev_hash=bytes.fromhex(fields["prev"]),
        commitment=bytes.fromhex(fields["commitment"]),
    )
