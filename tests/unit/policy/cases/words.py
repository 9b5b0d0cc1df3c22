"""The words in which cases are written: what differs from a good contact."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from robot.domain.clock import BANK_ZONE
from robot.domain.customer import LineDate, RiskTolerance
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel
from robot.policy import PolicySettings, UnattendedExemption
from robot.policy.caps import AccountCap
from robot.policy.entries import AccountRight, CoolOff, HoldOut, MarketingHoliday, PlatformCap
from robot.policy.protection import Elderly, OrdinaryInvestors

PASS, DENY, REVIEW = "pass", "deny", "review"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANK_ZONE)
_YEAR: dict[str, Any] = {
    "valid_from": date(2026, 1, 1),
    "valid_until": date(2026, 12, 31),
    "source": "合规通知 2026-3",
}


class Case(NamedTuple):
    """One line of the table."""

    rule: str
    situation: str
    #: Fields of the good contact of `conftest` that are different.
    changes: dict[str, Any]
    says: str


def case_settings() -> PolicySettings:
    """A bank that set every rule; docs/policy.md says these values above its table of cases."""
    return PolicySettings(
        version=1,
        account_caps=(
            AccountCap(
                account="1001", channel=Channel.WECOM, per_minute=None, per_hour=None, per_day=50, **_YEAR
            ),
        ),
        weekly_cap=3,
        line_caps={ProductLine.WEALTH: 2},
        marketing_gap_days=3,
        platform_caps=(
            PlatformCap(channel=Channel.WECOM, purpose=Purpose.MARKETING, per_month=4, **_YEAR),
            PlatformCap(channel=Channel.PUSH, purpose=None, per_month=1, **_YEAR),
        ),
        cool_offs=(CoolOff(line=ProductLine.WEALTH, after_refusal_days=30, after_purchase_days=14),),
        marketing_holidays=(
            MarketingHoliday(
                name="国庆节",
                valid_from=date(2026, 10, 1),
                valid_until=date(2026, 10, 7),
                source="合规通知 2026-3",
                allowed_strategies=frozenset({"holiday-rates"}),
            ),
        ),
        elderly=Elderly(from_age=65, review_from=ProductRisk.R2, deny_from=ProductRisk.R4),
        ordinary_investors=OrdinaryInvestors(review_from=ProductRisk.R4),
        hold_outs=(HoldOut(strategy="measured", share_percent=100, salt="2026-q4-all", **_YEAR),),
        account_rights=(
            AccountRight(
                account="1001",
                channels=frozenset({Channel.WECOM}),
                purposes=frozenset({Purpose.MARKETING, Purpose.CARE}),
                product_lines=frozenset({ProductLine.WEALTH, ProductLine.DEPOSIT}),
                max_sensitivity=Sensitivity.S3,
                attended=True,
                unattended=False,
                **_YEAR,
            ),
        ),
    )


def exempt(
    account: str = "1001", channel: Channel = Channel.WECOM, until: str = "2026-12-31"
) -> dict[str, Any]:
    """Nobody is present, and the bank gave leave."""
    exemption = UnattendedExemption(
        account=account, channel=channel, rate_per_minute=6, expires_on=date.fromisoformat(until)
    )
    return {"attended": False, "unattended_exemption": exemption}


def at(text: str) -> dict[str, Any]:
    """At that time by the bank's clock."""
    return {"now": datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)}


def living_in(zone: str, text: str) -> dict[str, Any]:
    """A customer of another zone, at that time by the bank's clock."""
    return {**at(text), "customer": {"zone": zone}}


def wealth(risk: str | None, tolerance: str | None, rated_on: str | None = "2026-06-01") -> dict[str, Any]:
    """A wealth product and a customer's rating."""
    return {
        "product": {"risk": ProductRisk(risk) if risk else None},
        "customer": {
            "risk_tolerance": RiskTolerance(tolerance) if tolerance else None,
            "risk_rated_on": date.fromisoformat(rated_on) if rated_on else None,
        },
    }


def graded(seller: str | None, issuer: str | None, tolerance: str) -> dict[str, Any]:
    """A wealth product with the seller's and the issuer's grade."""
    found = wealth(seller, tolerance)
    found["product"]["issuer_risk"] = ProductRisk(issuer) if issuer else None
    return found


def other_line(line: ProductLine) -> dict[str, Any]:
    """A product that needs no rating."""
    return {
        "product": {"line": line, "risk": ProductRisk.R5},
        "customer": {"risk_tolerance": None, "risk_rated_on": None},
    }


def unnamed(tolerance: str | None, rated_on: str | None = "2026-06-01") -> dict[str, Any]:
    """Of wealth, but about no product."""
    found = wealth(None, tolerance, rated_on)
    found["product"] |= {"name": "", "code": ""}
    return found


def of_customer(risk: str | None = "R2", **customer: Any) -> dict[str, Any]:
    """A wealth product of that grade for a customer of whom more is known."""
    return {
        "product": {"risk": ProductRisk(risk) if risk else None},
        "customer": {"risk_tolerance": RiskTolerance.C5, **customer},
    }


def said(purpose: Purpose, **customer: Any) -> dict[str, Any]:
    """A message for that purpose."""
    return {"purpose": purpose, "customer": customer}


def on_line(line: ProductLine, day: str) -> tuple[LineDate, ...]:
    """A date of one product line."""
    return (LineDate(line=line, on=date.fromisoformat(day)),)
