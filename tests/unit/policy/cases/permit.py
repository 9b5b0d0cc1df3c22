"""Who may send, and whether the clock can be believed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel
from robot.policy.facts import ReleaseStanding
from tests.unit.policy.cases.words import DENY, NOW, PASS, exempt

GOOD_RELEASE = ReleaseStanding("5f3a90c1d2e4b687")
ALTERED_RELEASE = GOOD_RELEASE._replace(refusal="release.altered")
NO_RELEASE = ReleaseStanding(refusal="release.not_found")

TABLE: list[tuple[str, str, dict[str, Any], str]] = [
    ("permit.stopped", "kill switch off", {}, PASS),
    ("permit.stopped", "kill switch on", {"stop_engaged": True}, DENY),
    (
        "permit.stopped",
        "kill switch on, only looking",
        {"stop_engaged": True, "site_effect": False},
        PASS,
    ),
    ("permit.release", "a release that is good", {"release": GOOD_RELEASE}, PASS),
    ("permit.release", "a byte of it was changed", {"release": ALTERED_RELEASE}, DENY),
    (
        "permit.release",
        "changed, and a person is there",
        {"attended": True, "release": ALTERED_RELEASE},
        DENY,
    ),
    ("permit.release", "none was accepted", {"release": NO_RELEASE}, DENY),
    ("permit.release", "changed, only looking", {"release": ALTERED_RELEASE, "site_effect": False}, PASS),
    ("permit.unattended", "a person pressed Enter", {"attended": True}, PASS),
    ("permit.unattended", "nobody there, no exemption", {"attended": False}, DENY),
    (
        "permit.unattended",
        "nobody there, only looking",
        {"attended": False, "site_effect": False},
        PASS,
    ),
    ("permit.unattended", "exempt", exempt(), PASS),
    ("permit.unattended", "any account", exempt("*"), PASS),
    ("permit.unattended", "other account", exempt("1002"), DENY),
    ("permit.unattended", "other channel", exempt(channel=Channel.PHONE), DENY),
    ("permit.unattended", "last day of the exemption", exempt(until="2026-11-23"), PASS),
    ("permit.unattended", "exemption ran out yesterday", exempt(until="2026-11-22"), DENY),
    ("clock.behind", "no record yet", {}, PASS),
    ("clock.behind", "just after the last record", {"last_record_at": NOW}, PASS),
    ("clock.behind", "what a time service may do", {"last_record_at": NOW + timedelta(seconds=2)}, PASS),
    ("clock.behind", "set back", {"last_record_at": NOW + timedelta(seconds=2.1)}, DENY),
    (
        "clock.behind",
        "set back, and a person is there",
        {"attended": True, "last_record_at": NOW + timedelta(1)},
        DENY,
    ),
    ("clock.ahead", "the clock went as fast as the time", {}, PASS),
    ("clock.ahead", "jumped forward by five minutes", {"clock_ahead_s": 300.0}, DENY),
    ("clock.ahead", "jumped, and a person is there", {"attended": True, "clock_ahead_s": 300.0}, DENY),
    ("rights.account", "what the account may", {}, PASS),
    ("rights.account", "another account", {"task": {"rm_id": "1002"}}, DENY),
    ("rights.account", "another channel", {"task": {"channel": Channel.PUSH}}, DENY),
    ("rights.account", "another purpose", {"purpose": Purpose.SERVICE}, DENY),
    ("rights.account", "another product line", {"product": {"line": ProductLine.LOAN}}, DENY),
    ("rights.account", "a higher level", {"sensitivity": Sensitivity.S4}, DENY),
    ("rights.account", "a lower level", {"sensitivity": Sensitivity.S1}, PASS),
    ("rights.account", "unattended, for attended only", exempt(), DENY),
    ("rights.account", "after it ran out", {"task": {"business_date": date(2027, 1, 1)}}, DENY),
    ("rights.account", "a look ahead", {"task": {"rm_id": "1002"}, "site_effect": False}, PASS),
    ("sensitivity.unattended", "S4, a person pressed Enter", {"sensitivity": Sensitivity.S4}, PASS),
    ("sensitivity.unattended", "S4, exempt", {**exempt(), "sensitivity": Sensitivity.S4}, DENY),
    ("sensitivity.unattended", "S3, exempt", {**exempt(), "sensitivity": Sensitivity.S3}, PASS),
    ("sensitivity.unattended", "S3, no exemption", {"attended": False}, DENY),
    (
        "sensitivity.unattended",
        "S2, no exemption (permit.unattended says no)",
        {"attended": False, "sensitivity": Sensitivity.S2},
        PASS,
    ),
    (
        "sensitivity.unattended",
        "S4, a look ahead",
        {"attended": False, "sensitivity": Sensitivity.S4, "site_effect": False},
        PASS,
    ),
]
