"""The bank's part of the schedule: `schedule` in settings.yaml."""

from __future__ import annotations

import itertools
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from robot.execution.schedule import Schedule, Window

#: In quotes: without them YAML reads 18:30 as the number 1110.
_TimeText = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", strict=True)]
_Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEKDAYS: tuple[_Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: A pull and one message need so long at least.
_SHORTEST_MIN = 15


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WindowSettings(_Model):
    """One start a day, and the latest end of what it starts."""

    #: `workdays` (make-up workdays count), `all`, or a list of weekdays.
    days: Literal["workdays", "all"] | tuple[_Weekday, ...] = "workdays"
    starts: _TimeText = Field(alias="from")
    until: _TimeText

    @model_validator(mode="after")
    def _long_enough(self) -> Self:
        if _minutes(self.until) - _minutes(self.starts) < _SHORTEST_MIN:
            raise ValueError(
                f"until must be at least {_SHORTEST_MIN} minutes later than from, on the same day: "
                "a run belongs to one business date"
            )
        if not self.days:
            raise ValueError("days names no day")
        return self

    def window(self) -> Window:
        """As the schedule knows it."""
        return Window(
            weekdays=None if self.days == "workdays" else frozenset(_weekdays(self.days)),
            starts_at=time.fromisoformat(self.starts),
            until=time.fromisoformat(self.until),
        )


class ScheduleSettings(_Model):
    """When unattended runs begin; the user can switch them off and on."""

    #: Whether the schedule is on until the user says otherwise.
    is_on: bool = False
    windows: tuple[WindowSettings, ...] = ()
    #: Whether windows for `all` days or weekdays also hold on holidays and free weekends.
    on_non_workdays: bool = False
    #: Days on which nothing is started, such as the closing of the year.
    not_on: tuple[Annotated[date, Field(strict=True)], ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.is_on and not self.windows:
            raise ValueError("is_on needs at least one window")
        for one, other in itertools.combinations(self.windows, 2):
            if _may_meet(one, other):
                raise ValueError(f"the windows from {one.starts} and from {other.starts} overlap")
        return self

    def schedule(self) -> Schedule:
        """As the schedule's own code knows it."""
        return Schedule(
            windows=tuple(window.window() for window in self.windows),
            on_non_workdays=self.on_non_workdays,
            left_out=frozenset(self.not_on),
        )


def _weekdays(days: Literal["all", "workdays"] | tuple[_Weekday, ...]) -> set[int]:
    return set(range(7)) if isinstance(days, str) else {_WEEKDAYS.index(day) for day in days}


def _may_meet(one: WindowSettings, other: WindowSettings) -> bool:
    # A make-up workday may be any day of the week.
    share_a_day = _weekdays(one.days) & _weekdays(other.days)
    return bool(share_a_day) and one.starts < other.until and other.starts < one.until


def _minutes(text: str) -> int:
    moment = time.fromisoformat(text)
    return moment.hour * 60 + moment.minute
