"""The day's task list: mostly good work, with a known share of tasks that must be refused."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

from demobank.population import catalog
from demobank.population.catalog import STRATEGIES, Product, Strategy
from demobank.population.customers import RM, Customer, holding
from demobank.population.names import TWINS

OK = "ok"
#: flaw -> how many in sixty tasks
FLAWS = {
    "no_consent": 2,
    "opted_out": 1,
    "risk_above_rating": 2,
    "stale_rating": 1,
    "platform_not_friend": 1,
    "platform_already_received": 1,
}
WEALTH_LINES = {"wealth-maturity", "wealth-rebalance", "fund-plan-stopped", "new-wealth"}
BY_ID = {strategy.id: strategy for strategy in STRATEGIES}


def make_tasks(
    rng: random.Random, today: dt.date, customers: list[Customer], wanted: int, *, with_flaws: bool = True
) -> list[dict[str, Any]]:
    """The list of the first manager; may add the maturing holding a task speaks of to its customer."""
    own = [customer for customer in customers if customer.rm_id == RM.employee_id]
    free = own.copy()
    rng.shuffle(free)
    picked: list[tuple[Customer, str]] = []
    for flaw, in_sixty in FLAWS.items() if with_flaws else ():
        count = max(int(wanted * in_sixty / 60 + 0.5), 1 if wanted >= 30 else 0)
        picked += [(customer, flaw) for customer in _take(free, _tests(today)[flaw], count)]
    for customer in _clean_twins(own, free)[: max(wanted - len(picked), 0)]:
        free.remove(customer)
        picked.append((customer, OK))
    picked += [(c, OK) for c in _take(free, _is_reachable, wanted - len(picked))]
    if len(picked) < wanted:
        raise ValueError(f"only {len(picked)} of {wanted} tasks can be filled by {len(own)} customers")
    rng.shuffle(picked)
    return [
        _make_task(rng, today, number, customer, flaw) for number, (customer, flaw) in enumerate(picked, 1)
    ]


def _take(free: list[Customer], fits: Callable[[Customer], bool], count: int) -> Iterator[Customer]:
    chosen = [customer for customer in free if fits(customer)][: max(count, 0)]
    chosen_ids = {customer.customer_id for customer in chosen}
    free[:] = [customer for customer in free if customer.customer_id not in chosen_ids]
    yield from chosen


def _clean_twins(own: list[Customer], free: list[Customer]) -> list[Customer]:
    """Both of a few pairs of the same or a similar name, if nothing stands against either of them."""
    pairs = min(len(TWINS), len(own) // 4)
    free_ids = {customer.customer_id for customer in free if _is_reachable(customer)}
    clean = [
        pair
        for pair in zip(own[0 : 2 * pairs : 2], own[1 : 2 * pairs : 2], strict=True)
        if all(customer.customer_id in free_ids for customer in pair)
    ]
    same = [pair for pair in clean if pair[0].name == pair[1].name]
    alike = [pair for pair in clean if pair[0].name != pair[1].name]
    most = len(own) // 40
    return [customer for pair in same[: min(2, most)] + alike[: min(3, most)] for customer in pair]


def _is_reachable(customer: Customer) -> bool:
    return (
        "wecom" in customer.consents
        and not customer.opted_out
        and not customer.friendship
        and not customer.mass_received
    )


def _is_rated(customer: Customer, today: dt.date) -> bool:
    return bool(customer.customer_risk) and customer.risk_rated_on > catalog.days_around(today, -360)


def _tests(today: dt.date) -> dict[str, Callable[[Customer], bool]]:
    def good_apart_from_consent(c: Customer) -> bool:
        return not c.opted_out and not c.friendship and not c.mass_received

    return {
        "no_consent": lambda c: "wecom" not in c.consents and good_apart_from_consent(c),
        "opted_out": lambda c: c.opted_out and "wecom" in c.consents,
        "risk_above_rating": lambda c: (
            _is_reachable(c) and _is_rated(c, today) and c.customer_risk in ("C1", "C2")
        ),
        "stale_rating": lambda c: _is_reachable(c) and bool(c.customer_risk) and not _is_rated(c, today),
        "platform_not_friend": lambda c: bool(c.friendship) and "wecom" in c.consents and not c.opted_out,
        "platform_already_received": lambda c: c.mass_received and "wecom" in c.consents,
    }


def _choose(rng: random.Random, today: dt.date, customer: Customer, flaw: str) -> tuple[Strategy, Product]:
    """A strategy and a product that make the task good, or wrong in exactly the wanted way."""
    if flaw == "risk_above_rating":
        risky = catalog.WEALTH[7] if customer.customer_risk == "C2" else catalog.WEALTH[5]
        return BY_ID["new-wealth"], risky
    if flaw == "stale_rating":
        return BY_ID["new-wealth"], catalog.WEALTH[0]
    rated = _is_rated(customer, today)
    strategies = [s for s in STRATEGIES if rated or s.id not in WEALTH_LINES]
    while True:
        strategy = rng.choices(strategies, [s.weight for s in strategies])[0]
        products = [p for p in strategy.products if not p.risk or p.risk[1] <= customer.customer_risk[1:]]
        if products:
            return strategy, rng.choice(products)


def _make_task(
    rng: random.Random, today: dt.date, number: int, customer: Customer, flaw: str
) -> dict[str, Any]:
    strategy, product = _choose(rng, today, customer, flaw)
    due = _maturing(rng, today, customer, strategy)
    history = customer.contacts[:5]
    return {
        "task_id": f"T{today:%Y%m%d}-{number:04d}",
        "business_date": today.isoformat(),
        "rm_id": RM.employee_id,
        "rm_name": RM.name,
        "branch": customer.branch,
        "customer_id": customer.customer_id,
        "customer_name": customer.name,
        "title": customer.title,
        "external_id": customer.external_id,
        "remark": customer.remark,
        "tag": customer.tag,
        "tier": customer.tier,
        "aum": customer.aum,
        "account_masked": customer.account_masked,
        "channel": "wecom",
        "strategy": strategy.id,
        "step": 1,
        "product_line": product.line,
        "product_code": product.code,
        "product_name": product.name,
        "product_risk": product.risk,
        "product_rate": product.rate,
        "maturing_amount": due["amount"] if due else "",
        "maturity_date": due["maturity_date"] if due else "",
        "customer_risk": customer.customer_risk,
        "risk_rated_on": customer.risk_rated_on,
        "consents": customer.consents,
        "opted_out": customer.opted_out,
        "talk_track": strategy.talk_track,
        "due_at": f"{rng.randrange(14, 20)}:{rng.choice(('00', '30'))}",
        "reasons": _reasons(strategy, product, due, customer),
        "last_contact_on": history[0]["on"] if history else "",
        "contacts_this_month": sum(note["on"][:7] == today.isoformat()[:7] for note in customer.contacts),
        "holdings": [{key: h[key] for key in ("name", "amount", "risk")} for h in customer.holdings],
        "contact_history": [{key: note[key] for key in ("on", "channel", "note")} for note in history],
        "_flaw": flaw,
    }


def _maturing(
    rng: random.Random, today: dt.date, customer: Customer, strategy: Strategy
) -> dict[str, Any] | None:
    if not strategy.maturing:
        return None
    own = [h for h in customer.holdings if h["line"] == strategy.maturing and h["maturity_date"]]
    if not own:
        low_risk = catalog.DEPOSITS if strategy.maturing == "deposit" else catalog.WEALTH[2:5]
        own = [holding(rng, today, rng.choice(low_risk), 80_000)]
        customer.holdings += own
        customer.aum = f"{float(customer.aum) + float(own[0]['amount']):.2f}"
    own[0]["maturity_date"] = catalog.days_around(today, rng.randrange(0, 8))
    return own[0]


def _reasons(
    strategy: Strategy, product: Product, due: dict[str, Any] | None, customer: Customer
) -> list[str]:
    told = {
        "wealth-rebalance": "持仓集中于单一产品，可做配置检视",
        "fund-plan-stopped": f"「{product.name}」已停扣两期",
        "loan-settled": f"「{product.name}」上月结清",
        "card-activation": f"「{product.name}」寄出后尚未激活",
        "card-instalment": "本期账单金额高于近半年均值",
        "birthday": "本周生日",
        "churn-warning": "近三个月管理资产持续下降",
        "new-wealth": f"新发产品「{product.name}」适合作持仓补充",
    }
    first = (
        f"{due['name']} {float(due['amount']):,.2f} 元将于 {due['maturity_date']} 到期"
        if due
        else told[strategy.id]
    )
    return [
        first,
        f"{customer.tier}客户，最近联系 {customer.contacts[0]['on'] if customer.contacts else '无记录'}",
    ]
