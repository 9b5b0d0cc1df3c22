"""The bytes that are chained: RFC 8785 JSON, version 1. Golden vectors in the tests keep them fixed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import rfc8785

#: Version of the header's format.
HEADER_VERSION = 1
#: Length of a sealing epoch in seconds.
EPOCH_S = 600
#: `prev_hash` of the first record.
GENESIS = bytes(32)
#: Bytes of salt beside every payload.
SALT_BYTES = 16


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
        """The canonical bytes."""
        # 64-bit counts leave JSON's exact range (2**53), so they travel as strings.
        return rfc8785.dumps(
            {
                "boot": self.boot_id,
                "clock": self.clock,
                "commitment": self.commitment.hex(),
                "epoch": self.epoch,
                "log": self.log_id,
                "mono_ns": str(self.mono_ns),
                "prev": self.prev_hash.hex(),
                "seq": self.seq,
                "type": self.type,
                "v": HEADER_VERSION,
                "wall_us": str(self.wall_us),
            }
        )


def header_hash(encoded: bytes) -> bytes:
    """SHA-256 of a header's canonical bytes; the next record's `prev_hash`."""
    return hashlib.sha256(encoded).digest()


def commit_to(salt: bytes, payload: bytes) -> bytes:
    """A commitment that neither reveals a short payload nor breaks when payload and salt are erased."""
    return hashlib.sha256(salt + payload).digest()
