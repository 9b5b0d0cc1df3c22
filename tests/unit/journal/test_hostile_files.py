"""Files that somebody prepared for whoever reads them: nothing hangs, nothing dies, nothing passes unread."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from robot.agent.log_importing import take_in
from robot.domain.clock import BANK_ZONE
from robot.domain.errors import EnvironmentFault
from robot.journal.bundle import BundleOrder, write_bundle
from robot.journal.bundle_manifest import (
    DATABASE,
    MANIFEST,
    SIGNATURE,
    BundleManifest,
    BundleRefused,
    Member,
    read_manifest,
    sign_manifest,
)
from robot.journal.bundle_reading import opened_bundle, verify_bundle
from robot.journal.data_keys import DataKeys
from robot.journal.evidence import EvidenceFolder, PictureUnusable
from robot.journal.header import commit_to, header_hash
from robot.journal.verify_journal import JournalReport
from robot.journal.verify_layers import Layer
from robot.journal.verify_source import open_source
from robot.journal.witness import WitnessRefused
from tests.support.anchored_log import AnchoredLog, a_morning
from tests.support.builders import HandClock
from tests.support.forging import Forger, damage, drop_guards

AT = datetime(2026, 11, 23, 12, tzinfo=BANK_ZONE)
#: Longer than any reading here takes, shorter than for ever.
PATIENCE_S = 20.0
#: Brackets that the standard library's JSON does not follow to their end.
DEEP = b"[" * 8_000
#: A record that the witness has seen, and one that it has not.
EARLY, LATE = 20, 44


@pytest.fixture
def log(tmp_path: Path) -> AnchoredLog:
    return a_morning(tmp_path / "here")


def verified_in_time(log: AnchoredLog) -> JournalReport:
    """The report; fails if there is none after a while."""
    reports: list[JournalReport] = []
    reading = threading.Thread(target=lambda: reports.append(log.verified()), daemon=True)
    reading.start()
    reading.join(PATIENCE_S)
    assert reports, "the verification did not end with a report"
    return reports[0]


def fault_of(report: JournalReport) -> tuple[int, str]:
    assert report.fault is not None
    return report.fault.seq, report.fault.layer


# --- the file itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seq",
    ["NULL", "'later'", "x'00'", "20.5"],
)
def test_a_table_that_could_hide_a_row_is_no_journal(log: AnchoredLog, seq: str) -> None:
    log.database.close()
    columns = "seq, header, hash, salt, payload, sealed, mac"
    with closing(sqlite3.connect(log.path)) as db, db:
        drop_guards(db)
        db.execute("ALTER TABLE journal RENAME TO other")
        db.execute(f"CREATE TABLE journal ({columns})")
        db.execute(f"INSERT INTO journal SELECT {columns} FROM other")
        db.execute(f"INSERT INTO journal SELECT {columns.replace('seq', seq, 1)} FROM other WHERE seq = 3")
    with pytest.raises(EnvironmentFault) as caught:
        log.verified()
    assert caught.value.code == "journal.unreadable"


@pytest.mark.parametrize(
    "key",
    ["seq INTEGER PRIMARY KEY DESC", "seq INT PRIMARY KEY", "seq INTEGER, PRIMARY KEY (seq, header)"],
)
def test_a_number_that_is_not_the_rows_own_is_no_number(log: AnchoredLog, key: str) -> None:
    log.database.close()
    with closing(sqlite3.connect(log.path)) as db, db:
        drop_guards(db)
        db.execute("ALTER TABLE journal RENAME TO other")
        rest = "header, hash, salt, payload, sealed, mac"
        if "seq INTEGER, " in key:
            db.execute(f"CREATE TABLE journal (seq INTEGER, {rest}, PRIMARY KEY (seq, header))")
        else:
            db.execute(f"CREATE TABLE journal ({key}, {rest})")
    with pytest.raises(EnvironmentFault):
        open_source(log.path)


def test_a_store_whose_newest_records_cannot_be_read_is_not_read_without_them(log: AnchoredLog) -> None:
    log.database.close()
    with closing(sqlite3.connect(log.path, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("CREATE TABLE newest (word TEXT)")
        with pytest.raises(EnvironmentFault, match="-wal"):
            open_source(log.path)


def test_a_payload_nested_without_end_is_a_bad_record(log: AnchoredLog) -> None:
    forger = Forger(log.path)
    record = forger.records[EARLY]
    assert record.salt is not None
    record.payload, record.sealed = DEEP, b"encrypted"
    record.header = replace(record.header, commitment=commit_to(record.salt, record.payload))
    forger.chain_again(EARLY)
    forger.put_back()
    assert fault_of(verified_in_time(log)) == (EARLY, "sealed")


def test_a_seal_nested_without_end_is_a_bad_seal(log: AnchoredLog) -> None:
    forger = Forger(log.path)
    seal = forger.find("epoch.sealed", 2)
    record = forger.records[seal]
    forger.records = forger.records[: seal + 1]
    forger.chain_again(seal)
    assert record.salt is not None
    record.payload = DEEP
    record.header = replace(record.header, commitment=commit_to(record.salt, record.payload))
    record.digest = header_hash(record.header.encode())
    forger.put_back()
    forger.forget_checkpoints(seal)
    assert fault_of(verified_in_time(log)) == (seal, "seal")


def test_a_seal_of_a_far_epoch_makes_nobody_compute_a_hundred_million_million_keys(log: AnchoredLog) -> None:
    forger = Forger(log.path)
    seal = max(at for at, record in enumerate(forger.records) if record.header.type == "epoch.sealed")
    forger.chain_again(seal)
    forger.records[seal].say(epoch=10**14)
    forger.records[seal].digest = header_hash(forger.records[seal].header.encode())
    forger.put_back()
    assert fault_of(verified_in_time(log)) == (seal, "seal")


@pytest.mark.parametrize(("wall_us", "layer"), [(10**17 - 1, "seal"), (10**18 - 1, "format")])
def test_a_record_of_a_far_year_makes_nobody_compute_its_key(
    log: AnchoredLog, wall_us: int, layer: str
) -> None:
    forger, last = Forger(log.path), log.size - 1
    header = forger.records[last].header
    forger.records[last].header = replace(header, wall_us=wall_us, epoch=wall_us // 600_000_000)
    forger.chain_again(last)
    forger.put_back()
    assert fault_of(verified_in_time(log)) == (last, layer)


def test_a_month_that_was_not_over_is_erased_by_nobody(log: AnchoredLog) -> None:
    """Whoever has the keys of now can write the record that would excuse every loss of this month."""
    facts = {"month": "2025-11", "fingerprint": "00", "by": "rm", "reason": "retention"}
    log.database.transact(lambda db: log.journal.append(db, "key.erased", facts))
    assert log.verified().fault is None
    with closing(sqlite3.connect(log.path)) as db:
        (month,) = db.execute(
            "SELECT json_extract(payload, '$.month') FROM journal WHERE sealed IS NOT NULL LIMIT 1"
        ).fetchone()
    seq = log.database.transact(lambda db: log.journal.append(db, "key.erased", {**facts, "month": month}))
    assert fault_of(log.verified()) == (seq, "erasure")


def test_a_checkpoint_of_more_records_than_there_are_tells_that_it_was_cut(log: AnchoredLog) -> None:
    damage(log.path, "DELETE FROM journal WHERE seq >= ?", LATE)
    assert fault_of(log.verified()) == (LATE, "checkpoint")


# --- pictures ------------------------------------------------------------------------------------------


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_folder(path: Path) -> None:
    path.mkdir()


posix_only = pytest.mark.skipif(os.name != "posix", reason="there are no such files")


@posix_only
@pytest.mark.parametrize("plant", [make_pipe, link_to_zeros, make_folder])
def test_what_is_no_picture_is_a_missing_one(log: AnchoredLog, plant: object) -> None:
    path = next(log.evidence.glob("*/*.bin"))
    path.unlink()
    assert callable(plant)
    plant(path)
    assert fault_of(verified_in_time(log))[1] == "evidence"


@posix_only
@pytest.mark.parametrize("plant", [make_pipe, link_to_zeros, make_folder])
def test_what_is_no_picture_holds_up_nobody_who_opens_or_erases(log: AnchoredLog, plant: object) -> None:
    one, two = sorted(log.evidence.glob("*/*.bin"))[:2]
    one.unlink()
    assert callable(plant)
    plant(one)
    folder = EvidenceFolder(log.evidence, HandClock().now, DataKeys(bytes(32), now=HandClock().now))
    outcome: list[object] = []

    def read() -> None:
        with pytest.raises(PictureUnusable):
            folder.open(one.stem)
        outcome.append(two in set(folder.of_month("2026-11")))

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    reading.join(PATIENCE_S)
    assert outcome == [True]


@posix_only
def test_what_is_no_picture_holds_up_no_export(log: AnchoredLog, tmp_path: Path) -> None:
    for path in list(log.evidence.glob("*/*.bin"))[:3]:
        path.unlink()
        os.mkfifo(path)
    writing = threading.Thread(target=bundle_of, args=(log, tmp_path / "out.zip"), daemon=True)
    writing.start()
    writing.join(PATIENCE_S)
    assert (tmp_path / "out.zip").exists()


# --- the witness ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_stripped", [False, True])
def test_a_journal_under_another_name_and_without_checkpoints_is_one_that_the_witness_does_not_know(
    log: AnchoredLog, is_stripped: bool
) -> None:
    forger = Forger(log.path)
    for record in forger.records:
        record.header = replace(record.header, log_id="ab" * 16)
    forger.records[0].say(log="ab" * 16)
    if is_stripped:
        kinds = {"journal.keyed", "epoch.sealed"}
        forger.records = [record for record in forger.records if record.header.type not in kinds]
        for record in forger.records:
            record.mac = None
    forger.chain_again(0)
    forger.put_back()
    damage(log.path, "DELETE FROM checkpoint")
    assert fault_of(log.verified(frozenset({Layer.WITNESS}))) == (0, "witness")


def test_a_journal_that_has_just_begun_needs_no_head_yet(tmp_path: Path) -> None:
    log = AnchoredLog(tmp_path / "new")
    log.write(2)
    assert log.verified().fault is None


def on_top(log: AnchoredLog) -> Path:
    """Where whoever may add files puts one above all heads."""
    folder = log.heads / log.log_id / "999999999999"
    folder.mkdir()
    return folder / "9999999999999999.head"


def test_a_head_nested_without_end_is_refused(log: AnchoredLog) -> None:
    on_top(log).write_bytes(DEEP)
    with pytest.raises(WitnessRefused):
        log.witness.head(log.log_id)


@posix_only
def test_a_link_above_the_heads_does_not_make_the_witness_silent(log: AnchoredLog) -> None:
    on_top(log).symlink_to("/nowhere")
    with pytest.raises(WitnessRefused):
        log.witness.head(log.log_id)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_closed_file_above_the_heads_does_not_make_the_witness_silent(log: AnchoredLog) -> None:
    planted = on_top(log)
    planted.write_bytes(b"{}")
    planted.chmod(0)
    with pytest.raises(WitnessRefused):
        log.witness.head(log.log_id)


# --- bundles -------------------------------------------------------------------------------------------


def bundle_of(log: AnchoredLog, out: Path) -> Path:
    order = BundleOrder(selected=range(16, 24), reason="case 7", by="re.viewer", at=AT)
    return write_bundle(log.path, log.evidence, out, order, log.signing).path


def made_again(log: AnchoredLog, bundle: Path, database: Path, **changed: object) -> Path:
    """A bundle with another journal or manifest, by whoever has the signing key."""
    with zipfile.ZipFile(bundle) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest: BundleManifest = read_manifest(members[MANIFEST])
    members[DATABASE] = database.read_bytes()
    said = Member(sha256=header_hash(members[DATABASE]).hex(), size=len(members[DATABASE]))
    manifest = replace(manifest, files={**manifest.files, DATABASE: said}, **changed)  # type: ignore[arg-type]
    members[MANIFEST] = manifest.encode()
    members[SIGNATURE] = sign_manifest(members[MANIFEST], log.log_id, log.signing)
    out = bundle.with_name("again.zip")
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out


@pytest.fixture
def bundle(log: AnchoredLog, tmp_path: Path) -> Path:
    return bundle_of(log, tmp_path / "evidence.zip")


@pytest.fixture
def database(bundle: Path, tmp_path: Path) -> Path:
    """The bundle's journal, to be changed."""
    with opened_bundle(bundle) as opened:
        return Path(shutil.copy(opened.database, tmp_path / "journal.db"))


def test_a_bundle_holds_nothing_before_its_beginning(log: AnchoredLog, bundle: Path, database: Path) -> None:
    """Nobody would verify it, and whoever takes the bundle in would be shown it."""
    with closing(sqlite3.connect(database)) as db, db:
        db.execute(
            "INSERT INTO journal SELECT 3, header, hash, salt, CAST(? AS BLOB), NULL, mac FROM journal"
            " ORDER BY seq LIMIT 1",
            (json.dumps({"task": "never was"}),),
        )
    report, _ = verify_bundle(made_again(log, bundle, database))
    assert fault_of(report) == (3, "sequence")


@pytest.mark.parametrize("name", ["../../../elsewhere", "own", "", "AB" * 16])
def test_a_bundle_of_an_odd_name_is_not_taken_in(
    log: AnchoredLog, bundle: Path, database: Path, tmp_path: Path, name: str
) -> None:
    """Its log's name becomes the name of a folder."""
    home = tmp_path / "a" / "home"
    with pytest.raises(BundleRefused):
        take_in(home, made_again(log, bundle, database, log_id=name), AT)
    assert not home.exists()
    assert not (tmp_path / "a" / "elsewhere").exists()
