"""The file itself: rights, versions, and that a disk that refuses leaves everything as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from robot.domain.errors import EnvironmentFault, JournalUnwritable
from robot.store import migrate as migrations
from robot.store.database import Database, connect
from tests.support.builders import HandClock, key, task
from tests.support.store import Store

ROOT = Path(__file__).resolve().parents[3]


def test_a_fresh_store_is_this_users_alone_and_of_the_newest_version(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert store.query("PRAGMA user_version") == [(migrations.steps()[-1][0],)]
    assert store.query("PRAGMA journal_mode") == [("wal",)]
    assert store.query("PRAGMA synchronous") == [(2,)], "every commit survives a power cut"


def test_the_files_beside_it_are_as_private(store: Store) -> None:
    store.database.transact(lambda db: db.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')"))
    beside = [path for path in store.path.parent.iterdir() if path.name.startswith("tandem.db")]
    assert len(beside) > 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in beside} == {0o600}


def test_a_store_of_a_newer_tandem_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tandem.db"
    Database(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 999")
    before, threads = path.read_bytes(), threading.active_count()
    with pytest.raises(EnvironmentFault) as refused:
        Database(path)
    assert refused.value.code == "store.too_new"
    assert path.read_bytes() == before
    assert threading.active_count() == threads


def test_an_older_store_is_copied_before_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tandem.db"
    opened = Database(path)
    opened.transact(lambda db: db.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')"))
    opened.close()
    newest = migrations.steps()[-1][0]
    more = [*migrations.steps(), (newest + 1, "CREATE TABLE later (x TEXT) STRICT;")]
    monkeypatch.setattr(migrations, "steps", lambda: more)
    opened = Database(path)
    assert opened.transact(lambda db: db.execute("SELECT COUNT(*) FROM later").fetchone()[0]) == 0
    opened.close()
    copy = tmp_path / f"tandem.v{newest}.bak"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600, "it holds what the store holds"
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT key, value FROM setting").fetchall() == [("a", "b")]


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tandem.db"
    Database(path).close()
    newest = migrations.steps()[-1][0]
    monkeypatch.setattr(
        migrations,
        "steps",
        lambda: [(newest + 1, "CREATE TABLE later (x TEXT); INSERT INTO nowhere VALUES (1);")],
    )
    with pytest.raises(JournalUnwritable):
        Database(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (newest,)
        assert db.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall() == []


async def test_a_full_store_writes_nothing_and_says_so(store: Store) -> None:
    await store.take([task(1)])
    before = store.query("SELECT * FROM task"), store.query("SELECT * FROM journal")
    pages = store.query("PRAGMA page_count")[0][0]
    store.query(f"PRAGMA max_page_count = {pages}")
    many = [task(number) for number in range(2, 200)]
    with pytest.raises(JournalUnwritable):
        await store.take(many, "bb")
    assert (store.query("SELECT * FROM task"), store.query("SELECT * FROM journal")) == before
    store.query("PRAGMA max_page_count = 1000000")
    assert (await store.take(many, "bb")).added == 198, "and goes on once there is room"


#: Fills the allowed file size with small entries until the disk refuses; run in a process of its own.
_FILL = """
import asyncio, resource, signal, sys
from pathlib import Path
from robot.domain.errors import JournalUnwritable
from tests.support.builders import HandClock, key, task
from tests.support.store import Store

async def main():
    store = Store(Path(sys.argv[1]), HandClock())
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
    for number in range(1, 100_000):
        try:
            await store.ledger.intend(
                key(number), task=task(number), site="wecom", text_sha256="ab" * 32, baseline=0
            )
        except JournalUnwritable:
            print(number - 1)
            return
asyncio.run(main())
"""


def test_when_the_disk_is_full_what_was_promised_stands_and_nothing_half(
    tmp_path: Path, clock: HandClock
) -> None:
    path = tmp_path / "tandem.db"
    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")])},
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    written = int(done.stdout)
    assert written > 20
    store = Store(path, clock)
    try:
        assert store.query("SELECT COUNT(*) FROM contact_ledger") == [(written,)]
        assert store.query("SELECT COUNT(*) FROM journal") == [(written,)], "one record for one entry"
        assert store.is_sound
    finally:
        store.database.close()


def test_a_place_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalUnwritable):
        Database(tmp_path / "file" / "tandem.db")


def test_a_file_that_is_no_store_is_said_so_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tandem.db"
    path.write_bytes(b"somebody's holiday pictures" * 1000)
    with pytest.raises(JournalUnwritable):
        Database(path)
    assert path.read_bytes().startswith(b"somebody's")


async def test_a_reader_reads_and_cannot_write(store: Store) -> None:
    await store.take([task(1)])
    with closing(connect(store.path, read_only=True)) as db:
        assert db.execute("SELECT COUNT(*) FROM task").fetchone()[0] == 1
        with pytest.raises(sqlite3.OperationalError):
            db.execute("DELETE FROM task")


async def test_a_journal_that_cannot_be_written_takes_its_change_back(store: Store) -> None:
    """Never unlogged: the ledger's entry and its record are one transaction."""
    await store.take([task(1)])
    store.lose_journal()
    with pytest.raises(JournalUnwritable):
        await store.ledger.intend(key(), task=task(1), site="wecom", text_sha256="ab", baseline=0)
    assert store.query("SELECT COUNT(*) FROM contact_ledger") == [(0,)]


async def test_accounts_and_settings_are_kept_and_their_names_not_logged(store: Store) -> None:
    await store.accounts.put("wecom", "robot", "liming@bank")
    await store.accounts.tested("wecom", "robot", "ok")
    await store.accounts.set_setting("hold_s", "10")
    entry = await store.accounts.find("wecom", "robot")
    assert entry is not None
    assert (entry.username, entry.test_result, entry.tested_at) == ("liming@bank", "ok", store.clock.now())
    assert await store.accounts.settings() == {"hold_s": "10"}
    await store.accounts.remove("wecom", "robot")
    assert await store.accounts.all() == []
    assert store.types() == ["account.set", "account.tested", "setting.changed", "account.removed"]
    assert "liming" not in str(store.journalled())
