"""Encrypting single values, each bound to its place so that none can be moved to another.

A blob is a nonce of 12 bytes, then AES-256-GCM. Records of the journal name their month in the payload;
values of other tables carry it themselves.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from robot.domain.errors import EnvironmentFault
from robot.journal.data_keys import Append, DataKeys, month_of

_NONCE_BYTES = 12
#: Begins every sealed value of a text column; the second part is the month.
_TEXT = re.compile(r"s1:(\d{4}-\d{2}):([A-Za-z0-9+/]+={0,2})")
_MARK = "s1:"


class SealBroken(EnvironmentFault):
    """A sealed value is not what was written at this place."""

    code = "keys.seal_broken"


class RecordSealer:
    """Encrypts the sensitive facts of the journal's records; the journal asks it for each."""

    def __init__(self, keys: DataKeys) -> None:
        """`tell` must be set to the journal's `append` before the first record that has sensitive facts."""
        self.keys = keys
        self.tell: Append = _nobody

    def prepare(self, db: sqlite3.Connection, moment: datetime) -> str:
        """Make sure that the moment's month has a key; returns the month."""
        month = month_of(moment)
        self.keys.for_writing(db, month, self.tell)
        return month

    def closing(self, month: str) -> Callable[[str, bytes], bytes]:
        """What encrypts plain bytes for a place, under the key of a month that was prepared."""
        encrypt = AESGCM(self.keys.key(month)).encrypt

        def close(place: str, plain: bytes) -> bytes:
            nonce = os.urandom(_NONCE_BYTES)
            return nonce + encrypt(nonce, plain, place.encode())

        return close


def _nobody(
    _db: sqlite3.Connection, _type: str, _payload: Mapping[str, Any], _sealed: object = None, /
) -> int:
    raise EnvironmentFault("a key was to be made and no journal takes it down; nothing was written")


def record_place(log_id: str, seq: int) -> str:
    """What a record's sealed facts are bound to."""
    return f"{log_id}|journal|sealed|{seq}"


def seal_record(key: bytes, *, log_id: str, seq: int, facts: Mapping[str, Any]) -> bytes:
    """The sensitive facts of one record, as its column `sealed` holds them."""
    return seal_bytes(key, record_place(log_id, seq), rfc8785.dumps(dict(facts)))


def open_record(key: bytes, *, log_id: str, seq: int, blob: bytes) -> dict[str, Any]:
    """The sensitive facts of one record.

    :raises SealBroken: they are another record's, were changed, or belong to another month.
    """
    content = json.loads(open_bytes(key, record_place(log_id, seq), blob))
    if not isinstance(content, dict):
        raise SealBroken(f"record {seq} holds something else than facts")
    return content


def seal_bytes(key: bytes, place: str, plain: bytes) -> bytes:
    """Encrypt with a random nonce."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def open_bytes(key: bytes, place: str, blob: bytes) -> bytes:
    """Decrypt.

    :raises SealBroken: key or place are others, or it was changed.
    """
    try:
        return AESGCM(key).decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as err:
        raise SealBroken(f"the sealed value at {place} does not open; it is not what was written") from err


def seal_text(key: bytes, month: str, place: str, text: str) -> str:
    """A value of a text column, with its month; an empty text stays empty.

    :param place: `table|column|row id`.
    """
    if not text:
        return ""
    blob = seal_bytes(key, f"{month}|{place}", text.encode("utf-8", "surrogatepass"))
    return f"{_MARK}{month}:{base64.b64encode(blob).decode()}"


def open_text(keys: DataKeys, place: str, value: str) -> str:
    """What `seal_text` was given.

    :raises KeyNotHeld: the month was erased, or the keys are not here.
    :raises SealBroken: it is no sealed value, or another place's.
    """
    if not value:
        return ""
    found = _TEXT.fullmatch(value)
    if found is None:
        raise SealBroken(f"the value at {place} is not sealed; whoever changed the store put it there")
    month = found[1]
    try:
        blob = base64.b64decode(found[2], validate=True)
    except binascii.Error as err:
        raise SealBroken(f"the value at {place} cannot be read") from err
    return open_bytes(keys.key(month), f"{month}|{place}", blob).decode("utf-8", "surrogatepass")


def is_sealed(value: str) -> bool:
    """Whether a text column holds a sealed value."""
    return value.startswith(_MARK)
