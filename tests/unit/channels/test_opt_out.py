"""How customers say no, and what only sounds like it: the shipped profiles' own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.channels.chat_rows import has_opted_out
from robot.channels.opt_out import clauses, says_no_more
from robot.sites.profile import SiteProfile, load_profile

PROFILES = Path(__file__).resolve().parents[3] / "resources" / "profiles"

NO = [
    "退订",
    "退订。",
    "退 订",
    "退訂",
    "我要退订！",
    "您好，请帮我退订，谢谢",
    "退订短信",
    "T",
    "t",
    "Ｔ",
    " TD ",
    "td",
    "ＴＤ！",
    "回复TD",
    "谢谢，TD",
    "拒收",
    "我拒收这些短信",
    "不要再发了",
    "请不要再给我发消息",
    "以后不要再发这种信息了",
    "别再给我发了",
    "麻烦你们别再发广告",
    "別再給我發了",
    "别给我发广告了",
    "你好\n不要再联系我",
    "停止推送",
    "取消订阅",
    "我要取消推送",
    "请勿打扰",
    "勿扰",
    "我不想再收到这些",
    "unsubscribe",
    "Unsubscribe please",
    "STOP",
    "please stop messaging me",
]
NOT_NO = [
    "",
    "好的",
    "T恤有吗",
    "要T恤",
    "我穿T",
    "A、T两种都要",
    "TD是什么意思",
    "不要再发错了",
    "你们别再发错账户了",
    "不要再发生这种事",
    "别再发火了",
    "不用发票",
    "不要发票",
    "请不要再重复发",
    "我怎么收到退订单",
    "退订单在哪里看",
    "退订酒店的钱到了吗",
    "退订了那个机票",
    "您上次说回复退订是什么意思",
    "我没有要退订",
    "不退订",
    "stop loss 怎么设",
    "nonstop",
    "打扰了，请问利率多少",
    "再发一次",
    "别担心，继续发吧",
    "取消转账怎么操作",
    "不要紧",
]


@pytest.fixture(params=["wecom-demo", "converse"])
def profile(request: pytest.FixtureRequest) -> SiteProfile:
    return load_profile(PROFILES / f"{request.param}.yaml")


@pytest.mark.parametrize("text", NO)
def test_these_say_no(profile: SiteProfile, text: str) -> None:
    assert says_no_more(text, profile.texts.opt_out)


@pytest.mark.parametrize("text", NOT_NO)
def test_these_do_not(profile: SiteProfile, text: str) -> None:
    assert not says_no_more(text, profile.texts.opt_out)


def test_a_message_is_read_clause_by_clause_in_plain_letters() -> None:
    assert clauses(" 您好，ＴＤ！\r\n Please  STOP ") == "您好\ntd\nplease stop"


def row(direction: str, text: str) -> dict[str, str]:
    return {"id": "", "direction": direction, "text": text}


WHEN = [
    ("after our last message", [row("out", "a"), row("in", "退订")], True),
    ("and then something else", [row("out", "a"), row("in", "退订"), row("in", "谢谢")], True),
    ("before any message of ours", [row("in", "退订")], True),
    ("before our last message", [row("in", "退订"), row("out", "a")], False),
    ("our own words", [row("out", "退订")], False),
    ("a line of the system", [row("", "退订")], False),
    ("no history", [], False),
]


@pytest.mark.parametrize(("about", "rows", "said"), WHEN, ids=[case[0] for case in WHEN])
def test_only_what_the_customer_said_last_counts(about: str, rows: list[dict[str, str]], said: bool) -> None:
    profile = load_profile(PROFILES / "wecom-demo.yaml")
    assert profile.chat is not None
    assert has_opted_out(profile.chat, profile.texts, rows, "1001") is said
