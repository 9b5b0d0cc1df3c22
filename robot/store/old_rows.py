"""Rows of a store from before its fields were sealed: sealed once, and the plain copies removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import EnvironmentFault
from robot.journal.journal import Journal
from robot.store.database import Database
from robot.store.merging import canonical
from robot.store.review_rows import SEALED, decision_place, place_of
from robot.store.sealing import digest, opened, seal, seal_detail

#: Version of the last store that held plain text.
_LAST_PLAIN = 7

#: Stands in `still_plain` while freed pages and copies may still hold plain text.
_COPIES = "copies"

Step = Callable[[sqlite3.Connection, Journal], None]


def seal_old_rows(database: Database, journal: Journal, beside: Callable[[], None] = lambda: None) -> None:
    """Seal what an older version wrote; does nothing when that is done.

    All rows in one transaction, so that a crash leaves them as they were; then the file is rewritten without
    the freed pages, and the copies that the migration made are deleted: they hold the same in plain text.

    :param beside: seals what lies beside the store; done again after a crash.
    :raises JournalUnwritable: the disk refuses, such as when there is no room; nothing was changed then.
    :raises EnvironmentFault: a row does not open as it was; nothing was changed then.
    """
    if database.transact(lambda db: _seal_due(db, journal)):
        beside()
        database.rewrite()
        for copy in plain_copies(database.path):
            _wipe(copy)
        database.transact(lambda db: db.execute("DELETE FROM still_plain").close())


def _seal_due(db: sqlite3.Connection, journal: Journal) -> bool:
    """Whether plain copies of what is sealed now may be left."""
    due = [row[0] for row in db.execute("SELECT name FROM still_plain ORDER BY name")]
    tables = [name for name in due if name != _COPIES]
    had_any = any(db.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in tables)  # noqa: S608
    for name in tables:
        _STEPS[name](db, journal)
    db.execute("DELETE FROM still_plain")
    if had_any:
        journal.append(db, "store.sealed", {"tables": tables})
    if had_any or _COPIES in due:
        # Kept until the copies are gone too.
        db.execute("INSERT INTO still_plain VALUES (?)", (_COPIES,))
    return had_any or _COPIES in due


def plain_copies(database: Path) -> list[Path]:
    """Copies that migrations of older versions left beside the store."""
    found = (database.with_suffix(f".v{version}.bak") for version in range(1, _LAST_PLAIN + 2))
    return [path for path in found if path.exists()]


def _wipe(path: Path) -> None:
    # A disk may keep the old blocks all the same; zeros cost nothing where it does not.
    with closing(path.open("r+b", buffering=0)) as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
    path.unlink()


def _tasks(db: sqlite3.Connection, journal: Journal) -> None:
    for row in db.execute(
        "SELECT task_id, business_date, payload, detail, free_slots, note FROM task"
    ).fetchall():
        task_id, day = row["task_id"], date.fromisoformat(row["business_date"])
        slots = "" if row["free_slots"] == "{}" else row["free_slots"]
        sealed = {
            name: seal(db, journal, day, f"task|{name}|{task_id}", text)
            for name, text in (("payload", row["payload"]), ("free_slots", slots), ("note", row["note"]))
        }
        if opened(db, f"task|payload|{task_id}", sealed["payload"]) != row["payload"]:
            raise EnvironmentFault(f"task {task_id} could not be sealed; nothing was changed")
        db.execute(
            "UPDATE task SET payload = ?, free_slots = ?, note = ?, detail = ?, content_sha256 = ?"
            " WHERE task_id = ?",
            (
                *sealed.values(),
                seal_detail(db, journal, task_id, row["detail"]),
                digest(db, journal, day, canonical(row["payload"])),
                task_id,
            ),
        )


def _reviews(db: sqlite3.Connection, journal: Journal) -> None:
    columns = ", ".join(f"{name} = ?" for name in SEALED)
    for row in db.execute("SELECT * FROM review").fetchall():
        day = date.fromisoformat(row["business_date"])
        values = [seal(db, journal, day, place_of(name, row["nonce"]), row[name]) for name in SEALED]
        db.execute(f"UPDATE review SET {columns} WHERE review_id = ?", (*values, row["review_id"]))  # noqa: S608


def _decisions(db: sqlite3.Connection, journal: Journal) -> None:
    for row in db.execute(
        "SELECT review_decision.*, review.business_date FROM review_decision JOIN review USING (review_id)"
    ).fetchall():
        place, day = decision_place(row["review_id"], row["state"]), date.fromisoformat(row["business_date"])
        db.execute(
            "UPDATE review_decision SET comment = ?, document = ? WHERE decision_id = ?",
            (
                seal(db, journal, day, f"{place}|comment", row["comment"]),
                seal(db, journal, day, f"{place}|document", bytes(row["document"]).decode()).encode(),
                row["decision_id"],
            ),
        )


def _set_aside(db: sqlite3.Connection, journal: Journal) -> None:
    for row in db.execute(
        'SELECT set_aside.rowid AS at, list_id, line, "column", value_masked, pulled_at'
        " FROM set_aside JOIN pulled_list USING (list_id)"
    ).fetchall():
        day = datetime.fromisoformat(row["pulled_at"]).astimezone(BANK_ZONE)
        place = f"set_aside|value_masked|{row['list_id']}/{row['line']}/{row['column']}"
        db.execute(
            "UPDATE set_aside SET value_masked = ? WHERE rowid = ?",
            (seal(db, journal, day, place, row["value_masked"]), row["at"]),
        )


_STEPS: dict[str, Step] = {
    "task": _tasks,
    "review": _reviews,
    "review_decision": _decisions,
    "set_aside": _set_aside,
}
