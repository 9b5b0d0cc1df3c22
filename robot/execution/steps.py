"""What the send path is doing, step by step: for the run page, and to see where the time goes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

#: Steps kept for the run page.
_KEPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """One step of one task."""

    at: datetime
    task_id: str
    step: str
    #: `done`, `running` or `failed`.
    state: str
    detail: str = ""


class StepLog:
    """Collects steps and their durations; bounded, so that memory stays flat."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """:param now: the engine's clock."""
        self._now = now
        self.recent: deque[StepTaken] = deque(maxlen=_KEPT)
        #: Step name -> total milliseconds and count.
        self.totals_ms: dict[str, tuple[float, int]] = {}
        #: Called after every step.
        self.on_step: Callable[[], None] = lambda: None

    @contextmanager
    def step(self, task_id: str, name: str) -> Iterator[None]:
        """Time a step; an exception marks it as failed and goes on."""
        started = time.perf_counter()
        try:
            yield
        except BaseException as err:
            self.note(task_id, name, "failed", getattr(err, "reason", type(err).__name__))
            raise
        spent = (time.perf_counter() - started) * 1000
        total, count = self.totals_ms.get(name, (0.0, 0))
        self.totals_ms[name] = (total + spent, count + 1)
        self.note(task_id, name, "done")

    def note(self, task_id: str, name: str, state: str, detail: str = "") -> None:
        """Add a line."""
        self.recent.append(
            StepTaken(at=self._now(), task_id=task_id, step=name, state=state, detail=str(detail))
        )
        self.on_step()
