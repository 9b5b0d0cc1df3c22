"""Whatever the text: the check answers, its places lie in it, and its time grows no faster than it does."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from robot.compliance import Checked, Checker, load_checker

_CHECKER = load_checker()
_PIECES = (
    *"保本息稳赚零风险最高收益加我微信转卡不但，。！\n *·😀💰\u200b\u202e\u0336１①一〇aｂв%+.@",
    "保本",
    "baoben",
    "bbbx",
    "亻呆",
    "不承诺",
    "都是骗局",
    "13800138000",
    "http://a.cn",
    "\ud800",
    "\U0010ffff",
    "(x)",
)


def assert_exact(text: str, found: Checked) -> None:
    places = [(finding.start, finding.end) for finding in found.findings]
    assert places == sorted(places)
    for finding in found.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.span


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer_with_exact_places(text: str) -> None:
    assert_exact(text, _CHECKER.check(text))


@given(
    st.lists(st.sampled_from(_PIECES), max_size=60).map("".join), st.lists(st.text(max_size=4), max_size=2)
)
@settings(max_examples=500, deadline=None)
def test_texts_of_searched_words_get_exact_places(text: str, names: list[str]) -> None:
    assert_exact(text, _CHECKER.check(text, names=names))


def test_twenty_thousand_random_texts() -> None:
    dice = random.Random(20)  # noqa: S311 - the same texts every time
    for _ in range(20_000):
        text = "".join(dice.choice(_PIECES) for _ in range(dice.randrange(12)))
        if dice.random() < 0.3:
            text += chr(dice.randrange(0x110000))
        assert_exact(text, _CHECKER.check(text))


def test_the_same_text_gets_the_same_answer(checker: Checker) -> None:
    text = "这款理财保本保息，加我vx私聊，年化5%收益"
    assert checker.check(text) == checker.check(text)


def test_words_far_into_a_long_text_are_found_where_they_stand() -> None:
    text = "您好，祝您生活愉快。" * 900 + "这款理财保本保息。" + "您好，祝您生活愉快。" * 900
    found = _CHECKER.check(text)
    assert [finding.span for finding in found.findings if finding.rule == "words.guarantee"] == ["保本保息"]
    assert_exact(text, found)


def test_time_grows_with_length_and_no_faster() -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        _CHECKER.check(text)
        return time.process_time() - start

    for piece in ("保本不但", "我转卡收益一定赚", "不是的", "最高收益", "a1.", "亻呆", "（我）"):
        short, long = seconds(piece * 2_000), seconds(piece * 20_000)
        assert long < 30 * max(short, 0.02), piece
