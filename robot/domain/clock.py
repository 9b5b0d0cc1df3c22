"""Time as a port: the product has one clock, the system's; only a demo or a test injects another."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

#: The zone of the bank's business day.
BANK_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """What the engine may ask about time."""

    #: `system` or `simulated`; written into every journal header.
    source: str

    def now(self) -> datetime:
        """The aware wall time in the bank's zone."""

    def monotonic_ns(self) -> int:
        """Nanoseconds since the machine was started, never backwards; other agents of that start count on."""


class SystemClock:
    """The operating system's clock."""

    source = "system"

    def now(self) -> datetime:
        """The aware wall time in the bank's zone."""
        return datetime.now(BANK_ZONE)

    def monotonic_ns(self) -> int:
        """Nanoseconds since the machine was started."""
        return time.monotonic_ns()


def business_date(moment: datetime) -> date:
    """The bank's business date of an aware moment."""
    return moment.astimezone(BANK_ZONE).date()
