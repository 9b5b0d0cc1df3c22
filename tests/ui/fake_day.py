"""An invented day: names that nobody bears, some of them hostile to whoever takes text for markup."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from robot.domain import views
from robot.domain.views import SegmentKind

HOSTILE = ("<img src=x onerror=alert(1)>", "{{7*7}}", "%1 %n & <b>王</b>", "王&芳", 'O\'Neil "陈"')
_FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
_GIVEN = ("芳", "伟", "静怡", "敏", "军杰", "丽娜", "强", "磊", "婷", "雪梅", "建国", "晓东", "鑫", "翠萍")
_REASONS = ("理财到期", "大额存单到期", "基金定投断扣", "流失预警", "新客首购", "生日关怀", "贷款结清")
_TIERS = ("gold", "platinum", "diamond", "private", "mass")
_ARMS = (
    views.Variant(key="warm", label="温和"),
    views.Variant(key="data", label="数据"),
    views.Variant(key="short", label="简短"),
)


def make_cards(count: int, today: date) -> dict[str, views.TaskCard]:
    """:param count: tasks of the day, in the plan's order."""
    rng = random.Random(20261123)  # noqa: S311 - an invented day keeps no secrets
    cards = {}
    for number in range(count):
        card = _card(rng, number, today)
        cards[card.row.task_id] = card
    return cards


def _card(rng: random.Random, number: int, today: date) -> views.TaskCard:
    reason = _REASONS[number % len(_REASONS)]
    name = (
        HOSTILE[number // 17 % len(HOSTILE)]
        if number % 17 == 11
        else rng.choice(_FAMILY) + rng.choice(_GIVEN)
    )
    channel = "phone" if number % 13 == 5 else "wecom"
    is_maturity = "到期" in reason
    row = views.QueueRow(
        task_id=f"T20261123-{number + 1:04d}",
        name=name,
        reason=reason,
        channel=channel,
        tier=rng.choice(_TIERS),
        due_at=f"{9 + number % 9:02d}:{rng.choice((0, 15, 30, 45)):02d}",
        is_overdue=number % 19 == 3,
        is_maturity=is_maturity,
        is_warning=reason == "流失预警",
        state="ready",
        outcome="",
        outcome_reason="",
        until=None,
    )
    amount = rng.randrange(5, 300) * 10_000
    maturity = today + timedelta(days=2)
    return views.TaskCard(
        row=row,
        customer_id=f"C{number + 1:05d}",
        title=rng.choice(("先生", "女士")),
        account_masked=f"6217****{rng.randrange(1000, 9999)}",
        customer_risk="C3",
        aum=str(amount * 3 + 56_000),
        product_line="wealth",
        product_name="安盈稳健 90 天",
        product_risk="R2",
        maturing_amount=str(amount),
        maturity_date=maturity if is_maturity else None,
        last_contact_on=today - timedelta(days=rng.randrange(2, 40)),
        contacts_this_month=number % 4,
        contacts_month_cap=4,
        has_channel_consent=True,
        reasons=(reason, "近 7 日查看 R2 产品 4 次", "历史接续率 72%"),
        holdings=(
            views.HoldingRow(name="稳健理财 A 款", amount="500000", risk="R2"),
            views.HoldingRow(name="安盈货币基金", amount="213000", risk="R1"),
            views.HoldingRow(name="大额存单三年期", amount="400000", risk=""),
        ),
        contact_history=(
            views.ContactRow(on=date(2026, 11, 10), channel="wecom", note="已回复「下周聊」"),
            views.ContactRow(on=date(2026, 10, 28), channel="phone", note="通话 3 分 12 秒，关注到期安排"),
            views.ContactRow(on=date(2026, 10, 2), channel="wecom", note="生日祝福，已读"),
        ),
        script=None if channel == "phone" else _script(name, row, number),
        note="",
        crm_url="https://127.0.0.1:8444/customer/1",
    )


def _script(name: str, row: views.QueueRow, number: int) -> views.ScriptPreview:
    def fixed(text: str) -> views.Segment:
        return views.Segment(kind=SegmentKind.FIXED, text=text)

    def data(slot: str, text: str) -> views.Segment:
        return views.Segment(kind=SegmentKind.DATA, text=text, slot=slot)

    segments = (
        data("customer", f"{name}"),
        fixed("您好，我是客户经理"),
        data("rm", "李明"),
        fixed("。您持有的"),
        data("product", "「稳健理财 A 款」50.0 万元"),
        fixed("将于 "),
        data("day", "11月25日"),
        fixed(" 到期。考虑到您近期的资金安排，我们为您准备了同风险等级的接续方案，近一年业绩比较基准 "),
        data("rate", "2.6%–3.1%"),
        fixed("。"),
        views.Segment(
            kind=SegmentKind.FREE, text="您看今天下午 3 点方便通话吗？", slot="closing", max_length=40
        ),
        fixed(" "),
        views.Segment(kind=SegmentKind.FREE, text="", slot="greeting", max_length=20),
        views.Segment(kind=SegmentKind.REQUIRED, text="理财非存款，产品有风险，投资须谨慎。"),
    )
    script = views.ScriptPreview(
        talk_track="wealth_maturity",
        version=12,
        variants=_ARMS,
        variant="warm",
        segments=segments,
        max_length=300,
        verdict="allow",
        findings=(),
    )
    if number % 29 == 20:
        return _with_finding(script, "suitability.risk_too_high", "block")
    if number % 29 == 27:
        return _with_finding(script, "suitability.rating_expired", "review")
    return script


def _with_finding(script: views.ScriptPreview, rule: str, severity: str) -> views.ScriptPreview:
    finding = views.Finding(
        rule=rule, severity=severity, params={"customer_risk": "C1", "product_risk": "R3"}
    )
    return replace(script, findings=(finding,), verdict="deny" if severity == "block" else "review")


def make_run(state: str, total: int) -> views.RunProgress:
    """A run half way."""
    at = datetime.now(UTC)
    done = ("policy", "render", "intend", "open", "identify")
    steps = [
        views.StepLine(
            at=at - timedelta(seconds=12 - number),
            task_id="T20261123-0042",
            name="王**",
            step=step,
            state="done",
            detail="",
        )
        for number, step in enumerate(done)
    ]
    steps.append(
        views.StepLine(at=at, task_id="T20261123-0042", name="王**", step="fill", state="running", detail="")
    )
    return views.RunProgress(
        run_id="N1123",
        state=state,
        total=total,
        by_outcome={"confirmed": 403, "refused": 6, "needs_person": 2, "halted": 1},
        awaiting=2,
        started_at=at - timedelta(minutes=47),
        ended_at=None,
        messages_per_minute=8.7,
        eta_s=1290,
        eta_spread_s=180,
        steps=tuple(steps),
    )
