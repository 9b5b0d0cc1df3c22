"""A new talk track is clean but for its blanks, and the law's sentences cannot be taken out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from robot.compliance import Checker
from robot.domain.errors import InputRefused
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from robot.talktracks.library import load_track
from robot.talktracks.lint import lint
from robot.talktracks.skeleton import pack_skeleton, track_skeleton

TODAY = date(2026, 11, 23)


def write(folder: Path, channel: Channel, line: ProductLine, purpose: Purpose) -> Path:
    pack = folder / line.value
    pack.mkdir(exist_ok=True)
    (pack / "pack.yaml").write_text(pack_skeleton(pack.name, line), encoding="utf-8")
    path = pack / f"x-{purpose}-{channel}.yaml"
    text = track_skeleton(path.stem, channel=channel, line=line, purpose=purpose, today=TODAY)
    path.write_text(text, encoding="utf-8")
    return path


def fill_in(path: Path) -> None:
    for file in (path, path.parent / "pack.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"〔[^〕]*〕", "业务提醒", text), encoding="utf-8")


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("line", ProductLine)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_skeleton_lacks_nothing_but_its_blanks(
    channel: Channel, line: ProductLine, purpose: Purpose, tmp_path: Path, checker: Checker
) -> None:
    path = write(tmp_path, channel, line, purpose)
    report = lint([tmp_path], checker=checker, today=TODAY)
    assert {fault.rule for fault in report.faults} == {"file.blank"}
    assert all("〔" in fault.text[fault.column - 1 : fault.column + 1] for fault in report.faults)
    with pytest.raises(InputRefused, match="not filled in"):
        load_track(path)
    fill_in(path)
    assert lint([tmp_path], checker=checker, today=TODAY).faults == ()
    assert load_track(path).channel is channel


# channel, line, purpose, what is taken out, the rule that speaks
DUTIES = [
    (Channel.WECOM, ProductLine.SERVICE, Purpose.MARKETING, "退订", "duty.opt_out"),
    (Channel.PUSH, ProductLine.SERVICE, Purpose.MARKETING, "退订", "duty.opt_out"),
    (Channel.PHONE, ProductLine.SERVICE, Purpose.MARKETING, "不再致电", "duty.opt_out"),
    (Channel.COUNTER, ProductLine.LOAN, Purpose.MARKETING, "自主决定", "duty.voluntary"),
    (Channel.WECOM, ProductLine.WEALTH, Purpose.CARE, "理财非存款", "duty.not_a_deposit"),
    (Channel.PUSH, ProductLine.WEALTH, Purpose.SERVICE, "理财非存款", "duty.not_a_deposit"),
    (Channel.PHONE, ProductLine.WEALTH, Purpose.SERVICE, "过往业绩", "duty.performance"),
    (Channel.WECOM, ProductLine.LOAN, Purpose.MARKETING, "年化利率", "duty.loan_cost"),
    (Channel.PUSH, ProductLine.LOAN, Purpose.MARKETING, "合理借贷", "duty.loan_restraint"),
    (Channel.WECOM, ProductLine.CARD, Purpose.MARKETING, "息费", "duty.card_cost"),
    (Channel.WECOM, ProductLine.DEPOSIT, Purpose.MARKETING, "利率", "duty.deposit_rate"),
]


@pytest.mark.parametrize(("channel", "line", "purpose", "word", "rule"), DUTIES)
def test_a_sentence_of_the_law_cannot_be_left_out(
    channel: Channel,
    line: ProductLine,
    purpose: Purpose,
    word: str,
    rule: str,
    tmp_path: Path,
    checker: Checker,
) -> None:
    path = write(tmp_path, channel, line, purpose)
    fill_in(path)
    text = path.read_text(encoding="utf-8")
    head, variants = text.split("variants:")
    kept = "\n".join(row for row in head.split("\n") if not (row.startswith("  - ") and word in row))
    kept = kept if "  - " in kept else kept.replace("required_spans:", "required_spans: []")
    path.write_text(f"{kept}variants:{variants}", encoding="utf-8")
    assert [fault.rule for fault in lint([path], checker=checker, today=TODAY).faults] == [rule]
    with pytest.raises(InputRefused):
        load_track(path)
    # Required, but not said.
    silent = re.sub(rf"[^。\s]*{word}[^。\s]*。?", "业务提醒。", variants)
    path.write_text(f"{head}variants:{silent}", encoding="utf-8")
    assert "span.missing" in {fault.rule for fault in lint([path], checker=checker, today=TODAY).faults}


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


# situation, channel, line, purpose, changes of the file, the rule that speaks
CHANNELS: list[tuple[str, Channel, ProductLine, Purpose, list[tuple[str, str]], str]] = [
    (
        "name on a locked screen",
        Channel.PUSH,
        ProductLine.SERVICE,
        Purpose.CARE,
        [
            ("slots: {}", "slots:\n  who: {type: name_with_title, from: customer.name, max_length: 8}"),
            ("      业务提醒", "      {who}业务提醒"),
        ],
        "channel.personal",
    ),
    (
        "notice that may become too long",
        Channel.PUSH,
        ProductLine.SERVICE,
        Purpose.CARE,
        [
            ("slots: {}", "slots:\n  what: {type: product, from: product.name}"),
            ("      业务提醒", "      {what}业务提醒，可在手机银行查看，也可到网点办理"),
        ],
        "channel.length",
    ),
    (
        "sender not named",
        Channel.WECOM,
        ProductLine.SERVICE,
        Purpose.CARE,
        [("  rm: {type: rm, from: rm_name}\n", ""), ("客户经理{rm}", "客户经理")],
        "channel.sender",
    ),
    (
        "caller named, but not where the call begins",
        Channel.PHONE,
        ProductLine.SERVICE,
        Purpose.CARE,
        [("客户经理{rm}", "客户经理"), ("感谢您接听", "{rm}感谢您接听")],
        "channel.sender",
    ),
    (
        "number in a call",
        Channel.PHONE,
        ProductLine.SERVICE,
        Purpose.CARE,
        [("感谢您接听", "请见www.bank.cn，感谢您接听")],
        "text.link",
    ),
    (
        "sentence of the law only in an answer",
        Channel.PHONE,
        ProductLine.WEALTH,
        Purpose.SERVICE,
        [
            ("理财非存款、产品有风险、投资须谨慎。过往", "过往"),
            (
                "answer: >-\n            业务提醒",
                "answer: >-\n            理财非存款、产品有风险、投资须谨慎",
            ),
        ],
        "span.missing",
    ),
    (
        "product without its risk",
        Channel.WECOM,
        ProductLine.WEALTH,
        Purpose.MARKETING,
        [("slots:\n", "slots:\n  what: {type: product, from: product.name}\n"), ("可约{", "{what}，可约{")],
        "duty.suitability",
    ),
    (
        "benchmark without its caveat",
        Channel.WECOM,
        ProductLine.WEALTH,
        Purpose.SERVICE,
        [("slots:\n", "slots:\n  rate: {type: rate, from: product.rate}\n"), ("可约{", "基准{rate}，可约{")],
        "duty.benchmark",
    ),
]


@pytest.mark.parametrize(
    ("situation", "channel", "line", "purpose", "changes", "rule"), CHANNELS, ids=[row[0] for row in CHANNELS]
)
def test_rules_of_channels(
    situation: str,
    channel: Channel,
    line: ProductLine,
    purpose: Purpose,
    changes: list[tuple[str, str]],
    rule: str,
    tmp_path: Path,
    checker: Checker,
) -> None:
    path = write(tmp_path, channel, line, purpose)
    fill_in(path)
    change(path, *changes)
    told = [fault.rule for fault in lint([path], checker=checker, today=TODAY).faults]
    # The check of words knows links too.
    assert [name for name in told if name != "words.link"] == [rule]
    with pytest.raises(InputRefused):
        load_track(path)


def test_a_pack_answers_for_its_lines_only(
    tmp_path: Path, checker: Checker, pack_maker: Callable[..., Path]
) -> None:
    path = write(tmp_path, Channel.WECOM, ProductLine.SERVICE, Purpose.CARE)
    fill_in(path)
    change(path, ("product_line: service", "product_line: loan"))
    assert [fault.rule for fault in lint([path], checker=checker, today=TODAY).faults] == ["pack.line"]
