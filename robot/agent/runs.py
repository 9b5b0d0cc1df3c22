"""The progress of a run: counts that add up, speed, and an honest estimate of the rest."""

from __future__ import annotations

import statistics
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from datetime import datetime

from robot.domain.masking import mask_name
from robot.domain.outcome import Outcome, TaskOutcome
from robot.domain.views import RunProgress, StepLine
from robot.execution.steps import StepLog, StepTaken
from robot.store.runs import StoredRun

#: Endings whose distance in time gives the estimate.
_WINDOW = 30


class RunTracker:
    """One unattended run in memory, from its first task to its last ending, over restarts."""

    def __init__(
        self,
        run: StoredRun,
        names: Mapping[str, str],
        now: Callable[[], datetime],
        ended: Mapping[str, TaskOutcome] | None = None,
    ) -> None:
        """:param names: id and customer name of every task taken, in their order.

        :param ended: what became of some of them before the agent started anew.
        """
        self.run = run
        self._names = names
        self._open = dict.fromkeys(names)
        self._now = now
        self._began = time.monotonic()
        self.ended_at: datetime | None = None
        self._seconds: float | None = None
        self.by_outcome: Counter[str] = Counter()
        self._endings: deque[float] = deque(maxlen=_WINDOW)
        self.is_paused = False
        for task_id, outcome in (ended or {}).items():
            self.ended(task_id, outcome)
        self._sent_before = self.by_outcome[Outcome.CONFIRMED]
        self._endings.clear()

    @property
    def run_id(self) -> str:
        """The run's id in the store."""
        return self.run.run_id

    @property
    def is_ended(self) -> bool:
        """Whether every task has its ending."""
        return self.ended_at is not None

    @property
    def open_tasks(self) -> tuple[str, ...]:
        """Tasks without an ending, in the order in which they were taken."""
        return tuple(self._open)

    def ended(self, task_id: str, outcome: TaskOutcome) -> None:
        """A task of the run has its ending; one of another origin is ignored."""
        if task_id not in self._open:
            return
        del self._open[task_id]
        self.by_outcome[outcome.outcome] += 1
        self._endings.append(time.monotonic())
        self.end_if_done()

    def end_if_done(self) -> None:
        """Note the end when no task is open, as with a run that took none."""
        if not self._open and self.ended_at is None:
            self.ended_at = self._now()
            self._seconds = time.monotonic() - self._began

    @property
    def seconds(self) -> float:
        """Real seconds since the agent took the run up, or of the whole time that it had it."""
        return self._seconds if self._seconds is not None else time.monotonic() - self._began

    def progress(self, *, awaiting: int, log: StepLog, state: str = "running") -> RunProgress:
        """What a front shows.

        :param state: of a run that has not ended.
        """
        eta_s, spread_s = self._estimate()
        sent = self.by_outcome[Outcome.CONFIRMED] - self._sent_before
        return RunProgress(
            run_id=self.run_id,
            state="ended" if self.is_ended else state,
            total=len(self._names),
            by_outcome=dict(self.by_outcome),
            awaiting=awaiting,
            started_at=self.run.started_at,
            ended_at=self.ended_at,
            messages_per_minute=round(60 * sent / self.seconds, 1) if self.seconds > 0 else 0.0,
            eta_s=eta_s,
            eta_spread_s=spread_s,
            steps=tuple(self._line(step) for step in log.recent),
            step_mean_ms={name: round(spent / count, 2) for name, (spent, count) in log.totals_ms.items()},
            kind=self.run.kind,
            left=dict(self.run.left),
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
