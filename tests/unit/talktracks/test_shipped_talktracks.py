"""What comes with the product: complete, renders for everybody, and says what the law wants said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from robot.domain.customer import Tier
from robot.domain.product import ProductLine
from robot.domain.task import Channel, Task
from robot.talktracks import Library, Purpose, TextClass, render

LINES = {
    "birthday-wecom": ProductLine.SERVICE,
    "card-activation-wecom": ProductLine.CARD,
    "card-instalment-wecom": ProductLine.CARD,
    "churn-warning-wecom": ProductLine.SERVICE,
    "deposit-maturity-wecom": ProductLine.DEPOSIT,
    "fund-plan-stopped-wecom": ProductLine.WEALTH,
    "loan-settled-wecom": ProductLine.LOAN,
    "new-wealth-wecom": ProductLine.WEALTH,
    "wealth-maturity-wecom": ProductLine.WEALTH,
    "wealth-rebalance-wecom": ProductLine.WEALTH,
}
NAMES = {
    ProductLine.CARD: "同心白金信用卡",
    ProductLine.DEPOSIT: "三年期大额存单",
    ProductLine.LOAN: "薪享消费贷款",
    ProductLine.SERVICE: "客户回访",
    ProductLine.WEALTH: "锦程固收增强两年",
}
#: Promises, absolutes, pressure and ways out of the bank; none may stand in approved words.
FORBIDDEN = [
    "保本",
    "保证",
    "保收益",
    "稳赚",
    "无风险",
    "零风险",
    "承诺",
    "一定",
    "肯定",
    "最高",
    "最好",
    "最优",
    "最低",
    "第一",
    "唯一",
    "国家级",
    "顶级",
    "绝对",
    "限时",
    "抢购",
    "抓紧",
    "仅剩",
    "最后",
    "机会难得",
    "错过",
    "立即",
    "马上",
    "秒杀",
    "优惠",
    "免费",
    "奖励",
    "礼品卡",
    "微信号",
    "加我",
    "点击",
    "http",
]


def test_the_ten_are_there(shipped: Library) -> None:
    assert shipped.ids == tuple(LINES)
    assert shipped.get("nobody") is None


@pytest.mark.parametrize("track_id", LINES)
@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("key", ["1", "2"])
def test_renders_for_every_tier(
    track_id: str, tier: Tier, key: str, shipped: Library, task_maker: Callable[..., Task]
) -> None:
    track = shipped.get(track_id)
    assert track is not None
    line = LINES[track_id]
    task = task_maker(product={"line": line, "name": NAMES[line]}, customer={"tier": tier})
    rendering = render(track, variant=key, task=task, free_slots={}, on=task.business_date)
    assert rendering.findings == ()
    assert 80 <= len(rendering.text) <= 160
    assert "王芳女士您好" in rendering.text
    assert "李明" in rendering.text
    assert not any(sign in rendering.text for sign in "{}")


@pytest.mark.parametrize("track_id", LINES)
@pytest.mark.parametrize("key", ["1", "2"])
def test_reads_well_without_rate_and_risk(
    track_id: str, key: str, shipped: Library, task_maker: Callable[..., Task]
) -> None:
    track = shipped.get(track_id)
    assert track is not None
    task = task_maker(product={"line": LINES[track_id], "rate": "", "risk": None})
    rendering = render(track, variant=key, task=task, free_slots={}, on=task.business_date)
    assert rendering.findings == ()
    assert not any(gap in rendering.text for gap in ("等级，", "利率，", "基准，", "（）", "，，", "。。"))


@pytest.mark.parametrize("track_id", LINES)
def test_says_what_the_law_wants(track_id: str, shipped: Library) -> None:
    track = shipped.get(track_id)
    assert track is not None
    assert (track.channel, track.product_line, track.sensitivity) == (Channel.WECOM, LINES[track_id], "S3")
    assert track.tiers == frozenset(Tier)
    assert [variant.key for variant in track.variants] == ["1", "2"]
    assert track.valid_from <= date(2026, 11, 23) <= track.valid_until
    if track.product_line is ProductLine.WEALTH:
        assert "理财非存款、产品有风险、投资须谨慎" in track.required_spans
        assert {"过往业绩不代表未来表现", "业绩比较基准不代表实际收益"} & set(track.required_spans)
    assert ("回复“退订”不再接收此类消息" in track.required_spans) is (track.purpose is Purpose.MARKETING)
    for variant in track.variants:
        assert not [word for word in FORBIDDEN if word in variant.text]


@pytest.mark.parametrize("track_id", LINES)
def test_leaves_the_rm_a_time_and_nothing_else(track_id: str, shipped: Library) -> None:
    track = shipped.get(track_id)
    assert track is not None
    free = [slot for slot in track.slots.values() if slot.is_free]
    assert len(free) <= 1
    assert all(slot.text_class is TextClass.TIME_PHRASE and slot.default for slot in free)
