"""A disclaimer, a warning, a name: each takes back the words it stands at, and no others."""

from __future__ import annotations

import pytest

from robot.compliance import Checker, Verdict

#: Nothing is left to object to.
TAKEN_BACK = (
    "本产品不保本",
    "不承诺收益",
    "本行不承诺收益",
    "我们不承诺保本保收益",
    "该产品并非保本",
    "非保本浮动收益产品",
    "请勿相信任何保本高收益的宣传",
    "谨防稳赚不赔、高额返利的骗局",
    "凡是承诺保本高息的都是诈骗",
    "没有稳赚不赔的投资",
    "市场有涨有跌，谁也不敢保证一定赚钱",
    "信用卡套现属于违规行为",
    "刚性兑付已被打破",
    "如果有人说能洗白征信，那一定是骗子",
    "理财非存款，不等于存款",
)

#: Text, and the words that must still be found; the disclaimer beside them does not help.
LEFT_STANDING = (
    ("本产品不保本，但实际上保本", "保本", 11),
    ("理财非存款，投资须谨慎，但这款稳赚不赔", "稳赚不赔", 15),
    ("不承诺收益，亏了算我的", "亏了算我的", 6),
    ("请勿相信外面的高收益宣传。我们这款保本保息", "保本保息", 17),
    ("别家不保本，我们保本", "保本", 8),
    ("合同写不保本，其实零风险", "零风险", 9),
    ("产品有风险，投资须谨慎。加我私人微信", "加我私人微信", 12),
    ("祝您愉快，保本保息", "保本保息", 5),
    ("特别保本", "保本", 2),
    ("非常保本", "保本", 2),
)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_words_that_are_denied_or_warned_of_pass(checker: Checker, text: str) -> None:
    assert checker.check(text).findings == ()


@pytest.mark.parametrize(("text", "words", "start"), LEFT_STANDING)
def test_a_disclaimer_reaches_no_other_words(checker: Checker, text: str, words: str, start: int) -> None:
    found = checker.check(text)
    assert found.verdict is not Verdict.ALLOW
    assert any(f.start <= start and start + len(words) <= f.end for f in found.findings), found


@pytest.mark.parametrize("text", ["不是不保本", "怎么可能不保本", "不可能不保本"])
def test_a_not_of_a_not_is_a_promise(checker: Checker, text: str) -> None:
    assert checker.check(text).verdict is Verdict.BLOCK


def test_names_of_the_bank_pass_by_what_they_are(checker: Checker) -> None:
    text = "您持有的稳赚宝1号明天到期"
    assert checker.check(text).verdict is not Verdict.ALLOW
    assert checker.check(text, names=["稳赚宝1号"]).findings == ()


def test_a_name_is_no_pass_for_the_words_around_it(checker: Checker) -> None:
    found = checker.check("稳赚宝1号稳赚不赔", names=["稳赚宝1号"])
    assert [finding.span for finding in found.findings if finding.rule == "words.guarantee"] == ["稳赚不赔"]


def test_a_caveat_in_the_same_sentence_belongs_to_the_figure(checker: Checker) -> None:
    assert checker.check("近三个月年化收益率2.35%，过往业绩不代表未来表现").findings == ()
    assert checker.check("近三个月年化收益率2.35%").verdict is Verdict.REVIEW
