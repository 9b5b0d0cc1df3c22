"""Looks at one range of records, in whatever process: what it finds goes to whoever joins the ranges."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from robot.journal.checkpoint import verify_checkpoint
from robot.journal.epoch_keys import next_key
from robot.journal.epochs import KEYED_TYPE, SEAL_TYPE
from robot.journal.header import GENESIS
from robot.journal.merkle import Subtree, leaves_of
from robot.journal.plain_file import read_plain
from robot.journal.signed_note import NoteRefusedError
from robot.journal.verify_columns import read_at_once
from robot.journal.verify_layers import ALL_LAYERS, Layer
from robot.journal.verify_records import (
    Columns,
    Expected,
    parse_header,
    payload_field,
    read_carefully,
)
from robot.journal.verify_source import open_source

#: Records of a range; ranges begin at multiples of it, so that their Merkle trees can be joined.
RANGE = 8_192
#: Records that lawfully say that a payload or a month's key is gone.
ERASED_TYPE = "payload.erased"
KEY_ERASED_TYPE = "key.erased"
#: Begins a journal that takes the place of another.
SEGMENT_TYPE = "segment.opened"
#: Records that a verification reads itself; their payloads hold nobody's data and are never erased.
STRUCTURAL = frozenset({SEAL_TYPE, KEYED_TYPE, ERASED_TYPE, KEY_ERASED_TYPE, SEGMENT_TYPE})
#: Names of pictures in a payload.
EVIDENCE_NAMES = re.compile(rb'"(?:evidence|picture)":"([0-9a-f]{64})"')
_INNER, _OUTER = bytes(0x36 ^ byte for byte in range(256)), bytes(0x5C ^ byte for byte in range(256))
_BLOCK = 64
_NAMES_SEALED = b'"sealed":"'
#: A picture has about 30 KB.
MAX_PICTURE_BYTES = 16 * 1024 * 1024
#: First byte of a picture's file, see `robot.journal.evidence`.
_SEALED_LATER = b"\x02"


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeTask:
    """What to look at, and by which layers."""

    #: A file of SQLite with the table `journal`.
    database: str
    first: int
    #: The first number that is not looked at any more.
    end: int
    log_id: str
    layers: frozenset[Layer]
    #: Public key of the checkpoints; None if the log has none yet.
    signing_key: bytes | None = None
    #: The first epoch, its key and the number of the record that begins it; None without the key.
    first_key: tuple[int, bytes, int] | None = None
    #: Where encrypted pictures lie; None if they are not looked at.
    evidence: str | None = None
    #: Sizes whose trees are wanted besides those of the checkpoints.
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochRun:
    """Records that stand together and belong to one epoch."""

    seq: int
    epoch: int
    count: int
    #: Their MACs one after another; None for records from before the log had keys.
    macs: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Structural:
    """A record that speaks of others."""

    seq: int
    epoch: int
    type: str
    payload: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A size at which the tree is compared."""

    size: int
    #: Tree of the records since the range's beginning: `Frontier.to_bytes`.
    roots: bytes
    #: Of the stored checkpoint; None if the size is wanted for another reason.
    root: bytes | None = None
    frontier: bytes = b""
    #: Why the note cannot be used; empty if it can, None if that was not looked at.
    note_fault: str | None = None


@dataclass(slots=True, kw_only=True)
class RangeFound:
    """What a range holds, up to its first bad record."""

    first: int
    end: int
    #: Good records.
    records: int = 0
    #: The first bad record and the layer that caught it.
    fault: tuple[int, Layer, str] | None = None
    events: list[EpochRun | Structural] = field(default_factory=list)
    #: Numbers of records without payload.
    erased: list[int] = field(default_factory=list)
    #: Records whose encrypted facts are gone: number and month.
    unsealed: list[tuple[int, str]] = field(default_factory=list)
    #: Pictures that are not there: number, name, the record's time.
    missing: list[tuple[int, str, int]] = field(default_factory=list)
    #: Pictures that were compared, and those that cannot be without their key.
    evidence: int = 0
    unchecked_evidence: int = 0
    marks: list[Mark] = field(default_factory=list)
    #: Tree of the whole range where it begins at a multiple of `RANGE`, else its leaves.
    roots: bytes = b""
    leaves: bytes = b""
    last_hash: bytes = GENESIS
    last_wall_us: int = 0


def examine(task: RangeTask) -> RangeFound:
    """Look at a range; read-only.

    :raises sqlite3.Error: if the file itself is damaged.
    """
    with closing(open_source(Path(task.database))) as db:
        found = RangeFound(first=task.first, end=task.end)
        good = _read(db, task, found)
        found.records = len(good.types)
        if good.types:
            found.last_hash, found.last_wall_us = good.hashes[-1], good.walls[-1]
        found.events = list(_events(task.first, good))
        _check_macs(task, good, found)
        _find_erased(task.first, good, found)
        if task.evidence is not None and Layer.EVIDENCE in task.layers:
            _find_evidence(Path(task.evidence), task.first, good, found)
        _build_tree(db, task, good, found)
    return found


def _read(db: sqlite3.Connection, task: RangeTask, found: RangeFound) -> Columns:
    rows = db.execute(
        "SELECT seq, header, hash, salt, payload, sealed, mac FROM journal"
        " WHERE seq >= ? AND seq < ? ORDER BY seq",
        (task.first, task.end),
    ).fetchall()
    expected = _expected(db, task)
    if rows and len(rows) == task.end - task.first and task.layers >= _OF_RECORDS:
        columns = read_at_once(rows, expected)
        if columns is not None:
            return columns
    columns, fault = read_carefully(rows, expected, task.layers)
    if fault is not None:
        found.fault = (*fault, "")
    elif len(rows) < task.end - task.first and Layer.SEQUENCE in task.layers:
        after = db.execute("SELECT MIN(seq) FROM journal WHERE seq >= ?", (task.end,)).fetchone()[0]
        found.fault = (task.first + len(rows) if after is None else after, Layer.SEQUENCE, "")
    return columns


#: Layers that the fast reading looks at together.
_OF_RECORDS = ALL_LAYERS - {
    Layer.SEAL,
    Layer.ERASURE,
    Layer.EVIDENCE,
    Layer.CHECKPOINT,
    Layer.SIGNATURE,
    Layer.WITNESS,
}


def _expected(db: sqlite3.Connection, task: RangeTask) -> Expected:
    if task.first == 0:
        return Expected(seq=0, prev=GENESIS, log_id=task.log_id)
    row = db.execute("SELECT header, hash FROM journal WHERE seq = ?", (task.first - 1,)).fetchone()
    if row is None:
        return Expected(seq=task.first, prev=None, log_id=task.log_id)
    before = parse_header(row[0])
    return Expected(seq=task.first, prev=row[1], log_id=task.log_id, wall_us=before.wall_us if before else 0)


def _events(first: int, good: Columns) -> Iterator[EpochRun | Structural]:
    """Runs of one epoch, cut wherever a record stands that speaks of others."""
    count = len(good.types)
    if not count:
        return
    special = [at for at, kind in enumerate(good.types) if kind in STRUCTURAL]
    turns: list[int] = []
    if good.epochs[0] != good.epochs[-1]:
        turns = [at for at, (left, right) in enumerate(pairwise(good.epochs), 1) if left != right]
    if None in good.macs:
        turns += [
            at for at, (old, new) in enumerate(pairwise(good.macs), 1) if (old is None) != (new is None)
        ]
    after_seals = [at + 1 for at in special if good.types[at] == SEAL_TYPE]
    is_special = set(special)
    for begin, end in pairwise(sorted({0, count, *special, *turns, *after_seals})):
        seq, epoch = first + begin, good.epochs[begin]
        if begin in is_special:
            kind = good.types[begin]
            yield Structural(seq=seq, epoch=epoch, type=kind, payload=good.payloads[begin])
            if kind == SEAL_TYPE:
                continue
        macs = good.macs[begin:end]
        joined = None if macs[0] is None else b"".join(mac for mac in macs if mac is not None)
        yield EpochRun(seq=seq, epoch=epoch, count=end - begin, macs=joined)


def _check_macs(task: RangeTask, good: Columns, found: RangeFound) -> None:
    if task.first_key is None or Layer.MAC not in task.layers:
        return
    first_epoch, first_key, keyed = task.first_key
    inner, outer, of_epoch = hashlib.sha256(), hashlib.sha256(), -1
    columns = zip(good.types, good.epochs, good.hashes, good.macs, strict=True)
    for at, (kind, epoch, digest, mac) in enumerate(columns):
        if kind == SEAL_TYPE:
            # The last word under the key of the epoch that it seals.
            epoch = _whole(payload_field(good.payloads[at], "epoch"), epoch)  # noqa: PLW2901 - as said
        if epoch != of_epoch:
            if task.first + at < keyed:
                continue
            if epoch < first_epoch:
                _note_fault(found, task.first + at, Layer.MAC, "it is older than the log's first key")
                return
            if epoch - first_epoch > task.first + at - keyed:
                # Each epoch between has a seal. Nobody makes a thousand million keys for one odd record.
                _note_fault(found, task.first + at, Layer.MAC, "its epoch lies beyond the seals before it")
                return
            (inner, outer), of_epoch = _mac_states(_key_of(first_epoch, first_key, epoch)), epoch
        made, around = inner.copy(), outer.copy()
        made.update(digest)
        around.update(made.digest())
        if around.digest() != mac and task.first + at >= keyed:
            _note_fault(found, task.first + at, Layer.MAC, "its MAC was not made with the key of its epoch")
            return


def _mac_states(key: bytes) -> tuple[hashlib._Hash, hashlib._Hash]:
    """HMAC-SHA256 taken apart: each record then costs two copies, and no new setup."""
    padded = key.ljust(_BLOCK, b"\x00")
    return hashlib.sha256(padded.translate(_INNER)), hashlib.sha256(padded.translate(_OUTER))


@functools.lru_cache(maxsize=64)
def _key_of(first_epoch: int, first_key: bytes, epoch: int) -> bytes:
    # Ranges come in order, so the key before is nearly always among those that are kept.
    start, key = _LATEST.get(first_key, (first_epoch, first_key))
    if start > epoch:
        start, key = first_epoch, first_key
    for _ in range(epoch - start):
        key = next_key(key)
    _LATEST[first_key] = (epoch, key)
    return key


_LATEST: dict[bytes, tuple[int, bytes]] = {}


def _find_erased(first: int, good: Columns, found: RangeFound) -> None:
    payloads, sealed = good.payloads, good.sealed
    named = [
        at
        for at, (payload, blob) in enumerate(zip(payloads, sealed, strict=True))
        if blob is None and payload is not None and _NAMES_SEALED in payload
    ]
    for at in named:
        if isinstance(payload_field(payloads[at], "sealed"), str):
            found.unsealed.append((first + at, str(payload_field(payloads[at], "month"))))
    if None not in payloads:
        return
    found.erased = [first + at for at, payload in enumerate(payloads) if payload is None]
    for seq in found.erased:
        if sealed[seq - first] is not None:
            _note_fault(found, seq, Layer.ERASURE, "its encrypted facts are there without its payload")
        elif good.types[seq - first] in STRUCTURAL:
            _note_fault(found, seq, Layer.ERASURE, "a record that speaks of others was erased")


def _find_evidence(folder: Path, first: int, good: Columns, found: RangeFound) -> None:
    for at, payload in enumerate(good.payloads):
        for name in EVIDENCE_NAMES.findall(payload) if payload is not None else ():
            path = evidence_path(folder, name.decode())
            try:
                content = read_plain(path, MAX_PICTURE_BYTES)
            except OSError:
                found.missing.append((first + at, name.decode(), good.walls[at]))
                continue
            # What an older version kept was encrypted later, under the name of the plain picture; that it
            # is the one can be seen with the month's key only.
            if good.macs[at] is None and content[:1] == _SEALED_LATER:
                found.unchecked_evidence += 1
            elif hashlib.sha256(content).hexdigest() != name.decode():
                _note_fault(found, first + at, Layer.EVIDENCE, f"{path.name} is not what was recorded")
                return
            else:
                found.evidence += 1


def evidence_path(folder: Path, name: str) -> Path:
    """Where an encrypted picture lies."""
    return folder / name[:2] / f"{name}.bin"


def _build_tree(db: sqlite3.Connection, task: RangeTask, good: Columns, found: RangeFound) -> None:
    if not task.layers & {Layer.CHECKPOINT, Layer.SIGNATURE, Layer.WITNESS}:
        return
    leaves = leaves_of(good.hashes)
    if task.first % RANGE:
        found.leaves = b"".join(leaves)
    tree = Subtree(leaves) if leaves else None
    reach = task.first + len(leaves)
    stored = {
        size: (root, frontier, note)
        for size, root, frontier, note in db.execute(
            "SELECT size, root, frontier, note FROM checkpoint WHERE size > ? AND size <= ? ORDER BY size",
            (task.first, reach),
        )
    }
    for size in sorted({*stored, *(mark for mark in task.marks if task.first < mark <= reach)}):
        roots = tree.first(size - task.first).to_bytes() if tree is not None else b""
        if size not in stored:
            found.marks.append(Mark(size=size, roots=roots))
            continue
        root, frontier, note = stored[size]
        fault = _note_fault_of(task, size, root, note) if Layer.SIGNATURE in task.layers else None
        found.marks.append(Mark(size=size, roots=roots, root=root, frontier=frontier, note_fault=fault))
    if tree is not None:
        found.roots = tree.first(len(leaves)).to_bytes()


def _note_fault_of(task: RangeTask, size: int, root: bytes, note: bytes) -> str:
    if task.signing_key is None:
        return "the journal names no key for its checkpoints"
    try:
        said = verify_checkpoint(note, task.log_id, task.signing_key)
    except (NoteRefusedError, TypeError) as err:
        return str(err)
    return "" if (said.size, said.root) == (size, root) else "it was signed for another size or root"


def _note_fault(found: RangeFound, seq: int, layer: Layer, detail: str) -> None:
    """Keep the first fault: what comes after it is not looked at."""
    if found.fault is None or seq < found.fault[0]:
        found.fault = (seq, layer, detail)


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def fields_of(event: Structural) -> dict[str, object]:
    """The payload of a record that speaks of others; empty if it cannot be read."""
    try:
        fields = json.loads(event.payload or b"")
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
