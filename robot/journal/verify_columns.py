"""Thousands of records at once: whole columns are compared, so that the loops run inside Python's own C.

It only ever says that all is good. Where anything is not, `verify_records` looks again and says what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from robot.journal.verify_records import DIGEST_BYTES, EPOCH_US, Columns, Expected

_SEPARATOR = ',"'
#: Parts of a header between its separators.
_PARTS = 11
_BOOT = re.compile(r'\{"boot":"[A-Za-z0-9_.\-]{1,64}"')
_CLOCK = re.compile(r'clock":"[A-Za-z0-9_.\-]{1,64}"')
_EPOCH = re.compile(r'epoch":(0|[1-9][0-9]{0,14})')
_TYPE = re.compile(r'type":"([A-Za-z0-9_.\-]{1,64})"')
_COMMITMENT = re.compile(r'commitment":"[0-9a-f]{64}"')
_PREV = re.compile(r'prev":"[0-9a-f]{64}"')
_MONO = len('mono_ns":"')
_WALL = len('wall_us":"')
#: Digits of the longest count; 64-bit nanoseconds have 20, and 17 of microseconds last until the year 5138.
_LONGEST_MONO, _LONGEST_WALL = 20, 17


def read_at_once(rows: Sequence[tuple[Any, ...]], expected: Expected) -> Columns | None:
    """What the records say, if all of them are good in every layer that needs no other record; else None."""
    try:
        numbers, headers, hashes, salts, payloads, sealed, macs = zip(*rows, strict=True)
        count = len(rows)
        first = expected.seq
        if list(numbers) != list(range(first, first + count)):
            return None
        digests = [sha256(header).digest() for header in headers]
        if digests != list(hashes) or not _has_macs(macs):
            return None
        # A header that ends elsewhere than at its bracket could share a part with the next one.
        if not all(header.endswith(b'"}') for header in headers):
            return None
        parts = _SEPARATOR.join([str(header, "ascii") for header in headers]).split(_SEPARATOR)
        if len(parts) != count * _PARTS:
            return None
        columns = _said(parts, expected.log_id)
        if columns is None or not _follows(parts, hashes, expected):
            return None
        if not _is_committed(parts[2::_PARTS], salts, payloads) or not _is_sealed(sealed, payloads):
            return None
    except (TypeError, ValueError, AttributeError):
        return None
    if columns.walls[0] < expected.wall_us:
        return None
    columns.hashes, columns.payloads, columns.sealed, columns.macs = hashes, payloads, sealed, macs
    expected.seq, expected.prev, expected.wall_us = first + count, hashes[-1], columns.walls[-1]
    return columns


def _has_macs(macs: tuple[bytes | None, ...]) -> bool:
    return {None if mac is None else memoryview(mac).nbytes for mac in macs} <= {None, DIGEST_BYTES}


def _said(parts: list[str], log_id: str) -> Columns | None:
    """The columns that must have one spelling, and say something that is wanted later."""
    if set(parts[4::_PARTS]) != {f'log":"{log_id}"'} or set(parts[9::_PARTS]) != {'v":1'}:
        return None
    if not all(map(_BOOT.fullmatch, set(parts[0::_PARTS]))):
        return None
    if not all(map(_CLOCK.fullmatch, set(parts[1::_PARTS]))):
        return None
    epochs = _read(parts[3::_PARTS], _EPOCH)
    types = _read(parts[8::_PARTS], _TYPE)
    monos = [int(part[_MONO:-1]) for part in parts[5::_PARTS]]
    walls = [int(part[_WALL:-2]) for part in parts[10::_PARTS]]
    if epochs is None or types is None:
        return None
    # Written again and compared: `int` reads more spellings than there may be.
    if parts[5::_PARTS] != [f'mono_ns":"{mono}"' for mono in monos]:
        return None
    if parts[10::_PARTS] != [f'wall_us":"{wall}"}}' for wall in walls]:
        return None
    if max(map(abs, monos)) >= 10**_LONGEST_MONO or max(walls) >= 10**_LONGEST_WALL or walls[0] < 0:
        return None
    numbers = [int(epoch) for epoch in epochs]
    if walls != sorted(walls) or numbers != [wall // EPOCH_US for wall in walls]:
        return None
    return Columns(types=types, epochs=numbers, walls=walls)


def _read(column: list[str], spelling: re.Pattern[str]) -> list[str] | None:
    """A column of few different values, each read once."""
    known: dict[str, str] = {}
    for part in set(column):
        found = spelling.fullmatch(part)
        if found is None:
            return None
        known[part] = found[1]
    return [known[part] for part in column]


def _follows(parts: list[str], hashes: Sequence[bytes], expected: Expected) -> bool:
    first = expected.seq
    if parts[7::_PARTS] != [f'seq":{number}' for number in range(first, first + len(hashes))]:
        return False
    first_prev = f'prev":"{expected.prev.hex()}"' if expected.prev is not None else parts[6]
    if _PREV.fullmatch(first_prev) is None:
        return False
    return parts[6::_PARTS] == [first_prev, *[f'prev":"{digest.hex()}"' for digest in hashes[:-1]]]


def _is_committed(
    column: list[str], salts: tuple[bytes | None, ...], payloads: tuple[bytes | None, ...]
) -> bool:
    made = [
        part
        if salt is None and payload is None and _COMMITMENT.fullmatch(part)
        else f'commitment":"{sha256(salt + payload).hexdigest()}"'  # type: ignore[operator]  # one alone raises
        for part, salt, payload in zip(column, salts, payloads, strict=True)
    ]
    return made == column


def _is_sealed(sealed: tuple[bytes | None, ...], payloads: tuple[bytes | None, ...]) -> bool:
    # Quotes inside of a text are escaped, so this can only be a field.
    return all(
        payload is not None and b'"sealed":"%b"' % sha256(blob).hexdigest().encode() in payload
        for blob, payload in zip(sealed, payloads, strict=True)
        if blob is not None
    )
