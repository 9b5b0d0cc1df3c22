"""The shipped policies load; everything that could be misread is refused with file, key and reason."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest

from robot.domain.errors import InputRefused
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel
from robot.policy import UnattendedExemption, load_policy
from robot.policy.protection import Elderly, OrdinaryInvestors

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


def test_demo_differs_only_where_it_says_why() -> None:
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
    differing = {
        "unattended_exemptions",
        "ordinary_investors",
        "sensitivity_rates",
        "run_caps",
        "sha256",
        "calendar",
    }
    for name in {field.name for field in fields(demo)} - differing:
        assert getattr(demo, name) == getattr(production, name), name
    assert demo.find_exemption("1001", Channel.WECOM, TODAY) == exemption
    assert demo.find_exemption("1001", Channel.PHONE, TODAY) is None


def test_a_time_means_what_it_shows_with_quotes_and_without(tmp_path: Path) -> None:
    original = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    assert '"21:00"' in original
    (tmp_path / "policy.yaml").write_text(original.replace('"21:00"', "21:00"), encoding="utf-8")
    assert load_policy(tmp_path / "policy.yaml").allowed_until == time(21)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_another_encoding_is_refused_in_words_that_help(encoding: str, tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    (tmp_path / "policy.yaml").write_bytes(text.encode(encoding))
    with pytest.raises(InputRefused, match="save it with that encoding"):
        load_policy(tmp_path / "policy.yaml")


def test_a_byte_order_mark_of_an_editor_is_no_fault(tmp_path: Path) -> None:
    content = (SHIPPED / "policy.yaml").read_bytes()
    (tmp_path / "policy.yaml").write_bytes(b"\xef\xbb\xbf" + content)
    assert load_policy(tmp_path / "policy.yaml").daily_cap == 1


def test_merged_keys_cannot_grow_beyond_the_machine(tmp_path: Path) -> None:
    grown = "".join(f"a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 10)}], k{n}: 1}}\n" for n in range(1, 9))
    (tmp_path / "policy.yaml").write_text(f"a0: &a0 {{k: 1}}\n{grown}", encoding="utf-8")
    with pytest.raises(InputRefused, match="write it out"):
        load_policy(tmp_path / "policy.yaml")


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
        ("version: 2", "version: '1'", "version"),
        ("version: 2", "version: 0", "version"),
        ("version: 2", "version: true", "version"),
        ("version: 2", "version: 2\nversion: 3", ""),
        ("version: 2", "version: 2\nsurprise: 2", "surprise"),
        ("weekly_cap: 3", "weekly_cap: -1", "weekly_cap"),
        ("  wealth: 3", "  wealthy: 3", "line_caps.wealthy.[key]"),
        ("per_month: 4", "per_month: '4'", "per_month"),
        ("{line: wealth, after", "{line: loan, after", ""),
        ("after_refusal_days: 30, after_purchase_days: 14", "after_refusal_days: 400", "after_refusal_days"),
        ("per_12_months: 8", "per_12_months: 0", "per_12_months"),
        ("from_age: 65", "from_age: '65'", "from_age"),
        ("deny_from: R4", "deny_from: R1", "elderly"),
        ("unknown_is_ordinary: true", "unknown_is_ordinary: perhaps", "unknown_is_ordinary"),
        ("max_sensitivity: S3", "max_sensitivity: S5", "max_sensitivity"),
        ("    attended: true", "    attended: 1", "attended"),
        ("  S3: 6", "  S3: 0", "sensitivity_rates.S3"),
        ("hold_out: []", "hold_out: [{strategy: a, salt: short}]", "hold_out.0.valid_from"),
        ("version: 2", "? [a, b]\n: 1", ""),
        ("version: 2", "version: [", ""),
        ("version: 2", "version: 010", "version"),
        ("version: 2", "version: 1:30", "version"),
        ("version: 2", "version: 0x2", "version"),
        ("version: 2", "version: 1_0", "version"),
        ("daily_cap: 1", "daily_cap: &one 1\nweekly_cap: *one", ""),
        ("version: 2", "version: 2\n<<: {version: 3}", ""),
        ("version: 2", "version: 2  # as before\u0085marketing_gap_days: 0", ""),
        ("version: 2", "version: 2  # as\u202e before", ""),
        ("version: 2", "version: 2  # as before\rmarketing_gap_days: 0", ""),
        ("version: 2", "", "version"),
        ("version: 2", "version: !!python/object:os.system 1", ""),
        ("Asia/Shanghai", "Asia/Nowhere", "zone"),
        ("Asia/Shanghai", "../../etc/passwd", "zone"),
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


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("rating_valid_days: 365", "rating_valid_day: 365", "rating_valid_day"),
        ("  from_age: 65", "  from_age: 65\n  until_age: 90", "until_age"),
        ("    max_sensitivity: S3", "    max_sensitivity: S3\n    lunch: free", "lunch"),
        ("purpose: all", "purpose: fun", "platform_caps.0.purpose"),
        ("channels: all", "channels: []", "account_rights.0.channels"),
        ("    per_month: 4", "    per_month: 4\n    per_month: 5", ""),
        ("zone: Asia/Shanghai", "zone: Asia/Nowhere", "zone"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, near: str, tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8").replace(old, new, 1)
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        load_policy(file)
    assert near in str(caught.value.params["key"])
    first = text[: text.index(new)].count("\n") + 1
    # A key in the middle of an entry is named by its own line, a missing one by the line of what lacks it.
    assert first <= int(str(caught.value.params["line"])) <= first + new.count("\n")
    assert f"line {caught.value.params['line']}" in str(caught.value)


HOLD_OUT = (
    "hold_out: [{strategy: '*', share_percent: 2.5, salt: '2026-q4-all', valid_from: 2026-01-01,"
    " valid_until: 2026-12-31, source: notice}]"
)
HOLIDAY = (
    "marketing_holidays: [{name: 国庆节, valid_from: 2026-10-01, valid_until: 2026-10-07,"
    " allowed_strategies: [holiday-rates], source: notice}]"
)
RIGHTS = "channels: [wecom]\n    purposes: [service, care]\n    product_lines: [deposit]"


def test_the_later_rules_are_taken(tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    text = text.replace("hold_out: []", HOLD_OUT).replace("marketing_holidays: []", HOLIDAY)
    text = text.replace("channels: all\n    purposes: all\n    product_lines: all", RIGHTS)
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    policy = load_policy(tmp_path / "p.yaml")
    assert (policy.weekly_cap, policy.line_caps[ProductLine.LOAN], policy.marketing_gap_days) == (3, 2, 0)
    (platform,) = policy.platform_caps
    assert (platform.channel, platform.purpose, platform.per_month) == (Channel.WECOM, None, 4)
    assert {entry.line: entry.after_refusal_days for entry in policy.cool_offs}[ProductLine.CARD] == 60
    assert (policy.assessments.per_day, policy.assessments.per_12_months) == (2, 8)
    assert policy.elderly == Elderly(from_age=65, review_from=ProductRisk.R2, deny_from=ProductRisk.R4)
    assert policy.ordinary_investors == OrdinaryInvestors(
        review_from=ProductRisk.R4, unknown_is_ordinary=True
    )
    assert policy.sensitivity_rates[Sensitivity.S3] == 6
    assert policy.run_caps == {Sensitivity.S3: 50}
    (group,) = policy.hold_outs
    assert (group.strategy, group.share_percent) == ("*", 2.5)
    (holiday,) = policy.marketing_holidays
    assert holiday.allowed_strategies == {"holiday-rates"}
    assert policy.account_rights is not None
    (right,) = policy.account_rights
    assert (right.channels, right.purposes, right.product_lines) == (
        frozenset({Channel.WECOM}),
        frozenset({Purpose.SERVICE, Purpose.CARE}),
        frozenset({ProductLine.DEPOSIT}),
    )
    assert (right.attended, right.unattended, right.max_sensitivity) == (True, True, Sensitivity.S3)


def test_a_policy_of_before_has_none_of_the_later_rules(tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    (tmp_path / "p.yaml").write_text(text.partition("# --- What follows")[0], encoding="utf-8")
    policy = load_policy(tmp_path / "p.yaml")
    assert (policy.weekly_cap, policy.elderly, policy.ordinary_investors, policy.account_rights) == (
        None,
    ) * 4
    assert [*policy.line_caps, *policy.platform_caps, *policy.cool_offs, *policy.hold_outs] == []


def test_an_empty_list_of_rights_is_not_no_list(tmp_path: Path) -> None:
    text = (SHIPPED / "policy.yaml").read_text(encoding="utf-8")
    head = text.partition("account_rights:")[0]
    (tmp_path / "p.yaml").write_text(head + "account_rights: []\n", encoding="utf-8")
    assert load_policy(tmp_path / "p.yaml").account_rights == ()


def test_the_pace_is_the_lowest_of_cap_and_level(tmp_path: Path) -> None:
    policy = load_policy(_with(tmp_path, caps=CAP.replace("per_minute: 6", "per_minute: 10")))
    for level, per_minute in ((Sensitivity.S1, 10), (Sensitivity.S3, 6), (Sensitivity.S4, 10)):
        pace = policy.find_pace("1001", Channel.WECOM, TODAY, level)
        assert pace is not None
        assert (pace.per_minute, pace.per_hour) == (per_minute, 60)
    other = policy.find_pace("1002", Channel.WECOM, TODAY, Sensitivity.S2)
    assert other is not None
    assert (other.per_minute, other.per_hour) == (20, None)
    assert policy.find_pace("1002", Channel.WECOM, TODAY, Sensitivity.S4) is None
