"""One key a month for what is sensitive: made when first needed, wrapped, and erased to forget.

Whoever may read gets a `DataKeys`; it hangs on the store's connection, so that a connection without keys
reads references and codes only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import EnvironmentFault
from robot.journal.reading_keys import OpenedReadingKey, ReadingKey

#: Record of a month whose key was made.
KEY_MADE = "key.made"
#: Record of keys that were wrapped to further readers.
KEYS_SHARED = "key.shared"
KEY_BYTES = 32
_NONCE_BYTES = 12


class Append(Protocol):
    """Appends a record inside the caller's transaction, as `Journal.append` does."""

    def __call__(
        self,
        db: sqlite3.Connection,
        record_type: str,
        payload: Mapping[str, Any],
        sealed: Mapping[str, Any] | None = None,
        /,
    ) -> int:
        """Its sequence number."""


class KeyNotHeld(EnvironmentFault):
    """The key of a month is not here: it was erased, or this program opened the store without keys."""

    code = "keys.not_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthKey:
    """A row of `data_key`, without the key."""

    month: str
    fingerprint: str
    #: Fingerprints of the reading keys it is wrapped to.
    readers: tuple[str, ...]
    made_at: str
    #: Empty while it can be opened.
    erased_at: str


class DataKeys:
    """Opened month keys, in memory; callable from any thread."""

    def __init__(
        self,
        kek: bytes = b"",
        *,
        readers: Callable[[], Sequence[ReadingKey]] = tuple,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Holds nothing until `load`.

        :param kek: 32 bytes from the keyring; without them keys can be read from memory only, none made.
        :param readers: whom a new key is wrapped to, asked when one is made.
        :param now: the engine's clock.
        """
        self._kek = kek
        self.readers = readers
        self._now = now
        self._lock = threading.Lock()
        self._keys: dict[str, bytes] = {}

    @classmethod
    def of_memory(cls, held: Mapping[str, str]) -> DataKeys:
        """What `held` gave in another process; makes no keys."""
        keys = cls()
        keys._keys = {month: bytes.fromhex(key) for month, key in held.items()}
        return keys

    @classmethod
    def open_with_reading_key(cls, db: sqlite3.Connection, reader: OpenedReadingKey) -> DataKeys:
        """The keys of a store or an export for whoever holds a reading key; needs no keyring, makes no keys.

        Months that are not wrapped to this reader are left out.

        :raises EnvironmentFault: a wrap was changed.
        """
        keys = cls()
        for month, fingerprint, wraps in db.execute(
            "SELECT month, fingerprint, readers FROM data_key WHERE erased_at IS NULL"
        ):
            for wrap in json.loads(wraps):
                if wrap["reader"] == reader.public.fingerprint:
                    key = reader.unwrap(base64.b64decode(wrap["wrapped"]))
                    keys._keys[month] = _checked(month, fingerprint, key)
        return keys

    def load(self, db: sqlite3.Connection) -> None:
        """Open every key of the store.

        :raises EnvironmentFault: `keys.unreadable` if one does not open with this keyring.
        """
        if not self._kek:
            return
        rows = db.execute("SELECT month, fingerprint, local FROM data_key WHERE local IS NOT NULL")
        opened = {month: _checked(month, mark, self._opened(month, local)) for month, mark, local in rows}
        with self._lock:
            self._keys = opened

    @property
    def may_write(self) -> bool:
        """Whether keys can be made."""
        return bool(self._kek)

    @property
    def months(self) -> frozenset[str]:
        """Months whose keys are held."""
        with self._lock:
            return frozenset(self._keys)

    def held(self) -> dict[str, str]:
        """Month -> key in hex, for another process of the agent; it goes over a pipe and nowhere else."""
        with self._lock:
            return {month: key.hex() for month, key in self._keys.items()}

    def key(self, month: str) -> bytes:
        """The key of a month.

        :raises KeyNotHeld: it is not here.
        """
        with self._lock:
            found = self._keys.get(month)
        if found is None:
            raise KeyNotHeld(
                f"the key of {month} is not here: it was erased, or this program has no keyring; nothing was"
                " read",
                month=month,
            )
        return found

    def for_writing(self, db: sqlite3.Connection, month: str, append: Append) -> bytes:
        """The key of a month, made now if there is none, inside the caller's transaction.

        :param append: journals that a key was made.
        :raises KeyNotHeld: the month was erased, or this program opened the store without its keyring.
        """
        # Asked each time: a transaction that was rolled back took its row with it, and a key that is on no
        # disk must encrypt nothing.
        row = db.execute("SELECT erased_at FROM data_key WHERE month = ?", (month,)).fetchone()
        if row is not None:
            return self.key(month)
        if not self._kek:
            raise KeyNotHeld(
                "this program opened the store without the keyring, so it writes no customer's data; nothing"
                " was written",
                month=month,
            )
        key = os.urandom(KEY_BYTES)
        wraps = [_wrap(reader, key) for reader in self.readers()]
        fingerprint = _fingerprint(key)
        db.execute(
            "INSERT INTO data_key (month, fingerprint, local, readers, made_at) VALUES (?, ?, ?, ?, ?)",
            (month, fingerprint, self._closed(month, key), json.dumps(wraps), self._now().isoformat()),
        )
        with self._lock:
            self._keys[month] = key
        readers = [wrap["reader"] for wrap in wraps]
        append(db, KEY_MADE, {"month": month, "fingerprint": fingerprint, "readers": readers})
        return key

    def share(self, db: sqlite3.Connection, append: Append) -> None:
        """Wrap every held key to readers who were named since; journalled if there were any."""
        readers, added = {reader.fingerprint: reader for reader in self.readers()}, {}
        for month, wraps in db.execute(
            "SELECT month, readers FROM data_key WHERE erased_at IS NULL ORDER BY month"
        ).fetchall():
            present = json.loads(wraps)
            known = {wrap["reader"] for wrap in present}
            new = [reader for mark, reader in sorted(readers.items()) if mark not in known]
            if new and month in self.months:
                present += [_wrap(reader, self.key(month)) for reader in new]
                db.execute("UPDATE data_key SET readers = ? WHERE month = ?", (json.dumps(present), month))
                added[month] = [reader.fingerprint for reader in new]
        if added:
            append(db, KEYS_SHARED, {"months": added})

    def forget(self, month: str) -> None:
        """Drop a key from memory; its row is erased by whoever calls."""
        with self._lock:
            self._keys.pop(month, None)

    def _closed(self, month: str, key: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(self._kek).encrypt(nonce, key, f"data_key|{month}".encode())

    def _opened(self, month: str, local: bytes) -> bytes:
        try:
            return AESGCM(self._kek).decrypt(
                local[:_NONCE_BYTES], local[_NONCE_BYTES:], f"data_key|{month}".encode()
            )
        except (InvalidTag, ValueError) as err:
            raise _unreadable(month) from err

    def __repr__(self) -> str:
        return f"DataKeys({', '.join(sorted(self.months))})"


def month_of(day: date) -> str:
    """`2026-11`; a moment counts in the bank's zone."""
    if isinstance(day, datetime):
        day = day.astimezone(BANK_ZONE)
    return f"{day.year:04d}-{day.month:02d}"


def months(db: sqlite3.Connection) -> tuple[MonthKey, ...]:
    """Every month that ever had a key, oldest first."""
    rows = db.execute("SELECT month, fingerprint, readers, made_at, erased_at FROM data_key ORDER BY month")
    return tuple(
        MonthKey(
            month=month,
            fingerprint=mark,
            readers=tuple(wrap["reader"] for wrap in json.loads(readers)),
            made_at=made_at,
            erased_at=erased_at or "",
        )
        for month, mark, readers, made_at, erased_at in rows
    )


class KeyedConnection(sqlite3.Connection):
    """A connection that knows with which keys its sensitive fields open."""

    keys: DataKeys | None = None
    #: Transactions that were given up; what was appended in them is gone, and lawfully.
    rollbacks: int = 0


def keys_of(db: sqlite3.Connection) -> DataKeys:
    """The keys of a connection; of one that was opened without, keys that open nothing."""
    held = db.keys if isinstance(db, KeyedConnection) else None
    return held if held is not None else DataKeys()


def _wrap(reader: ReadingKey, key: bytes) -> dict[str, str]:
    return {"reader": reader.fingerprint, "wrapped": base64.b64encode(reader.wrap(key)).decode()}


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()


def _checked(month: str, fingerprint: str, key: bytes) -> bytes:
    if _fingerprint(key) != fingerprint:
        raise _unreadable(month)
    return key


def _unreadable(month: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"the key of {month} does not open: this keyring is not the one that closed it, or the store was"
        " changed; nothing was written and nothing will be sent. Restore keyring and store together, or open"
        " the data with a reading key: docs/privacy.md",
        code="keys.unreadable",
    )
