"""What the send path is doing, step by step: for the run page, and to see where the time goes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
    #: Name of the picture that the step took, and the box in it that is clicked next, in pixels.
    picture: str = ""
    click_box: tuple[float, float, float, float] | None = None


class StepLog:
    """Collects steps and their durations; bounded, so that memory stays flat."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """:param now: the engine's clock."""
        self._now = now
        self.recent: deque[StepTaken] = deque(maxlen=_KEPT)
        #: Step name -> total milliseconds and count.
        self.totals_ms: dict[str, tuple[float, int]] = {}
        #: Called with task and step before every step; what it raises ends the step before it began.
        self.on_begin: Callable[[str, str], None] = lambda _task_id, _step: None
        #: Called when a step begins and after it.
        self.on_step: Callable[[], None] = lambda: None
        #: Called with every line but those of a beginning, and with the milliseconds if it was timed.
        self.on_ended: Callable[[StepTaken, float | None], None] = lambda _line, _ms: None

    @contextmanager
    def step(self, task_id: str, name: str) -> Iterator[None]:
        """Time a step; an exception marks it as failed and goes on."""
        running = self._add(task_id, name, "running")
        started = time.perf_counter()
        try:
            self.on_begin(task_id, name)
            yield
        except BaseException as err:
            self._over(running)
            why = str(getattr(err, "reason", type(err).__name__))
            self._end(task_id, name, "failed", why, (time.perf_counter() - started) * 1000)
            raise
        self._over(running)
        spent = (time.perf_counter() - started) * 1000
        total, count = self.totals_ms.get(name, (0.0, 0))
        self.totals_ms[name] = (total + spent, count + 1)
        self._end(task_id, name, "done", "", spent)

    def note(self, task_id: str, name: str, state: str, detail: str = "") -> None:
        """Add a line."""
        self._end(task_id, name, state, str(detail), None)

    def pictured(
        self, task_id: str, name: str, picture: str, click_box: tuple[float, float, float, float] | None
    ) -> None:
        """A picture was kept. Not a line of the run page: it comes long after its step."""
        line = StepTaken(
            at=self._now(), task_id=task_id, step=name, state="done", picture=picture, click_box=click_box
        )
        self.on_ended(line, None)

    def _end(self, task_id: str, name: str, state: str, detail: str, spent_ms: float | None) -> None:
        line = self._add(task_id, name, state, detail)
        self.on_ended(line, spent_ms)

    def _add(self, task_id: str, name: str, state: str, detail: str = "") -> StepTaken:
        line = StepTaken(at=self._now(), task_id=task_id, step=name, state=state, detail=str(detail))
        self.recent.append(line)
        self.on_step()
        return line

    def _over(self, running: StepTaken) -> None:
        # Its ending takes its place; many later lines may have pushed it out already.
        with suppress(ValueError):
            self.recent.remove(running)
