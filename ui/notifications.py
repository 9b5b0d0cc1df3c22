"""When the desktop is told: rarely, by class, without names or amounts, as a lock screen shows it."""

from __future__ import annotations

import time
from collections.abc import Callable

from robot.domain.views import AgentStatus
from ui.i18n import Speaker

#: One notification of a class in so many seconds.
QUIET_S = 600.0


class Notifications(Speaker):
    """Compares each status with the one before."""

    def __init__(self, show: Callable[[str, str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Start without a status to compare with.

        :param show: title and text to the desktop.
        :param clock: monotonic seconds.
        """
        self._show, self._clock = show, clock
        self._shown_at: dict[str, float] = {}
        self._before: AgentStatus | None = None

    def take(self, status: AgentStatus) -> None:
        """Tell what is new in this status; the first one is only remembered."""
        before, self._before = self._before, status
        if before is None:
            return
        if len(status.attention) > len(before.attention):
            text = self.tr("%n 件事在等您处理", "", len(status.attention))
            self._tell("needs_you", text)
        if status.stop is not None and before.stop is None:
            self._tell("stopped", self.tr("急停已按下，不再发送任何消息"))
        if _has_ended(before, status):
            run = status.run
            done = run.done if run else 0
            self._tell("run_ended", self.tr("运行结束，处理了 %n 条", "", done))
        if status.mood.value == "error" and before.mood.value != "error":
            self._tell("error", self.tr("机器人出错，请打开窗口查看"))

    def _tell(self, kind: str, text: str) -> None:
        now = self._clock()
        last = self._shown_at.get(kind)
        if last is None or now - last >= QUIET_S:
            self._shown_at[kind] = now
            self._show(self.tr("同行"), text)


def _has_ended(before: AgentStatus, now: AgentStatus) -> bool:
    was_running = before.run is not None and before.run.state != "ended"
    return was_running and now.run is not None and now.run.state == "ended"
