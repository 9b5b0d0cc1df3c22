"""Counting what really happened: the bank's own truth against what the robot says of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from demoday.programs import Bank
from robot.sites.wording import text_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectCount:
    """Counts as defined for the product's metrics."""

    #: Messages that the bank's store holds.
    effects: int
    #: Effects beyond the first for one ledger key.
    duplicates: int
    #: Tasks said confirmed with no effect in the store.
    lost: int
    #: Effects in another customer's entry.
    wrong_recipient: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCount:
    """Contact records in the CRM against the ledger."""

    confirmed: int
    unknown: int
    stored: int
    duplicates: int


def count_effects(store: Path, bank: Bank) -> EffectCount:
    """Compare the bank's messages with the ledger of the robot's store."""
    intended, said_confirmed = _ledger(store)
    stored = Counter(
        (message["customer_id"], text_sha256(message["text"])) for message in bank.ask("/oracle/messages")
    )
    return EffectCount(
        effects=stored.total(),
        duplicates=sum(count - 1 for count in stored.values()),
        lost=sum(1 for entry in said_confirmed if not stored[entry]),
        wrong_recipient=sum(count for entry, count in stored.items() if entry not in intended),
    )


def count_records(store: Path, bank: Bank) -> RecordCount:
    """Compare the CRM's contact records with the ledger of the robot's store."""
    states = _states(store, "record")
    stored = Counter((record["customer_id"], record["content"]) for record in bank.ask("/oracle/records"))
    return RecordCount(
        confirmed=states["confirmed"],
        unknown=states["unknown"] + states["clicked"] + states["intended"],
        stored=stored.total(),
        duplicates=sum(count - 1 for count in stored.values()),
    )


def _ledger(store: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    db = _read_only(store)
    try:
        rows = db.execute(
            "SELECT customer_id, text_sha256, state FROM contact_ledger WHERE effect = 'message'"
        ).fetchall()
    finally:
        db.close()
    return {(row[0], row[1]) for row in rows}, {(row[0], row[1]) for row in rows if row[2] == "confirmed"}


def _states(store: Path, effect: str) -> Counter[str]:
    db = _read_only(store)
    try:
        rows = db.execute(
            "SELECT state, COUNT(*) FROM contact_ledger WHERE effect = ? GROUP BY state", (effect,)
        )
        return Counter(dict(rows.fetchall()))
    finally:
        db.close()


def _read_only(store: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)
