"""Ledger entries as rows: found, written, and as the journal tells of them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date, datetime

from robot.domain.contact import ContactKey, ContactState, Effect, LedgerEntry

_OF_KEY = "effect = ? AND customer_id = ? AND strategy = ? AND step = ? AND business_date = ?"


def find_entry(db: sqlite3.Connection, key: ContactKey) -> LedgerEntry | None:
    """The entry of a key."""
    row = db.execute(f"SELECT * FROM contact_ledger WHERE {_OF_KEY}", _key_values(key)).fetchone()  # noqa: S608
    return entry_of(row) if row is not None else None


def write_entry(db: sqlite3.Connection, entry: LedgerEntry) -> LedgerEntry:
    """Write an entry over whatever its key held; returns it with its id."""
    entry_id = db.execute(
        "INSERT INTO contact_ledger (effect, customer_id, strategy, step, business_date, task_id, site,"
        " external_id, text_sha256, baseline, state, attempt, intended_at, resolved_at, decided_by, channel,"
        " acted_mono_ns)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET task_id = excluded.task_id, site = excluded.site, external_id = excluded.external_id,"
        " text_sha256 = excluded.text_sha256, baseline = excluded.baseline, state = excluded.state,"
        " attempt = excluded.attempt, intended_at = excluded.intended_at, clicked_at = NULL,"
        " resolved_at = excluded.resolved_at, channel = excluded.channel,"
        " acted_mono_ns = excluded.acted_mono_ns,"
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
            entry.resolved_at.isoformat() if entry.resolved_at else None,
            entry.decided_by,
            entry.channel,
            entry.acted_mono_ns,
        ),
    ).fetchone()[0]
    return replace(entry, entry_id=int(entry_id))


def _key_values(key: ContactKey) -> tuple[str, str, str, int, str]:
    return key.effect, key.customer_id, key.strategy, key.step, key.business_date.isoformat()


def journal_facts(entry: LedgerEntry) -> dict[str, object]:
    """What the journal keeps of an entry."""
    return {
        "entry": entry.entry_id,
        "task": entry.task_id,
        "effect": entry.key.effect,
        "customer": entry.key.customer_id,
        "strategy": entry.key.strategy,
        "step": entry.key.step,
        "business_date": entry.key.business_date.isoformat(),
        "channel": entry.channel,
        "site": entry.site,
        "text_sha256": entry.text_sha256,
        "baseline": entry.baseline,
        "attempt": entry.attempt,
    }


def entry_of(row: sqlite3.Row) -> LedgerEntry:
    """A row as a value."""

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
        channel=row["channel"],
        acted_mono_ns=row["acted_mono_ns"],
    )
