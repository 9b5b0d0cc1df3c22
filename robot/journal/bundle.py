"""Writes an evidence bundle: some records whole, the headers around them, checkpoints, and their pictures.

Names, texts and pictures stay encrypted; whoever holds a reading key opens them elsewhere. Everybody else can
verify that they are what was written, in their place among all records.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from robot.domain.errors import EnvironmentFault, InputRefused
from robot.journal.bundle_manifest import (
    DATABASE,
    MANIFEST,
    SIGNATURE,
    BundleManifest,
    Member,
    sign_manifest,
)
from robot.journal.plain_file import read_plain
from robot.journal.signed_note import NoteKey
from robot.journal.start_check import SeenHead
from robot.journal.verify_journal import Beginning, begin_at, read_keyed
from robot.journal.verify_range import EVIDENCE_NAMES, MAX_PICTURE_BYTES, STRUCTURAL, evidence_path
from robot.journal.verify_records import parse_header, payload_field
from robot.journal.verify_source import open_source

#: Pictures of a bundle at most.
MOST_PICTURES = 20_000
#: The tables of a bundle's `journal.db`, nothing else may stand in it.
SCHEMA = (
    (
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, header BLOB NOT NULL, hash BLOB NOT NULL, salt BLOB,"
        " payload BLOB, sealed BLOB, mac BLOB) STRICT"
    ),
    (
        "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, root BLOB NOT NULL,"
        " frontier BLOB NOT NULL, note BLOB NOT NULL, witnessed TEXT NOT NULL) STRICT"
    ),
    (
        "CREATE TABLE data_key (month TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, local BLOB,"
        " readers TEXT NOT NULL, made_at TEXT NOT NULL, erased_at TEXT) STRICT"
    ),
)
_BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleOrder:
    """What is to be handed over, by whom and why."""

    #: Numbers of the records that are to be there whole.
    selected: Sequence[int]
    reason: str
    by: str
    #: Aware.
    at: datetime
    #: What it may be used for, and until when.
    limit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleWritten:
    """A bundle that lies there."""

    path: Path
    #: Hex; what a receipt names.
    manifest_sha256: str
    records: int
    selected: int
    pictures: int
    size: int


def write_bundle(
    database: Path,
    evidence: Path,
    out: Path,
    order: BundleOrder,
    key: NoteKey,
    *,
    witnessed: SeenHead | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> BundleWritten:
    """Write a bundle; it appears whole or not at all. The store is only read.

    :param database: the store, or an archived segment.
    :param evidence: folder of the encrypted pictures.
    :param key: of the log's checkpoints.
    :param witnessed: the newest head that the witness holds.
    :param on_progress: told how many records were copied, of how many.
    :raises InputRefused: nothing is selected, a number is no record's, there are too many pictures, or `out`
        exists.
    :raises EnvironmentFault: the journal cannot be read, or `out` not written.
    """
    if out.exists():
        raise InputRefused(f"{out} exists already; it was left alone", code="bundle.exists")
    wanted = sorted(set(order.selected))
    try:
        with (
            closing(open_source(database)) as source,
            tempfile.TemporaryDirectory(dir=out.parent, prefix=".bundle-") as folder,
        ):
            made = _Writing(source, Path(folder), evidence, wanted, order)
            made.copy(on_progress)
            content = made.manifest(witnessed).encode()
            note = sign_manifest(content, made.log_id, key)
            whole = made.pack(content, note)
            size = whole.stat().st_size
            _put(whole, out)
    except (OSError, sqlite3.Error) as err:
        raise EnvironmentFault(
            f"the bundle {out} was not written ({err}); the journal is as it was", code="bundle.not_written"
        ) from err
    return BundleWritten(
        path=out,
        manifest_sha256=hashlib.sha256(content).hexdigest(),
        records=made.end - made.first,
        selected=len(wanted),
        pictures=len(made.pictures),
        size=size,
    )


class _Writing:
    def __init__(
        self,
        source: sqlite3.Connection,
        folder: Path,
        evidence: Path,
        wanted: list[int],
        order: BundleOrder,
    ) -> None:
        self._db, self._folder, self._evidence = source, folder, evidence
        self._wanted, self._order = wanted, order
        # One picture of the journal, however much is written to it meanwhile.
        source.execute("BEGIN")
        self.log_id = self._name()
        self.first, self.end = self._span()
        self.pictures: dict[str, Member] = {}

    def _name(self) -> str:
        (most,) = self._db.execute("SELECT MAX(seq) FROM journal").fetchone()
        if not self._wanted or most is None or not 0 <= self._wanted[0] <= self._wanted[-1] <= most:
            raise InputRefused("no such records; nothing was written", code="bundle.nothing")
        (header,) = self._db.execute("SELECT header FROM journal WHERE seq = ?", (most,)).fetchone()
        parsed = parse_header(header)
        if parsed is None:
            raise InputRefused("the last record cannot be read; run `tandem journal verify`")
        return parsed.log_id

    def _span(self) -> tuple[int, int]:
        """From the checkpoint before to the one after; to the newest if something was erased meanwhile."""
        first, last = self._wanted[0], self._wanted[-1]
        (begin,) = self._db.execute("SELECT MAX(size) FROM checkpoint WHERE size <= ?", (first,)).fetchone()
        which = "MAX" if self._is_something_gone() else "MIN"
        (end,) = self._db.execute(
            f"SELECT {which}(size) FROM checkpoint WHERE size > ?",  # noqa: S608 - one of two words
            (last,),
        ).fetchone()
        (most,) = self._db.execute("SELECT MAX(seq) + 1 FROM journal").fetchone()
        return begin or 0, end or most

    def _is_something_gone(self) -> bool:
        return any(
            payload is None or (sealed is None and payload_field(payload, "sealed") is not None)
            for seq in self._wanted
            for payload, sealed in self._db.execute(
                "SELECT payload, sealed FROM journal WHERE seq = ?", (seq,)
            )
        )

    def copy(self, on_progress: Callable[[int, int], None]) -> None:
        """Make `journal.db` and the folder of pictures."""
        with closing(sqlite3.connect(self._folder / DATABASE, isolation_level=None)) as target:
            target.execute("PRAGMA journal_mode=OFF")
            for statement in SCHEMA:
                target.execute(statement)
            target.execute("BEGIN")
            self._copy_records(target, on_progress)
            target.executemany(
                "INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?, ?)",
                self._db.execute(
                    "SELECT size, at_us, root, frontier, note, witnessed FROM checkpoint"
                    " WHERE size >= ? AND size <= ?",
                    (self.first, self.end),
                ),
            )
            target.executemany("INSERT INTO data_key VALUES (?, ?, NULL, ?, ?, ?)", self._keys())
            target.execute("COMMIT")

    def _keys(self) -> Iterable[tuple[str, str, str, str, str | None]]:
        """The months' keys, wrapped to reading keys; not the wrap that this workstation's keyring opens."""
        return self._db.execute("SELECT month, fingerprint, readers, made_at, erased_at FROM data_key")

    def _copy_records(self, target: sqlite3.Connection, on_progress: Callable[[int, int], None]) -> None:
        wanted = set(self._wanted)
        for begin in range(self.first, self.end, _BATCH):
            rows = self._db.execute(
                "SELECT seq, header, hash, salt, payload, sealed, mac FROM journal"
                " WHERE seq >= ? AND seq < ? ORDER BY seq",
                (begin, min(begin + _BATCH, self.end)),
            ).fetchall()
            target.executemany(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", [_shown(row, wanted) for row in rows]
            )
            for row in rows:
                if row[0] in wanted and row[4] is not None:
                    self._take_pictures(row[4])
            on_progress(min(begin + _BATCH, self.end) - self.first, self.end - self.first)

    def _take_pictures(self, payload: bytes) -> None:
        for name in {found.decode() for found in EVIDENCE_NAMES.findall(payload)}:
            source = evidence_path(self._evidence, name)
            try:
                content = read_plain(source, MAX_PICTURE_BYTES)
            except OSError:
                # Its month may have been erased; the verification of the bundle judges that.
                continue
            member = f"evidence/{name[:2]}/{name}.bin"
            if member not in self.pictures and len(self.pictures) >= MOST_PICTURES:
                raise InputRefused(
                    f"more than {MOST_PICTURES:,} pictures; select fewer records, nothing was written"
                )
            copy = self._folder / member
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            self.pictures[member] = Member(sha256=hashlib.sha256(content).hexdigest(), size=len(content))

    def manifest(self, witnessed: SeenHead | None) -> BundleManifest:
        """What the bundle says about itself."""
        with (self._folder / DATABASE).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        database = Member(sha256=digest, size=(self._folder / DATABASE).stat().st_size)
        keyed = read_keyed(self._db)
        payload = None
        if keyed is not None:
            (payload,) = self._db.execute(
                "SELECT payload FROM journal WHERE seq = ?", (keyed.seq,)
            ).fetchone()
        is_covered = witnessed is not None and self.first < witnessed.size <= self.end
        return BundleManifest(
            log_id=self.log_id,
            first=self.first,
            end=self.end,
            selected=_spans(self._wanted),
            beginning=(begin_at(self._db, self.first) if self.first else None) or Beginning(),
            keyed=(keyed.seq, payload) if keyed is not None and payload is not None else None,
            witnessed=witnessed if is_covered else None,
            files={DATABASE: database, **self.pictures},
            made_at=self._order.at.isoformat(timespec="seconds"),
            by=self._order.by,
            reason=self._order.reason,
            limit=self._order.limit,
        )

    def pack(self, manifest: bytes, note: bytes) -> Path:
        """The archive, still in its folder."""
        whole = self._folder / "bundle.zip"
        with zipfile.ZipFile(whole, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr(MANIFEST, manifest)
            archive.writestr(SIGNATURE, note)
            archive.write(self._folder / DATABASE, DATABASE)
            for member in sorted(self.pictures):
                # What is encrypted does not get smaller.
                archive.write(self._folder / member, member, zipfile.ZIP_STORED)
        return whole


def _shown(row: tuple[int, bytes, bytes, bytes, bytes, bytes, bytes], wanted: set[int]) -> tuple[object, ...]:
    """A record as the bundle has it: whole, or its header and what proves its place."""
    seq, header, digest, salt, payload, sealed, mac = row
    parsed = parse_header(header)
    if seq in wanted or (parsed is not None and parsed.type in STRUCTURAL):
        return seq, header, digest, salt, payload, sealed, mac
    return seq, header, digest, None, None, None, mac


def _spans(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] + 1 == number:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return tuple(spans)


def _put(whole: Path, out: Path) -> None:
    whole.chmod(0o600)
    with whole.open("rb") as file:
        os.fsync(file.fileno())
    whole.rename(out)
