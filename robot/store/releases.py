"""Which releases, role documents and revocations this workstation has seen, so that no older one passes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from robot.domain.clock import BANK_ZONE, Clock, business_date
from robot.governance.memory import ForgetfulMemory, Numbered, SeenRelease
from robot.journal.journal import Journal
from robot.store.database import Database, connect

_HIGHEST = "SELECT version, release_id, manifest_sha256 FROM release_seen ORDER BY version DESC LIMIT 1"
_NUMBERS = "SELECT document, number FROM trust_seen"
_LAST_RECORD = "SELECT header FROM journal ORDER BY seq DESC LIMIT 1"


class SqliteReleaseMemory:
    """The port `VersionMemory` over the store; every change is a record of the journal too."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer; what is asked for is answered from memory."""
        self._database, self._journal, self._clock = database, journal, clock
        self._highest, self._numbers, self._last_day = database.transact(_read)

    def highest(self) -> SeenRelease | None:
        """The accepted release with the highest version ever."""
        return self._highest

    def remember(self, release: SeenRelease) -> None:
        """Note the release in use; a change is `release.accepted` or `release.rolled_back` in the journal."""
        before = self._highest

        def work(db: sqlite3.Connection) -> None:
            used = db.execute("SELECT version FROM release_in_use").fetchone()
            if used is not None and used["version"] == release.version:
                return
            db.execute(
                "INSERT OR IGNORE INTO release_seen (version, release_id, manifest_sha256, accepted_at)"
                " VALUES (?, ?, ?, ?)",
                (release.version, release.release_id, release.manifest_sha256, self._clock.now().isoformat()),
            )
            db.execute(
                "INSERT OR REPLACE INTO release_in_use (only_row, version) VALUES (1, ?)", (release.version,)
            )
            goes_back = before is not None and release.version < before.version
            self._journal.append(
                db,
                "release.rolled_back" if goes_back else "release.accepted",
                {
                    "release": release.release_id,
                    "version": release.version,
                    "manifest": release.manifest_sha256,
                    "before": used["version"] if used is not None else None,
                },
            )

        self._database.transact(work)
        if before is None or release.version > before.version:
            self._highest = release

    def number(self, document: Numbered) -> int:
        """The highest number seen of a document."""
        return self._numbers.get(document, 0)

    def raise_number(self, document: Numbered, number: int) -> None:
        """Note a higher number; `trust.changed` in the journal."""
        if number <= self.number(document):
            return

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR REPLACE INTO trust_seen (document, number) VALUES (?, ?)", (document, number)
            )
            self._journal.append(db, "trust.changed", {"document": document.value, "number": number})

        self._database.transact(work)
        self._numbers[document] = number

    def last_day(self) -> date | None:
        """The business date of the journal's last record."""
        if self._journal.last_at is not None:
            return business_date(self._journal.last_at)
        return self._last_day


def remembered(database: Path) -> ForgetfulMemory:
    """What a store remembers, read beside the agent; nothing where there is no store, or an older one."""
    if not database.is_file():
        return ForgetfulMemory()
    try:
        with closing(connect(database, read_only=True)) as db:
            highest, numbers, last_day = _read(db)
    except sqlite3.OperationalError:
        return ForgetfulMemory()
    return ForgetfulMemory(
        highest, last_day, **{document.value: count for document, count in numbers.items()}
    )


def _read(db: sqlite3.Connection) -> tuple[SeenRelease | None, dict[Numbered, int], date | None]:
    highest = db.execute(_HIGHEST).fetchone()
    last = db.execute(_LAST_RECORD).fetchone()
    return (
        SeenRelease(**dict(highest)) if highest is not None else None,
        {Numbered(row["document"]): row["number"] for row in db.execute(_NUMBERS)},
        _day_of(last["header"]) if last is not None else None,
    )


def _day_of(header: bytes) -> date:
    wall_us = int(json.loads(header)["wall_us"])
    return business_date(datetime.fromtimestamp(wall_us / 1_000_000, BANK_ZONE))
