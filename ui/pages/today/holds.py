"""The sends that can still be undone: what the agent holds, and those it has not answered for yet."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from robot.domain.views import AgentStatus, HoldView

#: Two readings of one hold that differ by less are the same, in seconds.
_JITTER_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold as the undo card shows it."""

    task_id: str
    name: str
    #: On this process's monotonic clock.
    ends_at: float
    seconds: int
    #: Held before the agent restarted; sent only when the RM says so.
    is_waiting: bool = False

    def left_s(self, now: float) -> float:
        """Seconds until it is sent."""
        return max(0.0, self.ends_at - now)


class Holds(QObject):
    """Keeps the newest last; each runs its own time."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._told: dict[str, Hold] = {}
        self._hoped: dict[str, Hold] = {}
        self._undone: set[str] = set()

    def all(self) -> list[Hold]:
        """Every hold, the newest last; waiting ones first."""
        merged = {**self._told, **{k: v for k, v in self._hoped.items() if k not in self._told}}
        kept = [hold for task_id, hold in merged.items() if task_id not in self._undone]
        return sorted(kept, key=lambda hold: (not hold.is_waiting, hold.ends_at))

    def newest(self) -> Hold | None:
        """The one that Z recalls: the latest that still runs, else one that waits."""
        held = self.all()
        return held[-1] if held else None

    def of(self, task_id: str) -> Hold | None:
        """The hold of a task."""
        return next((hold for hold in self.all() if hold.task_id == task_id), None)

    def hope(self, task_id: str, name: str, seconds: int) -> None:
        """A send was asked for; shown before the agent answers."""
        self._undone.discard(task_id)
        ends_at = time.monotonic() + seconds
        self._told.pop(task_id, None)
        self._hoped[task_id] = Hold(task_id=task_id, name=name, ends_at=ends_at, seconds=seconds)
        self.changed.emit()

    def forget(self, task_id: str) -> None:
        """It is undone or was refused."""
        self._hoped.pop(task_id, None)
        self._undone.add(task_id)
        self.changed.emit()

    def accepted(self, view: HoldView, status: AgentStatus | None) -> None:
        """The agent holds it now."""
        hoped = self._hoped.pop(view.task_id, None)
        if view.task_id not in self._undone:
            told = _hold(view, status)
            # Time that the answer took is no time to undo: never promise more than at the key press.
            is_later = hoped is not None and hoped.ends_at < told.ends_at
            self._told[view.task_id] = replace(told, ends_at=hoped.ends_at) if hoped and is_later else told
        self.changed.emit()

    def take(self, status: AgentStatus) -> None:
        """What the agent holds at this moment."""
        told = {view.task_id: _hold(view, status) for view in status.holds}
        self._undone &= set(told) | set(self._hoped)
        for task_id, hold in told.items():
            before = self._told.get(task_id)
            # Keep the countdown steady: a second reading differs by the time the message took.
            if (
                before
                and before.is_waiting == hold.is_waiting
                and abs(before.ends_at - hold.ends_at) < _JITTER_S
            ):
                told[task_id] = before
        if told != self._told:
            self._told = told
            self.changed.emit()

    def drop_elapsed(self) -> None:
        """Hoped-for holds whose time is over are the agent's business now."""
        now = time.monotonic()
        over = [task_id for task_id, hold in self._hoped.items() if hold.left_s(now) <= 0]
        for task_id in over:
            del self._hoped[task_id]
        if over:
            self.changed.emit()


def _hold(view: HoldView, status: AgentStatus | None) -> Hold:
    left_s = float(view.seconds)
    if status is not None:
        left_s = min(left_s, (view.due_at - status.now).total_seconds())
    return Hold(
        task_id=view.task_id,
        name=view.name,
        ends_at=time.monotonic() + max(0.0, left_s),
        seconds=view.seconds,
        is_waiting=view.is_waiting,
    )
