"""One good task and a clock that a test moves by hand; every test departs from them in a single point."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.contact import ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.customer import Customer, Recipient, RiskTolerance, Tier, Title
from robot.domain.product import Product, ProductLine, ProductRisk
from robot.domain.task import Channel, Task

TODAY = date(2026, 11, 23)
TEN_O_CLOCK = datetime(2026, 11, 23, 10, 0, tzinfo=BANK_ZONE)


class HandClock:
    """Stands still until it is moved."""

    source = "simulated"

    def __init__(self, moment: datetime = TEN_O_CLOCK) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def monotonic_ns(self) -> int:
        return int((self.moment - TEN_O_CLOCK).total_seconds() * 1e9) + 1_000

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


def recipient(number: int = 1, **changes: Any) -> Recipient:
    """The signals of customer `number`."""
    usual: dict[str, Any] = {
        "external_id": f"wm{number:04}",
        "name": "王芳",
        "remark": f"王芳{number}",
        "tag": "金卡",
    }
    return Recipient(**{**usual, **changes})


def task(number: int = 1, **changes: Any) -> Task:
    """The good task of customer `number`; `customer` and `product` take mappings of changed fields."""
    customer = Customer(
        customer_id=f"C{number:08}",
        name="王芳",
        title=Title.MS,
        tier=Tier.GOLD,
        aum=Decimal(230000),
        account_masked="6217****3821",
        recipient=recipient(number),
        risk_tolerance=RiskTolerance.C3,
        risk_rated_on=date(2026, 6, 1),
        consents=frozenset({"wecom", "phone"}),
        opted_out=False,
    )
    good = Task(
        task_id=f"T20261123-{number:04}",
        business_date=TODAY,
        rm_id="1001",
        rm_name="李明",
        branch="滨江支行",
        customer=replace(customer, **changes.pop("customer", {})),
        channel=Channel.WECOM,
        strategy="new-wealth",
        step=1,
        product=replace(
            Product(line=ProductLine.WEALTH, code="WL2002", name="稳悦固收一年", risk=ProductRisk.R2),
            **changes.pop("product", {}),
        ),
        talk_track="new-wealth-wecom",
        due_at=time(15, 0),
        reasons=("新发产品",),
    )
    return replace(good, **changes)


def key(number: int = 1, effect: Effect = Effect.MESSAGE) -> ContactKey:
    """The ledger key of the good task."""
    return ContactKey(
        effect=effect, customer_id=f"C{number:08}", strategy="new-wealth", step=1, business_date=TODAY
    )


def entry(number: int = 1, **changes: Any) -> LedgerEntry:
    """An entry whose agent died right after it was written."""
    usual = LedgerEntry(
        entry_id=number,
        key=key(number),
        task_id=f"T20261123-{number:04}",
        site="wecom",
        external_id=f"wm{number:04}",
        text_sha256="ab" * 32,
        baseline=0,
        state=ContactState.INTENDED,
        attempt=1,
        intended_at=TEN_O_CLOCK,
        clicked_at=None,
        resolved_at=None,
        decided_by="send_path",
        effect_ids=(),
    )
    return replace(usual, **changes)
