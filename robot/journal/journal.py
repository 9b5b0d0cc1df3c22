"""Appending to the chain, always inside the transaction of the change that it records."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785

from robot.domain.clock import BANK_ZONE, Clock
from robot.domain.masking import mask_long_numbers
from robot.journal.header import EPOCH_S, GENESIS, SALT_BYTES, Header, commit_to, header_hash


class Journal:
    """The writing end of the chain; `append` runs inside the caller's transaction."""

    def __init__(self, clock: Clock, *, boot_id: str | None = None) -> None:
        """:param boot_id: hex id of this start; random by default."""
        self._clock = clock
        self.boot_id = boot_id or secrets.token_hex(8)
        self._log_id: str | None = None
        #: Wall time of the last record that was appended since the start. A clock that stands before it was
        #: set back: what happens is still recorded, with this time, and the policy lets nothing be sent.
        self.last_at: datetime | None = None

    def append(self, db: sqlite3.Connection, record_type: str, payload: Mapping[str, Any]) -> int:
        """Add one record and return its sequence number; durable with the caller's commit.

        Long numbers (cards, identity papers) are shortened in every text of the payload. The caller never
        passes names.

        Time never decreases in the log: while the clock stands before the last record, that record's time
        is written again, and `mono_ns` says what really passed.

        :raises JournalUnwritable: if the disk refuses.
        """
        last = db.execute("SELECT seq, header, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        wall_us = int(self._clock.now().timestamp() * 1_000_000)
        if last is not None:
            wall_us = max(wall_us, int(_field(last["header"], "wall_us")))
        salt = secrets.token_bytes(SALT_BYTES)
        body = rfc8785.dumps(_clean(dict(payload)))
        header = Header(
            log_id=self._name_of_log(last),
            seq=0 if last is None else last["seq"] + 1,
            boot_id=self.boot_id,
            wall_us=wall_us,
            mono_ns=self._clock.monotonic_ns(),
            clock=self._clock.source,
            epoch=wall_us // 1_000_000 // EPOCH_S,
            type=record_type,
            prev_hash=GENESIS if last is None else bytes(last["hash"]),
            commitment=commit_to(salt, body),
        )
        encoded = header.encode()
        db.execute(
            "INSERT INTO journal (seq, header, hash, salt, payload) VALUES (?, ?, ?, ?, ?)",
            (header.seq, encoded, header_hash(encoded), salt, body),
        )
        self.last_at = datetime.fromtimestamp(wall_us / 1_000_000, BANK_ZONE)
        return header.seq

    def _name_of_log(self, last: sqlite3.Row | None) -> str:
        if self._log_id is None:
            self._log_id = secrets.token_hex(16) if last is None else _field(last["header"], "log")
        return self._log_id


def _field(header: bytes, name: str) -> str:
    return str(json.loads(header)[name])


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return mask_long_numbers(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
