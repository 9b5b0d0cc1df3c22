"""What comes with the product: complete, renders for everybody, and says what the law wants said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from robot.compliance import Checker
from robot.domain.customer import Tier
from robot.domain.product import ProductLine
from robot.domain.task import Channel, Task
from robot.talktracks import Library, Purpose, SlotType, TalkTrack, TextClass, load_library, render
from robot.talktracks.channel_forms import is_customers_voice
from robot.talktracks.lint import lint
from robot.talktracks.samples import samples_for, usual_sample
from robot.talktracks.trial import try_out

SHIPPED = Path(__file__).parents[3] / "resources" / "talktracks"
TRACKS: dict[str, TalkTrack] = {track.id: track for track in load_library(SHIPPED).tracks}
#: The demo bank's tasks name these.
DEMO = {
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
#: Promises, absolutes, pressure and ways out of the bank; none may stand in approved words.
FORBIDDEN = [
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
by_id = pytest.mark.parametrize("track", TRACKS.values(), ids=list(TRACKS))


def test_at_least_forty_over_all_lines_and_channels() -> None:
    assert len(TRACKS) >= 40
    lines = {track.pack for track in TRACKS.values()}
    assert lines == {"deposit", "wealth", "loan", "card", "service", "festival"}
    for pack in lines:
        of_pack = [track for track in TRACKS.values() if track.pack == pack]
        assert {track.channel for track in of_pack} == set(Channel), pack
        assert len(of_pack) >= 6, pack


def test_the_ten_of_the_demo_bank_are_there(shipped: Library) -> None:
    for track_id, line in DEMO.items():
        track = shipped.get(track_id)
        assert track is not None
        assert track.product_line is line
        assert [variant.key for variant in track.variants] == ["1", "2"]
        assert track.tiers == frozenset(Tier)
    assert shipped.get("nobody") is None


def test_every_file_lints_clean(checker: Checker) -> None:
    report = lint([SHIPPED], checker=checker, today=date(2026, 11, 23))
    assert [f"{fault.file}:{fault.line} {fault.rule} {fault.what}" for fault in report.faults] == []
    assert report.files == len(TRACKS) + 6


@by_id
def test_every_variant_may_be_sent_for_every_sample(track: TalkTrack, checker: Checker) -> None:
    for trial in try_out(track, checker):
        assert trial.rendering.findings == (), trial.sample
        assert [words.finding.span for words in trial.words] == [], trial.sample
        assert len(trial.rendering.text) <= track.max_length


@by_id
def test_the_check_of_words_lets_what_is_rendered_pass(track: TalkTrack, checker: Checker) -> None:
    task = usual_sample(track)
    for variant in track.variants:
        made = render(track, variant=variant.key, task=task, free_slots={}, on=task.business_date)
        # What a customer may say is no word of the bank.
        said = "\n".join(line for line in made.text.split("\n") if not line.startswith("客户："))
        assert [(found.rule, found.span) for found in checker.check(said).findings] == []


@by_id
def test_reads_well_without_what_may_be_missing(track: TalkTrack) -> None:
    empty = next(sample.task for sample in samples_for(track) if sample.name == "empty fields")
    for variant in track.variants:
        made = render(track, variant=variant.key, task=empty, free_slots={}, on=empty.business_date)
        assert made.findings == ()
        gaps = ("等级，", "利率，", "基准，", "（）", "，，", "。。", "{", "}")
        assert not [gap for gap in gaps if gap in made.text]


@by_id
def test_says_what_the_law_wants_and_nothing_forbidden(track: TalkTrack) -> None:
    if track.product_line is ProductLine.WEALTH:
        assert "理财非存款、产品有风险、投资须谨慎" in track.required_spans
    is_marketing = track.purpose is Purpose.MARKETING
    said = "".join(track.required_spans)
    ways_out = {
        Channel.WECOM: "退订",
        Channel.PUSH: "退订",
        Channel.PHONE: "不再致电",
        Channel.COUNTER: "自主决定",
    }
    assert not is_marketing or ways_out[track.channel] in said
    for variant in track.variants:
        for part in variant.parts:
            if not is_customers_voice(part):
                assert not [word for word in FORBIDDEN if word in part.text], part.key


@by_id
def test_is_described_for_whoever_looks_for_it(track: TalkTrack) -> None:
    assert track.title
    assert len(track.variants) <= 3
    assert track.id.endswith(f"-{track.channel}")
    assert track.sensitivity == "S3"
    assert (track.valid_until - track.valid_from).days <= 731
    assert len({variant.label for variant in track.variants}) == len(track.variants)


@by_id
def test_leaves_the_rm_little_to_write(track: TalkTrack) -> None:
    free = [slot for slot in track.slots.values() if slot.is_free]
    assert all(slot.default for slot in free)
    for slot in free:
        widest = 20 if slot.text_class is TextClass.CHINESE_TEXT else 16
        assert slot.max_length <= widest, slot.name
    if track.channel is Channel.PUSH:
        assert not free
        assert not {SlotType.NAME, SlotType.NAME_WITH_TITLE, SlotType.AMOUNT} & {
            slot.type for slot in track.slots.values()
        }


@pytest.mark.parametrize("track_id", DEMO)
@pytest.mark.parametrize("tier", Tier)
def test_the_demo_banks_messages_are_of_a_readable_length(
    track_id: str, tier: Tier, task_maker: Callable[..., Task]
) -> None:
    track = TRACKS[track_id]
    usual = usual_sample(track)
    task = replace(usual, customer=replace(usual.customer, tier=tier))
    for variant in track.variants:
        made = render(track, variant=variant.key, task=task, free_slots={}, on=task.business_date)
        assert made.findings == ()
        assert 80 <= len(made.text) <= 170
        assert made.text.startswith("王芳女士您好，我是滨江支行客户经理李明。")


def test_scripts_have_all_their_steps_in_order() -> None:
    for track in TRACKS.values():
        kinds = [kind.value for kind, _ in groupby(part.kind for part in track.variants[0].parts)]
        if track.channel is Channel.PHONE:
            assert kinds == [
                "opening",
                "identity",
                "purpose",
                "questions",
                "disclosures",
                "objections",
                "closing",
            ]
        if track.channel is Channel.COUNTER:
            assert kinds == ["situation", "say", "disclosures", "next"]
