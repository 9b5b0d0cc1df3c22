"""Reading the chain back: is every record the one that was written, and none missing between them?"""

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
    #: `sequence`, `chain`, `hash` or `commitment`.
    layer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What a verification found."""

    records: int
    fault: ChainFault | None


def verify_chain(db: sqlite3.Connection) -> ChainReport:
    """Stream over the whole journal; read-only, constant memory."""
    expected_prev = GENESIS
    count = 0
    for seq, header, digest, salt, payload in _rows(db):
        layer = _first_misfit(count, seq, header, digest, salt, payload, expected_prev)
        if layer:
            return ChainReport(records=count, fault=ChainFault(seq=seq, layer=layer))
        expected_prev = digest
        count += 1
    return ChainReport(records=count, fault=None)


def _rows(db: sqlite3.Connection) -> Iterator[tuple[int, bytes, bytes, bytes | None, bytes | None]]:
    for row in db.execute("SELECT seq, header, hash, salt, payload FROM journal ORDER BY seq"):
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
