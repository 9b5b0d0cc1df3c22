"""Whether the wall clock went forward by more than the time that passed.

Only within one agent's life: at its start nothing says what time it should be, and the journal knows only
that it cannot be earlier than its last record (rule `clock.behind`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from robot.domain.clock import Clock

#: A time service may set a clock forward by so much, seconds.
TOLERANCE_S = 120.0
#: And two clocks of one machine may drift apart by so much.
_DRIFT = 100e-6


def elapsed_ns() -> int:
    """Nanoseconds that passed, sleep included, on a clock that nobody can set."""
    # Python's own monotonic clock stands still on Linux and macOS while the machine sleeps; these do not.
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":  # noqa: RET505 - so that type checkers read each platform's branch
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    else:
        return time.monotonic_ns()


class ClockTrust:
    """Compares the wall clock with the time that passed since it was made, or since a person confirmed."""

    def __init__(self, clock: Clock, elapsed: Callable[[], int] | None = None) -> None:
        """Trust begins now.

        :param elapsed: as `elapsed_ns`, which is taken for the system's clock; a simulated clock that comes
            without one is never distrusted.
        """
        self._clock = clock
        self._elapsed = elapsed or (elapsed_ns if clock.source == "system" else None)
        self.confirm()

    def confirm(self) -> None:
        """A person looked at the clock: from now on it counts as right."""
        self._wall_s = self._clock.now().timestamp()
        self._begun_ns = self._elapsed() if self._elapsed else 0

    @property
    def ahead_s(self) -> float:
        """Seconds by which the clock is ahead, if that is more than setting and drift may do; else zero."""
        if self._elapsed is None:
            return 0.0
        passed_s = (self._elapsed() - self._begun_ns) / 1e9
        ahead_s = self._clock.now().timestamp() - self._wall_s - passed_s
        return ahead_s if ahead_s > TOLERANCE_S + passed_s * _DRIFT else 0.0
