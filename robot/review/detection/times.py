"""When things happen: messages at night that no schedule wanted, and times of which the log knows nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from robot.domain.log_views import AnomalyKind
from robot.review.detection.stream import Found, Seen

#: Local hours at which nobody works; a bank's own quiet hours are the policy's to keep.
NIGHT_FROM, NIGHT_UNTIL = 21, 8
#: Messages of one night that lie so close are told together.
_TOGETHER = timedelta(minutes=10)
#: A run that says nothing for so long stood still.
STANDSTILL = timedelta(minutes=15)
_WRITTEN_BY_CLOCK = frozenset({"epoch.sealed", "anomaly"})


class NightActivity:
    """Clicks at night outside a scheduled run."""

    def __init__(self) -> None:
        """No run is under way."""
        self._scheduled: set[str] = set()
        self._told_at: datetime | None = None

    def see(self, record: Seen) -> Iterable[Found]:
        """Know the runs, and look at clicks."""
        if record.type in {"run.started", "run.continued"}:
            if record.text("kind") == "scheduled":
                self._scheduled.add(record.text("run"))
        elif record.type == "run.ended":
            self._scheduled.discard(record.text("run"))
        elif record.type == "contact.clicked" and self._is_unwanted(record.at):
            self._told_at = record.at
            why = {"hour": record.at.hour}
            yield Found(kind=AnomalyKind.NIGHT_ACTIVITY, seqs=(record.seq,), weight=4, why=why)

    def _is_unwanted(self, at: datetime) -> bool:
        is_told = self._told_at is not None and at - self._told_at < _TOGETHER
        return is_night(at) and not self._scheduled and not is_told


class Gaps:
    """An agent that ended without a word, and runs that stood still."""

    def __init__(self) -> None:
        """Nothing was seen."""
        self._last: Seen | None = None
        self._runs: set[str] = set()

    def see(self, record: Seen) -> Iterable[Found]:
        """Compare with the record before."""
        last = self._last
        if record.type in _WRITTEN_BY_CLOCK:
            return
        self._last = record
        if last is not None and last.boot != record.boot and last.type != "agent.stopped":
            minutes = int((record.at - last.at).total_seconds() // 60)
            yield self._found(last, record, "ended_without_a_word", minutes)
        elif last is not None and self._runs and record.at - last.at >= STANDSTILL:
            minutes = int((record.at - last.at).total_seconds() // 60)
            yield self._found(last, record, "run_stood_still", minutes)
        if record.type in {"run.started", "run.continued"}:
            self._runs.add(record.text("run"))
        elif record.type in {"run.ended", "agent.stopped", "agent.started"}:
            self._runs.clear()

    @staticmethod
    def _found(last: Seen, record: Seen, what: str, minutes: int) -> Found:
        return Found(
            kind=AnomalyKind.GAP,
            seqs=(last.seq, record.seq),
            weight=3,
            why={"what": what, "minutes": minutes},
        )


def is_night(at: datetime) -> bool:
    """Whether the local hour is one at which nobody works."""
    return at.hour >= NIGHT_FROM or at.hour < NIGHT_UNTIL
