"""Which accounts exist and how their last test ended; the secrets are in the OS keyring and never here."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from robot.domain.clock import Clock
from robot.journal.journal import Journal
from robot.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """One account of a site."""

    site: str
    purpose: str
    username: str
    tested_at: datetime | None
    test_result: str


class SqliteAccounts:
    """The writing side of accounts and settings."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    async def put(self, site: str, purpose: str, username: str) -> None:
        """Note that an account's secret was stored."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR REPLACE INTO account (site, purpose, username) VALUES (?, ?, ?)",
                (site, purpose, username),
            )
            self._journal.append(db, "account.set", {"site": site, "purpose": purpose})

        await self._database.run(work)

    async def tested(self, site: str, purpose: str, result: str) -> None:
        """Note how a test login ended."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE account SET tested_at = ?, test_result = ? WHERE site = ? AND purpose = ?",
                (self._clock.now().isoformat(), result, site, purpose),
            )
            self._journal.append(db, "account.tested", {"site": site, "purpose": purpose, "result": result})

        await self._database.run(work)

    async def remove(self, site: str, purpose: str) -> None:
        """Forget an account."""

        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM account WHERE site = ? AND purpose = ?", (site, purpose))
            self._journal.append(db, "account.removed", {"site": site, "purpose": purpose})

        await self._database.run(work)

    async def all(self) -> list[AccountEntry]:
        """All accounts."""

        def work(db: sqlite3.Connection) -> list[AccountEntry]:
            return [_entry(row) for row in db.execute("SELECT * FROM account ORDER BY site, purpose")]

        return await self._database.run(work)

    async def find(self, site: str, purpose: str) -> AccountEntry | None:
        """One account, or None."""
        return next(
            (entry for entry in await self.all() if (entry.site, entry.purpose) == (site, purpose)), None
        )

    async def set_setting(self, key: str, value: str) -> None:
        """Keep a user's setting."""

        def work(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value))
            self._journal.append(db, "setting.changed", {"key": key, "value": value})

        await self._database.run(work)

    async def settings(self) -> dict[str, str]:
        """All user settings."""
        return await self._database.run(
            lambda db: {row["key"]: row["value"] for row in db.execute("SELECT key, value FROM setting")}
        )


def _entry(row: sqlite3.Row) -> AccountEntry:
    return AccountEntry(
        site=row["site"],
        purpose=row["purpose"],
        username=row["username"],
        tested_at=datetime.fromisoformat(row["tested_at"]) if row["tested_at"] else None,
        test_result=row["test_result"],
    )
