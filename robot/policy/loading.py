"""Reads the policy file; one that is not wholly understood is refused: half a policy protects nobody."""

from __future__ import annotations

import hashlib
from datetime import time
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import ValidationError

from robot.compliance.strict_yaml import StrictLoader, YamlUnreadableError, hidden_at, text_of
from robot.domain.errors import InputRefused
from robot.policy.caps import AccountCap
from robot.policy.entries import AccountRight, CoolOff, HoldOut, MarketingHoliday, PlatformCap
from robot.policy.protection import Assessments, Elderly, OrdinaryInvestors
from robot.policy.schema import HolidayEntry, PlatformCapEntry, PolicyFile, RightsEntry
from robot.policy.settings import PolicySettings, UnattendedExemption

_MAX_BYTES = 64 * 1024


def load_policy(path: Path) -> PolicySettings:
    """Read and check a policy file.

    :raises InputRefused: code `policy.unreadable` with `file`, `line`, `key` and `why`; line 0 is the file.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as err:
        raise _refused(path, "", str(err)) from err
    return policy_of(content, path)


def policy_of(content: bytes, path: PurePath) -> PolicySettings:
    """The policy that a file's content says.

    :param path: where it was read, for messages; it is not opened.
    :raises InputRefused: as `load_policy`.
    """
    content, node, document = _parsed(content, path)
    try:
        policy = PolicyFile.model_validate(document)
    except ValidationError as err:
        found = err.errors()
        # A misspelt key is also a missing one; the line of what stands there helps more.
        first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
        place = first["loc"]
        why = first["msg"]
        if first["type"] == "extra_forbidden":
            why = "this key is not known"
        raise _refused(path, ".".join(map(str, place)), why, line=_line_of(node, place)) from err
    try:
        zone = ZoneInfo(policy.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:
        why = f"no such time zone: {policy.zone}"
        raise _refused(path, "zone", why, line=_line_of(node, ("zone",))) from err
    return _settings(policy, zone, hashlib.sha256(content).hexdigest())


def _settings(policy: PolicyFile, zone: ZoneInfo, sha256: str) -> PolicySettings:
    hours, elderly, ordinary = policy.quiet_hours, policy.elderly, policy.ordinary_investors
    rights = policy.account_rights
    return PolicySettings(
        version=policy.version,
        allowed_from=time.fromisoformat(hours.allowed_from),
        allowed_until=time.fromisoformat(hours.allowed_until),
        zone=zone,
        rating_valid_days=policy.rating_valid_days,
        daily_cap=policy.daily_cap,
        monthly_cap=policy.monthly_cap,
        unattended_exemptions=tuple(UnattendedExemption(**dict(e)) for e in policy.unattended_exemptions),
        special_hours=tuple(entry.entry() for entry in policy.special_hours),
        account_caps=tuple(AccountCap(**dict(cap)) for cap in policy.account_caps),
        weekly_cap=policy.weekly_cap,
        line_caps=dict(policy.line_caps),
        marketing_gap_days=policy.marketing_gap_days,
        platform_caps=tuple(map(_platform_cap, policy.platform_caps)),
        cool_offs=tuple(CoolOff(**dict(entry)) for entry in policy.cool_off),
        marketing_holidays=tuple(map(_holiday, policy.marketing_holidays)),
        assessments=Assessments(**dict(policy.assessments)),
        elderly=Elderly(**dict(elderly)) if elderly else None,
        ordinary_investors=OrdinaryInvestors(**dict(ordinary)) if ordinary else None,
        hold_outs=tuple(HoldOut(**dict(entry)) for entry in policy.hold_out),
        account_rights=None if rights is None else tuple(map(_right, rights)),
        sensitivity_rates=dict(policy.sensitivity_rates),
        run_caps=dict(policy.run_caps),
        sha256=sha256,
    )


def _platform_cap(entry: PlatformCapEntry) -> PlatformCap:
    purpose = None if entry.purpose == "all" else entry.purpose
    return PlatformCap(**{**dict(entry), "purpose": purpose})


def _holiday(entry: HolidayEntry) -> MarketingHoliday:
    return MarketingHoliday(**{**dict(entry), "allowed_strategies": frozenset(entry.allowed_strategies)})


def _right(entry: RightsEntry) -> AccountRight:
    named: dict[str, Any] = {
        key: None if value == "all" else frozenset(value)
        for key, value in dict(entry).items()
        if key in {"channels", "purposes", "product_lines"}
    }
    return AccountRight(**{**dict(entry), **named})


# --- the file ----------------------------------------------------------------------------------------------


def _parsed(content: bytes, path: PurePath) -> tuple[bytes, yaml.Node | None, object]:
    if len(content) > _MAX_BYTES:
        raise _refused(path, "", f"larger than {_MAX_BYTES} bytes")
    try:
        # One hash on every desk: line ends differ between Windows and Linux checkouts.
        content = content.replace(b"\r\n", b"\n")
        text = text_of(content)
        _refuse_hidden(text)
        loader = StrictLoader(text)
        node = loader.get_single_node()
        return content, node, None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark
        line = mark.line + 1 if mark is not None else 0
        raise _refused(path, "", err.problem or "not YAML", line=line) from err
    except YamlUnreadableError as err:
        raise _refused(path, "", str(err), line=err.line) from err
    except (yaml.YAMLError, ValueError, RecursionError) as err:
        raise _refused(path, "", str(err)) from err


def _refuse_hidden(text: str) -> None:
    if (place := hidden_at(text)) is not None:
        line = text.count("\n", 0, place) + 1
        raise YamlUnreadableError("holds a character that nobody sees; delete it", line=line)


def _line_of(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The 1-based line of a key, or of the deepest part of it that is there; zero for the whole file."""
    line = 0
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _refused(path: PurePath, key: str, why: str, *, line: int = 0) -> InputRefused:
    where = ", ".join(part for part in (f"line {line}" if line else "", key) if part) or "file"
    message = f"the policy {path} cannot be used ({where}: {why}); nothing was changed"
    return InputRefused(message, code="policy.unreadable", file=str(path), line=line, key=key, why=why)
