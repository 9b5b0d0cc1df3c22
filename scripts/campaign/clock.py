"""A clock that both sides of a campaign share: as fast as real time, and it can be set forward or back."""

from __future__ import annotations

import os
import struct
import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from robot.domain.clock import BANK_ZONE

_OPENS_AT = time_of_day(10, 0)
#: When the clock was made, on the machine's monotonic clock, and by how much it is wrong; both seconds.
_CONTENT = struct.Struct("dd")


class CampaignClock:
    """The robot's wall clock; kept in a file, so that a robot that is started again goes on with it."""

    source = "simulated"

    def __init__(self, path: Path, business_date: date) -> None:
        """Made at ten in the morning when the file is not there yet."""
        if not path.exists():
            path.write_bytes(_CONTENT.pack(time.monotonic(), 0.0))
        self._file = os.open(path, os.O_RDWR)
        self._opened = datetime.combine(business_date, _OPENS_AT, BANK_ZONE)

    def now(self) -> datetime:
        """The time that the robot believes it is."""
        began, shift = self._read()
        return self._opened + timedelta(seconds=time.monotonic() - began + shift)

    def monotonic_ns(self) -> int:
        """Nanoseconds that never run backwards, whatever is done to the wall clock."""
        return time.monotonic_ns()

    def shift(self, seconds: float) -> None:
        """Set the wall clock forward, or back by a negative number."""
        began, shift = self._read()
        os.pwrite(self._file, _CONTENT.pack(began, shift + seconds), 0)

    @property
    def is_wrong_by(self) -> float:
        """Seconds by which it was set forward, all in all."""
        return self._read()[1]

    def _read(self) -> tuple[float, float]:
        began, shift = _CONTENT.unpack(os.pread(self._file, _CONTENT.size, 0))
        return began, shift

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)
