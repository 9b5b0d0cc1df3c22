"""The demonstration's business clock: ten in the morning whenever it starts, so no quiet hours stop it."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from robot.domain.clock import BANK_ZONE

#: The demonstration's day begins at this time.
OPENS_AT = time_of_day(10, 0)


class DemoClock:
    """Runs as fast as real time, from an opening hour on a business date."""

    #: Written into every journal header, so that no record of a demonstration passes for a real one.
    source = "simulated"

    def __init__(self, business_date: date, *, not_before: datetime | None = None) -> None:
        """Starts now.

        :param not_before: aware; a demonstration that is taken up again does not go back in time.
        """
        opened = datetime.combine(business_date, OPENS_AT, BANK_ZONE)
        self._opened = max(opened, not_before) if not_before else opened
        self._began_ns = time.monotonic_ns()

    def now(self) -> datetime:
        """The demonstration's time in the bank's zone."""
        return self._opened + timedelta(microseconds=(time.monotonic_ns() - self._began_ns) // 1000)

    def monotonic_ns(self) -> int:
        """Nanoseconds that never run backwards."""
        return time.monotonic_ns()
