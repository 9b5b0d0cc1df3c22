"""The bytes that are chained: RFC 8785 JSON, version 1. Golden vectors in the tests keep them fixed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

#: Version of the header's format.
HEADER_VERSION = 1
#: Length of a sealing epoch in seconds.
EPOCH_S = 600
#: `prev_hash` of the first record.
GENESIS = bytes(32)
#: Bytes of salt beside every payload.
SALT_BYTES = 16
#: What stands in a header is made of these alone, so that no character of it ever needs an escape.
_PLAIN = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the chain covers of one record."""

    #: Random id of this log, hex.
    log_id: str
    #: 0-based, without gaps.
    seq: int
    #: Random id of the agent's start, hex.
    boot_id: str
    #: Microseconds since 1970, wall clock.
    wall_us: int
    #: Nanoseconds of the monotonic clock of this boot.
    mono_ns: int
    #: `system` or `simulated`.
    clock: str
    #: Epoch number: wall seconds divided by `EPOCH_S`.
    epoch: int
    #: Record type, such as `contact.intended`.
    type: str
    #: SHA-256 of the header before.
    prev_hash: bytes
    #: SHA-256 of salt and payload.
    commitment: bytes

    def encode(self) -> bytes:
        """The canonical bytes; see `encode_header`."""
        return encode_header(
            self.log_id,
            self.seq,
            self.boot_id,
            self.wall_us,
            self.mono_ns,
            self.clock,
            self.epoch,
            self.type,
            self.prev_hash,
            self.commitment,
        )


def encode_header(  # noqa: PLR0913, PLR0917 - a value of the ten would cost as much as two hashes
    log_id: str,
    seq: int,
    boot_id: str,
    wall_us: int,
    mono_ns: int,
    clock: str,
    epoch: int,
    record_type: str,
    prev_hash: bytes,
    commitment: bytes,
) -> bytes:
    """The canonical bytes of a header with these fields of `Header`.

    :raises ValueError: for a type, clock or id that would need escaping in JSON.
    """
    for text in (record_type, clock, boot_id, log_id):
        _refuse_unless_plain(text)
    # Written out instead of by the JSON library: a tenth of the time, and a test holds both together.
    # 64-bit counts leave JSON's exact range (2**53), so they travel as strings.
    return (
        f'{{"boot":"{boot_id}","clock":"{clock}","commitment":"{commitment.hex()}",'
        f'"epoch":{epoch},"log":"{log_id}","mono_ns":"{mono_ns}",'
        f'"prev":"{prev_hash.hex()}","seq":{seq},"type":"{record_type}","v":{HEADER_VERSION},'
        f'"wall_us":"{wall_us}"}}'
    ).encode()


@lru_cache(maxsize=1024)
def _refuse_unless_plain(text: str) -> None:
    if _PLAIN.fullmatch(text) is None:
        raise ValueError(f"{text!r} cannot stand in a record's header")


def header_hash(encoded: bytes) -> bytes:
    """SHA-256 of a header's canonical bytes; the next record's `prev_hash`."""
    return hashlib.sha256(encoded).digest()


def commit_to(salt: bytes, payload: bytes) -> bytes:
    """A commitment that neither reveals a short payload nor breaks when payload and salt are erased."""
    return hashlib.sha256(salt + payload).digest()
