"""One good contact, from which every test departs in a single point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.customer import Customer, Recipient, RiskTolerance, Tier, Title
from robot.domain.product import Product, ProductLine, ProductRisk
from robot.domain.task import Channel, Task
from robot.policy import PolicyFacts, PolicySettings
from robot.policy.caps import AccountCap

TODAY = date(2026, 11, 23)

FactsMaker = Callable[..., PolicyFacts]


def _task() -> Task:
    customer = Customer(
        customer_id="C00010001",
        name="王芳",
        title=Title.MS,
        tier=Tier.GOLD,
        aum=Decimal(230000),
        account_masked="6217****3821",
        recipient=Recipient(external_id="wm01", name="王芳"),
        risk_tolerance=RiskTolerance.C3,
        risk_rated_on=date(2026, 6, 1),
        consents=frozenset({"wecom", "phone"}),
        opted_out=False,
    )
    return Task(
        task_id="T20261123-0001",
        business_date=TODAY,
        rm_id="1001",
        rm_name="李明",
        branch="滨江支行",
        customer=customer,
        channel=Channel.WECOM,
        strategy="new-wealth",
        step=1,
        product=Product(
            line=ProductLine.WEALTH,
            code="WL2002",
            name="稳悦固收一年",
            risk=ProductRisk.R2,
        ),
        talk_track="new-wealth-wecom",
        due_at=time(15, 0),
        reasons=("新发产品",),
    )


def make_facts_of(**changes: Any) -> PolicyFacts:
    """Facts of the good contact; `customer`, `product` and `task` take mappings of changed fields."""
    task = _task()
    task = replace(
        task,
        customer=replace(task.customer, **changes.pop("customer", {})),
        product=replace(task.product, **changes.pop("product", {})),
        **changes.pop("task", {}),
    )
    usual: dict[str, Any] = {
        "task": task,
        "now": datetime(2026, 11, 23, 10, 0, tzinfo=BANK_ZONE),
        "stop_engaged": False,
        "contacts_today": 0,
        "contacts_this_month": 1,
        "attended": True,
        "unattended_exemption": None,
    }
    return PolicyFacts(**{**usual, **changes})


@pytest.fixture
def make_facts() -> FactsMaker:
    """Makes the facts of the good contact with the given changes."""
    return make_facts_of


@pytest.fixture
def settings() -> PolicySettings:
    """The values that a bank starts with, and a cap for one account."""
    cap = AccountCap(
        account="1001",
        channel=Channel.WECOM,
        per_minute=None,
        per_hour=None,
        per_day=50,
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        source="合规通知 2026-3",
    )
    return PolicySettings(version=1, account_caps=(cap,))
