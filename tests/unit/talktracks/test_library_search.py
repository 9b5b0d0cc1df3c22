"""A talk track is found by what people type: words, lines, channels, pinyin initials."""

from __future__ import annotations

import pytest

from robot.domain.product import ProductLine
from robot.domain.task import Channel
from robot.talktracks import Library
from robot.talktracks.search import initials


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("deposit-maturity-phone", "deposit-maturity-phone"),
        ("birthday", "birthday-wecom"),
        ("生日祝福", "birthday-wecom"),
        ("srzf", "birthday-wecom"),
        ("SRZF", "birthday-wecom"),
        ("ｓｒｚｆ", "birthday-wecom"),
        ("ckdq 电话", "deposit-maturity-phone"),
        ("理财 到期 柜面", "wealth-maturity-counter"),
        ("阖家安宁", "birthday-wecom"),
    ],
)
def test_found(query: str, first: str, shipped: Library) -> None:
    assert shipped.search(query)[0].id == first


def test_a_line_or_a_channel_narrows(shipped: Library) -> None:
    loans = shipped.search(line=ProductLine.LOAN)
    assert {track.product_line for track in loans} == {ProductLine.LOAN}
    assert {track.product_line for track in shipped.search("信用卡", line=ProductLine.CARD)} == {
        ProductLine.CARD
    }
    calls = shipped.search("到期", channel=Channel.PHONE)
    assert calls
    assert {track.channel for track in calls} == {Channel.PHONE}


def test_an_empty_query_finds_all_and_nonsense_nothing(shipped: Library) -> None:
    assert len(shipped.search()) == len(shipped.search("  ")) == len(shipped.ids)
    assert shipped.search("没有这样的话术") == ()


def test_ids_come_before_words(shipped: Library) -> None:
    ids = [track.id for track in shipped.search("wealth-maturity")]
    assert ids[:4] == [
        "wealth-maturity-counter",
        "wealth-maturity-phone",
        "wealth-maturity-push",
        "wealth-maturity-wecom",
    ]


@pytest.mark.parametrize(
    ("text", "letters"),
    [("存款到期提醒", "ckdqtx"), ("银行利率", "yhll"), ("第3期 A款", "d3qak"), ("（，）", "")],
)
def test_initials_are_read_in_context(text: str, letters: str) -> None:
    assert initials(text) == letters
