"""The shape of a policy file: what may stand in it, before it becomes settings."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from robot.domain.product import ProductLine, ProductRisk
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel
from robot.policy.hours import CLOSED, DayKind, Hours, SpecialHours

#: In quotes: without them YAML reads 21:00 as the number 1260.
_TimeText = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Account = Annotated[str, Field(pattern=r"^(\*|[A-Za-z0-9_.-]{1,64})$")]
_Strategy = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
#: Who decided it and where that is written; a limit without one cannot be looked up.
_Source = Annotated[str, Field(min_length=1, max_length=200)]
_Channel = Annotated[Channel, Field(strict=False)]
_Line = Annotated[ProductLine, Field(strict=False)]
_Purpose = Annotated[Purpose, Field(strict=False)]
_Risk = Annotated[ProductRisk, Field(strict=False)]
_Level = Annotated[Sensitivity, Field(strict=False)]
_Days = Annotated[int, Field(ge=0, le=366)]


class Model(BaseModel):
    """Strict, so that `expires_on: 20261231` is an error and not some day in 1970."""

    model_config = ConfigDict(extra="forbid", strict=True)


class QuietHours(Model):
    """When customers may be contacted."""

    allowed_from: _TimeText
    allowed_until: _TimeText

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.allowed_from >= self.allowed_until:
            raise ValueError("allowed_from must be earlier than allowed_until")
        return self


class DatedEntry(Model):
    """What every dated entry says."""

    valid_from: date
    valid_until: date
    source: _Source

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_from > self.valid_until:
            raise ValueError("valid_from must not be later than valid_until")
        return self


class SpecialHoursEntry(DatedEntry):
    """Hours of some days."""

    days: Annotated[DayKind, Field(strict=False)]
    allowed_from: _TimeText | None = None
    allowed_until: _TimeText | None = None
    closed: bool = False

    @model_validator(mode="after")
    def _hours_or_closed(self) -> Self:
        given = [value for value in (self.allowed_from, self.allowed_until) if value is not None]
        if self.closed != (not given) or len(given) == 1:
            raise ValueError("give allowed_from and allowed_until, or closed: true")
        if given and given[0] >= given[1]:
            raise ValueError("allowed_from must be earlier than allowed_until")
        return self

    def entry(self) -> SpecialHours:
        """As the rules take it."""
        hours = CLOSED
        if self.allowed_from is not None and self.allowed_until is not None:
            hours = Hours(
                allowed_from=time.fromisoformat(self.allowed_from),
                allowed_until=time.fromisoformat(self.allowed_until),
            )
        return SpecialHours(
            days=self.days,
            hours=hours,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            source=self.source,
        )


class AccountCapEntry(DatedEntry):
    """Limits of an account."""

    account: _Account
    channel: _Channel
    per_minute: Annotated[int, Field(ge=1, le=600)] | None = None
    per_hour: Annotated[int, Field(ge=1, le=36000)] | None = None
    #: Zero: nothing is sent while nobody is present.
    per_day: Annotated[int, Field(ge=0, le=100000)] | None = None

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.per_minute is None and self.per_hour is None and self.per_day is None:
            raise ValueError("give per_minute, per_hour or per_day")
        return self


class ExemptionEntry(Model):
    """Leave to send while nobody is present."""

    account: _Account
    channel: _Channel
    rate_per_minute: Annotated[int, Field(ge=1, le=600)]
    expires_on: date


class PlatformCapEntry(DatedEntry):
    """A platform's limit for each customer."""

    channel: _Channel
    purpose: Literal["all"] | _Purpose
    per_month: Annotated[int, Field(ge=0, le=1000)]


class HolidayEntry(DatedEntry):
    """Days without marketing."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    allowed_strategies: list[_Strategy] = []


class CoolOffEntry(Model):
    """Days of rest of a product line."""

    line: _Line
    after_refusal_days: _Days = 0
    after_purchase_days: _Days = 0


class HoldOutEntry(DatedEntry):
    """A group that is not contacted."""

    strategy: Literal["*"] | _Strategy
    share_percent: Annotated[float, Field(gt=0, le=100, strict=False)]
    #: Not short: who guesses it knows who is left alone.
    salt: Annotated[str, Field(min_length=8, max_length=100)]


class RightsEntry(DatedEntry):
    """What the robot may do for an account."""

    account: _Account
    channels: Literal["all"] | Annotated[list[_Channel], Field(min_length=1)]
    purposes: Literal["all"] | Annotated[list[_Purpose], Field(min_length=1)]
    product_lines: Literal["all"] | Annotated[list[_Line], Field(min_length=1)]
    max_sensitivity: _Level
    attended: bool
    unattended: bool


class AssessmentsEntry(Model):
    """How often a risk may be assessed."""

    per_day: Annotated[int, Field(ge=1, le=100)]
    per_12_months: Annotated[int, Field(ge=1, le=1000)]


class ElderlyEntry(Model):
    """Protection of older customers."""

    from_age: Annotated[int, Field(ge=1, le=130)]
    review_from: _Risk
    deny_from: _Risk

    @model_validator(mode="after")
    def _grades_in_order(self) -> Self:
        if self.review_from.level > self.deny_from.level:
            raise ValueError("review_from must not be above deny_from")
        return self


class OrdinaryInvestorsEntry(Model):
    """Protection of ordinary investors."""

    review_from: _Risk
    unknown_is_ordinary: bool


class PolicyFile(Model):
    """The whole file. What has a default was added later; a file of before says nothing of it."""

    version: Annotated[int, Field(ge=1)]
    zone: str
    quiet_hours: QuietHours
    rating_valid_days: Annotated[int, Field(ge=1, le=3660)]
    daily_cap: Annotated[int, Field(ge=0, le=100)]
    monthly_cap: Annotated[int, Field(ge=0, le=1000)]
    unattended_exemptions: list[ExemptionEntry]
    special_hours: list[SpecialHoursEntry] = []
    account_caps: list[AccountCapEntry] = []
    weekly_cap: Annotated[int, Field(ge=0, le=500)] | None = None
    line_caps: dict[_Line, Annotated[int, Field(ge=0, le=1000)]] = Field(default_factory=dict)
    marketing_gap_days: _Days = 0
    platform_caps: list[PlatformCapEntry] = []
    cool_off: list[CoolOffEntry] = []
    marketing_holidays: list[HolidayEntry] = []
    assessments: AssessmentsEntry = AssessmentsEntry(per_day=2, per_12_months=8)
    elderly: ElderlyEntry | None = None
    ordinary_investors: OrdinaryInvestorsEntry | None = None
    hold_out: list[HoldOutEntry] = []
    account_rights: list[RightsEntry] | None = None
    sensitivity_rates: dict[_Level, Annotated[int, Field(ge=1, le=600)]] = Field(default_factory=dict)
    run_caps: dict[_Level, Annotated[int, Field(ge=0, le=100000)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_rest_for_a_line(self) -> Self:
        lines = [entry.line for entry in self.cool_off]
        if len(lines) != len(set(lines)):
            raise ValueError("cool_off names a product line twice")
        return self
