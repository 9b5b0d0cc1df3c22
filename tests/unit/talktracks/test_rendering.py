"""What is rendered, what is found, and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from robot.domain.customer import Tier, Title
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.task import Channel, Task
from robot.domain.views import SegmentKind
from robot.talktracks import Rendering, TalkTrack, render
from robot.talktracks.slots import free_problems

TODAY = date(2026, 11, 23)
TaskMaker = Callable[..., Task]


def rendered(track: TalkTrack, task: Task, on: date = TODAY, variant: str = "1", **free: str) -> Rendering:
    return render(track, variant=variant, task=task, free_slots=free, on=on)


def found(rendering: Rendering) -> list[str]:
    return [finding.rule for finding in rendering.findings]


def test_good_task(track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(), wish="谢谢。")
    assert rendering.text == (
        "王芳女士您好，李明（滨江支行）：三年期大额存单约 50.0 万元11月25日到期15:00，利率1.90%R2。"
        "今天下午3点通话？存款利率以公告为准。回复“退订”不再接收此类消息。谢谢。"
    )
    assert rendering.findings == ()
    assert rendering.may_be_sent
    assert rendering.text == "".join(segment.text for segment in rendering.segments)
    assert rendering.sha256_of_text == hashlib.sha256(rendering.text.encode()).hexdigest()
    assert (rendering.track_id, rendering.version, rendering.variant) == ("sample-wecom", 3, "1")
    assert rendering.sha256_of_track == track.sha256


def test_every_character_has_an_owner(track: TalkTrack, task_maker: TaskMaker) -> None:
    segments = rendered(track, task_maker()).segments
    by_kind = {kind: [s.text for s in segments if s.kind is kind] for kind in SegmentKind}
    assert by_kind[SegmentKind.REQUIRED] == ["存款利率以公告为准", "回复“退订”不再接收此类消息"]
    assert by_kind[SegmentKind.FREE] == ["今天下午3点", ""]
    assert by_kind[SegmentKind.DATA][0] == "王芳女士"
    assert by_kind[SegmentKind.FIXED][0] == "您好，"
    free = [(s.slot, s.max_length) for s in segments if s.kind is SegmentKind.FREE]
    assert free == [("call_time", 12), ("wish", 10)]


@pytest.mark.parametrize(("seller", "issuer"), [("R2", "R4"), ("R4", "R2"), (None, "R4"), ("R4", None)])
def test_the_customer_is_told_the_higher_of_two_grades(
    seller: str | None, issuer: str | None, track: TalkTrack, task_maker: TaskMaker
) -> None:
    task = task_maker()
    graded = replace(
        task.product,
        risk=ProductRisk(seller) if seller else None,
        issuer_risk=ProductRisk(issuer) if issuer else None,
    )
    assert "R4。" in rendered(track, replace(task, product=graded)).text


NAMES_THAT_ARE_CODE = [
    "{{7*7}}",
    "{rm}",
    "{0.__class__}",
    "%s",
    "${HOME}",
    "`id`",
    "<img src=x>",
    "王\u202e芳",
    "王\x00",
]


@pytest.mark.parametrize("name", NAMES_THAT_ARE_CODE)
def test_name_that_is_code_stays_literal_and_is_refused(
    name: str, track: TalkTrack, task_maker: TaskMaker
) -> None:
    rendering = rendered(track, task_maker(customer={"name": name}))
    assert found(rendering) == ["slot.bad_character"]
    finding = rendering.findings[0]
    assert rendering.text[finding.start : finding.end] == f"{name}女士"
    assert finding.params == {"slot": "customer", "type": "name_with_title"}


# situation, change of the task, the RM's words, what is found
TABLE: list[tuple[str, dict[str, Any], dict[str, str], list[str]]] = [
    ("name with padding of the list", {"customer": {"name": "黄丽\u00a0"}}, {}, []),
    ("name with wide padding", {"customer": {"name": "\u3000吴昊"}}, {}, []),
    ("name that looks like a promise", {"customer": {"name": "保本初"}}, {}, []),
    ("no name", {"customer": {"name": " "}}, {}, ["slot.missing"]),
    ("name of thirty-one characters", {"customer": {"name": "王" * 31}}, {}, ["slot.too_long"]),
    ("no amount", {"product": {"maturing_amount": None}}, {}, ["slot.missing"]),
    ("amount of nothing", {"product": {"maturing_amount": Decimal(0)}}, {}, ["slot.bad_character"]),
    ("amount not a number", {"product": {"maturing_amount": Decimal("NaN")}}, {}, ["slot.bad_character"]),
    ("no date", {"product": {"maturity_date": None}}, {}, ["slot.missing"]),
    ("no rate, default", {"product": {"rate": ""}}, {}, []),
    ("rate with a promise", {"product": {"rate": "保证3%"}}, {}, ["slot.bad_character"]),
    ("no due time, optional", {"due_at": None}, {}, []),
    ("RM's name in two lines", {"rm_name": "李\n明"}, {}, ["slot.bad_character"]),
    ("lone surrogate", {"rm_name": "李\ud800"}, {}, ["slot.bad_character"]),
    ("time changed", {}, {"call_time": "明天上午10点"}, []),
    ("time emptied", {}, {"call_time": ""}, ["slot.required"]),
    ("wish emptied", {}, {"wish": ""}, []),
    ("time too long", {}, {"call_time": "今天下午3点或者明天上午"}, ["slot.bad_character"]),
    ("time much too long", {}, {"call_time": "今天下午3点或明天上午10点"}, ["slot.too_long"]),
    ("promise in the time", {}, {"call_time": "保本保收益"}, ["slot.bad_character"]),
    ("placeholder in the time", {}, {"call_time": "{rm}"}, ["slot.bad_character"]),
    ("link in the wish", {}, {"wish": "www.x.cn"}, ["slot.link_not_allowed", "slot.bad_character"]),
    ("number in the wish", {}, {"wish": "找13812345"}, ["slot.link_not_allowed"]),
    ("words for the bank's data", {}, {"customer": "王芳"}, ["slot.unknown"]),
    ("words for no slot", {}, {"nothing": "x"}, ["slot.unknown"]),
    ("phone task", {"channel": Channel.PHONE}, {}, ["talktrack.wrong_channel"]),
    ("loan task", {"product": {"line": ProductLine.LOAN}}, {}, ["talktrack.wrong_line"]),
    ("tier it was not approved for", {"customer": {"tier": Tier.MASS}}, {}, ["talktrack.wrong_tier"]),
]


@pytest.mark.parametrize(("situation", "changes", "free", "rules"), TABLE, ids=[row[0] for row in TABLE])
def test_findings(
    situation: str,
    changes: dict[str, Any],
    free: dict[str, str],
    rules: list[str],
    track: TalkTrack,
    task_maker: TaskMaker,
) -> None:
    rendering = render(track, variant="1", task=task_maker(**changes), free_slots=free, on=TODAY)
    assert found(rendering) == rules
    assert rendering.may_be_sent is (not rules)
    assert all(finding.severity == "block" for finding in rendering.findings)


def test_fault_of_the_rm_offers_the_approved_words(track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(), call_time="保本保收益")
    finding = rendering.findings[0]
    assert rendering.text[finding.start : finding.end] == "保本保收益"
    assert finding.replacement == "今天下午3点"


def test_title_follows_the_customer(track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(customer={"name": "张三", "title": Title.MR}))
    assert rendering.text.startswith("张三先生您好")


def test_decomposed_letters_are_composed(track: TalkTrack, task_maker: TaskMaker) -> None:
    assert rendered(track, task_maker(customer={"name": "Jose\u0301"})).text.startswith("Jos\u00e9女士")


@pytest.mark.parametrize(
    ("on", "is_valid"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_validity(on: date, is_valid: bool, track: TalkTrack, task_maker: TaskMaker) -> None:
    rules = found(rendered(track, task_maker(), on=on))
    assert rules == ([] if is_valid else ["talktrack.not_valid_today"])


def test_unknown_variant_renders_nothing(track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(), variant="9")
    assert (rendering.text, rendering.segments, found(rendering)) == ("", (), ["talktrack.variant_unknown"])


def test_required_sentence_must_be_the_authors_words(track: TalkTrack, task_maker: TaskMaker) -> None:
    without = replace(track.variants[0], text="{product}{call_time}")
    changed = replace(track, variants=(without,), required_spans=("三年期大额存单",))
    rendering = rendered(changed, task_maker())
    assert "三年期大额存单" in rendering.text
    assert found(rendering) == ["talktrack.required_span_missing"]


def test_text_that_is_too_long_is_marked_from_the_limit_on(track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(replace(track, max_length=20), task_maker())
    finding = rendering.findings[0]
    assert found(rendering) == ["talktrack.too_long"]
    assert (finding.start, finding.end) == (20, len(rendering.text))
    assert finding.params == {"length": str(len(rendering.text)), "max_length": "20"}


def test_slot_that_stands_twice_is_told_once(track: TalkTrack, task_maker: TaskMaker) -> None:
    twice = replace(track.variants[0], text="{call_time}或{call_time}")
    changed = replace(track, variants=(twice,), required_spans=())
    assert found(rendered(changed, task_maker(), call_time="x")) == ["slot.bad_character"]


def test_free_check_is_for_free_slots(track: TalkTrack) -> None:
    with pytest.raises(ValueError, match="not free"):
        free_problems(track.slots["customer"], "王芳")


def test_findings_hold_nothing_of_the_value(track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(customer={"name": "王{芳}" * 20}), wish="找13812345678" * 3)
    told = "".join("".join(finding.params.values()) for finding in rendering.findings)
    assert "王" not in told
    assert "138" not in told


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        ("0.01", "0.01 元"),
        ("8000", "8,000 元"),
        ("8000.50", "8,000.50 元"),
        ("9999.99", "9,999.99 元"),
        ("10000", "1.0 万元"),
        ("123456.78", "12.3 万元"),
        ("500000", "50.0 万元"),
        ("123456789", "12,345.7 万元"),
    ],
)
def test_amounts(yuan: str, text: str, track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(product={"maturing_amount": Decimal(yuan)}))
    assert f"约 {text}" in rendering.text
    assert rendering.may_be_sent


@pytest.mark.parametrize("yuan", ["0", "0.004", "-1", "NaN", "Infinity", "1000000000000"])
def test_a_figure_that_is_no_amount_is_refused(yuan: str, track: TalkTrack, task_maker: TaskMaker) -> None:
    rendering = rendered(track, task_maker(product={"maturing_amount": Decimal(yuan)}))
    assert found(rendering) == ["slot.bad_character"]


def test_date_of_another_year_shows_the_year(track: TalkTrack, task_maker: TaskMaker) -> None:
    day = TODAY + timedelta(days=60)
    assert "2027年1月22日到期" in rendered(track, task_maker(product={"maturity_date": day})).text
