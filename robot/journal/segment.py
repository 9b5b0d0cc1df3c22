"""Ends a journal that cannot go on, keeps it in a file of its own, and lets the next one cite it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from robot.domain.errors import EnvironmentFault, InputRefused
from robot.governance.segment_orders import SegmentOrder, SegmentReason, read_order
from robot.journal.bundle import SCHEMA
from robot.journal.epochs import KEYED_TYPE
from robot.journal.start_check import SeenHead
from robot.journal.verify_records import parse_header

#: Record with which the new journal cites the old one.
SEGMENT_OPENED = "segment.opened"
#: Days within which an order may be used.
DAYS = 14
#: Row of the table `setting`, between the end of one journal and the beginning of the next.
_PENDING = "journal.segment"
_NONE = "0" * 64
#: The citing record is among the first so many.
_AMONG = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalState:
    """What a store holds of its journal."""

    log_id: str
    size: int
    #: Hex hash of the last record.
    head: str


def local_state(db: sqlite3.Connection) -> LocalState:
    """What is there now; an empty log id if nothing is."""
    row = db.execute("SELECT seq, header, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return LocalState(log_id="", size=0, head=_NONE)
    parsed = parse_header(row[1])
    if parsed is None:
        raise InputRefused("the last record cannot be read; run `tandem journal verify` first")
    return LocalState(log_id=parsed.log_id, size=row[0] + 1, head=bytes(row[2]).hex())


def draft_order(
    state: LocalState, seen: SeenHead | None, reason: SegmentReason, case: str, today: date
) -> SegmentOrder:
    """An order for two people to sign.

    :param seen: the newest head that is kept outside the store.
    :raises InputRefused: nothing is known of any journal.
    """
    old_log = seen.log_id if seen is not None else state.log_id
    if not old_log:
        raise InputRefused("there is neither a journal nor a head of one; nothing has to be opened")
    return SegmentOrder(
        old_log=old_log,
        witnessed_size=seen.size if seen is not None else 0,
        witnessed_root=seen.root.hex() if seen is not None else _NONE,
        local_size=state.size,
        local_head=state.head,
        reason=reason,
        case=case,
        made_on=today,
        expires_on=today + timedelta(days=DAYS),
    )


def end_segment(
    db: sqlite3.Connection, folder: Path, journal_key: Path, content: bytes, signatures: Mapping[str, bytes]
) -> Path | None:
    """Put the journal into an archive of its own and leave the store ready for the next.

    Who signed was checked before. Safe to be repeated after a crash at any point.

    :param db: a writing connection of the store, outside a transaction; no agent runs.
    :param folder: where archived segments lie.
    :param journal_key: the epoch key's file, which is deleted: the new journal gets keys of its own.
    :return: the archive; None if the store held no record.
    :raises InputRefused: the order is about another state than the one that is there.
    :raises EnvironmentFault: the archive cannot be written; the journal is as it was.
    """
    order, state = read_order(content), local_state(db)
    if (state.size, state.head) != (order.local_size, order.local_head):
        raise InputRefused(
            f"the order is about a journal of {order.local_size:,} records, and there are {state.size:,};"
            " nothing was changed: have a new order signed",
            code="segment.other_state",
        )
    archive = None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if state.size:
            archive = _archived(db, folder, state)
        _write_papers(folder / f"{order.old_log}.order", content, signatures)
    except (OSError, sqlite3.Error) as err:
        raise EnvironmentFault(
            f"the old journal could not be archived in {folder} ({err}); it is as it was",
            code="segment.not_archived",
        ) from err
    # Before the journal: without its key the old one cannot go on, and this order can be carried out again.
    journal_key.unlink(missing_ok=True)
    _empty(db, _cited(content, signatures))
    return archive


def _archived(db: sqlite3.Connection, folder: Path, state: LocalState) -> Path:
    path = folder / f"{state.log_id}-{state.size}.db"
    if path.exists():
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            if local_state(there) == state:
                return path
        raise OSError(0, f"{path} is there and holds something else")
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    db.execute("ATTACH ? AS archive", (str(beside),))
    try:
        db.execute("BEGIN")
        for statement in SCHEMA:
            db.execute(statement.replace("CREATE TABLE ", "CREATE TABLE archive.", 1))
        for table, columns in (
            ("journal", "seq, header, hash, salt, payload, sealed, mac"),
            ("checkpoint", "size, at_us, root, frontier, note, witnessed"),
            ("data_key", "month, fingerprint, local, readers, made_at, erased_at"),
        ):
            db.execute(f"INSERT INTO archive.{table} SELECT {columns} FROM main.{table}")  # noqa: S608 - fixed
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("DETACH archive")
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.chmod(0o400)
    beside.rename(path)
    return path


def _write_papers(folder: Path, content: bytes, signatures: Mapping[str, bytes]) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, raw in {"segment.json": content, **signatures}.items():
        (folder / Path(name).name).write_bytes(raw)


def _cited(content: bytes, signatures: Mapping[str, bytes]) -> dict[str, Any]:
    order = read_order(content)
    return {
        "old_log": order.old_log,
        "order": json.loads(content),
        "signatures": [json.loads(raw) for _, raw in sorted(signatures.items())],
    }


def _empty(db: sqlite3.Connection, cited: dict[str, Any]) -> None:
    guards = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).fetchall()
    db.execute("BEGIN IMMEDIATE")
    try:
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM journal")
        db.execute("DELETE FROM checkpoint")
        for _, sql in guards:
            db.execute(sql)
        db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (_PENDING, json.dumps(cited)))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def pending(db: sqlite3.Connection) -> dict[str, Any] | None:
    """What the next journal has to cite; None if nothing."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", (_PENDING,)).fetchone()
    return json.loads(row[0]) if row is not None else None


def cite_pending(
    db: sqlite3.Connection, append: Callable[[sqlite3.Connection, str, Mapping[str, Any]], int]
) -> None:
    """Write the record that cites the old journal, if there is one; inside the caller's transaction."""
    cited = pending(db)
    if cited is not None:
        append(db, SEGMENT_OPENED, cited)
        db.execute("DELETE FROM setting WHERE key = ?", (_PENDING,))


def cited_by(db: sqlite3.Connection) -> dict[str, Any] | None:
    """What this journal's first records cite, or will cite; None if it is nobody's successor."""
    for header, payload in db.execute(
        "SELECT header, payload FROM journal WHERE seq < ? ORDER BY seq", (_AMONG,)
    ):
        parsed = parse_header(header)
        if parsed is not None and parsed.type == SEGMENT_OPENED and payload is not None:
            cited: dict[str, Any] = json.loads(payload)
            return cited
        if parsed is not None and parsed.type not in {KEYED_TYPE, "key.made"}:
            return None
    return pending(db)
