"""Tables of what fits a slot and what does not."""

from __future__ import annotations

import pytest

from robot.talktracks import SlotType, TextClass
from robot.talktracks.characters import fits_data, fits_free, has_invisible, holds_contact

DATA: list[tuple[SlotType, str, bool]] = [
    (SlotType.NAME, "王芳", True),
    (SlotType.NAME, "保本初", True),
    (SlotType.NAME, "买买提·吐尔逊", True),
    (SlotType.NAME, "𠮷田", True),
    (SlotType.NAME, "Jean-Paul O'Neill", True),
    (SlotType.NAME, "José", True),
    (SlotType.NAME, "{{7*7}}", False),
    (SlotType.NAME, "{rm}", False),
    (SlotType.NAME, "王%s", False),
    (SlotType.NAME, "<b>王芳</b>", False),
    (SlotType.NAME, "王\u200b芳", False),
    (SlotType.NAME, "王\u202e芳", False),
    (SlotType.NAME, "王\ue000", False),
    (SlotType.NAME, "王\n芳", False),
    (SlotType.NAME, "王芳1", False),
    (SlotType.NAME, "王  芳", False),
    (SlotType.NAME, "·王芳", False),
    (SlotType.NAME, "王芳\ud800", False),
    (SlotType.NAME_WITH_TITLE, "王芳女士", True),
    (SlotType.NAME_WITH_TITLE, "王芳", False),
    (SlotType.RM, "李明", True),
    (SlotType.BRANCH, "滨江支行（科创园）", True),
    (SlotType.BRANCH, "滨江支行;DROP", False),
    (SlotType.PRODUCT, "锦程固收增强1号A（两年）", True),
    (SlotType.PRODUCT, "安稳理财2026001期", True),
    (SlotType.PRODUCT, "安稳理财13812345678", False),
    (SlotType.PRODUCT, "www.example.com", False),
    (SlotType.PRODUCT, "产品$HOME", False),
    (SlotType.AMOUNT, "50.0 万元", True),
    (SlotType.AMOUNT, "8,000 元", True),
    (SlotType.AMOUNT, "8,000.50 元", True),
    (SlotType.AMOUNT, "-5", False),
    (SlotType.AMOUNT, "NaN", False),
    (SlotType.RATE, "1.90%", True),
    (SlotType.RATE, "2.60%-3.10%", True),
    (SlotType.RATE, "2.6%–3.1%", True),
    (SlotType.RATE, "保证3%", False),
    (SlotType.RATE, "190%", False),
    (SlotType.RISK, "R5", True),
    (SlotType.RISK, "R6", False),
    (SlotType.DATE, "11月25日", True),
    (SlotType.DATE, "2027年1月5日", True),
    (SlotType.DATE, "明天", False),
    (SlotType.TIME, "15:00", True),
    (SlotType.TIME, "下午", False),
]

FREE: list[tuple[TextClass, str, bool]] = [
    (TextClass.TIME_PHRASE, "今天下午3点", True),
    (TextClass.TIME_PHRASE, "明天上午10点半", True),
    (TextClass.TIME_PHRASE, "11月25日14:30", True),
    (TextClass.TIME_PHRASE, "周三下午两点至三点", True),
    (TextClass.TIME_PHRASE, "您方便的时间", True),
    (TextClass.TIME_PHRASE, "14:30-15:00", True),
    (TextClass.TIME_PHRASE, "保本保息", False),
    (TextClass.TIME_PHRASE, "3", False),
    (TextClass.TIME_PHRASE, "62:34", False),
    (TextClass.TIME_PHRASE, "25:30", False),
    (TextClass.TIME_PHRASE, "138点", False),
    (TextClass.TIME_PHRASE, "３点", False),
    (TextClass.TIME_PHRASE, "下午\n3点", False),
    (TextClass.TIME_PHRASE, "下午 3点", False),
    (TextClass.TIME_PHRASE, "", False),
    (TextClass.PHRASE, "身体健康", True),
    (TextClass.PHRASE, "第3季度", True),
    (TextClass.PHRASE, "你好！", False),
    (TextClass.PHRASE, "wechat", False),
    (TextClass.CHINESE_TEXT, "谢谢您，祝好！", True),
    (TextClass.CHINESE_TEXT, "{rm}", False),
    (TextClass.CHINESE_TEXT, "收益%", False),
    (TextClass.CHINESE_TEXT, "`ls`", False),
    (TextClass.CHINESE_TEXT, "a", False),
    (TextClass.CHINESE_TEXT, "好\u2066的", False),
    (TextClass.CHINESE_TEXT, "好🙂", False),
]

CONTACT: list[tuple[TextClass, str, bool]] = [
    (TextClass.CHINESE_TEXT, "请看https://x.cn", True),
    (TextClass.CHINESE_TEXT, "www.bank", True),
    (TextClass.CHINESE_TEXT, "ｗｗｗ．ｂａｎｋ．ｃｏｍ", True),
    (TextClass.CHINESE_TEXT, "bank。com", True),
    (TextClass.CHINESE_TEXT, "a@b", True),
    (TextClass.CHINESE_TEXT, "10.0.0.1", True),
    (TextClass.CHINESE_TEXT, "1234567", True),
    (TextClass.CHINESE_TEXT, "123456", False),
    (TextClass.CHINESE_TEXT, "138，1234，5678", True),
    (TextClass.CHINESE_TEXT, "一三八一二三四五六七八", True),
    (TextClass.CHINESE_TEXT, "①③⑧①②③④", True),
    (TextClass.CHINESE_TEXT, "幺三八，零零幺二", True),
    (TextClass.CHINESE_TEXT, "第12期，共36期", False),
    (TextClass.CHINESE_TEXT, "11月25日，下午3点", False),
    (TextClass.TIME_PHRASE, "11月25日14:30", False),
    (TextClass.TIME_PHRASE, "25日14:30至15:30", False),
    (TextClass.TIME_PHRASE, "13点8分12点34分56点7日8", True),
]


@pytest.mark.parametrize(("slot_type", "text", "fits"), DATA)
def test_data(slot_type: SlotType, text: str, fits: bool) -> None:
    assert fits_data(slot_type, text) is fits


@pytest.mark.parametrize(("text_class", "text", "fits"), FREE)
def test_free(text_class: TextClass, text: str, fits: bool) -> None:
    assert fits_free(text_class, text) is fits


@pytest.mark.parametrize(("text_class", "text", "leads_away"), CONTACT)
def test_contact(text_class: TextClass, text: str, leads_away: bool) -> None:
    assert holds_contact(text_class, text) is leads_away


@pytest.mark.parametrize(("text", "hidden"), [("您好。", False), ("您\n好", True), ("您\u200d好", True)])
def test_invisible(text: str, hidden: bool) -> None:
    assert has_invisible(text) is hidden


@pytest.mark.parametrize(
    "text", ["1" + "，" * 200_000, "王" * 200_000 + "!", "a " * 100_000, "12:" * 100_000]
)
def test_long_values_are_answered_in_linear_time(text: str) -> None:
    # The time limit of the test run is the assertion.
    for text_class in TextClass:
        holds_contact(text_class, text)
        fits_free(text_class, text)
    fits_data(SlotType.NAME, text)
    fits_data(SlotType.RATE, text)
