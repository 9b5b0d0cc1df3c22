"""Reads the policy file; one that is not wholly understood is refused: half a policy protects nobody."""

from __future__ import annotations

import hashlib
from datetime import date, time
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from robot.domain.errors import InputRefused
from robot.domain.task import Channel
from robot.policy.caps import AccountCap
from robot.policy.hours import CLOSED, DayKind, Hours, SpecialHours
from robot.policy.settings import PolicySettings, UnattendedExemption

_MAX_BYTES = 64 * 1024
#: In quotes: without them YAML reads 21:00 as the number 1260.
_TimeText = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class _Model(BaseModel):
    # Strict, so that `expires_on: 20261231` is an error and not some day in 1970.
    model_config = ConfigDict(extra="forbid", strict=True)


class _QuietHours(_Model):
    allowed_from: _TimeText
    allowed_until: _TimeText


_Account = Annotated[str, Field(pattern=r"^(\*|[A-Za-z0-9_.-]{1,64})$")]
#: Who decided it and where that is written; a limit without one cannot be looked up.
_Source = Annotated[str, Field(min_length=1, max_length=200)]


class _Dated(_Model):
    valid_from: date
    valid_until: date
    source: _Source

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from > self.valid_until:
            raise ValueError("valid_from must not be later than valid_until")
        return self


class _SpecialHours(_Dated):
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
        hours = CLOSED
        if self.allowed_from is not None and self.allowed_until is not None:
            hours = _hours(self.allowed_from, self.allowed_until)
        return SpecialHours(
            days=self.days,
            hours=hours,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            source=self.source,
        )


class _AccountCap(_Dated):
    account: _Account
    channel: Annotated[Channel, Field(strict=False)]
    per_minute: Annotated[int, Field(ge=1, le=600)] | None = None
    per_hour: Annotated[int, Field(ge=1, le=36000)] | None = None
    #: Zero: nothing is sent while nobody is present.
    per_day: Annotated[int, Field(ge=0, le=100000)] | None = None

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.per_minute is None and self.per_hour is None and self.per_day is None:
            raise ValueError("give per_minute, per_hour or per_day")
        return self


class _Exemption(_Model):
    account: _Account
    channel: Annotated[Channel, Field(strict=False)]
    rate_per_minute: Annotated[int, Field(ge=1, le=600)]
    expires_on: date


class _Policy(_Model):
    version: Annotated[int, Field(ge=1)]
    zone: str
    quiet_hours: _QuietHours
    rating_valid_days: Annotated[int, Field(ge=1, le=3660)]
    daily_cap: Annotated[int, Field(ge=0, le=100)]
    monthly_cap: Annotated[int, Field(ge=0, le=1000)]
    unattended_exemptions: list[_Exemption]
    special_hours: list[_SpecialHours] = []
    account_caps: list[_AccountCap] = []


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML silently keeps the last of two equal keys; a reader would believe the first."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's signature
    ) -> dict[object, object]:
        seen: set[str] = set()
        for key in (str(key.value) for key, _ in node.value):
            if key in seen:
                raise yaml.constructor.ConstructorError(problem=f"key {key} stands twice")
            seen.add(key)
        return dict(super().construct_mapping(node, deep))


def load_policy(path: Path) -> PolicySettings:
    """Read and check a policy file.

    :raises InputRefused: code `policy.unreadable` with `file`, `key` and `why`.
    """
    content, document = _read(path)
    try:
        policy = _Policy.model_validate(document)
    except ValidationError as err:
        first = err.errors()[0]
        raise _refused(path, ".".join(str(part) for part in first["loc"]), first["msg"]) from err
    hours = policy.quiet_hours
    if hours.allowed_from >= hours.allowed_until:
        raise _refused(path, "quiet_hours", "allowed_from must be earlier than allowed_until")
    return PolicySettings(
        version=policy.version,
        allowed_from=time.fromisoformat(hours.allowed_from),
        allowed_until=time.fromisoformat(hours.allowed_until),
        zone=_zone(path, policy.zone),
        rating_valid_days=policy.rating_valid_days,
        daily_cap=policy.daily_cap,
        monthly_cap=policy.monthly_cap,
        unattended_exemptions=tuple(UnattendedExemption(**dict(e)) for e in policy.unattended_exemptions),
        special_hours=tuple(entry.entry() for entry in policy.special_hours),
        account_caps=tuple(AccountCap(**dict(cap)) for cap in policy.account_caps),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _hours(allowed_from: str, allowed_until: str) -> Hours:
    return Hours(
        allowed_from=time.fromisoformat(allowed_from), allowed_until=time.fromisoformat(allowed_until)
    )


def _read(path: Path) -> tuple[bytes, object]:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise _refused(path, "", f"larger than {_MAX_BYTES} bytes")
        # One hash on every desk: line ends differ between Windows and Linux checkouts.
        content = content.replace(b"\r\n", b"\n")
        return content, _UniqueKeyLoader(content.decode("utf-8")).get_single_data()
    except (
        OSError,
        UnicodeDecodeError,
        yaml.YAMLError,
        ValueError,
        RecursionError,
    ) as err:
        raise _refused(path, "", str(err)) from err


def _zone(path: Path, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:
        raise _refused(path, "zone", f"no such time zone: {name}") from err


def _refused(path: Path, key: str, why: str) -> InputRefused:
    message = f"the policy {path} cannot be used ({key or 'file'}: {why}); nothing was changed"
    return InputRefused(message, code="policy.unreadable", file=str(path), key=key, why=why)
