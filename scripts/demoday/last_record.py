"""When a demonstration is taken up again, its clock goes on where its journal ended."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from robot.domain.clock import BANK_ZONE


def last_recorded_time(database: Path) -> datetime | None:
    """Wall time of the last journal record, or None for a new home."""
    if not database.exists():
        return None
    db = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        row = db.execute("SELECT header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    finally:
        db.close()
    if row is None:
        return None
    return datetime.fromtimestamp(int(json.loads(row[0])["wall_us"]) / 1e6, tz=UTC).astimezone(BANK_ZONE)
