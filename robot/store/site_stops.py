"""Sites that only a person may open again; kept over a restart."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from robot.domain.clock import Clock
from robot.journal.journal import Journal
from robot.store.database import Database


class SqliteSiteStops:
    """The writing side of hard stops."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    async def put(self, site: str, reason: str) -> None:
        """Nothing is sent on the site until a person releases it."""

        def work(db: sqlite3.Connection) -> None:
            written = db.execute(
                "INSERT OR IGNORE INTO site_stop (site, reason, at) VALUES (?, ?, ?)",
                (site, reason, self._clock.now().isoformat()),
            )
            if written.rowcount:
                self._journal.append(db, "site.stopped", {"site": site, "reason": reason})

        await self._database.run(work)

    async def remove(self, site: str, by: str) -> None:
        """A person released the site."""

        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM site_stop WHERE site = ?", (site,))
            self._journal.append(db, "site.released", {"site": site, "by": by})

        await self._database.run(work)

    async def find(self, site: str) -> tuple[str, datetime] | None:
        """Reason and begin of a site's stop, or None."""

        def work(db: sqlite3.Connection) -> tuple[str, datetime] | None:
            row = db.execute("SELECT reason, at FROM site_stop WHERE site = ?", (site,)).fetchone()
            return (row["reason"], datetime.fromisoformat(row["at"])) if row else None

        return await self._database.run(work)
