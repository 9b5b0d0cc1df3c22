"""The one writing connection: every change is a function run in one thread, one transaction each."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from robot.domain.errors import EnvironmentFault, JournalUnwritable
from robot.journal.data_keys import DataKeys, KeyedConnection
from robot.store.migrate import migrate
from robot.store.schema_check import refuse_other_schema, version_of

_T = TypeVar("_T")


def connect(path: Path, *, read_only: bool = False, keys: DataKeys | None = None) -> KeyedConnection:
    """Open the store with the pragmas that durability and readers need.

    `synchronous=FULL` with WAL makes every commit survive a power cut; a reader never blocks the writer.

    :param keys: open the sensitive fields; without them references and codes can be read.
    """
    connection: KeyedConnection
    if read_only:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False, factory=KeyedConnection
        )
    else:
        connection = sqlite3.connect(
            path, check_same_thread=False, isolation_level=None, factory=KeyedConnection
        )
        # What was deleted or overwritten is zeroed in the file, keys and old plain text above all.
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA busy_timeout=5000")
    connection.row_factory = sqlite3.Row
    connection.keys = keys
    return connection


class Database:
    """The writing side of the store. Callable from any thread; work is done in one thread of its own."""

    def __init__(self, path: Path, keys: DataKeys | None = None) -> None:
        """Open, create or migrate the file at `path`.

        :param keys: seal and open what is sensitive; what the store holds of them is loaded. Without them
            nothing sensitive can be written.
        :raises JournalUnwritable: if the file cannot be opened for writing.
        :raises EnvironmentFault: if the keys are not this store's.
        """
        self.keys = keys
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self.path = path
        try:
            self._connection = self._writer.submit(self._open).result()
        except EnvironmentFault:
            self._writer.shutdown()
            raise
        except (sqlite3.Error, OSError) as err:
            self._writer.shutdown()
            raise JournalUnwritable(f"the store {path} cannot be written ({err}); nothing was done") from err

    def _open(self) -> KeyedConnection:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Created by us with tight rights before SQLite would create it with the umask's.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = connect(self.path, keys=self.keys)
        try:
            migrate(connection, self.path)
            refuse_other_schema(connection)
            self._schema = version_of(connection)
            if self.keys is not None:
                self.keys.load(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def transact(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run `work` in one transaction and return its result once it is durable on disk.

        :raises JournalUnwritable: if the disk refuses; the transaction is rolled back and nothing is changed.
        """
        return self._writer.submit(self._in_transaction, work).result()

    async def run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """As `transact`, without blocking the event loop."""
        return await asyncio.wrap_future(self._writer.submit(self._in_transaction, work))

    def _in_transaction(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._refuse_other_schema()
                result = work(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                # A failing COMMIT may already have rolled back.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self._connection.rollbacks += 1
                raise
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as err:
            if isinstance(err, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise JournalUnwritable(f"the store cannot be written ({err}); nothing was done") from err
        return result

    def _refuse_other_schema(self) -> None:
        version = version_of(self._connection)
        if version != self._schema:
            refuse_other_schema(self._connection)
            self._schema = version

    def rewrite(self) -> None:
        """Write the whole file anew and empty the write-ahead log, so that nothing deleted is left in either.

        Needs as much room again as the file; takes seconds for a year.

        :raises JournalUnwritable: if the disk refuses, or a reader holds an old snapshot; nothing is lost.
        """
        self._writer.submit(self._rewritten, "VACUUM").result()

    def truncate_log(self) -> None:
        """Move the write-ahead log into the file and empty it, so that no old page is left in it.

        :raises JournalUnwritable: as `rewrite`.
        """
        self._writer.submit(self._rewritten, "").result()

    def _rewritten(self, first: str) -> None:
        try:
            if first:
                self._connection.execute(first)
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except (sqlite3.Error, OSError) as err:
            raise JournalUnwritable(f"the store cannot be rewritten ({err}); nothing was lost") from err
        if busy:
            raise JournalUnwritable("a reader holds the store's log; nothing was lost, try again")

    def close(self) -> None:
        """Finish queued work and close the file."""
        self._writer.submit(self._connection.close).result()
        self._writer.shutdown()
