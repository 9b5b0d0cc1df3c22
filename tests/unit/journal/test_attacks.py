"""Ways in which somebody may change a journal, and which layers find them; the table in the docs is this."""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoint import checkpoint_key, sign_checkpoint
from robot.journal.epoch_keys import EpochKey, mac_of
from robot.journal.header import header_hash
from robot.journal.start_check import SeenHead, refuse_unless_whole
from robot.journal.verify_journal import VerifyWith, verify_journal
from robot.journal.verify_layers import Layer
from tests.support.anchored_log import AnchoredLog, a_morning
from tests.support.forging import Forger, damage, with_first_key, with_key

DOCS = Path(__file__).parents[3] / "docs" / "journal.md"
#: Layers that share what they rest on.
GROUPS: dict[str, frozenset[Layer]] = {
    # The chain itself, with no key.
    "H": frozenset(
        {
            Layer.SEQUENCE,
            Layer.HASH,
            Layer.FORMAT,
            Layer.CHAIN,
            Layer.COMMITMENT,
            Layer.SEALED,
            Layer.ERASURE,
            Layer.DEVICE,
        }
    ),
    # Keys that grow old, and their seals; with the first key.
    "M": frozenset({Layer.MAC, Layer.SEAL, Layer.EPOCH}),
    # Signed heads in the same file.
    "S": frozenset({Layer.CHECKPOINT, Layer.SIGNATURE}),
    # The witness.
    "A": frozenset({Layer.WITNESS}),
    "T": frozenset({Layer.TIME}),
    # The pictures' hashes.
    "E": frozenset({Layer.EVIDENCE}),
}
#: An epoch that the witness has seen, and the first that it has not.
EARLY, LATE = 16, 44


@dataclass(frozen=True, slots=True)
class Attack:
    about: str
    do: Callable[[AnchoredLog, Path], None]
    #: Groups that find it, each alone; empty if nothing does.
    found_by: str
    #: The layer that is named when all look; empty if none.
    named: str


def stolen_key(log: AnchoredLog) -> EpochKey:
    """What a thief finds at the workstation now: the key of this epoch, and none before."""
    assert log.journal.keys is not None
    return log.journal.keys.oldest


def proper(log: AnchoredLog) -> Callable[[int, bytes], bytes]:
    """Seals by whoever has the first key."""
    return lambda epoch, digest: mac_of(log.first_key.at(epoch).key, digest)


# --- without any key -----------------------------------------------------------------------------------


def edit_payload(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = ?", EARLY)


def edit_header(log: AnchoredLog, _: Path) -> None:
    damage(
        log.path,
        "UPDATE journal SET header = CAST(replace(CAST(header AS TEXT), 'intended', 'absent') AS BLOB)"
        " WHERE seq = ?",
        EARLY,
    )


def reorder(log: AnchoredLog, _: Path) -> None:
    for old, new in ((EARLY, 999), (EARLY + 1, EARLY), (999, EARLY + 1)):
        damage(log.path, "UPDATE journal SET seq = ? WHERE seq = ?", new, old)


def delete(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "DELETE FROM journal WHERE seq = ?", EARLY)


def put_one_before_all(log: AnchoredLog, _: Path) -> None:
    damage(
        log.path,
        "INSERT INTO journal (seq, header, hash, salt, payload, sealed, mac)"
        " SELECT -1, header, hash, salt, payload, sealed, mac FROM journal WHERE seq = 0",
    )


def edit_and_chain(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    forger.records[EARLY].say(site="nowhere")
    forger.chain_again(EARLY)
    forger.put_back()


def edit_chain_and_forget(log: AnchoredLog, _: Path) -> None:
    edit_and_chain(log, _)
    Forger(log.path).forget_checkpoints(EARLY)


def delete_and_chain(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    del forger.records[EARLY]
    forger.chain_again(EARLY)
    forger.put_back()


def reorder_and_chain(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    one, two = forger.records[EARLY], forger.records[EARLY + 1]
    one.header, two.header = (
        replace(one.header, commitment=two.header.commitment),
        replace(two.header, commitment=one.header.commitment),
    )
    one.payload, two.payload = two.payload, one.payload
    one.salt, two.salt = two.salt, one.salt
    one.sealed, two.sealed = two.sealed, one.sealed
    forger.chain_again(EARLY)
    forger.put_back()


def strip_macs(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "UPDATE journal SET mac = NULL WHERE seq >= ?", EARLY)


def erase_payload(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "UPDATE journal SET payload = NULL, salt = NULL, sealed = NULL WHERE seq = ?", EARLY)


def erase_sealed(log: AnchoredLog, _: Path) -> None:
    with closing(sqlite3.connect(log.path)) as db:
        (seq,) = db.execute("SELECT seq FROM journal WHERE sealed IS NOT NULL AND seq > 10").fetchone()
    damage(log.path, "UPDATE journal SET sealed = NULL WHERE seq = ?", seq)


def swap_sealed(log: AnchoredLog, _: Path) -> None:
    with closing(sqlite3.connect(log.path)) as db:
        (one, left), (two, right) = db.execute(
            "SELECT seq, sealed FROM journal WHERE sealed IS NOT NULL LIMIT 2"
        ).fetchall()
    damage(log.path, "UPDATE journal SET sealed = ? WHERE seq = ?", right, one)
    damage(log.path, "UPDATE journal SET sealed = ? WHERE seq = ?", left, two)


def cut_behind_anchor(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "DELETE FROM journal WHERE seq >= ?", EARLY)
    Forger(log.path).forget_checkpoints(EARLY)


def restore_yesterday(log: AnchoredLog, folder: Path) -> None:
    log.put(folder / "yesterday.db")


def cut_in_window(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "DELETE FROM journal WHERE seq >= ?", LATE)
    Forger(log.path).forget_checkpoints(LATE)


def another_journal(log: AnchoredLog, folder: Path) -> None:
    other = a_morning(folder / "other")
    other.database.close()
    log.database.close()
    with closing(sqlite3.connect(other.path)) as source, closing(sqlite3.connect(log.path)) as target:
        source.backup(target)
    log.first_key, log.evidence = other.first_key, other.evidence


def records_of_another(log: AnchoredLog, folder: Path) -> None:
    other = a_morning(folder / "other")
    forger, foreign = Forger(log.path), Forger(other.path)
    forger.records[EARLY] = foreign.records[EARLY]
    forger.chain_again(EARLY)
    forger.put_back()
    shutil.copytree(other.evidence, log.evidence, dirs_exist_ok=True)


def rename_log(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    for record in forger.records:
        record.header = replace(record.header, log_id="ab" * 16)
    forger.records[0].say(log="ab" * 16)
    forger.chain_again(0)
    forger.put_back()


def rename_and_strip(log: AnchoredLog, _: Path) -> None:
    """As if it came from a version without keys, of a workstation that nobody knows."""
    forger = Forger(log.path)
    kinds = {"journal.keyed", "epoch.sealed"}
    forger.records = [record for record in forger.records if record.header.type not in kinds]
    for record in forger.records:
        record.header, record.mac = replace(record.header, log_id="ab" * 16), None
    forger.chain_again(0)
    forger.put_back()
    forger.forget_checkpoints(-1)


def cut_before_checkpoint(log: AnchoredLog, _: Path) -> None:
    damage(log.path, "DELETE FROM journal WHERE seq >= ?", LATE)


def excuse_this_month(log: AnchoredLog, _: Path) -> None:
    """By the agent itself, whose code was changed."""
    facts = {"month": "2026-11", "fingerprint": "", "by": "rm", "reason": "retention"}
    log.database.transact(lambda db: log.journal.append(db, "key.erased", facts))
    damage(log.path, "UPDATE journal SET sealed = NULL")


def note_of_another(log: AnchoredLog, folder: Path) -> None:
    other = a_morning(folder / "other")
    with closing(sqlite3.connect(other.path)) as db:
        (note,) = db.execute("SELECT note FROM checkpoint ORDER BY size LIMIT 1").fetchone()
    damage(log.path, "UPDATE checkpoint SET note = ? WHERE size = (SELECT MIN(size) FROM checkpoint)", note)


def swap_pictures(log: AnchoredLog, _: Path) -> None:
    one, two = sorted(log.evidence.glob("*/*.bin"))[:2]
    left, right = one.read_bytes(), two.read_bytes()
    one.write_bytes(right)
    two.write_bytes(left)


def lose_picture(log: AnchoredLog, _: Path) -> None:
    next(log.evidence.glob("*/*.bin")).unlink()


def roll_witness_back(log: AnchoredLog, _: Path) -> None:
    max(log.heads.glob("*/*/*.head")).unlink()


def change_witness(log: AnchoredLog, _: Path) -> None:
    newest = max(log.heads.glob("*/*/*.head"))
    newest.write_bytes(newest.read_bytes().replace(b'"size":', b'"size":1'))


# --- with the key of now -------------------------------------------------------------------------------


def reseal(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    forger.records[EARLY].say(site="nowhere")
    forger.chain_again(EARLY, with_key(stolen_key(log).key))
    forger.put_back()


def reseal_as_now(log: AnchoredLog, _: Path) -> None:
    """The old records get the time of now, so that their epoch is the one of the key that was stolen."""
    forger, stolen = Forger(log.path), stolen_key(log)
    late = int(log.clock.now().timestamp()) * 1_000_000
    forger.records = [
        record
        for at, record in enumerate(forger.records)
        if at < EARLY or record.header.type != "epoch.sealed"
    ]
    for record in forger.records[EARLY:]:
        record.header = replace(record.header, wall_us=late, epoch=stolen.epoch)
    forger.chain_again(EARLY, with_key(stolen.key))
    forger.put_back()


def reseal_and_sign(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    forger.records[EARLY].say(site="nowhere")
    forger.chain_again(EARLY, with_key(stolen_key(log).key))
    forger.put_back()
    forger.sign_again(log.signing)


def newer_key_in_window(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    forger.records[LATE].say(site="nowhere")
    forger.chain_again(LATE, with_key(stolen_key(log).key))
    forger.put_back()
    forger.forget_checkpoints(LATE)


def skip_empty_epochs(log: AnchoredLog, _: Path) -> None:
    """Cut at the end of an epoch and go on in a later one; the empty ones between get no seals."""
    forger, stolen = Forger(log.path), stolen_key(log)
    kept = forger.records[:LATE]
    after = [record for record in forger.records[LATE:] if record.header.epoch == stolen.epoch]
    forger.records = kept + [record for record in after if record.header.type != "epoch.sealed"]
    forger.chain_again(LATE, with_key(stolen.key))
    forger.put_back()
    forger.forget_checkpoints(LATE)


def edit_newest(log: AnchoredLog, _: Path) -> None:
    forger, last = Forger(log.path), log.size - 1
    forger.records[last].say(site="nowhere")
    forger.chain_again(last, with_key(stolen_key(log).key))
    forger.put_back()
    forger.sign_again(log.signing)


def edit_newest_unsigned(log: AnchoredLog, _: Path) -> None:
    forger, last = Forger(log.path), log.size - 1
    forger.records[last].say(site="nowhere")
    forger.chain_again(last, with_key(stolen_key(log).key))
    forger.put_back()


def spell_otherwise(log: AnchoredLog, _: Path) -> None:
    """A header that says the same in other bytes could say something else to another reader."""
    last = log.size - 1
    with closing(sqlite3.connect(log.path)) as db:
        (header,) = db.execute("SELECT header FROM journal WHERE seq = ?", (last,)).fetchone()
    header = json.dumps(json.loads(header)).encode()
    digest = header_hash(header)
    mac = mac_of(stolen_key(log).key, digest)
    damage(
        log.path, "UPDATE journal SET header = ?, hash = ?, mac = ? WHERE seq = ?", header, digest, mac, last
    )
    Forger(log.path).sign_again(log.signing)


def set_clock_back(log: AnchoredLog, _: Path) -> None:
    """Written with another program, which does not hold on to the last record's time as ours does."""
    forger, last = Forger(log.path), log.size - 1
    header = forger.records[last].header
    forger.records[last].header = replace(header, wall_us=header.wall_us - 90_000_000)
    forger.chain_again(last, with_key(stolen_key(log).key))
    forger.put_back()
    forger.sign_again(log.signing)


def claim_other_epoch(log: AnchoredLog, _: Path) -> None:
    forger, last, stolen = Forger(log.path), log.size - 1, stolen_key(log)
    header = forger.records[last].header
    forger.records[last].header = replace(header, wall_us=header.wall_us + 3_600_000_000)
    forger.chain_again(last, with_key(stolen.key))
    forger.put_back()
    forger.sign_again(log.signing)


def new_keys(log: AnchoredLog, _: Path) -> None:
    """A thief gives the log keys of his own, and goes on under them."""
    forger, last = Forger(log.path), log.size - 1
    keyed = forger.records[0]
    record = forger.records[last]
    record.header = replace(record.header, type="journal.keyed")
    record.payload, record.sealed = keyed.payload, None
    record.say(epoch=record.header.epoch)
    forger.chain_again(last, with_key(stolen_key(log).key))
    forger.put_back()
    forger.sign_again(log.signing)


# --- with every key ------------------------------------------------------------------------------------


def insider(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    forger.records[EARLY].say(site="nowhere")
    forger.chain_again(EARLY, with_first_key(log.first_key.epoch, log.first_key.key), proper(log))
    forger.put_back()
    forger.sign_again(log.signing)


def insider_in_window(log: AnchoredLog, _: Path) -> None:
    forger = Forger(log.path)
    forger.records[LATE].say(site="nowhere")
    forger.chain_again(LATE, with_first_key(log.first_key.epoch, log.first_key.key), proper(log))
    forger.put_back()
    forger.sign_again(log.signing)


def fork(log: AnchoredLog, folder: Path) -> None:
    """A clone of yesterday's workstation, keys and all, worked on: every record is the product's own."""
    clone = a_morning_after(log, folder)
    log.put(clone)


def a_morning_after(log: AnchoredLog, folder: Path) -> Path:
    path = folder / "clone.db"
    shutil.copy(folder / "yesterday.db", path)
    forger = Forger(path)
    original = Forger(log.path)
    began = len(forger.records)
    forger.records += original.records[began:]
    for record in forger.records[began:]:
        if record.header.type == "contact.intended":
            record.say(task="another customer's")
    forger.chain_again(began, with_first_key(log.first_key.epoch, log.first_key.key), proper(log))
    forger.put_back()
    with closing(sqlite3.connect(log.path)) as db:
        sizes = [row[0] for row in db.execute("SELECT size FROM checkpoint WHERE size > ?", (began,))]
    for size in sizes:
        made = sign_checkpoint(log.log_id, size, bytes(32), log.signing)
        damage(path, "INSERT INTO checkpoint VALUES (?, 0, ?, x'', ?, '')", size, made.root, made.note)
    forger.sign_again(log.signing)
    return path


ATTACKS = (
    Attack("a payload is edited", edit_payload, "H", "commitment"),
    Attack("a header is edited", edit_header, "H", "hash"),
    Attack("a record is deleted", delete, "HMSA", "sequence"),
    Attack("two records are exchanged", reorder, "HMSAT", "sequence"),
    Attack("a record is put before the first", put_one_before_all, "H", "sequence"),
    Attack("a payload is erased and no record says so", erase_payload, "H", "erasure"),
    Attack("encrypted facts are erased and no record says so", erase_sealed, "H", "erasure"),
    Attack("as above, and a record says that this month's key was erased", excuse_this_month, "H", "erasure"),
    Attack("encrypted facts of two records are exchanged", swap_sealed, "H", "sealed"),
    Attack("MACs are taken away", strip_macs, "M", "mac"),
    Attack("edited and chained again, no keys", edit_and_chain, "MSA", "mac"),
    Attack("as above, later checkpoints deleted", edit_chain_and_forget, "MA", "mac"),
    Attack("deleted and chained again, no keys", delete_and_chain, "MSA", "mac"),
    Attack("exchanged and chained again, no keys", reorder_and_chain, "MSA", "mac"),
    Attack("all resealed with the stolen key of now (CVE-2023-31439)", reseal, "MSA", "mac"),
    Attack("as above, all records moved into the epoch of now", reseal_as_now, "MSA", "seal"),
    Attack("as above, with the stolen signing key too", reseal_and_sign, "MA", "mac"),
    Attack("an insider copied the first key and the signing key", insider, "A", "witness"),
    Attack("cut off behind the anchor", cut_behind_anchor, "A", "witness"),
    Attack("yesterday's file is put back", restore_yesterday, "A", "witness"),
    Attack("a clone of the workstation went its own way", fork, "A", "witness"),
    Attack("empty epochs skipped: cut and continued (CVE-2023-31438)", skip_empty_epochs, "M", "seal"),
    Attack("an old record under a newer key, in the un-anchored window", newer_key_in_window, "M", "mac"),
    Attack("edited in the epoch of now, with its key", edit_newest_unsigned, "S", "checkpoint"),
    Attack("a header in another spelling, with both keys of now", spell_otherwise, "H", "format"),
    Attack("a record with an earlier time", set_clock_back, "T", "time"),
    Attack("a record with another epoch than its time", claim_other_epoch, "M", "epoch"),
    Attack("the log is given other keys and goes on under them", new_keys, "H", "device"),
    Attack("a record of another workstation is put in", records_of_another, "HMSA", "device"),
    Attack("the log gets another name", rename_log, "MSA", "mac"),
    Attack("as above, without MACs, seals and checkpoints", rename_and_strip, "A", "witness"),
    Attack("another workstation's whole journal", another_journal, "A", "witness"),
    Attack("a checkpoint of another journal", note_of_another, "S", "signature"),
    Attack("two pictures are exchanged", swap_pictures, "E", "evidence"),
    Attack("a picture is missing", lose_picture, "E", "evidence"),
    Attack("the witness's newest head is deleted", roll_witness_back, "A", "witness"),
    Attack("the witness's newest head is changed", change_witness, "A", "witness"),
    Attack(
        "cut off inside the un-anchored window, its checkpoint left", cut_before_checkpoint, "S", "checkpoint"
    ),
    Attack("cut off inside the un-anchored window", cut_in_window, "", ""),
    Attack("edited in the epoch of now, with its key and the signing key", edit_newest, "", ""),
    Attack("an insider with every key, inside the un-anchored window", insider_in_window, "", ""),
)


@pytest.fixture
def log(tmp_path: Path) -> AnchoredLog:
    return a_morning(tmp_path)


def test_nothing_is_found_where_nothing_was_done(log: AnchoredLog) -> None:
    report = log.verified()
    assert report.fault is None
    assert report.unchecked == {}
    assert set(report.checked) == {layer.value for layer in Layer}


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.about for attack in ATTACKS])
def test_an_attack_is_found_by_these_layers_and_no_others(
    log: AnchoredLog, tmp_path: Path, attack: Attack
) -> None:
    attack.do(log, tmp_path)
    found = "".join(name for name, layers in GROUPS.items() if log.verified(layers).fault is not None)
    fault = log.verified().fault
    assert (found, fault.layer if fault else "") == (attack.found_by, attack.named)


def test_every_layer_is_what_finds_some_attack() -> None:
    assert {attack.named for attack in ATTACKS} - {""} >= {layer.value for layer in Layer} - {
        Layer.FORMAT,
        Layer.CHAIN,
        Layer.CHECKPOINT,
    }


def test_the_table_of_the_documentation_is_this_one() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for attack in ATTACKS:
        cells = " | ".join("found" if name in attack.found_by else "-" for name in GROUPS)
        row = f"| {attack.about} | {cells} | {attack.named or '**missed**'} |"
        assert row in text, row


def test_the_clock_set_back_does_not_turn_the_log_back(log: AnchoredLog) -> None:
    log.clock.forward(seconds=-5_000)
    log.write(3)
    assert log.verified().fault is None


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (cut_behind_anchor, "journal.shorter_than_witnessed"),
        (restore_yesterday, "journal.shorter_than_witnessed"),
        (fork, "journal.forked"),
        (insider, "journal.forked"),
        (another_journal, "journal.other_log"),
    ],
)
def test_the_agent_does_not_start_over_what_the_witness_contradicts(
    log: AnchoredLog, tmp_path: Path, attack: Callable[[AnchoredLog, Path], None], code: str
) -> None:
    head = log.witness.head(log.log_id)
    assert head is not None
    attack(log, tmp_path)
    with closing(sqlite3.connect(log.path)) as db:
        present = Forger(log.path).records[0].header.log_id
        with pytest.raises(EnvironmentFault) as caught:
            refuse_unless_whole(db, present, [SeenHead.of_witness(head, "of the test")])
    assert caught.value.code == code
    assert "tandem journal new-segment" in str(caught.value)


def test_a_window_that_no_anchor_covers_is_counted(log: AnchoredLog) -> None:
    report = log.verified()
    assert report.witnessed == log.witnessed
    assert report.tail_records == log.size - log.witnessed
    assert report.tail_seconds == 1080.0


def test_keys_of_somebody_else_sign_nothing(log: AnchoredLog) -> None:
    stranger = checkpoint_key(log.log_id, secrets.token_bytes(32))
    Forger(log.path).sign_again(stranger)
    fault = log.verified().fault
    assert fault is not None
    assert fault.layer == Layer.SIGNATURE


def test_macs_that_nobody_made_are_told_only_with_the_first_key(log: AnchoredLog, tmp_path: Path) -> None:
    edit_chain_and_forget(log, tmp_path)
    without_key = VerifyWith(layers=GROUPS["H"] | GROUPS["M"], evidence=log.evidence, workers=1)
    assert verify_journal(log.path, without_key).fault is None
    assert log.verified(GROUPS["H"] | GROUPS["M"]).fault is not None
