"""The contact ledger in the store: one transaction holds the entry and its journal record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from robot.domain.clock import Clock
from robot.domain.contact import ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.errors import StateConflict
from robot.domain.task import Task
from robot.journal.journal import Journal
from robot.store.database import Database

_OF_KEY = "effect = ? AND customer_id = ? AND strategy = ? AND step = ? AND business_date = ?"
#: What exists or may exist counts against the caps.
_MAY_EXIST = "('intended', 'clicked', 'confirmed', 'unknown')"


class SqliteContactLedger:
    """The writing side of the ledger."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    async def intend(
        self, key: ContactKey, *, task: Task, site: str, text_sha256: str, baseline: int
    ) -> LedgerEntry:
        """Write INTENDED, durable on return.

        :raises StateConflict: if the key already has an effect or an unsettled attempt; nothing is written.
        """

        def work(db: sqlite3.Connection) -> LedgerEntry:
            present = _find(db, key)
            if present is not None and present.state is not ContactState.ABSENT:
                raise StateConflict(
                    f"the ledger already holds this contact as {present.state} (entry {present.entry_id})",
                    code="ledger.already_there",
                    state=str(present.state),
                )
            entry = LedgerEntry(
                entry_id=0 if present is None else present.entry_id,
                key=key,
                task_id=task.task_id,
                site=site,
                external_id=task.customer.recipient.external_id,
                text_sha256=text_sha256,
                baseline=baseline,
                state=ContactState.INTENDED,
                attempt=1 if present is None else present.attempt + 1,
                intended_at=self._clock.now(),
                clicked_at=None,
                resolved_at=None,
                decided_by="send_path",
                effect_ids=(),
            )
            entry = _write(db, entry)
            self._journal.append(db, "contact.intended", _facts(entry))
            return entry

        return await self._database.run(work)

    async def mark_clicked(self, entry: LedgerEntry) -> None:
        """The click was made; also moves the task on, in the same transaction."""

        def work(db: sqlite3.Connection) -> None:
            moment = self._clock.now().isoformat()
            # A resolution that overtook this note must not be undone by it.
            db.execute(
                "UPDATE contact_ledger SET state = ?, clicked_at = ? WHERE entry_id = ? AND state = ?",
                (ContactState.CLICKED, moment, entry.entry_id, ContactState.INTENDED),
            )
            if entry.key.effect is Effect.MESSAGE:
                db.execute(
                    "UPDATE task SET state = 'awaiting_witness' WHERE task_id = ? AND state = 'running'",
                    (entry.task_id,),
                )
            self._journal.append(db, "contact.clicked", {"entry": entry.entry_id, "task": entry.task_id})

        await self._database.run(work)

    async def resolve(
        self,
        entry: LedgerEntry,
        state: ContactState,
        *,
        decided_by: str,
        effect_ids: Sequence[str] = (),
        detail: str = "",
    ) -> None:
        """Say what is known of the effect now."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE contact_ledger SET state = ?, resolved_at = ?, decided_by = ?, effect_ids = ?"
                " WHERE entry_id = ?",
                (
                    state,
                    self._clock.now().isoformat(),
                    decided_by,
                    json.dumps(list(effect_ids)),
                    entry.entry_id,
                ),
            )
            self._journal.append(
                db,
                f"contact.{state}",
                {
                    "entry": entry.entry_id,
                    "task": entry.task_id,
                    "effect": entry.key.effect,
                    "decided_by": decided_by,
                    "effect_ids": list(effect_ids),
                    "detail": detail,
                },
            )

        await self._database.run(work)

    async def find(self, key: ContactKey) -> LedgerEntry | None:
        """The entry of a key."""
        return await self._database.run(lambda db: _find(db, key))

    async def unsettled(self) -> list[LedgerEntry]:
        """Entries that only reading can settle, oldest first."""

        def work(db: sqlite3.Connection) -> list[LedgerEntry]:
            rows = db.execute(
                "SELECT * FROM contact_ledger WHERE state IN ('intended', 'clicked', 'unknown')"
                " ORDER BY entry_id"
            )
            return [_entry(row) for row in rows]

        return await self._database.run(work)

    async def equal_effects(self, key: ContactKey, text_sha256: str) -> int:
        """Confirmed messages of exactly this text to the same customer on that date, by other entries."""

        def work(db: sqlite3.Connection) -> int:
            row = db.execute(
                "SELECT COUNT(*) FROM contact_ledger WHERE effect = 'message' AND state = 'confirmed'"
                " AND customer_id = ? AND business_date = ? AND text_sha256 = ?"
                " AND NOT (strategy = ? AND step = ?)",
                (key.customer_id, key.business_date.isoformat(), text_sha256, key.strategy, key.step),
            ).fetchone()
            return int(row[0])

        return await self._database.run(work)

    async def contacts(self, customer_id: str, on: date, *, other_than: str) -> tuple[int, int]:
        """Messages to the customer on that date, and in its month, that may exist; one task left out."""

        def work(db: sqlite3.Connection) -> tuple[int, int]:
            row = db.execute(
                "SELECT COALESCE(SUM(business_date = ?), 0), COUNT(*) FROM contact_ledger"  # noqa: S608
                " WHERE customer_id = ? AND effect = 'message' AND task_id != ?"
                f" AND state IN {_MAY_EXIST} AND substr(business_date, 1, 7) = ?",
                (on.isoformat(), customer_id, other_than, on.isoformat()[:7]),
            ).fetchone()
            return int(row[0]), int(row[1])

        return await self._database.run(work)


def _find(db: sqlite3.Connection, key: ContactKey) -> LedgerEntry | None:
    row = db.execute(f"SELECT * FROM contact_ledger WHERE {_OF_KEY}", _key_values(key)).fetchone()  # noqa: S608
    return _entry(row) if row is not None else None


def _write(db: sqlite3.Connection, entry: LedgerEntry) -> LedgerEntry:
    entry_id = db.execute(
        "INSERT INTO contact_ledger (effect, customer_id, strategy, step, business_date, task_id, site,"
        " external_id, text_sha256, baseline, state, attempt, intended_at, decided_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET task_id = excluded.task_id, site = excluded.site, external_id = excluded.external_id,"
        " text_sha256 = excluded.text_sha256, baseline = excluded.baseline, state = excluded.state,"
        " attempt = excluded.attempt, intended_at = excluded.intended_at, clicked_at = NULL,"
        " resolved_at = NULL,"
        " decided_by = excluded.decided_by, effect_ids = '[]' RETURNING entry_id",
        (
            *_key_values(entry.key),
            entry.task_id,
            entry.site,
            entry.external_id,
            entry.text_sha256,
            entry.baseline,
            entry.state,
            entry.attempt,
            entry.intended_at.isoformat(),
            entry.decided_by,
        ),
    ).fetchone()[0]
    return replace(entry, entry_id=int(entry_id))


def _key_values(key: ContactKey) -> tuple[str, str, str, int, str]:
    return key.effect, key.customer_id, key.strategy, key.step, key.business_date.isoformat()


def _facts(entry: LedgerEntry) -> dict[str, object]:
    return {
        "entry": entry.entry_id,
        "task": entry.task_id,
        "effect": entry.key.effect,
        "customer": entry.key.customer_id,
        "strategy": entry.key.strategy,
        "step": entry.key.step,
        "business_date": entry.key.business_date.isoformat(),
        "site": entry.site,
        "text_sha256": entry.text_sha256,
        "baseline": entry.baseline,
        "attempt": entry.attempt,
    }


def _entry(row: sqlite3.Row) -> LedgerEntry:
    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(row[name]) if row[name] else None

    return LedgerEntry(
        entry_id=row["entry_id"],
        key=ContactKey(
            effect=Effect(row["effect"]),
            customer_id=row["customer_id"],
            strategy=row["strategy"],
            step=row["step"],
            business_date=date.fromisoformat(row["business_date"]),
        ),
        task_id=row["task_id"],
        site=row["site"],
        external_id=row["external_id"],
        text_sha256=row["text_sha256"],
        baseline=row["baseline"],
        state=ContactState(row["state"]),
        attempt=row["attempt"],
        intended_at=datetime.fromisoformat(row["intended_at"]),
        clicked_at=moment("clicked_at"),
        resolved_at=moment("resolved_at"),
        decided_by=row["decided_by"],
        effect_ids=tuple(json.loads(row["effect_ids"])),
    )
