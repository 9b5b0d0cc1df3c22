"""Sensitive columns: sealed when written, opened when read, with the keys that hang on the connection."""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from datetime import date, datetime
from typing import Any

from robot.journal.data_keys import KeyNotHeld, keys_of, month_of
from robot.journal.journal import Journal
from robot.journal.sealed_fields import SealBroken, is_sealed, open_text, seal_text

#: What a reader without the keys, or of an erased month, sees in place of a value.
UNREADABLE = "—"
_DIGEST_INFO = b"tandem content digest v1|"


def month_key(db: sqlite3.Connection, journal: Journal, day: date | datetime) -> bytes:
    """The key of a day's month, made now if there is none.

    :raises KeyNotHeld: the month was erased, or the store was opened without the keyring.
    """
    return keys_of(db).for_writing(db, month_of(day), journal.append)


def seal(db: sqlite3.Connection, journal: Journal, day: date | datetime, place: str, text: str) -> str:
    """A value as its column holds it; an empty one stays empty.

    :param day: whose month's key; the business date of the row, where it has one.
    :param place: `table|column|row id`.
    """
    return seal_text(month_key(db, journal, day), month_of(day), place, text) if text else ""


def opened(db: sqlite3.Connection, place: str, value: str) -> str:
    """What `seal` was given.

    :raises KeyNotHeld: the month was erased, or the store was opened without the keyring.
    :raises SealBroken: it is not what was written there.
    """
    return open_text(keys_of(db), place, value)


def opened_if_held(db: sqlite3.Connection, place: str, value: str) -> str | None:
    """As `opened`; None where the key is not here, for what goes on without."""
    try:
        return opened(db, place, value)
    except KeyNotHeld:
        return None


def digest(db: sqlite3.Connection, journal: Journal, day: date, content: str) -> str:
    """Hex hash that tells whether a content changed, and lets nobody guess it without the month's key."""
    inner = hmac.digest(month_key(db, journal, day), _DIGEST_INFO + content.encode(), hashlib.sha256)
    return inner.hex()


def is_plain(detail: str) -> bool:
    """Whether a detail is the program's own words or a code, which are English and ASCII.

    Names and texts of this bank's customers are not; whatever quotes them is sealed.
    """
    return detail.isascii() and not is_sealed(detail)


def seal_detail(db: sqlite3.Connection, journal: Journal, task_id: str, detail: str) -> str:
    """A task's detail as its column holds it: the program's own words stay readable."""
    if is_plain(detail):
        return detail
    row = db.execute("SELECT business_date FROM task WHERE task_id = ?", (task_id,)).fetchone()
    return seal(db, journal, date.fromisoformat(row[0]), f"task|detail|{task_id}", detail)


def open_detail(db: sqlite3.Connection, task_id: str, value: str) -> str:
    """A task's detail."""
    if not is_sealed(value):
        if not is_plain(value):
            raise SealBroken(
                f"the detail of task {task_id} is not sealed; whoever changed the store put it there"
            )
        return value
    return opened(db, f"task|detail|{task_id}", value)


def readable(db: sqlite3.Connection, place: str, value: str) -> str:
    """As `opened`; empty where the key is not here or the value is not what was written.

    For lists that go on with the rest; whoever acts on a value must compare it with what was signed.
    """
    try:
        return opened(db, place, value)
    except (KeyNotHeld, SealBroken):
        return ""


def detail_if_held(db: sqlite3.Connection, task_id: str, value: str) -> str:
    """As `open_detail`; a dash where the key is not here."""
    try:
        return open_detail(db, task_id, value)
    except KeyNotHeld:
        return UNREADABLE


def with_detail(payload: dict[str, Any], detail: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Payload and sealed facts of a record that tells a detail."""
    if is_plain(detail):
        return {**payload, "detail": detail}, None
    return payload, {"detail": detail}
