"""Sentences that the law or the supervisor wants said, by product line, purpose and channel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from robot.talktracks.fault import Fault
from robot.talktracks.template import placeholders, says
from robot.talktracks.track import SlotType, TalkTrack

NOT_A_DEPOSIT = "理财非存款、产品有风险、投资须谨慎"
PAST_PERFORMANCE = "过往业绩不代表未来表现"
NO_BENCHMARK = "业绩比较基准不代表实际收益"
#: How to refuse more of it. A call is not answered with a word, and a notice cannot be answered at all.
_OPT_OUT_WORD = "退订"
_OPT_OUT_CALL = "不再致电"
#: A sentence with one of these says how not to refuse.
_DENIES = re.compile("不能|不可|不支持|不接受|不予|无法|无效|无需|不必|不会|暂不|停用")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One sentence that must be among a talk track's required spans."""

    rule: str
    #: Any one of them fulfils it.
    any_of: tuple[str, ...]
    applies: Callable[[TalkTrack], bool]
    #: How the duty is said to an author.
    what: str


def _is_marketing(track: TalkTrack, line: ProductLine) -> bool:
    return track.purpose is Purpose.MARKETING and track.product_line is line


def _speaks_of_results(track: TalkTrack) -> bool:
    """A notice has no room for results, so it speaks of none and needs no caveat."""
    is_wealth = track.product_line is ProductLine.WEALTH
    return is_wealth and (track.channel is not Channel.PUSH or _shows_rate(track) or "业绩" in _words(track))


def _shows_rate(track: TalkTrack) -> bool:
    return any(slot.type is SlotType.RATE for slot in track.slots.values())


def _words(track: TalkTrack) -> str:
    return "".join(variant.text for variant in track.variants)


DUTIES: tuple[Duty, ...] = (
    Duty(
        rule="duty.opt_out",
        any_of=(_OPT_OUT_WORD,),
        applies=lambda track: (
            track.purpose is Purpose.MARKETING and track.channel in (Channel.WECOM, Channel.PUSH)
        ),
        what="a marketing text must say how to refuse",
    ),
    Duty(
        rule="duty.opt_out",
        any_of=(_OPT_OUT_CALL,),
        applies=lambda track: track.purpose is Purpose.MARKETING and track.channel is Channel.PHONE,
        what="a marketing call must say how to refuse further calls",
    ),
    Duty(
        rule="duty.voluntary",
        any_of=("是否办理由您自主决定", "是否办理由您决定"),
        applies=lambda track: track.purpose is Purpose.MARKETING and track.channel is Channel.COUNTER,
        what="a teller who speaks for a product must say that the customer decides",
    ),
    Duty(
        rule="duty.not_a_deposit",
        any_of=(NOT_A_DEPOSIT,),
        applies=lambda track: track.product_line is ProductLine.WEALTH,
        what="a wealth text must say that it is no deposit",
    ),
    Duty(
        rule="duty.benchmark",
        any_of=(NO_BENCHMARK,),
        applies=lambda track: track.product_line is ProductLine.WEALTH and _shows_rate(track),
        what="a wealth text that shows a rate must say what a benchmark is not",
    ),
    Duty(
        rule="duty.performance",
        any_of=(PAST_PERFORMANCE, NO_BENCHMARK),
        applies=_speaks_of_results,
        what="a wealth text must say that results are no promise",
    ),
    Duty(
        rule="duty.loan_cost",
        any_of=("年化利率、额度及费用以审批和合同为准", "年化利率及费用以合同为准"),
        applies=lambda track: _is_marketing(track, ProductLine.LOAN),
        what="a text for a loan must say what decides its cost",
    ),
    Duty(
        rule="duty.loan_restraint",
        any_of=("请合理借贷、按时还款", "请合理借贷"),
        applies=lambda track: _is_marketing(track, ProductLine.LOAN),
        what="a text for a loan must ask to borrow with care",
    ),
    Duty(
        rule="duty.card_cost",
        any_of=("息费标准以我行公示为准", "息费以公示为准"),
        applies=lambda track: _is_marketing(track, ProductLine.CARD),
        what="a text for a card must say where its interest and fees stand",
    ),
    Duty(
        rule="duty.deposit_rate",
        any_of=("存款利率以我行当日公告为准", "存款利率以公告为准"),
        applies=lambda track: (
            _is_marketing(track, ProductLine.DEPOSIT)
            or (track.product_line is ProductLine.DEPOSIT and _shows_rate(track))
        ),
        what="a text for a deposit must say what decides its rate",
    ),
)


def duty_faults(track: TalkTrack) -> Iterator[Fault]:
    """What the law wants said and the talk track does not require of itself."""
    for duty in DUTIES:
        if duty.applies(track) and not any(
            _fulfils(span, words, duty) for span in track.required_spans for words in duty.any_of
        ):
            yield Fault(
                rule=duty.rule,
                key="required_spans",
                what=f"{duty.what} ({' / '.join(duty.any_of)})",
                suggestion=f"add {duty.any_of[0]} to required_spans and to every variant",
            )
    yield from _suitability_faults(track)


def _fulfils(span: str, words: str, duty: Duty) -> bool:
    """Whether a required span holds the words as they are meant; of how to refuse, whatever leads to it."""
    if duty.rule == "duty.opt_out":
        return words in span and not _DENIES.search(span)
    return says(span, words)


def _suitability_faults(track: TalkTrack) -> Iterator[Fault]:
    if not _is_marketing(track, ProductLine.WEALTH):
        return
    products = {name for name, slot in track.slots.items() if slot.type is SlotType.PRODUCT}
    risks = {name for name, slot in track.slots.items() if slot.type is SlotType.RISK}
    for number, variant in enumerate(track.variants):
        named = placeholders(variant.text)
        if named & products and not named & risks and "风险测评" not in variant.text:
            yield Fault(
                rule="duty.suitability",
                key=f"variants.{number}",
                what="names a product without its risk grade and without the risk assessment (风险测评)",
                suggestion="add a slot of type risk from product.risk, or say that the assessment decides",
            )
