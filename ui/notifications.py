"""When the desktop is told: rarely, by class, without names or amounts, as a lock screen shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import time as TimeOfDay  # noqa: N812 - beside the module of that name

from robot.domain.clock import BANK_ZONE
from robot.domain.views import AgentStatus
from ui.i18n import Speaker

#: One notification of a class in so many seconds; what came meanwhile is told together after them.
QUIET_S = 600.0
#: Nobody is to be woken for what can wait until the morning.
NIGHT = (TimeOfDay(22, 0), TimeOfDay(7, 0))
#: What is told at night too: the robot is stopped, or cannot go on.
_AT_ANY_TIME = frozenset({"stopped", "error"})


class Notifications(Speaker):
    """Compares each status with the one before."""

    def __init__(self, show: Callable[[str, str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Start without a status to compare with.

        :param show: title and text to the desktop.
        :param clock: monotonic seconds.
        """
        self._show, self._clock = show, clock
        self._shown_at: dict[str, float] = {}
        #: What was held back, by class: the text that is told once the time has come.
        self._held: dict[str, Callable[[AgentStatus], str]] = {}
        self._before: AgentStatus | None = None

    def take(self, status: AgentStatus) -> None:
        """Tell what is new in this status; the first one is only remembered."""
        before, self._before = self._before, status
        if before is None:
            return
        for kind, text in self._news(before, status).items():
            self._held[kind] = text
        is_night = _is_night(status)
        for kind in list(self._held):
            last = self._shown_at.get(kind)
            is_soon = last is not None and self._clock() - last < QUIET_S
            if is_soon or (is_night and kind not in _AT_ANY_TIME):
                continue
            words = self._held.pop(kind)(status)
            if words:
                self._shown_at[kind] = self._clock()
                self._show(self.tr("同行"), words)

    def _news(self, before: AgentStatus, status: AgentStatus) -> dict[str, Callable[[AgentStatus], str]]:
        news: dict[str, Callable[[AgentStatus], str]] = {}
        if len(status.attention) > len(before.attention):
            news["needs_you"] = self._needs_you
        if status.stop is not None and before.stop is None:
            news["stopped"] = self._stopped
        if _has_ended(before, status):
            news["run_ended"] = self._run_ended
        if status.mood.value == "error" and before.mood.value != "error":
            news["error"] = self._error
        return news

    # Each is asked when it is told, so that what was settled meanwhile is not.

    def _needs_you(self, status: AgentStatus) -> str:
        count = len(status.attention)
        return self.tr("%n 件事在等您处理", "", count) if count else ""

    def _stopped(self, _status: AgentStatus) -> str:
        return self.tr("急停已按下，不再发送任何消息")

    def _run_ended(self, status: AgentStatus) -> str:
        run = status.run
        if run is None:
            return ""
        left = sum(run.by_outcome.get(outcome, 0) for outcome in ("halted", "needs_person", "unknown"))
        if left:
            done = self.tr("运行结束，处理了 %n 条", "", run.done)
            return done + self.tr("，其中 %n 条没有发成，请查看", "", left)
        return self.tr("运行结束，处理了 %n 条", "", run.done)

    def _error(self, _status: AgentStatus) -> str:
        return self.tr("机器人出错，请打开窗口查看")


def _has_ended(before: AgentStatus, now: AgentStatus) -> bool:
    was_running = before.run is not None and before.run.state != "ended"
    return was_running and now.run is not None and now.run.state == "ended"


def _is_night(status: AgentStatus) -> bool:
    at = status.now.astimezone(BANK_ZONE).time()
    begins, ends = NIGHT
    return at >= begins or at < ends
