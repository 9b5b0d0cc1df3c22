"""When, how often, and who is left alone for comparison."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from tests.unit.policy.cases.words import DENY, PASS, at, living_in, on_line, said

TABLE: list[tuple[str, str, dict[str, Any], str]] = [
    ("hours.quiet", "07:59:59", at("2026-11-23T07:59:59.999999"), DENY),
    ("hours.quiet", "08:00", at("2026-11-23T08:00"), PASS),
    ("hours.quiet", "20:59:59", at("2026-11-23T20:59:59.999999"), PASS),
    ("hours.quiet", "21:00", at("2026-11-23T21:00"), DENY),
    (
        "hours.quiet",
        "a clock that was set back by a second, over the end of the hours",
        {**at("2026-11-23T20:59:59"), "last_record_at": at("2026-11-23T21:00:00")["now"]},
        DENY,
    ),
    ("hours.quiet", "midnight", at("2026-11-24T00:00"), DENY),
    (
        "hours.quiet",
        "00:30 in London is 08:30 in Shanghai",
        {"now": datetime(2026, 11, 23, 0, 30, tzinfo=UTC)},
        PASS,
    ),
    (
        "hours.quiet",
        "13:30 in London is 21:30 in Shanghai",
        {"now": datetime(2026, 11, 23, 13, 30, tzinfo=UTC)},
        DENY,
    ),
    ("contact.daily_cap", "first message today", {"contacts_today": 0}, PASS),
    ("contact.daily_cap", "second message today", {"contacts_today": 1}, DENY),
    ("contact.daily_cap", "third message today", {"contacts_today": 2}, DENY),
    (
        "contact.monthly_cap",
        "fourth message this month",
        {"contacts_this_month": 3},
        PASS,
    ),
    (
        "contact.monthly_cap",
        "fifth message this month",
        {"contacts_this_month": 4},
        DENY,
    ),
    ("caps.account_daily", "the last that fits", {"attended": False, "account_sends_today": 49}, PASS),
    ("caps.account_daily", "one too many", {"attended": False, "account_sends_today": 50}, DENY),
    ("caps.account_daily", "approved by a person", {"account_sends_today": 50}, PASS),
    (
        "caps.account_daily",
        "another account",
        {"attended": False, "account_sends_today": 50, "task": {"rm_id": "1002"}},
        PASS,
    ),
    (
        "caps.account_daily",
        "a look ahead",
        {"attended": False, "account_sends_today": 50, "site_effect": False},
        PASS,
    ),
    ("hours.quiet", "22:00 here, 20:00 in Urumqi's time", living_in("Asia/Urumqi", "2026-11-23T22:00"), PASS),
    ("hours.quiet", "09:00 here, 07:00 in Urumqi's time", living_in("Asia/Urumqi", "2026-11-23T09:00"), DENY),
    ("hours.quiet", "10:00 here, 02:00 in London", living_in("Europe/London", "2026-11-23T10:00"), DENY),
    ("hours.quiet", "20:30 here, 21:30 in Tokyo", living_in("Asia/Tokyo", "2026-11-23T20:30"), DENY),
    ("hours.holiday", "a workday", {}, PASS),
    ("hours.holiday", "the holiday", at("2026-10-01T10:00"), DENY),
    ("hours.holiday", "a greeting on the holiday", {**at("2026-10-01T10:00"), "purpose": Purpose.CARE}, PASS),
    (
        "hours.holiday",
        "a strategy that is allowed",
        {**at("2026-10-01T10:00"), "task": {"strategy": "holiday-rates"}},
        PASS,
    ),
    ("hours.holiday", "the day after", at("2026-10-08T10:00"), PASS),
    ("contact.weekly_cap", "third message this week", {"contacts_this_week": 2}, PASS),
    ("contact.weekly_cap", "fourth message this week", {"contacts_this_week": 3}, DENY),
    ("contact.line_cap", "second about wealth this month", {"line_contacts_this_month": 1}, PASS),
    ("contact.line_cap", "third about wealth this month", {"line_contacts_this_month": 2}, DENY),
    (
        "contact.line_cap",
        "a line without a cap",
        {"line_contacts_this_month": 9, "product": {"line": ProductLine.CARD}},
        PASS,
    ),
    ("contact.platform_cap", "fourth by WeCom this month", {"platform_contacts_this_month": 3}, PASS),
    ("contact.platform_cap", "fifth by WeCom this month", {"platform_contacts_this_month": 4}, DENY),
    (
        "contact.platform_cap",
        "fifth by WeCom, service",
        {"platform_contacts_this_month": 4, "purpose": Purpose.SERVICE},
        PASS,
    ),
    (
        "contact.platform_cap",
        "fifth, after the entry ran out",
        {"platform_contacts_this_month": 4, "task": {"business_date": date(2027, 1, 4)}},
        PASS,
    ),
    (
        "contact.platform_cap",
        "second by push, whatever the purpose",
        {
            "channel_contacts_this_month": 1,
            "purpose": Purpose.SERVICE,
            "task": {"channel": Channel.PUSH},
        },
        DENY,
    ),
    (
        "contact.platform_cap",
        "fourth marketing by WeCom, after nine of service",
        {"platform_contacts_this_month": 3, "channel_contacts_this_month": 12},
        PASS,
    ),
    ("contact.marketing_gap", "no marketing before", {}, PASS),
    ("contact.marketing_gap", "two days ago", {"last_marketing_on": date(2026, 11, 21)}, DENY),
    ("contact.marketing_gap", "three days ago", {"last_marketing_on": date(2026, 11, 20)}, PASS),
    (
        "contact.marketing_gap",
        "yesterday, and now a greeting",
        {"last_marketing_on": date(2026, 11, 22), "purpose": Purpose.CARE},
        PASS,
    ),
    ("contact.cool_off", "refused nothing", {}, PASS),
    (
        "contact.cool_off",
        "refused wealth 29 days ago",
        {"customer": {"refused_on": on_line(ProductLine.WEALTH, "2026-10-25")}},
        DENY,
    ),
    (
        "contact.cool_off",
        "refused wealth 30 days ago",
        {"customer": {"refused_on": on_line(ProductLine.WEALTH, "2026-10-24")}},
        PASS,
    ),
    (
        "contact.cool_off",
        "refused a loan yesterday",
        {"customer": {"refused_on": on_line(ProductLine.LOAN, "2026-11-22")}},
        PASS,
    ),
    (
        "contact.cool_off",
        "declined on the phone yesterday, as the ledger knows",
        {"refused_on": on_line(ProductLine.WEALTH, "2026-11-22")},
        DENY,
    ),
    (
        "contact.cool_off",
        "bought 13 days ago",
        {"customer": {"purchased_on": on_line(ProductLine.WEALTH, "2026-11-10")}},
        DENY,
    ),
    (
        "contact.cool_off",
        "bought 14 days ago",
        {"customer": {"purchased_on": on_line(ProductLine.WEALTH, "2026-11-09")}},
        PASS,
    ),
    (
        "contact.cool_off",
        "bought yesterday, service message",
        said(Purpose.SERVICE, purchased_on=on_line(ProductLine.WEALTH, "2026-11-22")),
        PASS,
    ),
    ("holdout.group", "no group for the strategy", {}, PASS),
    ("holdout.group", "drawn", {"task": {"strategy": "measured"}}, DENY),
    (
        "holdout.group",
        "drawn, service message",
        {"task": {"strategy": "measured"}, "purpose": Purpose.SERVICE},
        PASS,
    ),
    ("holdout.group", "named by the list", {"customer": {"is_held_out": True}}, DENY),
]
