"""Erasing from a terminal: what goes is told first, a supervisor signs, and the agent gets the order."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from robot.domain.erasure_views import Erased, ErasureAsked
from robot.execution.ports import Picture
from robot.governance.erasure_orders import ErasureOrder
from robot.governance.private_keys import new_key, open_key
from robot.governance.signatures import Purpose, read_signature
from robot.journal.data_keys import DataKeys
from robot.journal.evidence import EvidenceFolder
from robot.journal.reading_keys import new_reading_key, open_reading_key
from robot.store.database import Database
from tests.support.builders import HandClock
from tests.support.store import KEK, sealing_journal
from tests.unit.terminal.conftest import ScriptedAgent, Tandem

PASSPHRASE = "a long passphrase"
NOW = datetime(2027, 1, 5, 2, tzinfo=UTC)
REASON = "保存期已满"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "supervisor.pem"
    new_key(path, PASSPHRASE)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    return path


def scripted(agent: ScriptedAgent, fingerprint: str) -> None:
    agent.answers["erasure"] = lambda request: ErasureAsked(
        log="ab" * 16,
        what=request.what,
        of=request.of,
        records=1234,
        pictures=56,
        now=NOW,
        signers={fingerprint: "wang.fang"},
    )
    agent.answers["erase"] = Erased(
        what="month", of="2025-11", records=1234, pictures=56, is_log_emptied=False
    )


def test_a_month_is_erased_by_a_signed_order(
    tandem: Tandem, agent: ScriptedAgent, key_file: Path, capsys: Capture
) -> None:
    key = open_key(key_file, PASSPHRASE).public
    scripted(agent, key.fingerprint)
    words = ("journal", "erase-month", "2025-11", "--reason", REASON, "--key", str(key_file), "--yes")
    assert tandem(*words) == 0
    said = capsys.readouterr().out
    assert "1,234 records and 56 pictures of 2025-11" in said
    assert "write-ahead log was busy" in said
    verb, request = agent.asked[-1]
    assert verb == "erase"
    sent = json.loads(request.model_dump_json())
    order = ErasureOrder.model_validate_json(sent["order"])
    assert (order.log, order.what, order.of, order.reason) == ("ab" * 16, "month", "2025-11", REASON)
    signature = read_signature(sent["signature"].encode())
    assert signature.fits(key, sent["order"].encode())
    assert (signature.purpose, signature.person, signature.signed_at) == (Purpose.ERASURE, "wang.fang", NOW)


def test_a_customer_is_erased_only_after_a_yes(
    tandem: Tandem, agent: ScriptedAgent, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted(agent, open_key(key_file, PASSPHRASE).public.fingerprint)
    words = ("journal", "erase-customer", "C00000001", "--reason", REASON, "--key", str(key_file))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"n\n{PASSPHRASE}\n"))
    assert tandem(*words) == 1
    assert [verb for verb, _ in agent.asked] == ["erasure"]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"y\n{PASSPHRASE}\n"))
    assert tandem(*words) == 0
    assert [verb for verb, _ in agent.asked] == ["erasure", "erasure", "erase"]


def test_a_key_that_is_no_supervisors_erases_nothing(
    tandem: Tandem, agent: ScriptedAgent, key_file: Path, capsys: Capture
) -> None:
    scripted(agent, "cd" * 32)
    words = ("journal", "erase-month", "2025-11", "--reason", REASON, "--key", str(key_file), "--yes")
    assert tandem(*words) == 2
    assert "is no supervisor's" in capsys.readouterr().err
    assert [verb for verb, _ in agent.asked] == ["erasure"]


def test_a_reading_key_is_made_into_a_closed_file(
    tandem: Tandem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    path = tmp_path / "reader.pem"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert tandem("journal", "reading-key", "new", "--name", "wang.fang", "--out", str(path)) == 0
    said = capsys.readouterr().out
    public = open_reading_key(path, PASSPHRASE).public
    assert f"tandem-reading {public.text} wang.fang" in said.replace("\n", " ")
    assert public.fingerprint in said
    assert PASSPHRASE not in said
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert tandem("journal", "reading-key", "new", "--name", "x", "--out", str(tmp_path / "y.pem")) == 2


def test_a_reader_opens_records_of_a_lost_workstation(
    tandem: Tandem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    path = tmp_path / "reader.pem"
    public, clock = new_reading_key(path, PASSPHRASE), HandClock()
    keys = DataKeys(KEK, readers=lambda: [public], now=clock.now)
    database = Database(tmp_path / "lost" / "tandem.db", keys)
    journal = sealing_journal(clock, keys)
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "JPEG")

    def work(db: sqlite3.Connection) -> tuple[int, int]:
        keys.for_writing(db, "2026-11", journal.append)
        name = asyncio.run(folder.keep(Picture(jpeg=out.getvalue())))
        first = journal.append(
            db, "task.ended", {"task": "T1", "evidence": name}, {"detail": "王芳说下周再来"}
        )
        return first, journal.append(db, "task.noted", {"task": "T1"})

    folder = EvidenceFolder(tmp_path / "lost" / "evidence", clock.now, keys)
    sealed, plain = database.transact(work)
    database.close()
    words = ("--source", str(tmp_path / "lost" / "tandem.db"), "--key", str(path))
    shown = tmp_path / "shown"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert tandem("journal", "open", str(sealed), *words, "--pictures", str(shown)) == 0
    assert "王芳说下周再来" in capsys.readouterr().out
    [picture] = shown.iterdir()
    with Image.open(picture) as image:
        assert image.size == (40, 20)
    assert picture.stat().st_mode & 0o077 == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert tandem("journal", "open", str(plain), *words) == 2
    other = tmp_path / "other.pem"
    new_reading_key(other, PASSPHRASE)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert tandem("journal", "open", str(sealed), *words[:2], "--key", str(other)) == 2
    assert "王芳" not in capsys.readouterr().out
