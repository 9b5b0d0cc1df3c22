"""Earlier contacts with a customer, counted as the caps count them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from robot.domain.purpose import Purpose
from robot.domain.task import Task
from robot.execution.ports import PastSend


class PastContacts:
    """What the ledger holds of a task's customer, without the task's own entry."""

    def __init__(self, task: Task, past: Sequence[PastSend], purpose_of: Callable[[str], Purpose]) -> None:
        """:param purpose_of: the purpose of a talk track by its id; of one that is gone, the strictest."""
        self._task = task
        self._past = past
        self._purpose_of = purpose_of
        self._this_month = [one for one in past if _month(one.on) == _month(task.business_date)]

    @property
    def this_week(self) -> int:
        """From Monday to Sunday."""
        week = self._task.business_date.isocalendar()[:2]
        return sum(one.on.isocalendar()[:2] == week for one in self._past)

    @property
    def this_month_about_the_line(self) -> int:
        """Of the calendar month, about the task's product line, over all channels."""
        return sum(one.line == self._task.product.line for one in self._this_month)

    def this_month_like(self, purpose: Purpose) -> int:
        """Of the calendar month, on the task's channel and for that purpose."""
        return sum(
            one.channel == self._task.channel and self._purpose_of(one.talk_track) is purpose
            for one in self._this_month
        )

    @property
    def this_month_on_the_channel(self) -> int:
        """Of the calendar month, on the task's channel, for whatever purpose."""
        return sum(one.channel == self._task.channel for one in self._this_month)

    @property
    def last_marketing_on(self) -> date | None:
        """Business date of the last marketing contact; None if there is none."""
        dates = (one.on for one in self._past if self._purpose_of(one.talk_track) is Purpose.MARKETING)
        return max(dates, default=None)


def _month(on: date) -> tuple[int, int]:
    return on.year, on.month
