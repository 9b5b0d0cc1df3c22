"""A whole journal, read by several processes in ranges: nothing gets lost where they meet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from robot.domain.errors import EnvironmentFault
from robot.journal.epoch_keys import mac_of
from robot.journal.header import header_hash
from robot.journal.journal import Journal
from robot.journal.start_check import SeenHead
from robot.journal.verify import ChainFault
from robot.journal.verify_columns import read_at_once
from robot.journal.verify_journal import JournalReport, VerifyWith, begin_at, read_keyed, verify_journal
from robot.journal.verify_layers import ALL_LAYERS, Layer
from robot.journal.verify_range import RANGE
from robot.journal.verify_records import Expected, parse_header, read_carefully
from robot.journal.verify_source import open_source
from tests.support.anchored_log import AnchoredLog, a_morning
from tests.support.forging import Forger, damage, with_first_key, with_key

#: Enough that several processes are worth it, and that the last range is not full.
MANY = 6 * RANGE + 1000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnchoredLog]:
    """A long log, the most of it written in a few large transactions."""
    log = AnchoredLog(tmp_path_factory.mktemp("many"))
    while (size := log.size) < MANY:

        def write(db: sqlite3.Connection, first: int = size) -> None:
            for number in range(first, min(first + 7_000, MANY)):
                log.journal.append(db, "step", {"n": number}, {"name": "王芳"} if number % 500 == 3 else None)

        log.database.transact(write)
        log.clock.forward(seconds=300)
        log.sign()
    yield log
    log.database.close()


@pytest.fixture
def copied(many: AnchoredLog, tmp_path: Path) -> Path:
    many.copy_to(tmp_path / "copy.db")
    return tmp_path / "copy.db"


def verified(path: Path, **having: object) -> JournalReport:
    return verify_journal(path, VerifyWith(**having))  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_long_log_is_whole_however_it_is_read(many: AnchoredLog, workers: int) -> None:
    told: list[int] = []
    report = verified(
        many.path,
        workers=workers,
        witness=many.witness,
        first_key=many.first_key.key,
        on_progress=lambda done, _of: told.append(done),
    )
    assert report.fault is None
    assert report.records == many.size == told[-1]
    assert told == sorted(told)
    assert report.root == many.witness.head(many.log_id).checkpoint.root.hex()  # type: ignore[union-attr]
    assert report.tail_records == 0


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seq", [1, RANGE - 1, RANGE, RANGE + 1, 2 * RANGE - 1, 6 * RANGE, MANY - 1])
def test_a_change_at_the_edge_of_a_range_is_found_there(copied: Path, seq: int, workers: int) -> None:
    damage(copied, "UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = ?", seq)
    report = verified(copied, workers=workers)
    assert report.fault == ChainFault(seq=seq, layer="commitment")
    assert report.records == seq


@pytest.mark.parametrize("seq", [0, RANGE - 1, RANGE, 3 * RANGE - 1])
def test_a_missing_record_at_the_edge_of_a_range_is_found(copied: Path, seq: int) -> None:
    damage(copied, "DELETE FROM journal WHERE seq = ?", seq)
    assert verified(copied, workers=1).fault == ChainFault(seq=seq + 1, layer="sequence")


def test_a_whole_range_that_is_missing_is_found(copied: Path) -> None:
    damage(copied, "DELETE FROM journal WHERE seq >= ? AND seq < ?", RANGE, 3 * RANGE)
    assert verified(copied, workers=1).fault == ChainFault(seq=3 * RANGE, layer="sequence")


def test_a_number_far_away_is_no_reason_to_read_for_ever(copied: Path) -> None:
    damage(copied, "UPDATE journal SET seq = ? WHERE seq = ?", 10**15, MANY - 1)
    assert verified(copied, workers=2).fault == ChainFault(seq=10**15, layer="sequence")


def test_time_goes_back_at_the_edge_of_a_range_neither(many: AnchoredLog, copied: Path) -> None:
    forger = Forger(copied)
    header = forger.records[RANGE].header
    forger.records[RANGE].header = replace(header, wall_us=header.wall_us - 1)
    mac = with_key(many.first_key.at(header.epoch).key)
    forger.chain_again(RANGE, mac)
    forger.put_back()
    assert verified(copied, workers=1).fault == ChainFault(seq=RANGE, layer="time")


@pytest.mark.parametrize("seq", [7, RANGE - 1, RANGE])
def test_a_header_that_was_hashed_again_is_missed_by_the_next(copied: Path, seq: int) -> None:
    hash_again(copied, seq, b'"clock":"simulated"', b'"clock":"system"')
    assert verified(copied, workers=1).fault == ChainFault(seq=seq + 1, layer="chain")


def test_a_header_that_says_another_number_is_found(copied: Path) -> None:
    hash_again(copied, 7, b'"seq":7,', b'"seq":8,')
    assert verified(copied, workers=1).fault == ChainFault(seq=7, layer="sequence")


def hash_again(path: Path, seq: int, old: bytes, new: bytes) -> None:
    with closing(sqlite3.connect(path)) as db:
        (header,) = db.execute("SELECT header FROM journal WHERE seq = ?", (seq,)).fetchone()
    changed = header.replace(old, new)
    assert changed != header
    damage(path, "UPDATE journal SET header = ?, hash = ? WHERE seq = ?", changed, header_hash(changed), seq)


def test_reading_at_once_and_carefully_say_the_same(many: AnchoredLog) -> None:
    with closing(sqlite3.connect(many.path)) as db:
        rows = db.execute(
            "SELECT seq, header, hash, salt, payload, sealed, mac FROM journal ORDER BY seq LIMIT 3000"
        ).fetchall()
    fast, slow = (Expected(seq=0, prev=bytes(32), log_id=many.log_id) for _ in range(2))
    at_once = read_at_once(rows, fast)
    carefully, fault = read_carefully(rows, slow, ALL_LAYERS)
    assert fault is None
    assert at_once is not None
    for name in ("types", "epochs", "walls", "hashes", "payloads", "sealed", "macs"):
        assert list(getattr(at_once, name)) == list(getattr(carefully, name))
    assert fast == slow


@pytest.mark.parametrize(
    "change",
    [
        lambda header: header.replace(b'"v":1', b'"v":2'),
        lambda header: header.replace(b'{"boot"', b'{ "boot"'),
        lambda header: header.replace(b'"mono_ns":"', b'"mono_ns":"0'),
        lambda header: header.replace(b'"mono_ns":"', b'"mono_ns":"+'),
        lambda header: header.replace(b'"wall_us":"', b'"wall_us":" '),
        lambda header: header.replace(b'"epoch":', b'"epoch":0'),
        lambda header: header.replace(b'"seq":1', b'"seq":1.0'),
        lambda header: header.replace(b'"type":"', b'"type":"\\u0061'),
        lambda header: header.replace(b'"type":"', b'"type":"x","type":"'),
        lambda header: header[:-1] + b',"more":1}',
        lambda header: header + b"\n",
        lambda header: header.replace(b'"clock":"simulated"', b'"clock":""'),
    ],
)
def test_no_other_spelling_of_a_header_is_read(many: AnchoredLog, change: object) -> None:
    with closing(sqlite3.connect(many.path)) as db:
        rows = db.execute(
            "SELECT seq, header, hash, salt, payload, sealed, mac FROM journal ORDER BY seq LIMIT 3"
        ).fetchall()
    header = change(rows[1][1])  # type: ignore[operator]
    assert header != rows[1][1]
    assert parse_header(header) is None
    rows[1] = (rows[1][0], header, *rows[1][2:])
    assert read_at_once(rows, Expected(seq=0, prev=bytes(32), log_id=many.log_id)) is None


def test_what_is_before_a_trusted_checkpoint_is_not_read(copied: Path) -> None:
    with closing(open_source(copied)) as db:
        beginning = begin_at(db, 14_000)
    assert beginning is not None
    damage(copied, "UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = 5")
    report = verified(copied, beginning=beginning, workers=1)
    assert (report.fault, report.first, report.records) == (None, 14_000, MANY - 14_000)
    damage(copied, "UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = 14001")
    assert verified(copied, beginning=beginning, workers=1).fault == ChainFault(
        seq=14_001, layer="commitment"
    )


def test_a_trusted_head_that_the_log_does_not_have_is_a_fault(many: AnchoredLog) -> None:
    with closing(open_source(many.path)) as db:
        beginning = begin_at(db, 9_999)
    seen = SeenHead(log_id=many.log_id, size=9_999, root=bytes(32), keeper="the auditor's note")
    fault = verified(many.path, beginning=beginning, seen=(seen,), workers=1).fault
    assert fault is not None
    assert (fault.layer, "the auditor's note" in fault.detail) == (Layer.WITNESS, True)


def test_every_part_of_a_log_can_be_begun_with(tmp_path: Path) -> None:
    log = a_morning(tmp_path)
    for size in range(1, log.size):
        with closing(open_source(log.path)) as db:
            beginning = begin_at(db, size)
        assert beginning is not None
        report = verified(log.path, beginning=beginning, first_key=log.first_key.key, workers=1)
        assert (report.fault, report.records) == (None, log.size - size), size


def test_the_first_key_opens_with_a_reading_key(many: AnchoredLog) -> None:
    with closing(open_source(many.path)) as db:
        keyed = read_keyed(db)
    assert keyed is not None
    assert many.reader.unwrap(keyed.wraps[many.reader.public.fingerprint]) == many.first_key.key
    assert keyed.signing_key == many.signing.public


def test_erasing_with_a_record_is_lawful(tmp_path: Path) -> None:
    log = a_morning(tmp_path)
    damage(log.path, "UPDATE journal SET payload = NULL, salt = NULL, sealed = NULL WHERE seq IN (3, 4, 6)")
    assert log.verified(ALL_LAYERS - {Layer.EVIDENCE}).fault == ChainFault(
        seq=3, layer="erasure", detail="its payload is gone, and no record says that it was erased"
    )
    log.database.transact(
        lambda db: log.journal.append(db, "payload.erased", {"seqs": [3, 6], "reason": "person"})
    )
    fault = log.verified(ALL_LAYERS - {Layer.EVIDENCE}).fault
    assert fault is not None
    assert fault.seq == 4
    log.database.transact(
        lambda db: log.journal.append(db, "payload.erased", {"seqs": [4], "reason": "person"})
    )
    assert log.verified(ALL_LAYERS - {Layer.EVIDENCE}).fault is None


def test_a_month_whose_key_was_erased_may_lack_its_facts_and_pictures(tmp_path: Path) -> None:
    log = a_morning(tmp_path)
    damage(log.path, "UPDATE journal SET sealed = NULL")
    for picture in log.evidence.glob("*/*.bin"):
        picture.unlink()
    assert log.verified().fault is not None
    # A month is erased after it is over.
    log.to_next_epoch(31 * 144)
    log.database.transact(
        lambda db: log.journal.append(db, "key.erased", {"month": "2026-11", "fingerprint": "", "by": ""})
    )
    assert log.verified().fault is None


def test_an_erasure_may_not_name_what_comes_later(tmp_path: Path) -> None:
    log = a_morning(tmp_path)
    log.database.transact(
        lambda db: log.journal.append(db, "payload.erased", {"seqs": [log.size + 1], "reason": "person"})
    )
    fault = log.verified().fault
    assert fault is not None
    assert (fault.layer, fault.seq) == ("erasure", log.size - 1)


@pytest.mark.parametrize("kind", ["epoch.sealed", "journal.keyed"])
def test_records_that_speak_of_others_are_never_erased(tmp_path: Path, kind: str) -> None:
    log = a_morning(tmp_path)
    seq = Forger(log.path).find(kind)
    damage(log.path, "UPDATE journal SET payload = NULL, salt = NULL WHERE seq = ?", seq)
    log.database.transact(
        lambda db: log.journal.append(db, "payload.erased", {"seqs": [seq], "reason": "person"})
    )
    fault = log.verified(frozenset({Layer.ERASURE})).fault
    assert fault is not None
    assert (fault.seq, fault.layer) == (seq, "erasure")


@pytest.mark.parametrize(
    ("change", "why"),
    [({"records": 99}, "counts 99"), ({"epoch": 7}, "seals epoch 7"), ({"macs": "0" * 64}, "other records")],
)
def test_a_seal_that_says_otherwise_is_found_without_any_key(
    tmp_path: Path, change: dict[str, object], why: str
) -> None:
    log = a_morning(tmp_path)
    forger = Forger(log.path)
    at = forger.find("epoch.sealed")
    mac = with_first_key(log.first_key.epoch, log.first_key.key)
    forger.chain_again(at, mac, lambda epoch, digest: mac_of_seal(log, epoch, digest))
    forger.records[at].say(**change)
    relink(forger, at)
    forger.put_back()
    fault = log.verified(frozenset({Layer.SEAL})).fault
    assert fault is not None
    assert (fault.seq, why in fault.detail) == (at, True)


def mac_of_seal(log: AnchoredLog, epoch: int, digest: bytes) -> bytes:
    return mac_of(log.first_key.at(epoch).key, digest)


def relink(forger: Forger, at: int) -> None:
    for number in range(at, len(forger.records)):
        record = forger.records[number]
        record.header = replace(record.header, prev_hash=forger.records[number - 1].digest)
        record.digest = header_hash(record.header.encode())


def test_an_epoch_is_not_sealed_before_it_is_over(tmp_path: Path) -> None:
    log = a_morning(tmp_path)
    forger = Forger(log.path)
    at = forger.find("epoch.sealed")
    header, before = forger.records[at].header, forger.records[at - 1].header
    forger.records[at].header = replace(header, epoch=before.epoch, wall_us=before.wall_us)
    mac = with_first_key(log.first_key.epoch, log.first_key.key)
    forger.chain_again(at, mac, lambda epoch, digest: mac_of_seal(log, epoch, digest))
    forger.put_back()
    assert log.verified(ALL_LAYERS - {Layer.CHECKPOINT, Layer.SIGNATURE, Layer.WITNESS}).fault == ChainFault(
        seq=at, layer="seal", detail="it seals an epoch that was not over"
    )


def test_headers_that_share_a_part_are_not_read_at_once(many: AnchoredLog) -> None:
    """Two headers, cut elsewhere than between them, are the same text when they are put together."""
    with closing(sqlite3.connect(many.path)) as db:
        first, second = db.execute(
            "SELECT seq, header, hash, salt, payload, sealed, mac FROM journal ORDER BY seq LIMIT 2"
        ).fetchall()
    cut = first[1].index(b',"wall_us"')
    short = first[1][:cut]
    digest = header_hash(short)
    long = first[1][cut + 2 :] + b',"' + second[1].replace(first[2].hex().encode(), digest.hex().encode())
    rows = [
        (first[0], short, digest, *first[3:]),
        (second[0], long, header_hash(long), *second[3:]),
    ]
    assert read_at_once(rows, Expected(seq=0, prev=bytes(32), log_id=many.log_id)) is None
    rows = [first, second]
    assert read_at_once(rows, Expected(seq=0, prev=bytes(32), log_id=many.log_id)) is not None


def test_a_log_from_before_there_were_keys_is_said_to_be_just_that(tmp_path: Path) -> None:
    log = a_morning(tmp_path)
    damage(log.path, "DELETE FROM journal")
    damage(log.path, "DELETE FROM checkpoint")
    keyless = Journal(log.clock)
    log.database.transact(lambda db: keyless.append(db, "test.made", {}))
    report = verified(log.path, workers=1)
    assert report.fault is None
    assert set(report.unchecked) == {"seal", "mac", "evidence", "checkpoint", "signature", "witness"}


@pytest.mark.parametrize("content", [None, b"", b"no database" * 1000])
def test_what_is_no_journal_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EnvironmentFault, match="nothing was changed"):
        verified(path)


def test_a_damaged_page_is_one_sentence(copied: Path) -> None:
    with copied.open("r+b") as file:
        file.seek(200_000)
        file.write(b"\xff" * 50_000)
    # SQLite notices it, or a hash does.
    with suppress(EnvironmentFault):
        assert verified(copied, workers=1).fault is not None


def test_verifying_changes_nothing(copied: Path) -> None:
    before = copied.read_bytes()
    assert verified(copied, workers=2).fault is None
    assert copied.read_bytes() == before


def test_the_key_that_one_knows_is_the_one_that_must_sign(many: AnchoredLog) -> None:
    assert verified(many.path, signing_key=many.signing.public, workers=1).fault is None
    fault = verified(many.path, signing_key=bytes(32), workers=1).fault
    assert fault is not None
    assert fault.layer == "signature"
