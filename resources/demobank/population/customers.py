"""The customers themselves: who they are, what they own, what they agreed to, how they may trip a robot."""

from __future__ import annotations

import datetime as dt
import math
import random
import string
from dataclasses import asdict, dataclass, field
from typing import Any

from demobank.population import catalog
from demobank.population.names import PLACES, TWINS, fresh_name, twin_names

FRIEND, STRANGER, VERIFYING = "", "not_friend", "verify_on"
TIERS = (("普通", 5e4), ("金卡", 3e5), ("白金", 1e6), ("钻石", 6e6), ("私行", 5e7))
TAGS = {"普通": "大众客户", "金卡": "金卡客户", "白金": "白金客户", "钻石": "钻石客户", "私行": "私行客户"}
EXTRA_TAGS = ("代发工资", "重点维护", "企业主", "退休", "新客", "教师", "医护")


@dataclass(slots=True, kw_only=True)
class Customer:
    """One customer as the bank knows him; amounts are yuan as decimal text."""

    customer_id: str
    name: str
    title: str
    external_id: str
    remark: str
    tag: str
    tier: str
    aum: str
    account_masked: str
    phone_masked: str
    rm_id: str
    branch: str
    customer_risk: str
    risk_rated_on: str
    consents: list[str]
    opted_out: bool
    #: why the messaging platform refuses him: empty, not_friend or verify_on
    friendship: str
    #: another mass message reached him today
    mass_received: bool
    holdings: list[dict[str, Any]]
    contacts: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values for the store."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """One relationship manager."""

    employee_id: str
    name: str
    branch: str


RM = Employee(employee_id="1001", name="李明", branch="滨江支行")
OTHER_RM = Employee(employee_id="1002", name="周倩", branch="文昌支行")
RM_SHARE = 430 / 520


def customer_counts(customers: int, tasks: int) -> tuple[int, int]:
    """How many customers the two managers have, so that tasks stay below 80 % of the first one's."""
    first = max(round(customers * RM_SHARE), math.ceil(tasks / 0.78))
    return first, max(customers - first, math.ceil(first * (1 / RM_SHARE - 1)))


def make_customers(rng: random.Random, today: dt.date, first: int, second: int) -> list[Customer]:
    """All customers; the namesakes belong to the first manager and come first."""
    pairs = min(len(TWINS), first // 4)
    named = twin_names(pairs)
    taken = {name for name, _ in named}
    while len(named) < first + second:
        named.append(fresh_name(rng, taken))
    numbers = rng.sample(range(10_000, 10_000 + 20 * len(named)), len(named))
    made: list[Customer] = []
    for index, (name, title) in enumerate(named):
        rm = RM if index < first else OTHER_RM
        made.append(_make_customer(rng, today, rm, name, title, numbers[index]))
    for left, right in zip(made[0 : 2 * pairs : 2], made[1 : 2 * pairs : 2], strict=True):
        _tell_apart(rng, left, right)
    return made


def smooth(customers: list[Customer]) -> None:
    """Make all of them reachable: consent, no refusal by them or the platform, not contacted lately."""
    for customer in customers:
        if "wecom" not in customer.consents:
            customer.consents.insert(0, "wecom")
        customer.opted_out = customer.mass_received = False
        customer.friendship = FRIEND
        customer.contacts = []


def new_external_id(rng: random.Random) -> str:
    """An id like the messaging platform's own."""
    return "wm" + "".join(rng.choices(string.ascii_letters + string.digits, k=20))


def make_remark(rng: random.Random, name: str, tier: str, account: str) -> str:
    """A note as managers write them: name, tier, place, end of the account."""
    return f"{name.strip()}-{tier}-{rng.choice(PLACES)}-{account[-4:]}"


def _tell_apart(rng: random.Random, left: Customer, right: Customer) -> None:
    """Two namesakes must differ in remark and tag, or nobody could tell them apart."""
    while right.tag == left.tag or right.remark == left.remark:
        right.tag = f"{TAGS[right.tier]}·{rng.choice(EXTRA_TAGS)}"
        right.remark = make_remark(rng, right.name, right.tier, right.account_masked)


def _make_customer(
    rng: random.Random, today: dt.date, rm: Employee, name: str, title: str, number: int
) -> Customer:
    holdings = _holdings(rng, today)
    aum = sum(float(h["amount"]) for h in holdings) + rng.randrange(200, 20_000)
    tier = next(tier for tier, top in TIERS if aum < top or tier == "私行")
    account = f"6217****{rng.randrange(10_000):04d}"
    risk, rated_on = _rating(rng, today)
    flaw = rng.random()
    consents = [channel for channel, share in (("phone", 0.8), ("push", 0.7)) if rng.random() < share]
    if not 0.10 <= flaw < 0.15:
        consents.insert(0, "wecom")
    return Customer(
        customer_id=f"C{number:08d}",
        name=name,
        title=title,
        external_id=new_external_id(rng),
        remark=make_remark(rng, name, tier, account),
        tag=TAGS[tier] + (f"·{rng.choice(EXTRA_TAGS)}" if rng.random() < 0.35 else ""),
        tier=tier,
        aum=f"{aum:.2f}",
        account_masked=account,
        phone_masked=f"1{rng.choice('3578')}{rng.randrange(10)}****{rng.randrange(10_000):04d}",
        rm_id=rm.employee_id,
        branch=rm.branch,
        customer_risk=risk,
        risk_rated_on=rated_on,
        consents=consents,
        opted_out=flaw < 0.03,
        friendship=STRANGER if 0.03 <= flaw < 0.045 else VERIFYING if 0.045 <= flaw < 0.055 else FRIEND,
        mass_received=0.06 <= flaw < 0.085,
        holdings=holdings,
    )


def _rating(rng: random.Random, today: dt.date) -> tuple[str, str]:
    drawn = rng.random()
    if drawn < 0.03:
        return "", ""
    level = rng.choices(("C1", "C2", "C3", "C4", "C5"), (10, 30, 35, 18, 7))[0]
    age = rng.randrange(380, 900) if drawn < 0.07 else rng.randrange(5, 340)
    return level, catalog.days_around(today, -age)


def _holdings(rng: random.Random, today: dt.date) -> list[dict[str, Any]]:
    size = math.exp(rng.gauss(11.2, 1.9))
    chosen: list[catalog.Product] = [rng.choice(catalog.DEPOSITS)]
    chosen += rng.sample(catalog.WEALTH[:7], rng.choices((0, 1, 2), (35, 45, 20))[0])
    if rng.random() < 0.2:
        chosen.append(rng.choice(catalog.FUND_PLANS))
    if rng.random() < 0.15:
        chosen.append(rng.choice(catalog.CARDS))
    return [holding(rng, today, product, size) for product in chosen]


def holding(rng: random.Random, today: dt.date, product: catalog.Product, size: float) -> dict[str, Any]:
    """One thing a customer owns; deposits and closed wealth products fall due."""
    has_amount = product.line in ("deposit", "wealth")
    amount = max(1000.0, round(size * rng.uniform(0.2, 1), -2)) if has_amount else 0.0
    term = product.term_days
    return {
        "code": product.code,
        "name": product.name,
        "line": product.line,
        "amount": f"{amount:.2f}",
        "risk": product.risk,
        "rate": product.rate,
        "maturity_date": catalog.days_around(today, rng.randrange(10, term)) if term else "",
    }
