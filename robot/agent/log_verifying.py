"""Verifications that the review page asks for, each in a process of its own: no send waits for one."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from robot.domain.errors import InputRefused, TandemError
from robot.domain.log_views import OWN_LOG, LogVerifying, VerifyState
from robot.journal.bundle_reading import verify_bundle
from robot.journal.verify_journal import JournalReport, VerifyWith, verify_journal
from robot.journal.witness_directory import WitnessDirectory
from robot.review.journals import JournalFile, journal_files

#: Records between two reports of progress.
_TOLD_EVERY = 5_000
#: How much a verification gives way to everything else, where the system knows such a thing.
_NICE = 10


@dataclass(slots=True)
class _Running:
    process: BaseProcess
    line: Connection
    view: LogVerifying


class LogVerifier:
    """One verification of each log at a time; the last result of each is kept while the agent lives."""

    def __init__(self, home: Path, witness: Path, now: Callable[[], datetime]) -> None:
        """:param witness: folder or share of the witness of this workstation's log.

        :param now: the engine's clock.
        """
        self._home, self._witness, self._now = home, witness, now
        self._lock = threading.Lock()
        self._running: dict[str, _Running] = {}
        self._ended: dict[str, LogVerifying] = {}

    def start(self, source: str) -> LogVerifying:
        """Begin to verify a log, unless that is under way.

        :raises InputRefused: there is no such log.
        """
        file = next((file for file in journal_files(self._home) if file.source == source), None)
        if file is None:
            raise InputRefused(f"there is no log {source} here", code="log.unknown_source")
        with self._lock:
            if source in self._running:
                return self._running[source].view
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_verify, args=(theirs, file, self._witness), name="verify", daemon=True
            )
            process.start()
            theirs.close()
            view = LogVerifying(
                source=source, state=VerifyState.RUNNING, done=0, records=0, started_at=self._now()
            )
            self._running[source] = _Running(process, ours, view)
        threading.Thread(target=self._listen, args=(source, ours), name="verify", daemon=True).start()
        return view

    def state(self, source: str) -> LogVerifying:
        """How the last verification of a log stands."""
        with self._lock:
            running = self._running.get(source)
            if running is not None:
                return running.view
            idle = LogVerifying(source=source, state=VerifyState.IDLE, done=0, records=0)
            return self._ended.get(source, idle)

    def cancel(self, source: str) -> LogVerifying:
        """Break a verification off; nothing was changed by it."""
        with self._lock:
            running = self._running.pop(source, None)
            if running is not None:
                running.process.kill()
                self._ended[source] = replace(running.view, state=VerifyState.CANCELLED, ended_at=self._now())
        return self.state(source)

    def stop(self) -> None:
        """Break all off; safe to call twice."""
        for source in list(self._running):
            self.cancel(source)

    def _listen(self, source: str, line: Connection) -> None:
        last: dict[str, object] = {"state": VerifyState.FAILED, "why": "log.verifier_died"}
        while True:
            try:
                told = json.loads(line.recv_bytes())
            except (EOFError, OSError):
                break
            if "state" in told:
                last = told
            self._take(source, line, told)
        with self._lock:
            running = self._running.get(source)
            if running is None or running.line is not line:
                return
            del self._running[source]
            self._ended[source] = replace(running.view, ended_at=self._now(), **last)  # type: ignore[arg-type]
            running.process.join()
            line.close()

    def _take(self, source: str, line: Connection, told: dict[str, object]) -> None:
        with self._lock:
            running = self._running.get(source)
            if running is not None and running.line is line and "state" not in told:
                running.view = replace(running.view, **told)  # type: ignore[arg-type]


def _verify(line: Connection, file: JournalFile, witness: Path) -> None:
    """The child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)

    def tell(done: int, records: int) -> None:
        if done % _TOLD_EVERY == 0 or done == records:
            line.send_bytes(json.dumps({"done": done, "records": records}).encode())

    try:
        report = _report(file, witness, tell)
    except TandemError as err:
        result: dict[str, object] = {"state": VerifyState.FAILED, "why": err.code}
    except (OSError, sqlite3.Error, ValueError):
        result = {"state": VerifyState.FAILED, "why": "journal.unreadable"}
    else:
        result = _result(report, file.database)
    # An agent that has gone wants no answer.
    with suppress(OSError):
        line.send_bytes(json.dumps(result).encode())


def _report(file: JournalFile, witness: Path, tell: Callable[[int, int], None]) -> JournalReport:
    if file.source != OWN_LOG:
        return verify_bundle(file.bundle, VerifyWith(workers=1, on_progress=tell))[0]
    having = VerifyWith(
        witness=WitnessDirectory(witness), evidence=file.evidence, workers=1, on_progress=tell
    )
    return verify_journal(file.database, having)


def _result(report: JournalReport, database: Path) -> dict[str, object]:
    fault = report.fault
    return {
        "state": VerifyState.GOOD if fault is None else VerifyState.BROKEN,
        "done": report.records,
        "bad_seq": -1 if fault is None else fault.seq,
        "layer": "" if fault is None else fault.layer,
        "checkpoint": _newest_checkpoint(database) if report.checkpoints else 0,
        "witnessed": report.witnessed,
        "is_anchored": report.is_anchored,
    }


def _newest_checkpoint(database: Path) -> int:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT COALESCE(MAX(size), 0) FROM checkpoint").fetchone()[0])
