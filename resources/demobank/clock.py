"""The bank's own clock, so that a demonstration at midnight still shows a working day."""

from __future__ import annotations

import datetime as dt
import time

CHINA = dt.timezone(dt.timedelta(hours=8))


class BankClock:
    """Starts at a chosen time of the business date and runs with real time."""

    def __init__(self, today: dt.date, opens_at: dt.time) -> None:
        self._start = dt.datetime.combine(today, opens_at, CHINA)
        self._began = time.monotonic()
        self.today = today

    def now(self) -> dt.datetime:
        """The bank's time, aware, in China's time zone."""
        return self._start + dt.timedelta(seconds=time.monotonic() - self._began)

    def stamp(self) -> str:
        """The bank's time as sortable text with milliseconds."""
        return self.now().isoformat(timespec="milliseconds")

    def stamp_before(self, milliseconds: float) -> str:
        """The stamp of a moment some milliseconds ago."""
        return (self.now() - dt.timedelta(milliseconds=milliseconds)).isoformat(timespec="milliseconds")

    def start_no_earlier_than(self, stamp: str) -> None:
        """After a restart on old data, go on where the day was left instead of repeating it."""
        latest = dt.datetime.fromisoformat(stamp)
        if latest > self.now():
            self._start = latest
            self._began = time.monotonic()
