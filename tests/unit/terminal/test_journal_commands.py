"""`tandem journal verify`, `export` and `new-segment` over a real home, without an agent."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from robot.agent.endpoint import Home
from robot.agent.journal_desk import JournalDesk, JournalParts
from robot.agent.os_account import os_account
from robot.agent.segments import lawful_successor
from robot.agent.single_instance import InstanceLock
from robot.domain.errors import EnvironmentFault, InputRefused, TandemError
from robot.governance import Refusal, TrustPlace
from robot.governance.private_keys import new_key
from robot.journal.data_keys import DataKeys
from robot.journal.reading_keys import ReadingKey, new_reading_key
from robot.journal.sealed_fields import RecordSealer
from robot.journal.segment import pending
from robot.journal.verify_journal import verify_journal
from robot.store.database import Database
from robot.terminal import journal_export, journal_segment, journal_verify
from robot.terminal.journal_export import make_export
from robot.terminal.journal_segment import make_commands
from robot.vault import MemoryVault
from tests.support.builders import HandClock
from tests.support.forging import damage
from tests.unit.governance.house import SPAN, House
from tests.unit.terminal.conftest import Tandem

PASSPHRASE = "correct horse battery"
KEK = bytes(range(32))
BOSS, CHECKER, AUTHOR = "bo.supervisor", "co.compliance", "an.author"
Capture = pytest.CaptureFixture[str]


class Workstation:
    """A home whose journal is written by the agent's own desk, and the people who may sign for it."""

    def __init__(self, home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.folder = home, folder
        self.clock, self.vault = HandClock(), MemoryVault()
        self.share = folder / "share"
        self.share.mkdir()
        home.path.mkdir(parents=True)
        home.settings.write_text(f"journal: {{witness: {self.share}}}\n", encoding="utf-8")
        self.house = House(folder / "bank")
        self.reading: tuple[ReadingKey, ...] = ()
        for who, role in ((BOSS, "supervisor"), (CHECKER, "compliance"), (AUTHOR, "author")):
            public = new_key(folder / f"{who}.pem", PASSPHRASE)
            keys = [{"public_key": public.text, "fingerprint": public.fingerprint, **SPAN}]
            self.house.people = [each for each in self.house.people if each["id"] != who]
            self.house.people.append(self.house.person(who, role, keys=keys))
        self.house.install_roles()
        self.trust = TrustPlace(folder=self.house.trust, is_throwaway=True)
        self.database: Database | None = None
        for module in (journal_segment, journal_export):
            monkeypatch.setattr(module, "SystemClock", lambda: self.clock)
        app = typer.Typer()
        app.add_typer(make_commands(lambda: self.trust, lambda: self.vault), name="new-segment")
        app.command("export")(make_export(lambda: self.vault))
        app.command("verify")(journal_verify.verify)
        self.app = app

    def start(self) -> JournalDesk:
        """The agent's journal, as at every start."""
        self.stop()
        keys = DataKeys(KEK, now=self.clock.now)
        self.database = Database(self.home.database, keys)
        return JournalDesk(
            JournalParts(
                home=self.home,
                database=self.database,
                clock=self.clock,
                vault=self.vault,
                key_encryption_key=KEK,
                sealer=RecordSealer(keys),
                readers=lambda: self.reading,
                witness=self.share,
                is_lawful=lawful_successor(self.home, self.trust, self.clock),
            )
        )

    def stop(self) -> None:
        if self.database is not None:
            self.database.close()
            self.database = None

    def write(self, desk: JournalDesk, count: int) -> None:
        assert self.database is not None
        for number in range(count):
            facts = {"task": f"T{number}", "customer": f"C{number % 2}"}
            self.database.transact(
                lambda db, f=facts: desk.journal.append(db, "task.ended", f, {"name": "王芳"})  # type: ignore[misc]
            )
            self.clock.forward(seconds=5)

    def do(self, *words: object, passphrase: str = PASSPHRASE) -> str:
        """What a command says; an error of ours is raised."""
        result = CliRunner().invoke(self.app, [str(word) for word in words], input=f"{passphrase}\n")
        if isinstance(result.exception, TandemError):
            raise result.exception
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return f"{result.exit_code} {result.output}"

    def key(self, who: str) -> Path:
        return self.folder / f"{who}.pem"


@pytest.fixture
def work(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workstation]:
    made = Workstation(home, tmp_path, monkeypatch)
    yield made
    made.stop()


@pytest.fixture
async def cut(work: Workstation) -> Workstation:
    """A workstation whose store was put back to what it was before the witness saw more."""
    desk = work.start()
    work.write(desk, 3)
    await desk.checkpoint()
    work.stop()
    shutil.copy(work.home.database, work.folder / "yesterday.db")
    desk = work.start()
    work.write(desk, 5)
    await desk.checkpoint()
    work.stop()
    shutil.copy(work.folder / "yesterday.db", work.home.database)
    return work


def refused(work: Workstation, *words: object) -> TandemError:
    with pytest.raises(TandemError) as caught:
        work.do(*words)
    return caught.value


# --- verify ---------------------------------------------------------------------------------------------


async def test_everything_that_is_at_hand_is_compared(
    work: Workstation, tandem: Tandem, capsys: Capture
) -> None:
    desk = work.start()
    work.write(desk, 4)
    await desk.checkpoint()
    work.write(desk, 2)
    assert tandem("journal", "verify") == 0
    said = capsys.readouterr().out
    assert "The journal is whole: 8 records" in said
    assert "witness" in said.split("checked: ")[1].split("\n")[0]
    assert "NOT ANCHORED: a witness holds 6 records" in said
    assert tandem("journal", "verify", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["records"], told["fault"], told["witnessed"], told["is_anchored"]) == (8, None, 6, False)


async def test_a_cut_journal_is_told_with_the_layer(
    cut: Workstation, tandem: Tandem, capsys: Capture
) -> None:
    assert tandem("journal", "verify") == 1
    said = capsys.readouterr().err
    assert "record 5 is bad (witness: it is not what the witness has seen)" in said
    assert "has seen 10 records, and there are 5" in said


async def test_a_checkpoint_that_is_trusted_saves_the_reading_of_what_is_before(work: Workstation) -> None:
    desk = work.start()
    work.write(desk, 4)
    await desk.checkpoint()
    work.write(desk, 2)
    with closing(sqlite3.connect(work.home.database)) as db:
        size, note = db.execute("SELECT size, note FROM checkpoint").fetchone()
    (work.folder / "head.note").write_bytes(note)
    damage(work.home.database, "UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE seq = 2")
    assert work.do("verify").startswith("1 ")
    assert f"2 records, from record {size} on" in work.do("verify", "--from", size)
    assert f"2 records, from record {size} on" in work.do("verify", "--from", work.folder / "head.note")
    assert "no checkpoint" in str(refused(work, "verify", "--from", work.home.settings))
    assert "fewer than 99 records" in str(refused(work, "verify", "--from", "99"))


async def test_a_reading_key_opens_the_first_key(work: Workstation) -> None:
    work.reading = (new_reading_key(work.folder / "reading.pem", PASSPHRASE),)
    desk = work.start()
    work.write(desk, 4)
    assert "not checked: mac" in work.do("verify")
    assert "not checked: mac" not in work.do("verify", "--reading-key", work.folder / "reading.pem")
    new_reading_key(work.folder / "other.pem", PASSPHRASE)
    assert refused(work, "verify", "--reading-key", work.folder / "other.pem").code == (
        "keys.not_for_this_reader"
    )


async def test_the_key_of_the_checkpoints_can_be_given(work: Workstation) -> None:
    desk = work.start()
    work.write(desk, 4)
    await desk.checkpoint()
    known = base64.b64encode(desk.checkpoints.public_key).decode()
    assert work.do("verify", "--signing-key", known).startswith("0 ")
    assert work.do("verify", "--signing-key", base64.b64encode(bytes(32)).decode()).startswith("1 ")
    assert "no Ed25519" in str(refused(work, "verify", "--signing-key", "AAAA"))


# --- export ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("select", "whole"),
    [
        ((), 8),
        (("--select", "3-5", "--select", "7"), 4),
        (("--select", "task=T2"), 1),
        (("--select", "customer=C1"), 3),
        (("--select", "type=task.ended", "--until", "6"), 5),
    ],
)
async def test_what_was_exported_verifies_elsewhere(
    work: Workstation, select: tuple[str, ...], whole: int
) -> None:
    desk = work.start()
    work.write(desk, 6)
    await desk.checkpoint()
    out = work.folder / "evidence.zip"
    said = work.do("export", out, "--reason", "case 7", "--limit", "internal audit", *select)
    assert f"{whole} records whole" in said
    shutil.rmtree(work.home.path)
    told = work.do("verify", out)
    assert told.startswith("0 ")
    assert "case 7" in told
    assert "internal audit" in told
    assert work.do("verify", out, "--witness", work.share).startswith("0 ")


async def test_a_selection_that_says_nothing_is_refused(work: Workstation) -> None:
    work.write(work.start(), 2)
    for wrong in ("x", "name=王芳", "9-"):
        assert isinstance(
            refused(work, "export", work.folder / "e.zip", "--reason", "x", "--select", wrong), InputRefused
        )


async def test_without_the_key_nothing_is_exported(work: Workstation) -> None:
    work.write(work.start(), 2)
    work.vault = MemoryVault()
    assert refused(work, "export", work.folder / "e.zip", "--reason", "x").code == "bundle.no_key"


# --- new-segment ----------------------------------------------------------------------------------------


def ordered(work: Workstation, *signers: tuple[str, str]) -> Path:
    folder = work.folder / "order"
    work.do("new-segment", "prepare", "--reason", "backup_restored", "--case", "INC-7", "--out", folder)
    for who, side in signers:
        work.do("new-segment", "sign", folder, "--key", work.key(who), "--as", side)
    return folder


BOTH = ((CHECKER, "compliance"), (BOSS, "supervisor"))


async def test_two_signatures_lead_to_a_journal_that_cites_the_old_one(cut: Workstation) -> None:
    with pytest.raises(EnvironmentFault, match="new-segment") as caught:
        cut.start()
    assert caught.value.code == "journal.shorter_than_witnessed"
    cut.stop()
    folder = ordered(cut, *BOTH)
    order = json.loads((folder / "segment.json").read_bytes())
    assert (order["witnessed_size"], order["local_size"], order["case"]) == (10, 5, "INC-7")
    assert "Ordered by" in cut.do("new-segment", "open", folder)

    desk = cut.start()
    assert desk.log_id != order["old_log"]
    with closing(sqlite3.connect(cut.home.database)) as db:
        types = [
            json.loads(row[0])["type"]
            for row in db.execute("SELECT header FROM journal ORDER BY seq LIMIT 2")
        ]
        cited = json.loads(db.execute("SELECT payload FROM journal WHERE seq = 1").fetchone()[0])
        assert pending(db) is None
    assert types == ["journal.keyed", "segment.opened"]
    assert cited["order"] == order
    assert {each["person"] for each in cited["signatures"]} == {BOSS, CHECKER}
    # Once more before the witness has seen anything of it, and after.
    desk = cut.start()
    await desk.checkpoint()
    desk = cut.start()
    cut.write(desk, 2)
    await desk.checkpoint()
    assert cut.do("verify").startswith("0 ")


async def test_the_old_journal_stays_readable_by_itself(cut: Workstation) -> None:
    before = verify_journal(cut.home.database)
    cut.do("new-segment", "open", ordered(cut, *BOTH))
    (archive,) = (cut.home.path / "segments").glob("*.db")
    after = verify_journal(archive)
    assert (after.fault, after.records, after.head, after.log_id) == (
        None,
        before.records,
        before.head,
        before.log_id,
    )
    assert cut.do("verify", archive).startswith("0 ")
    assert sorted(path.name for path in (cut.home.path / "segments").glob("*.order/*")) == [
        "compliance.sig.json",
        "segment.json",
        "supervisor.sig.json",
    ]


async def test_an_order_is_carried_out_once_more_after_a_crash(
    cut: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ordered(cut, *BOTH)

    def die(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr("robot.journal.segment._empty", die)
        result = CliRunner().invoke(cut.app, ["new-segment", "open", str(folder)])
        assert isinstance(result.exception, RuntimeError)
    with pytest.raises(EnvironmentFault):
        cut.start()
    cut.stop()
    cut.do("new-segment", "open", folder)
    assert cut.start().log_id


@pytest.mark.parametrize("signers", [(), BOTH[:1], BOTH[1:]])
async def test_one_signature_is_not_enough(cut: Workstation, signers: tuple[tuple[str, str], ...]) -> None:
    folder = ordered(cut, *signers)
    assert refused(cut, "new-segment", "open", folder).code == Refusal.UNSIGNED
    assert verify_journal(cut.home.database).records == 5


@pytest.mark.parametrize(
    ("who", "side", "code"),
    [
        (AUTHOR, "compliance", Refusal.ROLE_MISSING),
        (AUTHOR, "author", Refusal.ROLE_MISSING),
        (BOSS, "compliance", Refusal.ROLE_MISSING),
        (CHECKER, "supervisor", Refusal.ONE_PERSON),
    ],
)
async def test_who_may_not_sign_does_not(cut: Workstation, who: str, side: str, code: str) -> None:
    folder = ordered(cut, (CHECKER, "compliance")) if who == CHECKER else ordered(cut)
    if who == CHECKER:
        cut.house.change(CHECKER, roles=[{"role": each, **SPAN} for each in ("compliance", "supervisor")])
    assert refused(cut, "new-segment", "sign", folder, "--key", cut.key(who), "--as", side).code == code


async def test_whoever_works_here_does_not_sign_for_the_log(cut: Workstation) -> None:
    folder = ordered(cut, *BOTH)
    cut.house.change(BOSS, accounts=[os_account()])
    assert refused(cut, "new-segment", "open", folder).code == Refusal.ONE_PERSON


async def test_an_order_ends_with_its_last_day(cut: Workstation) -> None:
    folder = ordered(cut, *BOTH)
    cut.clock.forward(days=15)
    assert refused(cut, "new-segment", "open", folder).code == Refusal.EXPIRED


async def test_an_order_is_about_what_its_signers_saw(cut: Workstation) -> None:
    folder = ordered(cut, *BOTH)
    damage(cut.home.database, "DELETE FROM journal WHERE seq = 4")
    assert refused(cut, "new-segment", "open", folder).code == "segment.other_state"


async def test_nothing_is_opened_while_an_agent_runs(cut: Workstation) -> None:
    folder = ordered(cut, *BOTH)
    lock = InstanceLock(cut.home.lock)
    try:
        assert refused(cut, "new-segment", "open", folder).code == "agent.already_running"
    finally:
        lock.release()


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "no signature": lambda cited: cited.update(signatures=[]),
    "one twice": lambda cited: cited.update(signatures=cited["signatures"][:1] * 2),
    "another order": lambda cited: cited["order"].update(case="INC-8"),
    "another log": lambda cited: cited["order"].update(old_log="0" * 32),
    "nothing": lambda cited: cited.clear(),
}


@pytest.mark.parametrize("about", FORGED)
async def test_a_journal_that_cites_what_nobody_signed_does_not_start(cut: Workstation, about: str) -> None:
    cut.do("new-segment", "open", ordered(cut, *BOTH))
    with closing(sqlite3.connect(cut.home.database)) as db, db:
        cited = pending(db)
        assert cited is not None
        FORGED[about](cited)
        db.execute("UPDATE setting SET value = ? WHERE key = 'journal.segment'", (json.dumps(cited),))
    with pytest.raises(EnvironmentFault) as caught:
        cut.start()
    assert caught.value.code == "journal.other_log"


async def test_deleting_everything_is_no_way_to_a_new_segment(cut: Workstation) -> None:
    for path in (cut.home.database, cut.home.journal_key):
        path.unlink()
    with pytest.raises(EnvironmentFault) as caught:
        cut.start()
    assert caught.value.code == "journal.other_log"
    cut.stop()
    cut.do("new-segment", "open", ordered(cut, *BOTH))
    assert cut.start().log_id
