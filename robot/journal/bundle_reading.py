"""Opens an evidence bundle from outside: into a folder of its own, nothing but what its manifest names."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from robot.journal.bundle import MOST_PICTURES, SCHEMA
from robot.journal.bundle_manifest import (
    DATABASE,
    MANIFEST,
    MAX_BYTES,
    SIGNATURE,
    BundleManifest,
    BundleRefused,
    Member,
    is_signed,
    read_manifest,
)
from robot.journal.signed_note import MAX_BYTES as MAX_NOTE_BYTES
from robot.journal.verify import ChainFault
from robot.journal.verify_erasure import Numbers
from robot.journal.verify_journal import JournalReport, VerifyWith, keyed_of, verify_journal
from robot.journal.verify_layers import Layer
from robot.journal.verify_source import open_source

#: A picture has about 30 KB.
_MAX_PICTURE_BYTES = 16 * 1024 * 1024
#: Headers of 10 million records.
_MAX_DATABASE_BYTES = 8 * 1024 * 1024 * 1024
#: A journal packs to a half or third; more is somebody's trap.
_MOST_RATIO = 100
_FEW_BYTES = 1024 * 1024
_LEFT_FREE_BYTES = 256 * 1024 * 1024
_PIECE = 1024 * 1024
_PICTURE = re.compile(r"evidence/([0-9a-f]{2})/(\1[0-9a-f]{62})\.bin")
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedBundle:
    """A bundle's content; it is gone when its context ends."""

    manifest: BundleManifest
    #: Hex.
    manifest_sha256: str
    #: Whether the log's own key signed the manifest.
    is_signed: bool
    database: Path
    evidence: Path


@contextmanager
def opened_bundle(path: Path) -> Iterator[OpenedBundle]:
    """Unpack a bundle into a private folder for a while.

    :raises BundleRefused: it is no bundle, holds something unexpected, or is not what its manifest says.
    """
    with tempfile.TemporaryDirectory(prefix="tandem-bundle-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                bundle = _unpacked(archive, Path(folder))
        except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as err:
            raise BundleRefused(f"the bundle {path} cannot be read ({err})") from err
        except sqlite3.Error as err:
            raise BundleRefused(f"the journal in {path} cannot be read ({err})") from err
        yield bundle


def verify_bundle(path: Path, having: VerifyWith | None = None) -> tuple[JournalReport, BundleManifest]:
    """Verify a bundle anywhere, without the workstation, its keyring or any secret.

    :raises BundleRefused: as `opened_bundle`.
    """
    having = having or VerifyWith()
    with opened_bundle(path) as bundle:
        manifest = bundle.manifest
        report = verify_journal(
            bundle.database,
            replace(
                having,
                beginning=manifest.beginning,
                evidence=bundle.evidence,
                keyed=keyed_of(*manifest.keyed) if manifest.keyed is not None else None,
                log_id=having.log_id or manifest.log_id,
                withheld=_withheld(manifest),
                is_part=True,
            ),
        )
    fault = report.fault
    missing = manifest.end - manifest.first - report.records
    if fault is None and Layer.SEQUENCE in having.layers and missing:
        fault = ChainFault(
            seq=manifest.first + report.records,
            layer=Layer.SEQUENCE.value,
            detail="the bundle ends before its manifest says",
        )
    if fault is None and Layer.SIGNATURE in having.layers and not bundle.is_signed:
        fault = ChainFault(
            seq=manifest.first, layer=Layer.SIGNATURE.value, detail="the log's key did not sign the manifest"
        )
    return replace(report, fault=fault), manifest


def _withheld(manifest: BundleManifest) -> Numbers:
    spans, reached = [], manifest.first
    for first, last in manifest.selected:
        if reached < first:
            spans.append((reached, first - 1))
        reached = last + 1
    if reached < manifest.end:
        spans.append((reached, manifest.end - 1))
    return Numbers(spans)


def _unpacked(archive: zipfile.ZipFile, folder: Path) -> OpenedBundle:
    members = _plain_members(archive)
    content = _small(archive, members[MANIFEST], MAX_BYTES)
    note = _small(archive, members[SIGNATURE], MAX_NOTE_BYTES)
    manifest = read_manifest(content)
    if set(manifest.files) != set(members) - {MANIFEST, SIGNATURE}:
        raise BundleRefused("the bundle does not hold the files that its manifest names")
    wanted = sum(said.size for said in manifest.files.values())
    # The agent writes its journal to the same disk, and stops when there is no room for it.
    if shutil.disk_usage(folder).free < wanted + _LEFT_FREE_BYTES:
        raise BundleRefused("there is no room on this disk to unpack it")
    for name, said in manifest.files.items():
        _extract(archive, members[name], said, folder)
    _refuse_other_schema(folder / DATABASE)
    keyed = keyed_of(*manifest.keyed) if manifest.keyed is not None else None
    key = keyed.signing_key if keyed is not None else None
    return OpenedBundle(
        manifest=manifest,
        manifest_sha256=hashlib.sha256(content).hexdigest(),
        is_signed=key is not None and is_signed(content, note, manifest.log_id, key),
        database=folder / DATABASE,
        evidence=folder / "evidence",
    )


def _plain_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Name -> entry, of an archive that holds nothing but a bundle's files."""
    entries = archive.infolist()
    if len(entries) > MOST_PICTURES + 3:
        raise BundleRefused("it holds more files than any bundle")
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.orig_filename
        if name != entry.filename or name in members:
            raise BundleRefused("a file of it has an odd name, or two have the same")
        if name not in {MANIFEST, SIGNATURE, DATABASE} and _PICTURE.fullmatch(name) is None:
            raise BundleRefused(f"it holds something that belongs into no bundle: {name[:80]!a}")
        mode = entry.external_attr >> 16
        if entry.is_dir() or stat.S_IFMT(mode) not in {0, stat.S_IFREG} or entry.flag_bits & _ENCRYPTED_FLAG:
            raise BundleRefused(f"{name} is no plain file")
        limit = _MAX_DATABASE_BYTES if name == DATABASE else _MAX_PICTURE_BYTES
        if entry.file_size > limit or entry.file_size > max(_FEW_BYTES, _MOST_RATIO * entry.compress_size):
            raise BundleRefused(f"{name} would be larger than it may be")
        members[name] = entry
    if not {MANIFEST, SIGNATURE, DATABASE} <= set(members):
        raise BundleRefused("it lacks its manifest, the manifest's signature or its journal")
    return members


def _small(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(entry) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise BundleRefused(f"{entry.filename} is larger than it may be")
    return content


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, said: Member, folder: Path) -> None:
    # The name is one of a few spellings, so it leads nowhere else.
    path = folder / entry.filename
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, left = hashlib.sha256(), said.size
    with archive.open(entry) as source, path.open("xb") as target:
        while piece := source.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            target.write(piece)
    if left or digest.hexdigest() != said.sha256:
        raise BundleRefused(f"{entry.filename} is not what the manifest says")


def _refuse_other_schema(database: Path) -> None:
    with closing(open_source(database)) as db:
        found = {
            (kind, sql)
            for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_schema")
            if not name.startswith("sqlite_autoindex_")
        }
    if found != {("table", statement) for statement in SCHEMA}:
        raise BundleRefused("its journal holds other tables than a bundle's")
