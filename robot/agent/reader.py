"""A process that only reads: long queries of the fronts never delay a send."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import signal
import threading
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from robot.domain.errors import EnvironmentFault
from robot.domain.library_views import TrackUse
from robot.domain.night_views import Digest
from robot.domain.views import JournalLine, QueueRow
from robot.journal.data_keys import DataKeys
from robot.reporting.digest import DigestContext, gather_digest, run_to_report
from robot.store.database import connect
from robot.store.track_use import track_uses

#: A query that takes longer is given up and its process replaced.
_QUERY_LIMIT_S = 10.0
_ROWS: TypeAdapter[tuple[QueueRow, ...]] = TypeAdapter(tuple[QueueRow, ...])
_DIGEST: TypeAdapter[Digest] = TypeAdapter(Digest)
_CONTEXT: TypeAdapter[DigestContext] = TypeAdapter(DigestContext)
_USES: TypeAdapter[tuple[TrackUse, ...]] = TypeAdapter(tuple[TrackUse, ...])
_LINES: TypeAdapter[tuple[JournalLine, ...]] = TypeAdapter(tuple[JournalLine, ...])


class ReaderProcess:
    """The agent's side: one question at a time."""

    def __init__(self, database: Path, keys: DataKeys) -> None:
        """The process starts with the first question.

        :param keys: of the store; the process gets them through its pipe, never by argument or environment.
        """
        self._database, self._keys = database, keys
        #: What the process was given.
        self._given: dict[str, str] = {}
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    async def queue(self, on: date, *, limit: int, offset: int) -> tuple[QueueRow, ...]:
        """The day's queue."""
        question = {"ask": "queue", "on": on.isoformat(), "limit": limit, "offset": offset}
        return _ROWS.validate_json(await asyncio.to_thread(self._ask, question))

    async def journal_tail(self, *, count: int, after: int) -> tuple[JournalLine, ...]:
        """The last records of the journal."""
        return _LINES.validate_json(
            await asyncio.to_thread(self._ask, {"ask": "tail", "count": count, "after": after})
        )

    async def digest(self, on: date | None, until: date, context: DigestContext) -> Digest:
        """The facts of the morning's page; see `robot.agent.digest.read_digest`."""
        question = {
            "ask": "digest",
            "on": on.isoformat() if on else "",
            "until": until.isoformat(),
            "context": _CONTEXT.dump_python(context, mode="json"),
        }
        return _DIGEST.validate_json(await asyncio.to_thread(self._ask, question))

    async def track_uses(self, since: date, until: date) -> tuple[TrackUse, ...]:
        """What became of the talk tracks' tasks; see `robot.store.track_use`."""
        question = {"ask": "uses", "since": since.isoformat(), "until": until.isoformat()}
        return _USES.validate_json(await asyncio.to_thread(self._ask, question))

    def _ask(self, question: dict[str, Any]) -> bytes:
        with self._lock:
            try:
                line = self._connected()
                self._give_keys(line)
                line.send_bytes(json.dumps(question).encode())
                if not line.poll(_QUERY_LIMIT_S):
                    raise TimeoutError  # noqa: TRY301 - ends like a broken line
                return line.recv_bytes()
            except (EOFError, OSError, TimeoutError) as err:
                self.stop()
                raise EnvironmentFault(
                    "the reader gave no answer; nothing was lost, ask again", code="reader.failed"
                ) from err

    def _give_keys(self, line: Connection) -> None:
        """A month may have begun, or been erased, since the last question."""
        held = self._keys.held()
        if held != self._given:
            line.send_bytes(json.dumps({"ask": "keys", "held": held}).encode())
            self._given = held

    def _connected(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            # spawn: a fork would copy the browser driver's pipes and the writer's connection.
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(
                target=serve, args=(theirs, str(self._database)), name="reader", daemon=True
            )
            self._process.start()
            theirs.close()
            self._line, self._given = ours, {}
        return self._line

    def stop(self) -> None:
        """End the process; safe to call twice."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._line, self._process = None, None


def serve(line: Connection, database: str) -> None:
    """The reader's side: answer until the agent goes away."""
    from robot.agent import rows  # noqa: PLC0415 - only this process needs it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    db = connect(Path(database), read_only=True)
    while True:
        try:
            question = json.loads(line.recv_bytes())
        except (EOFError, OSError):
            return
        if question["ask"] == "keys":
            db.keys = DataKeys.of_memory(question["held"])
            continue
        if question["ask"] == "queue":
            answer = _ROWS.dump_json(
                rows.queue_rows(db, date.fromisoformat(question["on"]), question["limit"], question["offset"])
            )
        elif question["ask"] == "digest":
            on, until = question["on"], date.fromisoformat(question["until"])
            context = _CONTEXT.validate_python(question["context"])
            found = gather_digest(db, date.fromisoformat(on) if on else run_to_report(db, until), context)
            answer = _DIGEST.dump_json(found)
        elif question["ask"] == "uses":
            since, until = (date.fromisoformat(question[name]) for name in ("since", "until"))
            answer = _USES.dump_json(track_uses(db, since, until))
        else:
            answer = _LINES.dump_json(rows.journal_lines(db, question["count"], question["after"]))
        line.send_bytes(answer)
