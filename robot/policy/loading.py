"""Reads the policy file; one that is not wholly understood is refused: half a policy protects nobody."""

from __future__ import annotations

import hashlib
from datetime import date, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from robot.domain.errors import InputRefused
from robot.domain.task import Channel
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


class _Exemption(_Model):
    account: Annotated[str, Field(pattern=r"^(\*|[A-Za-z0-9_.-]{1,64})$")]
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
        sha256=hashlib.sha256(content).hexdigest(),
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
