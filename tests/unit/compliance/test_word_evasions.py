"""The same words written so that a plain search would not find them."""

from __future__ import annotations

import pytest

from robot.compliance import Checker, Verdict

EVASIONS: tuple[tuple[str, str], ...] = (
    ("traditional", "這款理財保證本金，穩賺不賠"),
    ("traditional", "零風險高收益"),
    ("full width", "加我ＶＸ私聊"),
    ("full width", "年化５％收益"),
    ("digits", "第①的收益，全国第①"),
    ("digits", "年化百分之伍收益"),
    ("digits", "〇风险"),
    ("digits", "0风险"),
    ("zero width", "保\u200b本\u200b保\u200b息"),
    ("zero width", "稳\u2060赚\ufeff不赔"),
    ("bidi", "保\u202e本保息"),
    ("combining", "保\u0336本\u0336保\u0336息\u0336"),
    ("symbols", "保*本*保*息"),
    ("symbols", "稳_赚_不_赔"),
    ("symbols", "这款产品保·本"),
    ("blanks", "保 本 保 息"),
    ("emoji", "保🔥本🔥保🔥息"),
    ("emoji", "稳😀赚不赔"),
    ("line by line", "保\n本\n保\n息"),
    ("brackets", "保【本】保【息】"),
    ("remark", "保（宝）本保息"),
    ("letters between", "保x本x保x息"),
    ("repeated", "保保本本保保息息"),
    ("repeated", "稳稳稳赚赚赚不赔"),
    ("split", "亻呆本亻呆息的理财"),
    ("split", "禾急贝兼不赔"),
    ("split", "零风阝佥"),
    ("pinyin", "这款理财baoben baoxi"),
    ("pinyin", "bǎo běn bǎo xī"),
    ("pinyin", "wenzhuanbupei"),
    ("pinyin", "加我wei xin聊"),
    ("half pinyin", "保ben保xi"),
    ("half pinyin", "稳zhuan不赔"),
    ("initials", "这款理财bbbx"),
    ("initials", "理财产品wzbp"),
    ("initials", "理财bb的"),
    ("half initials", "保b保x的理财"),
    ("homophones", "理财产品保苯"),
    ("homophones", "宝本宝息"),
    ("homophones", "文赚不赔"),
    ("homophones", "灵风险理财"),
    ("homophones", "加我薇信私聊"),
    ("mixed scripts", "加我vх私聊"),
    ("mixed scripts", "保ьеn保xi".replace("ь", "b")),
    ("reversed", "息保本保"),
    ("reversed", "赔不赚稳"),
    ("reversed", "这款理财产品本保"),
    ("pictures", "稳赚💯，➕我微信私聊"),
    ("framed letters", "加我🆅🆇私聊"),
)

#: What only looks like an evasion.
INNOCENT = (
    "请您确保，本周五前来网点",
    "基本保障已经到位，理财以外另有保险",
    "上报本周的理财数据",
    "请收下包裹，理财资料在里面",
    "这非但不是理财，也不是存款",
    "谢谢您，慢慢看，理财资料不着急",
    "您的VIP等级和APP版本都已更新，理财页面有变化",
    "A股波动较大，ETF净值以公告为准",
    "WiFi密码请看前台的牌子",
)


@pytest.mark.parametrize(("technique", "text"), EVASIONS)
def test_evasions_are_seen_through(checker: Checker, technique: str, text: str) -> None:
    assert checker.check(text).verdict is not Verdict.ALLOW, technique


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_one_passes(checker: Checker, text: str) -> None:
    assert checker.check(text).findings == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("前言。保\u200b本\u200b保\u200b息。后话", "保\u200b本\u200b保\u200b息"),
        ("产品０风险啊", "０风险"),
        ("您好，亻呆本亻呆息", "亻呆本亻呆息"),
        ("理财bǎo běn的", "bǎo běn"),
        ("好的，保*本*保*息哦", "保*本*保*息"),
    ],
)
def test_the_span_is_what_the_author_wrote(checker: Checker, text: str, span: str) -> None:
    assert span in [f.span for f in checker.check(text).findings if f.rule == "words.guarantee"]
