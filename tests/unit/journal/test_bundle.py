"""Evidence for somebody elsewhere: whole where it was selected, provable where not, and safe to open."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import InputRefused
from robot.journal.bundle import BundleOrder, BundleWritten, write_bundle
from robot.journal.bundle_manifest import (
    DATABASE,
    MANIFEST,
    SIGNATURE,
    BundleRefused,
    Member,
    read_manifest,
    sign_manifest,
)
from robot.journal.bundle_reading import opened_bundle, verify_bundle
from robot.journal.checkpoint import checkpoint_key
from robot.journal.data_keys import DataKeys
from robot.journal.sealed_fields import open_record
from robot.journal.start_check import SeenHead
from robot.journal.verify_journal import VerifyWith
from tests.support.anchored_log import AnchoredLog, a_morning
from tests.support.forging import damage

AT = datetime(2026, 11, 23, 12, tzinfo=BANK_ZONE)
#: All of them after the first checkpoint; some have names, some pictures.
SELECTED = tuple(range(16, 24))


@pytest.fixture
def log(tmp_path: Path) -> AnchoredLog:
    return a_morning(tmp_path / "here")


def write(log: AnchoredLog, out: Path, selected: tuple[int, ...] = SELECTED) -> BundleWritten:
    head = log.witness.head(log.log_id)
    assert head is not None
    order = BundleOrder(selected=selected, reason="case 7", by="re.viewer", at=AT, limit="until 2026-12-31")
    return write_bundle(
        log.path,
        log.evidence,
        out,
        order,
        log.signing,
        witnessed=SeenHead.of_witness(head, "share"),
    )


@pytest.fixture
def bundle(log: AnchoredLog, tmp_path: Path) -> Path:
    return write(log, tmp_path / "evidence.zip").path


def test_a_bundle_verifies_where_nothing_of_the_workstation_is(
    log: AnchoredLog, bundle: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.zip"
    shutil.move(bundle, elsewhere)
    log.database.close()
    shutil.rmtree(tmp_path / "here")
    report, manifest = verify_bundle(elsewhere)
    assert report.fault is None
    assert report.records == manifest.end - manifest.first
    assert manifest.selected == ((SELECTED[0], SELECTED[-1]),)
    assert (manifest.by, manifest.reason, manifest.limit) == ("re.viewer", "case 7", "until 2026-12-31")
    assert report.pictures == len(manifest.files) - 1 > 0
    assert set(report.unchecked) == {"commitment", "mac", "witness"}


def test_the_range_goes_from_checkpoint_to_checkpoint(log: AnchoredLog, tmp_path: Path) -> None:
    sizes = [0, *(row[0] for row in sqlite3.connect(log.path).execute("SELECT size FROM checkpoint"))]
    _, manifest = verify_bundle(write(log, tmp_path / "a.zip", (sizes[1] + 1,)).path)
    assert (manifest.first, manifest.end) == (sizes[1], sizes[2])
    _, manifest = verify_bundle(write(log, tmp_path / "b.zip", (sizes[1] - 1, sizes[2])).path)
    assert (manifest.first, manifest.end) == (0, sizes[3])


def test_only_what_was_selected_can_be_read(bundle: Path) -> None:
    with opened_bundle(bundle) as opened, closing(sqlite3.connect(opened.database)) as db:
        whole = {row[0] for row in db.execute("SELECT seq FROM journal WHERE payload IS NOT NULL")}
        kinds = {
            row[0]
            for row in db.execute(
                "SELECT json_extract(CAST(header AS TEXT), '$.type') FROM journal"
                " WHERE payload IS NOT NULL AND NOT seq BETWEEN ? AND ?",
                (SELECTED[0], SELECTED[-1]),
            )
        }
        assert db.execute("SELECT COUNT(*) FROM data_key WHERE local IS NOT NULL").fetchone() == (0,)
    assert whole >= set(SELECTED)
    assert kinds <= {"epoch.sealed", "journal.keyed"}
    assert "王芳".encode() not in bundle.read_bytes()


def test_whoever_holds_a_reading_key_checks_the_macs_too(log: AnchoredLog, bundle: Path) -> None:
    with opened_bundle(bundle) as opened:
        keyed = opened.manifest.keyed
        assert keyed is not None
        with closing(sqlite3.connect(opened.database)) as db:
            keys = DataKeys.open_with_reading_key(db, log.reader)
            sealed = db.execute("SELECT seq, sealed FROM journal WHERE sealed IS NOT NULL").fetchall()
    assert sealed
    if keys.months:
        for seq, blob in sealed:
            facts = open_record(keys.key("2026-11"), log_id=log.log_id, seq=seq, blob=blob)
            assert facts == {"name": "王芳"}
    report, _ = verify_bundle(bundle, VerifyWith(first_key=log.first_key.key))
    assert report.fault is None
    assert "mac" in report.checked
    report, _ = verify_bundle(bundle, VerifyWith(first_key=bytes(32)))
    assert report.fault is not None
    assert report.fault.layer == "mac"


def test_the_witness_is_asked_elsewhere_too(log: AnchoredLog, bundle: Path, tmp_path: Path) -> None:
    report, manifest = verify_bundle(bundle, VerifyWith(witness=log.witness))
    assert report.fault is None
    assert "witness" in report.checked
    assert manifest.end <= log.witnessed
    other = a_morning(tmp_path / "other")
    report, _ = verify_bundle(bundle, VerifyWith(witness=other.witness))
    assert report.fault is not None
    assert report.fault.layer == "witness"


def test_a_record_that_was_lawfully_erased_is_no_fault(log: AnchoredLog, tmp_path: Path) -> None:
    damage(log.path, "UPDATE journal SET payload = NULL, salt = NULL, sealed = NULL WHERE seq = 18")
    log.database.transact(
        lambda db: log.journal.append(db, "payload.erased", {"seqs": [18], "reason": "person"})
    )
    log.sign()
    report, manifest = verify_bundle(write(log, tmp_path / "a.zip").path)
    assert report.fault is None
    assert manifest.end == log.size


def test_pictures_that_are_left_out_are_missed(log: AnchoredLog, tmp_path: Path) -> None:
    for picture in log.evidence.glob("*/*.bin"):
        picture.unlink()
    report, _ = verify_bundle(write(log, tmp_path / "a.zip").path)
    assert report.fault is not None
    assert report.fault.layer == "evidence"


@pytest.mark.parametrize("selected", [(), (10_000,), (-1,)])
def test_records_that_are_not_there_make_no_bundle(
    log: AnchoredLog, tmp_path: Path, selected: tuple[int, ...]
) -> None:
    with pytest.raises(InputRefused):
        write(log, tmp_path / "a.zip", selected)
    assert list(tmp_path.glob("*.zip")) == []
    assert list(tmp_path.glob(".bundle-*")) == []


def test_a_bundle_is_never_overwritten(log: AnchoredLog, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(InputRefused):
        write(log, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"mine"


# --- what somebody may do to one ------------------------------------------------------------------------


def repacked(bundle: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The same archive with other files."""
    with zipfile.ZipFile(bundle) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    change(files)
    out = bundle.with_name("repacked.zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out


def with_manifest(files: dict[str, bytes], log: AnchoredLog, *, is_signed: bool) -> None:
    """The manifest made to fit the other files again."""
    old = read_manifest(files[MANIFEST])
    for name in old.files:
        old.files[name] = Member(sha256=hashlib.sha256(files[name]).hexdigest(), size=len(files[name]))
    files[MANIFEST] = old.encode()
    key = log.signing if is_signed else checkpoint_key(log.log_id, bytes(32))
    files[SIGNATURE] = sign_manifest(files[MANIFEST], log.log_id, key)


def in_database(files: dict[str, bytes], folder: Path, sql: str) -> None:
    path = folder / "inside.db"
    path.write_bytes(files[DATABASE])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)
    files[DATABASE] = path.read_bytes()


@pytest.mark.parametrize(
    ("sql", "layer"),
    [
        (f"UPDATE journal SET payload = CAST('{{}}' AS BLOB) WHERE seq = {SELECTED[0]}", "commitment"),
        (
            f"UPDATE journal SET payload = NULL, salt = NULL, sealed = NULL WHERE seq = {SELECTED[0]}",
            "erasure",
        ),
        (f"DELETE FROM journal WHERE seq = {SELECTED[0]}", "sequence"),
        ("DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)", "sequence"),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 20", "hash"),
        ("UPDATE checkpoint SET root = zeroblob(32)", "checkpoint"),
    ],
)
@pytest.mark.parametrize("is_signed", [True, False])
def test_a_change_is_found_whoever_signs_the_manifest(
    log: AnchoredLog, bundle: Path, tmp_path: Path, sql: str, layer: str, is_signed: bool
) -> None:
    def change(files: dict[str, bytes]) -> None:
        in_database(files, tmp_path, sql)
        with_manifest(files, log, is_signed=is_signed)

    report, _ = verify_bundle(repacked(bundle, change))
    assert report.fault is not None
    assert report.fault.layer == layer


def test_a_manifest_that_the_log_did_not_sign_is_found(log: AnchoredLog, bundle: Path) -> None:
    report, _ = verify_bundle(repacked(bundle, lambda files: with_manifest(files, log, is_signed=False)))
    assert report.fault is not None
    assert (report.fault.layer, report.fault.detail) == (
        "signature",
        "the log's key did not sign the manifest",
    )


REFUSED: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a file more": lambda files: files.update({"readme.txt": b"hello"}),
    "a path that leads out": lambda files: files.update({"../../tmp/x": b"x"}),
    "an absolute path": lambda files: files.update({"/tmp/x": b"x"}),  # noqa: S108 - never written
    "a path of Windows": lambda files: files.update({"evidence\\..\\x": b"x"}),
    "a picture that is not named": lambda files: files.update({f"evidence/00/{'0' * 64}.bin": b"x"}),
    "no manifest": lambda files: files.pop(MANIFEST),
    "no journal": lambda files: files.pop(DATABASE),
    "another manifest": lambda files: files.update({MANIFEST: b"{}"}),
    "a manifest in another spelling": lambda files: files.update({MANIFEST: files[MANIFEST] + b"\n"}),
    "another journal": lambda files: files.update({DATABASE: files[DATABASE] + b"x"}),
    "no database": lambda files: files.update({DATABASE: b"x" * 100}),
    "a bomb": lambda files: files.update({f"evidence/00/{'0' * 64}.bin": bytes(12_000_000)}),
    "a huge picture": lambda files: files.update({f"evidence/00/{'0' * 64}.bin": bytes(17_000_000)}),
}


@pytest.mark.parametrize("about", REFUSED)
def test_what_is_no_plain_bundle_is_refused(bundle: Path, about: str) -> None:
    with pytest.raises(BundleRefused):
        verify_bundle(repacked(bundle, REFUSED[about]))


def test_a_link_in_a_bundle_is_refused(bundle: Path) -> None:
    with zipfile.ZipFile(bundle, "a") as archive:
        link = zipfile.ZipInfo(f"evidence/00/{'0' * 64}.bin")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BundleRefused, match="no plain file"):
        verify_bundle(bundle)


def test_two_files_of_one_name_are_refused(bundle: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(bundle, "a") as archive:
        archive.writestr(MANIFEST, b"{}")
    with pytest.raises(BundleRefused, match="two have the same"):
        verify_bundle(bundle)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN SELECT 1; END",
        "CREATE TABLE more (x)",
        "DROP TABLE data_key",
    ],
)
def test_a_journal_with_other_tables_is_refused(
    log: AnchoredLog, bundle: Path, tmp_path: Path, sql: str
) -> None:
    def change(files: dict[str, bytes]) -> None:
        in_database(files, tmp_path, sql)
        with_manifest(files, log, is_signed=True)

    with pytest.raises(BundleRefused, match="other tables"):
        verify_bundle(repacked(bundle, change))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nothing", b"SQLite format 3\x00"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(BundleRefused):
        verify_bundle(tmp_path / "x.zip")


def test_nothing_of_a_bundle_stays_behind(bundle: Path) -> None:
    with opened_bundle(bundle) as opened:
        assert opened.database.is_file()
        kept = opened.database
    assert not kept.exists()
    assert not kept.parent.exists()
