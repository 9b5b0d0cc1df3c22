"""The sealed part of single records, read with the keys at hand: the workstation's, or a reader's."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from robot.domain.errors import StateConflict
from robot.journal.data_keys import DataKeys
from robot.journal.sealed_fields import open_record

#: Fields of a payload that name a picture.
_PICTURES = ("before", "evidence", "picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRecord:
    """A record whose sensitive facts are still closed."""

    seq: int
    log_id: str
    type: str
    #: Whose key opens it.
    month: str
    #: Names of its pictures.
    pictures: tuple[str, ...]
    blob: bytes

    def opened(self, keys: DataKeys) -> dict[str, Any]:
        """The facts.

        :raises KeyNotHeld: the month was erased, or is not wrapped to this reader.
        :raises SealBroken: they are not what was written.
        """
        return open_record(keys.key(self.month), log_id=self.log_id, seq=self.seq, blob=self.blob)


def sealed_record(db: sqlite3.Connection, seq: int) -> SealedRecord:
    """One record of a store or of a bundle's journal.

    :raises StateConflict: there is none, or nothing in it is sealed, or it was erased.
    """
    row = db.execute("SELECT header, payload, sealed FROM journal WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        raise StateConflict(f"there is no record {seq}", code="record.not_found")
    if row[1] is None or row[2] is None:
        raise StateConflict(f"record {seq} holds nothing that is sealed", code="record.not_sealed")
    header, facts = json.loads(row[0]), json.loads(row[1])
    return SealedRecord(
        seq=seq,
        log_id=str(header["log"]),
        type=str(header["type"]),
        month=str(facts["month"]),
        pictures=tuple(str(facts[name]) for name in _PICTURES if facts.get(name)),
        blob=bytes(row[2]),
    )
