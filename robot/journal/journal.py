"""Appending to the chain, always inside the transaction of the change that it records."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from robot.domain.clock import BANK_ZONE, Clock
from robot.domain.errors import JournalUnwritable
from robot.journal.canonical import canonical
from robot.journal.epoch_keys import EpochKeys, mac_of
from robot.journal.epochs import SEAL_TYPE, OpenEpoch, read_open_epoch
from robot.journal.header import EPOCH_S, GENESIS, SALT_BYTES, commit_to, encode_header, header_hash

#: A clock that runs so far ahead of the last record is wrong: 400 days would be sealed in a second or two.
_MOST_EPOCHS = 400 * 24 * 3600 // EPOCH_S

_SALTS = 256


#: Type, payload and sensitive facts of a record to be.
Entry = tuple[str, Mapping[str, Any], Mapping[str, Any] | None]


class FieldSealer(Protocol):
    """Encrypts the sensitive facts of records."""

    def prepare(self, db: sqlite3.Connection, moment: datetime) -> str:
        """Make sure that the moment's month has a key, which may append a record; returns the month."""

    def closing(self, month: str) -> Callable[[str, bytes], bytes]:
        """What encrypts plain bytes for a place, under the key of a month that was prepared."""


class _Tail(NamedTuple):
    """The last record, and what follows from it for the next."""

    seq: int
    hash: bytes
    wall_us: int
    epoch: OpenEpoch | None


class Journal:
    """The writing end of the chain; `append` runs inside the caller's transaction."""

    def __init__(
        self,
        clock: Clock,
        *,
        boot_id: str | None = None,
        keys: EpochKeys | None = None,
        sealer: FieldSealer | None = None,
    ) -> None:
        """Without keys the records carry no MACs and no seals, as before a workstation is enrolled.

        :param boot_id: hex id of this start; random by default.
        :param keys: of this log; see `robot.journal.keeper`.
        :param sealer: encrypts sensitive facts; without one a record that has any is refused.
        """
        self._clock = clock
        self.boot_id = boot_id or secrets.token_hex(8)
        self._log_id: str | None = keys.log_id if keys else None
        self.keys = keys
        self.sealer = sealer
        self._known: _Tail | None = None
        #: Transactions that the connection had given up when the tail was written.
        self._rollbacks: int | None = None
        #: Grows whenever the last record was not the one that was written last here.
        self._known_since = 0
        self._month_of: tuple[int, int] | None = None
        self._month_name = ""
        self._salts: list[bytes] = []
        self._last_us: int | None = None

    @property
    def last_at(self) -> datetime | None:
        """Wall time of the last record that was appended since the start.

        A clock that stands before it was set back: what happens is still recorded, with this time, and the
        policy lets nothing be sent.
        """
        return None if self._last_us is None else _moment(self._last_us)

    def append(
        self,
        db: sqlite3.Connection,
        record_type: str,
        payload: Mapping[str, Any],
        sealed: Mapping[str, Any] | None = None,
    ) -> int:
        """Add one record and return its sequence number; durable with the caller's commit.

        Long numbers (cards, identity papers) are shortened in every text.

        Time never decreases in the log: while the clock stands before the last record, that record's time
        is written again, and `mono_ns` says what really passed. Epochs that ended since the last record are
        sealed first.

        :param payload: references, codes, counts and hashes; readable on disk. No names, no texts.
        :param sealed: names, texts and amounts; encrypted under the month's key.
        :raises JournalUnwritable: if the disk refuses, or the clock stands years ahead of the last record.
        """
        return self.append_all(db, [(record_type, payload, sealed)])

    def append_all(self, db: sqlite3.Connection, entries: Sequence[Entry]) -> int:
        """Add records in their order and return the last one's sequence number; else as `append`.

        They share one moment: a group costs half of what its records cost one by one.

        :raises ValueError: without any.
        """
        if not entries:
            raise ValueError("a group needs a record")
        month = self._month(db) if any(sealed for _, _, sealed in entries) else ""
        tail = self._tail(db)
        wall_us = self._wall_us(tail)
        tail = self._with_epochs_closed(db, tail, wall_us)
        seq = first = 0 if tail is None else tail.seq + 1
        close = self.sealer.closing(month) if self.sealer and month else None
        bodies: list[tuple[str, bytes, bytes | None]] = []
        for record_type, payload, sealed in entries:
            secret: bytes | None = None
            if sealed and close:
                secret = close(f"{self._log_id}|journal|sealed|{seq}", canonical(sealed))
                payload = {**payload, "month": month, "sealed": hashlib.sha256(secret).hexdigest()}  # noqa: PLW2901
            bodies.append((record_type, canonical(payload), secret))
            seq += 1
        self._write(db, tail, wall_us, bodies)
        return first + len(bodies) - 1

    def close_epochs(self, db: sqlite3.Connection) -> None:
        """Seal the epochs that are over; nothing else is recorded.

        :raises JournalUnwritable: as `append`.
        """
        tail = self._tail(db)
        self._with_epochs_closed(db, tail, self._wall_us(tail))

    def epoch_now(self, db: sqlite3.Connection) -> int:
        """The epoch that a record would get."""
        return self._wall_us(self._tail(db)) // 1_000_000 // EPOCH_S

    def _month(self, db: sqlite3.Connection) -> str:
        """The month whose key closes sensitive facts now; it is there when this returns."""
        tail = self._tail(db)
        wall_us = self._wall_us(tail)
        # A month ends with an epoch, and a key that was there stays: unless it was rolled back with its tail.
        epoch = wall_us // 1_000_000 // EPOCH_S
        if tail is not None and self._month_of == (epoch, self._known_since):
            return self._month_name
        if self.sealer is None:
            raise JournalUnwritable(
                "this journal has no key for names and texts; nothing was done", code="journal.no_field_key"
            )
        self._name_of_log(db)
        self._month_name = self.sealer.prepare(db, _moment(wall_us))
        self._tail(db)
        self._month_of = (epoch, self._known_since)
        return self._month_name

    def _wall_us(self, tail: _Tail | None) -> int:
        now = int(self._clock.now().timestamp() * 1_000_000)
        return now if tail is None else max(now, tail.wall_us)

    def _tail(self, db: sqlite3.Connection) -> _Tail | None:
        last = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        known = self._known
        if known is not None and (last is None or known.hash != last[1] or known.seq != last[0]):
            self._refuse_if_cut(db, known)
        if last is None:
            self._known = None
            return None
        # A transaction that was rolled back took its records with it.
        if known is None or known.hash != last[1] or known.seq != last[0]:
            (header,) = db.execute("SELECT header FROM journal WHERE seq = ?", (last[0],)).fetchone()
            epoch = read_open_epoch(db) if self.keys else None
            known = _Tail(
                seq=last[0], hash=bytes(last[1]), wall_us=int(_field(header, "wall_us")), epoch=epoch
            )
            self._known, self._rollbacks = known, _rollbacks_of(db)
            self._known_since += 1
        return known

    def _refuse_if_cut(self, db: sqlite3.Connection, known: _Tail) -> None:
        """What was written here last is gone, and no transaction of ours was given up since."""
        row = db.execute("SELECT hash FROM journal WHERE seq = ?", (known.seq,)).fetchone()
        rollbacks = _rollbacks_of(db)
        if (row is None or row[0] != known.hash) and rollbacks is not None and rollbacks == self._rollbacks:
            raise JournalUnwritable(
                f"record {known.seq} of the journal, which was written a moment ago, was deleted or changed;"
                " nothing was done. Keep all files as they are, run `tandem journal verify` and tell the"
                " auditor",
                code="journal.cut_underneath",
            )

    def _with_epochs_closed(self, db: sqlite3.Connection, tail: _Tail | None, wall_us: int) -> _Tail | None:
        if self.keys is None or tail is None or tail.epoch is None:
            return tail
        now = wall_us // 1_000_000 // EPOCH_S
        if tail.epoch.epoch == now:
            return tail
        if now - tail.epoch.epoch > _MOST_EPOCHS:
            raise JournalUnwritable(
                f"the clock stands {(now - tail.epoch.epoch) * EPOCH_S // 86_400} days ahead of the journal's"
                " last record; nothing was done: set the clock right, or open a new segment of the journal",
                code="journal.clock_far_ahead",
            )
        opened = tail.epoch
        while opened.epoch < now:
            self._write(db, self._known, wall_us, [(SEAL_TYPE, canonical(opened.seal()), None)])
            opened = OpenEpoch.begun(opened.epoch + 1)
        return self._known

    def _write(
        self,
        db: sqlite3.Connection,
        tail: _Tail | None,
        wall_us: int,
        bodies: Sequence[tuple[str, bytes, bytes | None]],
    ) -> None:
        """Chain, MAC and insert; a seal is always written alone."""
        log_id, boot_id, source = self._log_id or self._name_of_log(db), self.boot_id, self._clock.source
        mono_ns, epoch = self._clock.monotonic_ns(), wall_us // 1_000_000 // EPOCH_S
        seq, prev = (0, GENESIS) if tail is None else (tail.seq + 1, tail.hash)
        opened = tail.epoch if tail is not None else None
        is_seal = opened is not None and bodies[0][0] == SEAL_TYPE
        key = self._key_of(opened, epoch, is_seal=is_seal)
        macs, mac, rows = [], None, []
        for record_type, body, secret in bodies:
            salt = self._salt()
            commitment = commit_to(salt, body)
            encoded = encode_header(
                log_id, seq, boot_id, wall_us, mono_ns, source, epoch, record_type, prev, commitment
            )
            prev = header_hash(encoded)
            if key:
                mac = mac_of(key, prev)
                macs.append(mac)
            rows.append((seq, encoded, prev, salt, body, secret, mac))
            seq += 1
        db.executemany(
            "INSERT INTO journal (seq, header, hash, salt, payload, sealed, mac)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        if opened is not None and is_seal:
            opened = OpenEpoch.begun(opened.epoch + 1)
        elif key:
            opened = (opened or OpenEpoch.begun(epoch)).with_records(macs)
        self._known, self._rollbacks = _Tail(seq - 1, prev, wall_us, opened), _rollbacks_of(db)
        self._last_us = wall_us

    def _key_of(self, opened: OpenEpoch | None, epoch: int, *, is_seal: bool) -> bytes:
        if self.keys is None:
            return b""
        # The seal is the last word under its epoch's key.
        return self.keys.key(opened.epoch if opened is not None and is_seal else epoch)

    def _salt(self) -> bytes:
        # Asked of the system for many records at once: each question costs as much as two hashes.
        if not self._salts:
            block = os.urandom(SALT_BYTES * _SALTS)
            self._salts = [block[at : at + SALT_BYTES] for at in range(0, len(block), SALT_BYTES)]
        return self._salts.pop()

    def _name_of_log(self, db: sqlite3.Connection | None) -> str:
        if self._log_id is None:
            last = (
                db.execute("SELECT header FROM journal ORDER BY seq DESC LIMIT 1").fetchone() if db else None
            )
            self._log_id = secrets.token_hex(16) if last is None else _field(last[0], "log")
        return self._log_id


def _rollbacks_of(db: sqlite3.Connection) -> int | None:
    """None for a connection that does not count them."""
    return getattr(db, "rollbacks", None)


def _moment(wall_us: int) -> datetime:
    return datetime.fromtimestamp(wall_us / 1_000_000, BANK_ZONE)


def _field(header: bytes, name: str) -> str:
    return str(json.loads(header)[name])
