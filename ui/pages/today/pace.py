"""Two small rules about time: how long the rest of the day takes, and when sending is too fast."""

from __future__ import annotations

import statistics
from collections import deque

#: A task looked at for less than this was hardly read, in seconds.
HASTY_S = 2.0
#: So many hasty sends in a row ask for one look.
HASTY_SENDS = 5
#: Tasks before an estimate is worth showing.
_ENOUGH = 3
#: A pause longer than this is not work, in seconds.
_ABSENT_S = 600.0


class Pace:
    """Counts dwell times of sends and of tasks in general."""

    def __init__(self) -> None:
        """Nothing done yet."""
        self._hasty = 0
        self._is_asking = False
        self._recent: deque[float] = deque(maxlen=20)

    def wants_look(self, dwell_s: float) -> bool:
        """Whether this send should first be looked at; asked once, the next send goes on.

        :param dwell_s: how long the task was in view.
        """
        if self._is_asking:
            self._is_asking, self._hasty = False, 0
            return False
        if dwell_s < HASTY_S and self._hasty >= HASTY_SENDS:
            self._is_asking = True
            return True
        return False

    def note_send(self, dwell_s: float) -> None:
        """A task was sent."""
        self._hasty = self._hasty + 1 if dwell_s < HASTY_S else 0

    def note_task(self, dwell_s: float) -> None:
        """A task was dealt with in any way."""
        if dwell_s < _ABSENT_S:
            self._recent.append(dwell_s)

    def moved(self) -> None:
        """Another task came into view; the question is forgotten."""
        self._is_asking = False

    def seconds_left(self, tasks_left: int) -> float | None:
        """The rolling median times what is left; None before three tasks."""
        if len(self._recent) < _ENOUGH:
            return None
        return statistics.median(self._recent) * tasks_left
