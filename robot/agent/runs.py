"""The progress of a run: counts that add up, speed, and an honest estimate of the rest."""

from __future__ import annotations

import secrets
import statistics
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime

from robot.domain.masking import mask_name
from robot.domain.outcome import Outcome, TaskOutcome
from robot.domain.views import RunProgress, StepLine
from robot.execution.steps import StepLog, StepTaken

#: Endings whose distance in time gives the estimate.
_WINDOW = 30


class RunTracker:
    """One unattended run, from its first task to its last ending."""

    def __init__(self, tasks: dict[str, str], now: Callable[[], datetime]) -> None:
        """:param tasks: id and customer name of every task taken."""
        self.run_id = secrets.token_hex(4)
        self._names = tasks
        self._open = set(tasks)
        self._now = now
        self.started_at = now()
        self._began = time.monotonic()
        self.ended_at: datetime | None = None
        self._seconds: float | None = None
        self.by_outcome: Counter[str] = Counter()
        self._endings: deque[float] = deque(maxlen=_WINDOW)
        self.is_paused = False

    @property
    def is_ended(self) -> bool:
        """Whether every task has its ending."""
        return self.ended_at is not None

    def ended(self, task_id: str, outcome: TaskOutcome) -> None:
        """A task of the run has its ending; one of another origin is ignored."""
        if task_id not in self._open:
            return
        self._open.discard(task_id)
        self.by_outcome[outcome.outcome] += 1
        self._endings.append(time.monotonic())
        if not self._open:
            self.ended_at = self._now()
            self._seconds = time.monotonic() - self._began

    @property
    def seconds(self) -> float:
        """Real seconds since the start, or of the whole run."""
        return self._seconds if self._seconds is not None else time.monotonic() - self._began

    def progress(self, *, awaiting: int, log: StepLog) -> RunProgress:
        """What a front shows."""
        eta_s, spread_s = self._estimate()
        sent = self.by_outcome[Outcome.CONFIRMED]
        return RunProgress(
            run_id=self.run_id,
            state="ended" if self.is_ended else "paused" if self.is_paused else "running",
            total=len(self._names),
            by_outcome=dict(self.by_outcome),
            awaiting=awaiting,
            started_at=self.started_at,
            ended_at=self.ended_at,
            messages_per_minute=round(60 * sent / self.seconds, 1) if self.seconds > 0 else 0.0,
            eta_s=eta_s,
            eta_spread_s=spread_s,
            steps=tuple(self._line(step) for step in log.recent),
            step_mean_ms={name: round(spent / count, 2) for name, (spent, count) in log.totals_ms.items()},
        )

    def _estimate(self) -> tuple[float | None, float | None]:
        if self.is_ended or len(self._endings) < 5:  # noqa: PLR2004 - fewer say nothing
            return None, None
        gaps = [
            later - earlier for earlier, later in zip(self._endings, list(self._endings)[1:], strict=False)
        ]
        left = len(self._open)
        # The mean, not the median: confirmations come in batches, so most gaps are nearly zero.
        return left * statistics.fmean(gaps), left**0.5 * statistics.pstdev(gaps)

    def _line(self, step: StepTaken) -> StepLine:
        return StepLine(
            at=step.at,
            task_id=step.task_id,
            name=mask_name(self._names.get(step.task_id, "")),
            step=step.step,
            state=step.state,
            detail=step.detail,
        )
