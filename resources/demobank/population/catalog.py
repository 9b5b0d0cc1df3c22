"""What the bank sells, because tasks, holdings and pages must speak of the same products."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product; `risk` only for wealth, `rate` for wealth and deposits."""

    code: str
    name: str
    line: str
    risk: str = ""
    rate: str = ""
    #: days until it falls due, 0 if it never does
    term_days: int = 0


def _wealth(code: str, name: str, risk: str, rate: str, term_days: int = 0) -> Product:
    return Product(code=code, name=name, line="wealth", risk=risk, rate=rate, term_days=term_days)


DEPOSITS = (
    Product(code="DP03M", name="三个月定期存款", line="deposit", rate="0.90%", term_days=90),
    Product(code="DP12M", name="一年期定期存款", line="deposit", rate="1.35%", term_days=365),
    Product(code="DP24M", name="两年期定期存款", line="deposit", rate="1.45%", term_days=730),
    Product(code="DP36M", name="三年期大额存单", line="deposit", rate="1.90%", term_days=1095),
)
WEALTH = (
    _wealth("WL1001", "安稳日日盈现金管理", "R1", "1.60%-2.00%"),
    _wealth("WL1002", "安稳七天持有", "R1", "1.75%-2.20%"),
    _wealth("WL2001", "稳悦固收三个月", "R2", "2.10%-2.60%", 90),
    _wealth("WL2002", "稳悦固收一年", "R2", "2.60%-3.10%", 365),
    _wealth("WL2003", "稳悦纯债六个月", "R2", "2.40%-2.90%", 180),
    _wealth("WL3001", "锦程固收增强两年", "R3", "2.80%-3.90%", 730),
    _wealth("WL3002", "锦程多元配置一年", "R3", "2.70%-4.00%", 365),
    _wealth("WL4001", "远航混合进取", "R4", "2.00%-6.50%"),
    _wealth("WL5001", "远航权益精选", "R5", "0.00%-9.00%"),
)
FUND_PLANS = (
    _wealth("FP2001", "月月稳债券定投", "R2", "2.20%-3.00%"),
    _wealth("FP3001", "月月优选平衡定投", "R3", "2.50%-4.50%"),
    _wealth("FP4001", "月月成长指数定投", "R4", "1.00%-7.00%"),
)
LOANS = (
    Product(code="LN0001", name="薪享消费贷款", line="loan"),
    Product(code="LN0002", name="安居装修贷款", line="loan"),
    Product(code="LN0003", name="个人经营贷款", line="loan"),
)
CARDS = (
    Product(code="CC0001", name="同心金卡信用卡", line="card"),
    Product(code="CC0002", name="同心白金信用卡", line="card"),
)
INSTALMENTS = (
    Product(code="CI0006", name="账单分期6期", line="card"),
    Product(code="CI0012", name="账单分期12期", line="card"),
)
SERVICES = {
    "birthday": Product(code="SV0001", name="生日关怀", line="service"),
    "churn-warning": Product(code="SV0002", name="客户回访", line="service"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Why a customer is contacted, and what may be spoken of."""

    id: str
    products: tuple[Product, ...]
    #: relative frequency in the task list
    weight: int
    #: line of the holding that falls due, empty if none does
    maturing: str = ""

    @property
    def talk_track(self) -> str:
        """The id of the approved words for this strategy."""
        return f"{self.id}-wecom"


STRATEGIES = (
    Strategy(id="deposit-maturity", products=DEPOSITS[1:], weight=16, maturing="deposit"),
    Strategy(id="wealth-maturity", products=WEALTH[:7], weight=14, maturing="wealth"),
    Strategy(id="wealth-rebalance", products=WEALTH[2:8], weight=6),
    Strategy(id="fund-plan-stopped", products=FUND_PLANS, weight=5),
    Strategy(id="loan-settled", products=LOANS, weight=4),
    Strategy(id="card-activation", products=CARDS, weight=4),
    Strategy(id="card-instalment", products=INSTALMENTS, weight=4),
    Strategy(id="birthday", products=(SERVICES["birthday"],), weight=4),
    Strategy(id="churn-warning", products=(SERVICES["churn-warning"],), weight=4),
    Strategy(id="new-wealth", products=WEALTH[:8], weight=7),
)


def days_around(today: dt.date, days: int) -> str:
    """The date so many days away as text."""
    return (today + dt.timedelta(days=days)).isoformat()
