"""The shipped policies load; everything that could be misread is refused with file, key and reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from robot.domain.errors import InputRefused
from robot.domain.task import Channel
from robot.policy import UnattendedExemption, load_policy

SHIPPED = Path(__file__).parents[3] / "resources" / "policy"
TODAY = date(2026, 11, 23)


def test_production_carries_no_exemption() -> None:
    policy = load_policy(SHIPPED / "policy.yaml")
    assert policy.unattended_exemptions == ()
    assert (policy.allowed_from, policy.allowed_until, policy.zone.key) == (
        time(8),
        time(21),
        "Asia/Shanghai",
    )
    assert (policy.rating_valid_days, policy.daily_cap, policy.monthly_cap) == (
        365,
        1,
        4,
    )
    assert len(policy.sha256) == 64


def test_demo_differs_in_the_exemption_only() -> None:
    production, demo = (
        load_policy(SHIPPED / "policy.yaml"),
        load_policy(SHIPPED / "demo.yaml"),
    )
    exemption = UnattendedExemption(
        account="*",
        channel=Channel.WECOM,
        rate_per_minute=600,
        expires_on=date(2099, 12, 31),
    )
    assert demo.unattended_exemptions == (exemption,)
    assert replace(demo, unattended_exemptions=(), sha256="") == replace(production, sha256="")
    assert demo.find_exemption("1001", Channel.WECOM, TODAY) == exemption
    assert demo.find_exemption("1001", Channel.PHONE, TODAY) is None


def test_exemption_by_name_goes_before_any_account() -> None:
    demo = load_policy(SHIPPED / "demo.yaml")
    named = replace(demo.unattended_exemptions[0], account="1001", rate_per_minute=6)
    policy = replace(demo, unattended_exemptions=(*demo.unattended_exemptions, named))
    assert policy.find_exemption("1001", Channel.WECOM, TODAY) == named
    assert policy.find_exemption("1002", Channel.WECOM, TODAY) == demo.unattended_exemptions[0]


def test_hash_is_the_same_with_windows_line_ends(tmp_path: Path) -> None:
    original = (SHIPPED / "policy.yaml").read_bytes()
    (tmp_path / "policy.yaml").write_bytes(original.replace(b"\n", b"\r\n"))
    assert load_policy(tmp_path / "policy.yaml").sha256 == load_policy(SHIPPED / "policy.yaml").sha256


EXEMPTION = '[{account: "1001", channel: wecom, rate_per_minute: 6, expires_on: 2026-12-31}]'


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("version: 1", "version: '1'", "version"),
        ("version: 1", "version: 0", "version"),
        ("version: 1", "version: true", "version"),
        ("version: 1", "version: 1\nversion: 2", ""),
        ("version: 1", "version: 1\nsurprise: 2", "surprise"),
        ("version: 1", "? [a, b]\n: 1", ""),
        ("version: 1", "version: [", ""),
        ("version: 1", "", "version"),
        ("version: 1", "version: !!python/object:os.system 1", ""),
        ("Asia/Shanghai", "Asia/Nowhere", "zone"),
        ("Asia/Shanghai", "../../etc/passwd", "zone"),
        ('"21:00"', "21:00", "quiet_hours.allowed_until"),
        ('"08:00"', '"8 Uhr"', "quiet_hours.allowed_from"),
        ('"21:00"', '"24:00"', "quiet_hours.allowed_until"),
        ('"21:00"', '"08:00"', "quiet_hours"),
        ("daily_cap: 1", "daily_cap: -1", "daily_cap"),
        ("daily_cap: 1", "daily_cap: 1.5", "daily_cap"),
        ("exemptions: []", "exemptions:", "unattended_exemptions"),
        (
            "exemptions: []",
            "exemptions: " + EXEMPTION.replace("2026-12-31", "20261231"),
            "expires_on",
        ),
        (
            "exemptions: []",
            "exemptions: " + EXEMPTION.replace("wecom", "telepathy"),
            "channel",
        ),
        (
            "exemptions: []",
            "exemptions: " + EXEMPTION.replace("6", "0"),
            "rate_per_minute",
        ),
        (
            "exemptions: []",
            "exemptions: " + EXEMPTION.replace("1001", "100*"),
            "account",
        ),
    ],
)
def test_what_could_be_misread_is_refused(old: str, new: str, key: str, tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    file = tmp_path / "policy.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        load_policy(file)
    assert caught.value.code == "policy.unreadable"
    assert caught.value.params["file"] == str(file)
    assert str(caught.value.params["key"]).endswith(key)
    assert caught.value.params["why"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"#" * 70_000, b"", b"[" * 500])
def test_what_is_no_policy_at_all_is_refused(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputRefused, match="nothing was changed"):
        load_policy(file)


def test_valid_exemption_is_taken(tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    (tmp_path / "p.yaml").write_text(
        text.replace("exemptions: []", "exemptions: " + EXEMPTION), encoding="utf-8"
    )
    policy = load_policy(tmp_path / "p.yaml")
    assert policy.find_exemption("1001", Channel.WECOM, date(2026, 12, 31)) is not None
    assert policy.find_exemption("1001", Channel.WECOM, date(2027, 1, 1)) is None


DATES = "valid_from: 2026-01-01, valid_until: 2026-12-31, source: notice}"
SPECIAL = '[{days: non_workdays, allowed_from: "10:00", allowed_until: "18:00", ' + DATES + "]"
CAP = "[{account: '1001', channel: wecom, per_minute: 6, per_hour: 60, per_day: 200, " + DATES + "]"


def _with(tmp_path: Path, *, hours: str = "[]", caps: str = "[]") -> Path:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    text = text.replace("special_hours: []", f"special_hours: {hours}")
    (tmp_path / "p.yaml").write_text(
        text.replace("account_caps: []", f"account_caps: {caps}"), encoding="utf-8"
    )
    return tmp_path / "p.yaml"


def test_special_hours_and_caps_are_taken(tmp_path: Path) -> None:
    policy = load_policy(_with(tmp_path, hours=SPECIAL, caps=CAP))
    assert policy.hours.on(date(2026, 11, 22)).allowed_from == time(10)
    cap = policy.find_cap("1001", Channel.WECOM, TODAY)
    assert cap is not None
    assert (cap.per_minute, cap.per_hour, cap.per_day, cap.source) == (6, 60, 200, "notice")
    closed = SPECIAL.replace('allowed_from: "10:00", allowed_until: "18:00"', "closed: true")
    assert load_policy(_with(tmp_path, hours=closed)).hours.on(date(2026, 11, 22)).is_closed


def test_a_policy_of_before_has_neither(tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    (tmp_path / "p.yaml").write_text(text.partition("# Other hours")[0], encoding="utf-8")
    policy = load_policy(tmp_path / "p.yaml")
    assert policy.special_hours == ()
    assert policy.account_caps == ()


@pytest.mark.parametrize(
    "hours",
    [
        SPECIAL.replace('"18:00"', '"09:00"'),
        SPECIAL.replace(', allowed_until: "18:00"', ""),
        SPECIAL.replace('allowed_from: "10:00"', "closed: true"),
        SPECIAL.replace('allowed_from: "10:00", allowed_until: "18:00", ', ""),
        SPECIAL.replace("non_workdays", "sundays"),
        SPECIAL.replace("2026-12-31", "2025-12-31"),
        SPECIAL.replace(", source: notice", ""),
    ],
)
def test_special_hours_that_could_be_misread_are_refused(hours: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="special_hours"):
        load_policy(_with(tmp_path, hours=hours))


@pytest.mark.parametrize(
    "caps",
    [
        CAP.replace("per_minute: 6, per_hour: 60, per_day: 200, ", ""),
        CAP.replace("per_minute: 6", "per_minute: 0"),
        CAP.replace("per_day: 200", "per_day: '200'"),
        CAP.replace("wecom", "fax"),
        CAP.replace("2026-12-31", "2025-12-31"),
        CAP.replace(", source: notice", ""),
    ],
)
def test_caps_that_could_be_misread_are_refused(caps: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="account_caps"):
        load_policy(_with(tmp_path, caps=caps))
