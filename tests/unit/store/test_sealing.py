"""Sensitive columns: sealed in the file, whatever is written; rows of an older version are sealed once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from robot.domain.errors import EnvironmentFault, JournalUnwritable
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.sealed_fields import SealBroken
from robot.store import migrate as migrations
from robot.store.database import Database, connect
from robot.store.migrate import steps
from robot.store.old_rows import seal_old_rows
from robot.store.review_rows import Filter, listed
from robot.store.stored_task import TASK_JSON
from robot.store.tasks import SqliteTaskBook
from robot.store.track_use import open_tasks
from tests.support.builders import TODAY, HandClock, task
from tests.support.spying import readable_in
from tests.support.store import KEK, Store, sealing_journal

SECRETS = ["欧阳娜娜", "下周一再约她", "明天上午九点零七分", "她说孩子下个月结婚"]


async def fill(store: Store) -> str:
    one = task(1, customer={"name": SECRETS[0]})
    await store.take([one])
    await store.tasks.note(one.task_id, SECRETS[1])
    await store.tasks.choose(one.task_id, "1", {"call_time": SECRETS[2]})
    ending = TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.PAGE_CHANGED, detail=SECRETS[3])
    await store.tasks.end(one.task_id, ending)
    return one.task_id


async def test_what_is_written_is_read_again_and_lies_sealed(store: Store) -> None:
    task_id = await fill(store)
    stored = await store.tasks.get(task_id)
    assert [stored.task.customer.name, stored.note, *stored.free_slots.values(), stored.detail] == SECRETS
    assert readable_in(store.path.parent, [*SECRETS, "230000"]) == []
    assert store.sealed("task.ended") == [{"detail": SECRETS[3]}]
    again = store.started_again()
    try:
        assert (await again.tasks.get(task_id)).note == SECRETS[1]
    finally:
        again.database.close()
        store.database = Database(store.path)


async def test_the_programs_own_words_stay_readable(store: Store) -> None:
    await store.take([task(1)])
    ending = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED, detail="before the click")
    await store.tasks.end(task(1).task_id, ending)
    assert store.query("SELECT detail FROM task") == [("before the click",)]
    assert store.journalled()[-1][1]["detail"] == "before the click"


async def test_a_number_of_a_card_is_written_nowhere_not_even_sealed(store: Store) -> None:
    await store.take([task(1)])
    await store.tasks.note(task(1).task_id, "卡号 6217000012343821 别弄错")
    assert (await store.tasks.get(task(1).task_id)).note == "卡号 6217****3821 别弄错"


async def test_whoever_writes_into_the_file_is_not_believed(store: Store) -> None:
    task_id = await fill(store)
    plain = TASK_JSON.dump_json(task(1)).decode().replace("'", "''")
    for column, planted in (
        ("payload", plain),
        ("note", "别人写的"),
        ("free_slots", "{}"),
        ("detail", "别人写的"),
    ):
        [(kept,)] = store.query(f"SELECT {column} FROM task")
        store.query(f"UPDATE task SET {column} = '{planted}'")
        with pytest.raises(SealBroken):
            await store.tasks.get(task_id)
        store.query(f"UPDATE task SET {column} = '{kept}'")
    assert (await store.tasks.get(task_id)).note == SECRETS[1]


async def test_without_the_keys_codes_can_be_read_and_nothing_else(store: Store) -> None:
    await store.take([task(1)])
    with closing(connect(store.path, read_only=True)) as db:
        assert db.execute("SELECT customer_id, state FROM task").fetchone()["state"] == "ready"
        with pytest.raises(KeyNotHeld):
            open_tasks(db, TODAY)


async def test_a_store_without_its_keyring_takes_no_list(tmp_path: Path, clock: HandClock) -> None:
    database = Database(tmp_path / "tandem.db")
    book = SqliteTaskBook(database, sealing_journal(clock, DataKeys()), clock)
    with pytest.raises(EnvironmentFault):
        await book.merge(source="a", sha256="aa", tasks=[task(1)], set_aside=[])
    assert database.transact(lambda db: db.execute("SELECT COUNT(*) FROM task").fetchone()[0]) == 0
    database.close()


def old_store(path: Path) -> None:
    """A store of version 7: a task, a review, its decision and an unfit row, as that version wrote them."""
    payload = TASK_JSON.dump_json(task(1, customer={"name": SECRETS[0]})).decode()
    with closing(sqlite3.connect(path)) as db:
        for number, sql in steps():
            if number <= 7:
                db.executescript(sql)
        db.execute("PRAGMA user_version = 7")
        db.execute(
            "INSERT INTO task (task_id, business_date, rm_id, customer_id, channel, position, payload,"
            " content_sha256, state, free_slots, note, detail) VALUES (?, ?, '1001', 'C1', 'wecom', 1, ?,"
            " 'x', 'ready', ?, ?, ?)",
            (task(1).task_id, TODAY.isoformat(), payload, json.dumps({"a": SECRETS[2]}), *SECRETS[1::2]),
        )
        db.execute(
            "INSERT INTO review (review_id, kind, state, verdict, opened_at, business_date, nonce, subject,"
            " name_masked, asked_comment, text, text_sha256, findings, context) VALUES (1, 'hand_typed',"
            " 'approved', 'review', '2026-11-20T10:00:00+08:00', '2026-11-20', 'n1', 's', '欧***', ?, ?, 'h',"
            " '[]', ?)",
            (SECRETS[1], SECRETS[0] + "您好", json.dumps([["customer", SECRETS[3]]], ensure_ascii=False)),
        )
        db.execute(
            "INSERT INTO review_decision (review_id, state, comment, person, person_name, decided_at,"
            " document, signature) VALUES (1, 'approved', ?, 'su', 'Su', '2026-11-20T10:00:00+08:00', ?,"
            " x'7b7d')",
            (SECRETS[1], json.dumps({"comment": SECRETS[1]}, ensure_ascii=False).encode()),
        )
        db.execute("INSERT INTO pulled_list VALUES (1, 'list.csv', 'aa', '2026-11-20T08:00:00+08:00')")
        db.execute("INSERT INTO set_aside VALUES (1, 4, 'name', ?, 'no number')", (SECRETS[0],))
        db.commit()
    # What an even older version left beside it.
    path.with_suffix(".v5.bak").write_bytes("，".join(SECRETS).encode())


def copies(path: Path) -> list[Path]:
    return list(path.parent.glob("*.bak"))


def upgraded(path: Path, clock: HandClock, beside: Callable[[], None] = lambda: None) -> Store:
    store = Store(path, clock)
    seal_old_rows(store.database, store.journal, beside)
    return store


async def test_rows_of_an_older_version_are_sealed_once_and_its_copies_deleted(
    tmp_path: Path, clock: HandClock
) -> None:
    path = tmp_path / "tandem.db"
    old_store(path)
    assert readable_in(tmp_path, SECRETS)
    store = upgraded(path, clock)
    try:
        assert readable_in(tmp_path, SECRETS) == []
        assert not copies(path)
        stored = await store.tasks.get(task(1).task_id)
        assert [stored.task.customer.name, stored.note, *stored.free_slots.values(), stored.detail] == SECRETS
        ((item, decision),) = store.database.transact(lambda db: listed(db, Filter()))
        assert (item.text, item.context[0].text, item.asked_comment) == (
            SECRETS[0] + "您好",
            SECRETS[3],
            SECRETS[1],
        )
        assert decision is not None
        assert (decision.comment, json.loads(decision.document)) == (SECRETS[1], {"comment": SECRETS[1]})
        assert store.query("SELECT external_id, line FROM task") == [("wm0001", "wealth")]
        # The same list again changes nothing, so its hash was made anew in the same way.
        assert (await store.take([task(1, customer={"name": SECRETS[0]})])).unchanged == 1
        assert store.types().count("store.sealed") == 1
        seal_old_rows(store.database, store.journal)
        assert store.types().count("store.sealed") == 1
    finally:
        store.database.close()


async def test_a_crash_between_sealing_and_cleaning_up_is_cleaned_up_at_the_next_start(
    tmp_path: Path, clock: HandClock
) -> None:
    path = tmp_path / "tandem.db"
    old_store(path)

    def crash() -> None:
        raise RuntimeError

    store = Store(path, clock)
    with pytest.raises(RuntimeError):
        seal_old_rows(store.database, store.journal, crash)
    assert copies(path), "nothing is deleted before all is sealed"
    store.database.close()
    done: list[str] = []
    again = upgraded(path, clock, lambda: done.append("beside"))
    try:
        assert done == ["beside"]
        assert readable_in(tmp_path, SECRETS) == []
    finally:
        again.database.close()


def test_a_row_that_cannot_be_sealed_leaves_all_as_it_was(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tandem.db"
    old_store(path)
    database = Database(path, DataKeys(KEK))
    monkeypatch.setattr(migrations, "steps", list)
    # It stands before the real one for this connection, and lacks its columns.
    database.transact(lambda db: db.execute("CREATE TEMP TABLE set_aside (other TEXT)").close())
    with pytest.raises(JournalUnwritable):
        seal_old_rows(database, sealing_journal(clock, database.keys or DataKeys()))
    [payload] = database.transact(lambda db: db.execute("SELECT payload FROM task").fetchone())
    assert SECRETS[0] in payload
    assert copies(path)
    database.close()
