"""All watchers over one log, and the records that were told already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from robot.domain.clock import BANK_ZONE
from robot.review.detection.first_times import FirstTimes
from robot.review.detection.people import FreeSlots, Pace
from robot.review.detection.rates import RefusalRate, SendRate
from robot.review.detection.stream import FOUND_TYPE, Found, Seen, Watcher
from robot.review.detection.times import Gaps, NightActivity
from robot.review.payloads import facts_of

#: Type of a record whose header cannot be read.
UNREADABLE = "unreadable"


class Detector:
    """Sees every record of one log once, in order. What it finds depends on the log alone.

    After a restart the same records are seen again, and what the log tells already is not told again.
    """

    def __init__(self) -> None:
        """Nothing was seen."""
        self._watchers: tuple[Watcher, ...] = (
            FirstTimes(),
            SendRate(),
            RefusalRate(),
            Pace(),
            FreeSlots(),
            NightActivity(),
            Gaps(),
        )
        self._open: dict[tuple[str, tuple[int, ...]], Found] = {}
        #: Starts of the agent: the one before the last, and the last.
        self._starts = (0, 0)

    def see(self, record: Seen) -> None:
        """Take one record."""
        if record.type == FOUND_TYPE:
            self._open.pop(_told(record), None)
            return
        if record.type == "agent.started":
            self._starts = (self._starts[1], record.seq)
        for watcher in self._watchers:
            for found in watcher.see(record):
                self._open[found.kind, found.seqs] = found

    def take(self) -> list[Found]:
        """What was found and stands in no record yet; it is not given twice.

        What is older than the agent's last life was looked at in that life, with more of the log known.
        """
        found, self._open = list(self._open.values()), {}
        return [each for each in found if each.seqs[-1] >= self._starts[0]]


def _told(record: Seen) -> tuple[str, tuple[int, ...]]:
    seqs = record.payload.get("seqs")
    return record.text("kind"), tuple(seqs) if isinstance(seqs, list) else ()


def read_records(db: sqlite3.Connection, after: int, limit: int) -> Iterator[Seen]:
    """Records after a sequence number, oldest first; one that was erased has no payload.

    Nor has one that cannot be read: saying so is the verifier's business, and the watch goes on behind it.
    """
    last = datetime.fromtimestamp(0, BANK_ZONE)
    rows = db.execute(
        "SELECT seq, header, payload FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit)
    )
    for seq, header, payload in rows:
        try:
            fields = json.loads(header)
            last = datetime.fromtimestamp(int(fields["wall_us"]) / 1e6, BANK_ZONE)
            boot, kind = str(fields["boot"]), str(fields["type"])
        except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
            boot, kind = "", UNREADABLE
        yield Seen(seq=seq, at=last, boot=boot, type=kind, payload=facts_of(payload))
