"""A quick look at the chain: is every record the one that was written, and none missing between them?

`robot.journal.verify_journal` looks at everything else: MACs, seals, checkpoints, witness, evidence.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from robot.journal.header import GENESIS, commit_to, header_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """The first record that does not fit, and which layer caught it."""

    seq: int
    #: One of `robot.journal.verify_layers.Layer`, or `unreadable`.
    layer: str
    #: What is wrong, in plain English; empty where the layer says it all.
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What a verification found."""

    #: Good ones, up to the fault or the end.
    records: int
    fault: ChainFault | None


def verify_chain(db: sqlite3.Connection, *, newest: int | None = None) -> ChainReport:
    """Stream over the whole journal; read-only, constant memory.

    :param newest: read so many records at the end only, and take the hash before them as it stands there.
    """
    first = _first_of(db, newest) if newest is not None else 0
    expected_prev = _hash_before(db, first)
    if expected_prev is None:
        return ChainReport(records=0, fault=ChainFault(seq=first, layer="sequence"))
    count = first
    for seq, header, digest, salt, payload in _rows(db, first):
        layer = _first_misfit(count, seq, header, digest, salt, payload, expected_prev)
        if layer:
            return ChainReport(records=count - first, fault=ChainFault(seq=seq, layer=layer))
        expected_prev = digest
        count += 1
    return ChainReport(records=count - first, fault=None)


def _first_of(db: sqlite3.Connection, newest: int) -> int:
    (last,) = db.execute("SELECT MAX(seq) FROM journal").fetchone()
    return max(0, last + 1 - newest) if last is not None else 0


def _hash_before(db: sqlite3.Connection, first: int) -> bytes | None:
    if first == 0:
        return GENESIS
    row = db.execute("SELECT hash FROM journal WHERE seq = ?", (first - 1,)).fetchone()
    return bytes(row[0]) if row is not None else None


def _rows(
    db: sqlite3.Connection, first: int
) -> Iterator[tuple[int, bytes, bytes, bytes | None, bytes | None]]:
    # From the very first one there is no bound below: a number beneath zero is a fault, not a record to skip.
    query = "SELECT seq, header, hash, salt, payload FROM journal WHERE seq >= ? ORDER BY seq"
    for row in db.execute(query, (first or -(2**63),)):
        yield row[0], row[1], row[2], row[3], row[4]


def _first_misfit(
    count: int,
    seq: int,
    header: bytes,
    digest: bytes,
    salt: bytes | None,
    payload: bytes | None,
    expected_prev: bytes,
) -> str:
    if seq != count:
        return "sequence"
    # Before anything is read from the header: an edited one need not even be JSON.
    if header_hash(header) != digest:
        return "hash"
    try:
        fields = json.loads(header)
    except ValueError:
        return "hash"
    if fields["seq"] != count:
        return "sequence"
    if fields["prev"] != expected_prev.hex():
        return "chain"
    # Payload and salt are erased together; without its salt a payload proves nothing and may be anything.
    if (salt is None) != (payload is None):
        return "commitment"
    if salt is not None and payload is not None and commit_to(salt, payload).hex() != fields["commitment"]:
        return "commitment"
    return ""
