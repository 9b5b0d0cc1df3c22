"""Jumps: far more messages in ten minutes than usual, or far more refusals among the last tasks."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from robot.domain.log_views import AnomalyKind
from robot.review.detection.stream import Found, Seen

WINDOW = timedelta(minutes=10)
#: Windows with messages that must be known before one can stand out, and how many are remembered.
_WINDOWS, _REMEMBERED = 12, 500
#: A window stands out with so many messages at least, and so many times the usual.
FEWEST_SENDS, TIMES = 20, 3.0
#: Tasks looked at together, and tasks that must be known before.
LAST_TASKS, KNOWN_TASKS = 40, 120
#: Standard errors above the usual share, and share above it, both at least.
_ERRORS, _ABOVE = 4.0, 0.15
_REFUSALS = frozenset({"refused", "platform_refused", "halted"})


class SendRate:
    """Messages in ten minutes against the median of earlier ten minutes in which any were sent."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._now: deque[Seen] = deque()
        self._usual: deque[int] = deque(maxlen=_REMEMBERED)
        self._window_began: datetime | None = None
        self._count = 0
        self._quiet_until: datetime | None = None

    def see(self, record: Seen) -> Iterable[Found]:
        """Count clicks."""
        if record.type != "contact.clicked":
            return
        self._now.append(record)
        while self._now[0].at <= record.at - WINDOW:
            self._now.popleft()
        self._learn(record.at)
        if len(self._usual) < _WINDOWS or (self._quiet_until and record.at < self._quiet_until):
            return
        usual, count = statistics.median(self._usual), len(self._now)
        if count >= FEWEST_SENDS and count > TIMES * usual:
            self._quiet_until = record.at + WINDOW
            yield Found(
                kind=AnomalyKind.SEND_RATE,
                seqs=tuple(each.seq for each in self._now),
                weight=4,
                why={"sent": count, "usual": round(usual), "minutes": WINDOW.seconds // 60},
            )

    def _learn(self, at: datetime) -> None:
        if self._window_began is None or at >= self._window_began + WINDOW:
            if self._count:
                self._usual.append(self._count)
            self._window_began, self._count = at, 0
        self._count += 1


class RefusalRate:
    """Share of tasks that ended without an effect among the last forty, against all before them."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._last: deque[tuple[int, bool]] = deque()
        self._before = [0, 0]
        self._pause = 0

    def see(self, record: Seen) -> Iterable[Found]:
        """Count endings."""
        if record.type != "task.ended":
            return
        self._last.append((record.seq, record.text("outcome") in _REFUSALS))
        if len(self._last) > LAST_TASKS:
            _, is_refused = self._last.popleft()
            self._before[0] += 1
            self._before[1] += is_refused
        self._pause = max(0, self._pause - 1)
        if self._before[0] < KNOWN_TASKS or self._pause:
            return
        usual = self._before[1] / self._before[0]
        share = sum(is_refused for _, is_refused in self._last) / len(self._last)
        # A share of none at all would call the first refusal a jump.
        error = math.sqrt(max(usual, 0.02) * (1 - min(usual, 0.98)) / len(self._last))
        if share - usual >= max(_ABOVE, _ERRORS * error):
            self._pause = LAST_TASKS
            yield Found(
                kind=AnomalyKind.REFUSAL_RATE,
                seqs=tuple(seq for seq, is_refused in self._last if is_refused),
                weight=3,
                why={
                    "percent": round(share * 100),
                    "usual_percent": round(usual * 100),
                    "tasks": len(self._last),
                },
            )
