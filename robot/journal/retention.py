"""Forgetting lawfully: a month by its key, a customer's records by their payloads; the chain stays whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from robot.domain.errors import NotPermitted, StateConflict
from robot.domain.masking import mask_long_numbers
from robot.journal.data_keys import Append, month_of
from robot.journal.evidence import EvidenceFolder

#: Record of a month whose key was deleted.
KEY_ERASED = "key.erased"
#: Record of payloads that were deleted.
PAYLOAD_ERASED = "payload.erased"
#: A verification reads these itself; they hold nobody's data.
_KEPT_PREFIXES = ("journal.", "epoch.", "key.", "payload.", "store.")
#: Sequence numbers that one record names.
_NAMED = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Whose order it is."""

    #: Account of the operating system under which the agent runs.
    by: str
    #: Id of the supervisor who signed.
    person: str
    #: The supervisor's words; they are sealed.
    reason: str
    #: The signed order and its signature, as JSON values.
    order: dict[str, object]
    signature: dict[str, object]

    @property
    def told(self) -> dict[str, object]:
        """What the record says readably."""
        return {"by": self.by, "person": self.person, "signature": self.signature}

    @property
    def sealed(self) -> dict[str, object]:
        """And what not; the order names the customer."""
        return {"reason": self.reason, "order": self.order}


def refuse_young(month: str, today: date, retention_months: int) -> None:
    """Only a month whose time is over may be erased.

    :raises NotPermitted: `retention.too_young`, or `retention.current`.
    """
    if month >= month_of(today):
        raise NotPermitted(f"{month} is not over; nothing was erased", code="retention.current")
    if _months_between(month, today) <= retention_months:
        raise NotPermitted(
            f"what was kept in {month} must be kept for {retention_months} months; nothing was erased",
            code="retention.too_young",
        )


def _months_between(month: str, today: date) -> int:
    year, number = (int(part) for part in month.split("-"))
    return (today.year - year) * 12 + today.month - number


def erase_key(db: sqlite3.Connection, month: str, ordered: Ordered, *, at: str, append: Append) -> bool:
    """Delete a month's key, here and for every reader; False if that was done before.

    The caller commits, drops the key from memory, and empties the write-ahead log.

    :raises StateConflict: the month never had a key.
    """
    row = db.execute("SELECT fingerprint, erased_at FROM data_key WHERE month = ?", (month,)).fetchone()
    if row is None:
        raise StateConflict(f"nothing was sealed in {month}; nothing was erased", code="retention.no_key")
    if row[1] is not None:
        return False
    db.execute("UPDATE data_key SET local = NULL, readers = '[]', erased_at = ? WHERE month = ?", (at, month))
    facts = {"month": month, "fingerprint": row[0], "reason": "retention", **ordered.told}
    append(db, KEY_ERASED, facts, ordered.sealed)
    return True


def delete_pictures_of(folder: EvidenceFolder, month: str) -> int:
    """Delete the pictures of a month whose key is gone; returns how many there were."""
    count = 0
    for path in folder.of_month(month):
        path.unlink(missing_ok=True)
        count += 1
    return count


def records_about(
    db: sqlite3.Connection,
    customer: str,
    tasks: frozenset[str],
    entries: frozenset[int],
    reviews: frozenset[int],
) -> Iterator[tuple[int, str]]:
    """Number and payload of every record that speaks of a customer, oldest first.

    :param tasks: ids of the customer's tasks.
    :param entries: numbers of the customer's entries of the ledger.
    :param reviews: numbers of reviews of the customer's texts.
    """
    for seq, header, payload in db.execute(
        "SELECT seq, header, payload FROM journal WHERE payload IS NOT NULL ORDER BY seq"
    ):
        facts = json.loads(payload)
        is_about = (
            facts.get("customer") == customer
            or facts.get("task") in tasks
            or facts.get("entry") in entries
            or facts.get("review") in reviews
            or _names(facts, customer)
        )
        if is_about and not json.loads(header)["type"].startswith(_KEPT_PREFIXES):
            yield seq, bytes(payload).decode()


def _names(value: object, customer: str) -> bool:
    """Whether the customer's number stands deeper in the facts, as in a misdirected message's."""
    if isinstance(value, dict):
        return value.get("customer") == customer or any(_names(item, customer) for item in value.values())
    return isinstance(value, list) and any(_names(item, customer) for item in value)


def refuse_used(db: sqlite3.Connection, ordered: Ordered) -> None:
    """An order is carried out once: kept for its day, it would erase what came after it.

    :raises StateConflict: `erasure.used`.
    """
    used = db.execute(
        "SELECT seq FROM journal WHERE instr(header, ?) AND instr(payload, ?) LIMIT 1",
        (
            f'"type":"{PAYLOAD_ERASED}"'.encode(),
            mask_long_numbers(str(ordered.signature["signature"])).encode(),
        ),
    ).fetchone()
    if used is not None:
        raise StateConflict(
            f"this order was carried out before (record {used[0]}); nothing was erased: have it signed anew",
            code="erasure.used",
        )


def erase_payloads(db: sqlite3.Connection, seqs: Sequence[int], ordered: Ordered, *, append: Append) -> None:
    """Delete what records say; their headers stay, and so does the proof that they were there."""
    for first in range(0, len(seqs), _NAMED):
        part = list(seqs[first : first + _NAMED])
        db.executemany(
            "UPDATE journal SET salt = NULL, payload = NULL, sealed = NULL WHERE seq = ?",
            [(seq,) for seq in part],
        )
        append(db, PAYLOAD_ERASED, {"seqs": part, "reason": "person", **ordered.told}, ordered.sealed)


def delete_pictures(folder: EvidenceFolder, names: Sequence[str]) -> int:
    """Delete single pictures; returns how many there were."""
    count = 0
    for name in names:
        path: Path = folder.path_of(name)
        with suppress(FileNotFoundError):
            path.unlink()
            count += 1
    return count
