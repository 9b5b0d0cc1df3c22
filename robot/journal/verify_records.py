"""One record after another, each looked at by every layer: says which one it fails, and costs what it costs.

`verify_columns` does the same for good records at a tenth of the time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from robot.journal.header import EPOCH_S
from robot.journal.verify_layers import Layer

#: Microseconds of an epoch.
EPOCH_US = EPOCH_S * 1_000_000
#: Bytes of every hash and MAC.
DIGEST_BYTES = 32
_COUNT = rb"0|[1-9][0-9]{0,14}"
_PLAIN = rb"[A-Za-z0-9_.\-]{1,64}"
#: The one spelling of a header, see `robot.journal.header`.
_HEADER = re.compile(
    rb'\{"boot":"' + _PLAIN + rb'","clock":"' + _PLAIN + rb'","commitment":"([0-9a-f]{64})",'
    rb'"epoch":(' + _COUNT + rb'),"log":"(' + _PLAIN + rb')","mono_ns":"-?(?:0|[1-9][0-9]{0,19})",'
    rb'"prev":"([0-9a-f]{64})","seq":(' + _COUNT + rb'),"type":"(' + _PLAIN + rb')","v":1,'
    rb'"wall_us":"(0|[1-9][0-9]{0,16})"\}'
)


class Row(NamedTuple):
    """A row of the table `journal`, as SQLite gives it: in a file from outside, of any type."""

    seq: Any
    header: Any
    hash: Any
    salt: Any
    payload: Any
    sealed: Any
    mac: Any


class Parsed(NamedTuple):
    """What a header says."""

    commitment: str
    epoch: int
    log_id: str
    prev: str
    seq: int
    type: str
    wall_us: int


@dataclass(slots=True, kw_only=True)
class Expected:
    """What the next record must follow."""

    seq: int
    #: None where the record before is not there to compare with, at the beginning of an export.
    prev: bytes | None
    log_id: str
    wall_us: int = 0


@dataclass(slots=True, kw_only=True)
class Columns:
    """Good records, column by column."""

    types: list[str] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)
    walls: list[int] = field(default_factory=list)
    hashes: Sequence[bytes] = ()
    payloads: Sequence[bytes | None] = ()
    sealed: Sequence[bytes | None] = ()
    macs: Sequence[bytes | None] = ()


def parse_header(header: object) -> Parsed | None:
    """The fields of a header in the one canonical spelling; None for anything else."""
    found = _HEADER.fullmatch(header) if isinstance(header, bytes) else None
    if found is None:
        return None
    commitment, epoch, log_id, prev, seq, kind, wall_us = (part.decode() for part in found.groups())
    return Parsed(commitment, int(epoch), log_id, prev, int(seq), kind, int(wall_us))


def read_carefully(
    rows: Sequence[tuple[Any, ...]], expected: Expected, layers: frozenset[Layer]
) -> tuple[Columns, tuple[int, Layer] | None]:
    """What the records say, up to the first that fails one of the layers; its number and the layer.

    :param rows: as `Row`.
    :param expected: what the first must follow; moved on.
    """
    columns, fault, good = Columns(), None, []
    for row in map(Row._make, rows):
        parsed = parse_header(row.header)
        failed = (layer for layer, fails in _CHECKS if layer in layers and fails(row, parsed, expected))
        if (layer := next(failed, None)) is not None:
            fault = row.seq if isinstance(row.seq, int) else expected.seq, layer
            break
        expected.wall_us = max(expected.wall_us, parsed.wall_us) if parsed else expected.wall_us
        columns.types.append(parsed.type if parsed else "")
        columns.epochs.append(parsed.epoch if parsed else expected.wall_us // EPOCH_US)
        columns.walls.append(expected.wall_us)
        good.append(row)
        expected.seq += 1
        expected.prev = row.hash
    columns.hashes = [row.hash for row in good]
    columns.payloads = [row.payload for row in good]
    columns.sealed = [row.sealed for row in good]
    columns.macs = [row.mac for row in good]
    return columns, fault


def is_missing_number(row: Row, parsed: Parsed | None, expected: Expected) -> bool:
    """Layer `sequence`."""
    return bool(row.seq != expected.seq) or (parsed is not None and parsed.seq != expected.seq)


def is_rehashed(row: Row, _parsed: Parsed | None, _expected: Expected) -> bool:
    """Layer `hash`."""
    return not isinstance(row.header, bytes) or bool(hashlib.sha256(row.header).digest() != row.hash)


def is_other_spelling(_row: Row, parsed: Parsed | None, _expected: Expected) -> bool:
    """Layer `format`."""
    return parsed is None


def is_unchained(_row: Row, parsed: Parsed | None, expected: Expected) -> bool:
    """Layer `chain`."""
    return parsed is not None and expected.prev is not None and parsed.prev != expected.prev.hex()


def is_uncommitted(row: Row, parsed: Parsed | None, _expected: Expected) -> bool:
    """Layer `commitment`: without its salt a payload proves nothing and may be anything."""
    if row.salt is None or row.payload is None:
        return row.salt is not row.payload
    if not isinstance(row.salt, bytes) or not isinstance(row.payload, bytes):
        return True
    return parsed is not None and hashlib.sha256(row.salt + row.payload).hexdigest() != parsed.commitment


def is_unsealed(row: Row, _parsed: Parsed | None, _expected: Expected) -> bool:
    """Layer `sealed`: what is encrypted is what the payload names; if it is gone, see `erasure`."""
    if row.sealed is None:
        return False
    if not isinstance(row.sealed, bytes):
        return True
    return bool(payload_field(row.payload, "sealed") != hashlib.sha256(row.sealed).hexdigest())


def is_other_device(_row: Row, parsed: Parsed | None, expected: Expected) -> bool:
    """Layer `device`."""
    return parsed is not None and parsed.log_id != expected.log_id


def is_earlier(_row: Row, parsed: Parsed | None, expected: Expected) -> bool:
    """Layer `time`."""
    return parsed is not None and parsed.wall_us < expected.wall_us


def is_other_epoch(_row: Row, parsed: Parsed | None, _expected: Expected) -> bool:
    """Layer `epoch`."""
    return parsed is not None and parsed.epoch != parsed.wall_us // EPOCH_US


def is_odd_mac(row: Row, _parsed: Parsed | None, _expected: Expected) -> bool:
    """Layer `mac`, as far as it needs no key."""
    return row.mac is not None and (not isinstance(row.mac, bytes) or len(row.mac) != DIGEST_BYTES)


_CHECKS: tuple[tuple[Layer, Callable[[Row, Parsed | None, Expected], bool]], ...] = (
    (Layer.SEQUENCE, lambda row, _parsed, expected: bool(row.seq != expected.seq)),
    # Before anything is read from the header: an edited one need not even be JSON.
    (Layer.HASH, is_rehashed),
    (Layer.FORMAT, is_other_spelling),
    (Layer.SEQUENCE, is_missing_number),
    (Layer.CHAIN, is_unchained),
    (Layer.COMMITMENT, is_uncommitted),
    (Layer.SEALED, is_unsealed),
    (Layer.DEVICE, is_other_device),
    (Layer.TIME, is_earlier),
    (Layer.EPOCH, is_other_epoch),
    (Layer.MAC, is_odd_mac),
)


def payload_field(payload: bytes | None, name: str) -> Any:  # noqa: ANN401 - JSON
    """A field of a payload; None if there is none, or no payload, or it is no JSON object."""
    if payload is None:
        return None
    try:
        fields = json.loads(payload)
    except (ValueError, TypeError, RecursionError):
        return None
    return fields.get(name) if isinstance(fields, dict) else None
