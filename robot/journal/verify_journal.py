"""Verifies a journal or an export of one: read-only, streaming; the first bad record and why it is bad."""

from __future__ import annotations

import base64
import binascii
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from robot.journal.checkpoints import tree_at
from robot.journal.epochs import KEYED_TYPE, SEAL_TYPE
from robot.journal.merkle import Frontier
from robot.journal.signed_note import KEY_BYTES
from robot.journal.start_check import SeenHead
from robot.journal.verify import ChainFault
from robot.journal.verify_erasure import Erasures, Numbers
from robot.journal.verify_layers import ALL_LAYERS, Layer, place_of
from robot.journal.verify_range import RANGE, RangeTask
from robot.journal.verify_records import parse_header, payload_field
from robot.journal.verify_seals import Fault, SealOrder
from robot.journal.verify_source import open_source, unreadable
from robot.journal.verify_tree import TreeCheck
from robot.journal.verify_witness import Anchor, check_witness
from robot.journal.verify_workers import examined
from robot.journal.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """What the record says with which a log got its keys."""

    seq: int
    epoch: int
    #: 32 raw bytes; None if the record names none.
    signing_key: bytes | None
    #: Fingerprint of a reading key -> the first epoch key, wrapped to it.
    wraps: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """From where on records are looked at; what is before is believed."""

    size: int = 0
    #: `Frontier.to_bytes` of that size.
    frontier: bytes = b""
    #: The epoch without seal there; None where the log has no keys yet.
    open_epoch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyWith:
    """What a verification has at hand besides the file."""

    beginning: Beginning = field(default_factory=Beginning)
    layers: frozenset[Layer] = ALL_LAYERS
    witness: Witness | None = None
    #: Further heads that are kept outside the store.
    seen: tuple[SeenHead, ...] = ()
    #: The first epoch key, unwrapped with a reading key.
    first_key: bytes | None = None
    #: Folder of the encrypted pictures.
    evidence: Path | None = None
    #: Of an export that does not hold the record itself.
    keyed: Keyed | None = None
    #: The key that the checkpoints should be signed with, if it is known from elsewhere.
    signing_key: bytes | None = None
    #: The log that it should be; empty if any.
    log_id: str = ""
    #: Records whose content an export leaves out on purpose.
    withheld: Numbers | None = None
    #: Whether there are more records than in this file, before or after them.
    is_part: bool = False
    #: Processes; one for each core by default.
    workers: int = 0
    #: Told how many records were looked at, of how many.
    on_progress: Callable[[int, int], None] = lambda _done, _of: None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalReport:
    """What a verification found."""

    log_id: str
    #: Number of the first record that was looked at.
    first: int
    #: Good ones, up to the fault or the end.
    records: int
    fault: ChainFault | None
    #: Hex hash of the last good record, and the Merkle root of all of them.
    head: str
    root: str
    checkpoints: int
    #: Records that the last good checkpoint covers.
    signed: int
    pictures: int
    #: Hex Ed25519 key that signs the checkpoints; empty if the log has none.
    signing_key: str
    checked: tuple[str, ...]
    #: Layer -> why it could not be looked at, or not wholly.
    unchecked: dict[str, str]
    #: Records that a witness vouches for, and whether this account cannot change what the witness holds.
    witnessed: int
    is_anchored: bool
    #: Records after the last anchored one, and the seconds that they cover; whoever holds the workstation
    #: and its keys could change these unseen.
    tail_records: int
    tail_seconds: float


def verify_journal(path: Path, having: VerifyWith | None = None) -> JournalReport:
    """Look at every record by every layer.

    :raises EnvironmentFault: `journal.unreadable` if the file is no journal, or damaged.
    """
    try:
        with closing(open_source(path)) as db:
            return _Verification(db, path, having or VerifyWith()).run()
    except sqlite3.Error as err:
        raise unreadable(path, str(err)) from err


def read_keyed(db: sqlite3.Connection) -> Keyed | None:
    """The record with which a log got its keys; None if it has none."""
    row = db.execute(
        "SELECT seq, header, payload FROM journal WHERE mac IS NOT NULL ORDER BY seq LIMIT 1"
    ).fetchone()
    parsed = parse_header(row[1]) if row is not None else None
    if row is None or parsed is None or parsed.type != KEYED_TYPE:
        return None
    return keyed_of(row[0], row[2])


def keyed_of(seq: int, payload: bytes) -> Keyed | None:
    """What such a record's payload says; None if it cannot be read."""
    try:
        fields = json.loads(payload)
        signing = base64.b64decode(fields["signing_key"], validate=True)
        wraps = {wrap["reader"]: base64.b64decode(wrap["wrapped"]) for wrap in fields["k0"]}
        epoch = int(fields["epoch"])
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        return None
    return Keyed(
        seq=seq, epoch=epoch, signing_key=signing if len(signing) == KEY_BYTES else None, wraps=wraps
    )


def begin_at(db: sqlite3.Connection, size: int) -> Beginning | None:
    """Where to begin if everything before is believed; None if there are fewer records.

    :raises EnvironmentFault: `journal.checkpoint_unreadable` if a stored checkpoint cannot be gone on from.
    """
    tree = tree_at(db, size)
    if tree is None:
        return None
    last = db.execute("SELECT header, payload, mac FROM journal WHERE seq = ?", (size - 1,)).fetchone()
    open_epoch = open_epoch_after(last) if last else None
    return Beginning(size=size, frontier=tree.to_bytes(), open_epoch=open_epoch)


def open_epoch_after(row: tuple[bytes, bytes | None, bytes | None]) -> int | None:
    """The epoch that has no seal once this record (header, payload, MAC) stands."""
    parsed = parse_header(row[0])
    if parsed is None or row[2] is None:
        return None
    if parsed.type == SEAL_TYPE:
        sealed = payload_field(row[1], "epoch")
        return sealed + 1 if isinstance(sealed, int) else None
    return parsed.epoch


class _Verification:
    def __init__(self, db: sqlite3.Connection, path: Path, having: VerifyWith) -> None:
        self._db, self._path, self._with = db, path, having
        self._begin = having.beginning
        least, most = db.execute("SELECT MIN(seq), MAX(seq) FROM journal").fetchone()
        self._least = least
        self._size = self._begin.size if most is None else max(most + 1, self._begin.size)
        self._keyed = having.keyed or read_keyed(db)
        self._log_id = self._name()
        self._head, self._last_wall = b"", 0
        self._pictures, self._old_pictures = 0, 0

    def _name(self) -> str:
        row = self._db.execute(
            "SELECT header FROM journal WHERE seq >= ? ORDER BY seq LIMIT 1", (self._begin.size,)
        ).fetchone()
        parsed = parse_header(row[0]) if row is not None else None
        return parsed.log_id if parsed is not None else self._with.log_id

    def run(self) -> JournalReport:
        anchor = Anchor()
        outside = {Layer.WITNESS} & self._with.layers
        if outside:
            part = (self._begin.size, self._size) if self._with.is_part else None
            anchor = Anchor.ask(self._db, self._log_id, self._with.witness, self._with.seen, part)
        seals = SealOrder(self._log_id, self._with.layers)
        if self._begin.open_epoch is not None:
            seals.resume(self._begin.open_epoch)
        erasures = Erasures(self._with.withheld)
        tree = TreeCheck(
            Frontier.from_bytes(self._begin.size, self._begin.frontier), self._with.layers, anchor.sizes
        )
        fault = self._known_before() or self._read(seals, erasures, tree)
        if fault is None:
            fault = erasures.first_fault(self._with.layers) or self._cut()
        if fault is None and outside:
            fault = check_witness(anchor, tree.roots, self._size, self._key())
        return self._report(fault, seals, tree, anchor)

    def _known_before(self) -> Fault | None:
        """Faults that need no reading."""
        layers, key = self._with.layers, self._key()
        # An export holds nothing before its beginning: nobody would look at it, and a reader would show it.
        begins = self._begin.size if self._with.is_part else 0
        if self._least is not None and self._least < begins and Layer.SEQUENCE in layers:
            why = "a number beneath zero is no record's" if self._least < 0 else "the export begins after it"
            return self._least, Layer.SEQUENCE, why
        if self._with.log_id not in {"", self._log_id} and Layer.DEVICE in layers:
            return self._begin.size, Layer.DEVICE, f"this is the journal {self._log_id}"
        if self._with.signing_key not in {None, key} and Layer.SIGNATURE in layers:
            return self._begin.size, Layer.SIGNATURE, "the journal names another key than the one given"
        return None

    def _cut(self) -> Fault | None:
        """A checkpoint of more records than there are; where an export ends, its manifest says."""
        if self._with.is_part:
            return None
        (most,) = self._db.execute("SELECT MAX(size) FROM checkpoint").fetchone()
        if most is None or most <= self._size or Layer.CHECKPOINT not in self._with.layers:
            return None
        return (
            self._size,
            Layer.CHECKPOINT,
            f"a checkpoint covers {most:,} records, and there are {self._size:,}",
        )

    def _key(self) -> bytes | None:
        return self._keyed.signing_key if self._keyed is not None else None

    def _read(self, seals: SealOrder, erasures: Erasures, tree: TreeCheck) -> Fault | None:
        self._with.on_progress(0, self._size - self._begin.size)
        ranges = examined(self._tasks(tree), self._size - self._begin.size, self._with.workers)
        with closing(ranges):  # type: ignore[type-var]  # it is a generator
            for found in ranges:
                candidates: list[tuple[int, Fault]] = []
                if found.fault is not None:
                    candidates.append((found.fault[0], found.fault))
                for event in found.events:
                    if (fault := seals.feed(event)) is not None:
                        candidates.append((fault[0], fault))
                        break
                if (fault := erasures.feed(found)) is not None and fault[1] in self._with.layers:
                    candidates.append((fault[0], fault))
                if (late := tree.feed(found)) is not None:
                    candidates.append(late)
                if candidates:
                    return min(candidates, key=lambda each: (each[0], place_of(each[1][1])))[1]
                self._head, self._last_wall = found.last_hash, found.last_wall_us
                self._pictures += found.evidence
                self._old_pictures += found.unchecked_evidence
                self._with.on_progress(found.end - self._begin.size, self._size - self._begin.size)
        return None

    def _tasks(self, tree: TreeCheck) -> Iterator[RangeTask]:
        first_key = None
        if self._with.first_key is not None and self._keyed is not None:
            first_key = (self._keyed.epoch, self._with.first_key, self._keyed.seq)
        first = self._begin.size
        while first < self._size:
            end = min(self._size, first + RANGE - first % RANGE)
            yield RangeTask(
                database=str(self._path),
                first=first,
                end=end,
                log_id=self._log_id,
                layers=self._with.layers,
                signing_key=self._key(),
                first_key=first_key,
                evidence=str(self._with.evidence) if self._with.evidence is not None else None,
                marks=tuple(sorted(tree.wanted)),
            )
            first = end

    def _report(
        self, fault: Fault | None, seals: SealOrder, tree: TreeCheck, anchor: Anchor
    ) -> JournalReport:
        unchecked = self._unchecked(seals, tree, anchor)
        anchored = anchor.size if anchor.is_anchored and fault is None else 0
        good = max(0, (self._size if fault is None else min(fault[0], self._size)) - self._begin.size)
        return JournalReport(
            log_id=self._log_id,
            first=self._begin.size,
            records=good,
            fault=None if fault is None else ChainFault(seq=fault[0], layer=fault[1].value, detail=fault[2]),
            head=self._head.hex() if fault is None else "",
            root=tree.root.hex() if fault is None else "",
            checkpoints=tree.checkpoints,
            signed=tree.signed,
            pictures=self._pictures,
            signing_key=(self._key() or b"").hex(),
            checked=tuple(layer.value for layer in Layer if layer in self._with.layers - set(unchecked)),
            unchecked={layer.value: why for layer, why in unchecked.items()},
            witnessed=anchor.size,
            is_anchored=anchor.is_anchored,
            tail_records=max(0, self._size - anchored),
            tail_seconds=self._seconds_after(anchored),
        )

    def _unchecked(self, seals: SealOrder, tree: TreeCheck, anchor: Anchor) -> dict[Layer, str]:
        """What could not be looked at, and why; in the order of the layers."""
        missing: dict[Layer, str] = {}
        if self._with.withheld is not None:
            missing[Layer.COMMITMENT] = "of records that the export leaves out, only the headers are here"
        if not seals.is_keyed:
            missing[Layer.SEAL] = missing[Layer.MAC] = "these records are older than the log's keys"
        elif self._with.first_key is None:
            missing[Layer.MAC] = "every record has one; whether it is right needs a reading key"
        if self._with.evidence is None:
            missing[Layer.EVIDENCE] = "no folder with pictures was given"
        elif self._old_pictures:
            missing[Layer.EVIDENCE] = f"{self._old_pictures} pictures of an older version need their key"
        if tree.checkpoints == 0:
            missing[Layer.CHECKPOINT] = missing[Layer.SIGNATURE] = "no checkpoint covers these records"
        if anchor.why_not:
            missing[Layer.WITNESS] = anchor.why_not
        return {layer: missing[layer] for layer in Layer if layer in missing}

    def _seconds_after(self, size: int) -> float:
        if self._size <= size:
            return 0.0
        row = self._db.execute(
            "SELECT header FROM journal WHERE seq >= ? ORDER BY seq LIMIT 1",
            (max(self._begin.size, size - 1),),
        ).fetchone()
        parsed = parse_header(row[0]) if row is not None else None
        return max(0.0, (self._last_wall - parsed.wall_us) / 1_000_000) if parsed is not None else 0.0
