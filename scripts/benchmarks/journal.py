"""What a record of the journal costs against a plain row, and how long a million of them takes to verify."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from robot.domain.clock import SystemClock
from robot.journal.checkpoint import checkpoint_key
from robot.journal.checkpoints import EVERY_RECORDS, Checkpoints
from robot.journal.data_keys import DataKeys
from robot.journal.journal import Journal
from robot.journal.keeper import JournalKeeper, LogBegun
from robot.journal.key_file import KeyFile
from robot.journal.sealed_fields import RecordSealer
from robot.store.database import Database

_SCREEN = Console(stderr=True, highlight=False)
_GROUP = 100
#: A row of the same columns, without triggers, chain or keys.
_PLAIN = (
    "CREATE TABLE plain (seq INTEGER PRIMARY KEY, header BLOB NOT NULL, hash BLOB NOT NULL, salt BLOB,"
    " payload BLOB, sealed BLOB, mac BLOB) STRICT"
)
#: What an intent says; the sensitive half is encrypted.
_FACTS = {
    "attempt": 1,
    "business_date": "2026-11-23",
    "channel": "wecom",
    "customer": "C0012345",
    "effect": "message",
    "entry": 1234,
    "site": "wecom",
    "step": 1,
    "strategy": "deposit-maturity",
    "task": "T-2026-11-23-000123",
    "text_sha256": "5f" * 32,
}
_SECRET = {"text": "王女士您好，您在我行的定期存款将于本月二十八日到期，到期后可在手机银行办理转存。"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of both, on the same disk: records a second, and seconds of processor time."""

    plain: float
    whole: float
    plain_cpu_s: float
    whole_cpu_s: float


class Log:
    """A journal as a workstation keeps it: chain, MACs, seals, encrypted facts, checkpoints."""

    def __init__(self, folder: Path) -> None:
        """Begin it in an empty folder."""
        clock = SystemClock()
        kek = secrets.token_bytes(32)
        keys = DataKeys(kek)
        self.database = Database(folder / "tandem.db", keys)
        sealer = RecordSealer(keys)
        keeper = JournalKeeper(self.database, clock, KeyFile(folder / "journal.key", kek))
        log_id = keeper.log_id()
        self.checkpoints = Checkpoints(log_id, checkpoint_key(log_id, secrets.token_bytes(32)))
        public = self.checkpoints.public_key
        self.journal: Journal = keeper.open(
            log_id, lambda: LogBegun(signing_key=public, wrap=lambda _key: {}), sealer
        )
        sealer.tell = self.journal.append
        self._since = 0
        self.database.transact(lambda db: db.execute(_PLAIN).close())

    def whole(self, count: int) -> None:
        """So many records in one transaction; a checkpoint when one is due."""

        def work(db: sqlite3.Connection) -> None:
            if count == 1:
                self.journal.append(db, "contact.intended", _FACTS, _SECRET)
            else:
                self.journal.append_all(db, [("contact.intended", _FACTS, _SECRET)] * count)
            self._since += count
            if self._since >= EVERY_RECORDS:
                self._since = 0
                self.checkpoints.make(db, time.time_ns() // 1000)

        self.database.transact(work)

    def plain(self, rows: list[tuple[Any, ...]]) -> None:
        """The same rows into a table without any of it, in one transaction."""

        def work(db: sqlite3.Connection) -> None:
            db.executemany("INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

        self.database.transact(work)

    def last_rows(self, count: int) -> list[tuple[Any, ...]]:
        """Rows to write again, with numbers that the plain table does not have yet."""
        return self.database.transact(
            lambda db: [
                tuple(row)
                for row in db.execute(
                    "SELECT seq, header, hash, salt, payload, sealed, mac FROM journal"
                    " ORDER BY seq DESC LIMIT ?",
                    (count,),
                )
            ][::-1]
        )


def main() -> int:
    """Measure and print; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench journal", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="records to verify (1,000,000)")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of plain and whole by turns (15)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        result = _measure(Path(folder), options.records, options.rounds)
    _print(result)
    if options.json:
        print(json.dumps(result))
    return 0


def _measure(folder: Path, records: int, rounds: int) -> dict[str, Any]:
    log = Log(folder)
    log.whole(_GROUP)
    grouped = [_round(log, _GROUP, 40) for _ in range(rounds)]
    single = [_round(log, 1, 150) for _ in range(rounds)]
    size = _bytes_a_record(log)
    log.database.transact(lambda db: db.execute("DROP TABLE plain").close())
    seconds = _verified(log, folder, records)
    return {
        "chain_ratio": round(statistics.median(each.plain / each.whole for each in grouped), 2),
        "chain_ratio_single": round(statistics.median(each.plain / each.whole for each in single), 2),
        "grouped_per_s": round(statistics.median(each.whole for each in grouped)),
        "grouped_plain_per_s": round(statistics.median(each.plain for each in grouped)),
        "durable_per_s": round(statistics.median(each.whole for each in single)),
        "durable_plain_per_s": round(statistics.median(each.plain for each in single)),
        "cpu_us_a_record": _cpu([each.whole_cpu_s for each in grouped]),
        "cpu_us_a_plain_row": _cpu([each.plain_cpu_s for each in grouped]),
        "bytes_a_record": size["record"],
        "bytes_payload": size["payload"],
        "verified_records": seconds[1],
        "verify_seconds": round(seconds[0], 2),
        "verify_1m_seconds": round(seconds[0] * 1_000_000 / seconds[1], 2),
        "rounds": rounds,
        "cores": os.cpu_count(),
    }


def _cpu(seconds: list[float]) -> float:
    return round(statistics.median(seconds) * 1e6 / (_GROUP * 40), 1)


_offset = 0


def _round(log: Log, group: int, times: int) -> Round:
    global _offset  # noqa: PLW0603 - numbers of plain rows, one run of this program
    whole, whole_cpu = _timed(lambda: _repeat(times, lambda _turn: log.whole(group)))
    _offset += 10_000_000
    rows = [(row[0] + _offset, *row[1:]) for row in log.last_rows(group * times)]
    plain, plain_cpu = _timed(
        lambda: _repeat(times, lambda turn: log.plain(rows[turn * group : (turn + 1) * group]))
    )
    count = group * times
    return Round(plain=count / plain, whole=count / whole, plain_cpu_s=plain_cpu, whole_cpu_s=whole_cpu)


def _repeat(times: int, work: Callable[[int], None]) -> None:
    for turn in range(times):
        work(turn)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    began, began_cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - began_cpu


def _bytes_a_record(log: Log) -> dict[str, int]:
    def measure(db: sqlite3.Connection) -> dict[str, int]:
        record, payload = db.execute(
            "SELECT AVG(LENGTH(header) + LENGTH(hash) + LENGTH(salt) + LENGTH(payload)"
            " + IFNULL(LENGTH(sealed), 0) + LENGTH(mac)), AVG(LENGTH(payload) + IFNULL(LENGTH(sealed), 0))"
            " FROM (SELECT * FROM journal ORDER BY seq DESC LIMIT 1000)"
        ).fetchone()
        return {"record": round(record), "payload": round(payload)}

    return log.database.transact(measure)


def _verified(log: Log, folder: Path, records: int) -> tuple[float, int]:
    """Seconds of `tandem journal verify`, start of the program included, and how many records it read."""
    with Progress(console=_SCREEN, transient=True) as progress:
        bar = progress.add_task("writing records", total=records)
        for _ in range(records // 1000):
            log.whole(1000)
            progress.advance(bar, 1000)
    log.database.close()
    command = [sys.executable, "-m", "robot.cli", "journal", "verify", "--json"]
    began = time.perf_counter()
    done = subprocess.run(
        command, env=os.environ | {"TANDEM_HOME": str(folder)}, capture_output=True, text=True, check=False
    )
    spent = time.perf_counter() - began
    if done.returncode != 0:
        raise SystemExit(f"the journal was not found whole:\n{done.stdout}\n{done.stderr}")
    return spent, int(json.loads(done.stdout)["records"])


def _print(result: dict[str, Any]) -> None:
    table = Table(title="One record of the journal", show_header=False)
    for name, value in result.items():
        table.add_row(name, f"{value:,}")
    _SCREEN.print(table)


if __name__ == "__main__":
    sys.exit(main())
