"""Opening, filling and looking again on a chat page: what is proved, left alone, refused."""

from __future__ import annotations

from typing import Any

import pytest

from robot.domain.customer import Recipient
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, Echo
from robot.sites.browser import RobotBrowser
from robot.sites.wording import text_sha256
from tests.integration.sites.chat_page import LI, WANG, ChatSite, chat_page, chat_site
from tests.support.builders import TODAY
from tests.support.pages import LocalSite

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = "王女士您好，您的存款明天到期，如需协助可以与我联系。"
EARLIER = "王女士您好，上个月的事项已经办好。"


async def reason_of(coroutine: Any) -> Reason:
    with pytest.raises(ChannelRefusal) as refused:
        await coroutine
    return refused.value.reason


async def filled(chat: ChatSite) -> ChatSite:
    await chat.channel.open(WANG, TEXT, TODAY)
    await chat.channel.fill(WANG, TEXT)
    await chat.channel.ready_to_click()
    return chat


# --- open ---


async def test_a_message_confirmed_earlier_is_one_more_signal(browser: RobotBrowser, site: LocalSite) -> None:
    body = chat_page({"wm01": [["m1", "out", EARLIER]]})
    async with chat_site(browser, site, body) as chat:
        opened = await chat.channel.open(WANG, TEXT, TODAY, fingerprints=[text_sha256(EARLIER)])
        assert opened.matched == ("external_id", "name", "remark", "tag", "last_message")
        opened = await chat.channel.open(LI, TEXT, TODAY, fingerprints=[text_sha256(EARLIER)])
        assert "last_message" not in opened.matched, "its absence means nothing"


@pytest.mark.parametrize(
    ("history", "proved"),
    [([["m1", "out", EARLIER]], True), ([["m1", "in", EARLIER]], False), ([], False)],
    ids=["ours", "the customer's own words", "nothing"],
)
async def test_where_one_signal_is_too_few_the_known_message_makes_the_quorum(
    browser: RobotBrowser, site: LocalSite, history: list[list[str]], proved: bool
) -> None:
    stranger = Recipient(external_id="", name="王芳")
    body = chat_page({"": history}, people=(stranger,))
    body = body.replace("['external_id', 'name', 'remark', 'tag']", "['name']")
    async with chat_site(browser, site, body) as chat:
        opening = chat.channel.open(stranger, TEXT, TODAY, fingerprints=[text_sha256(EARLIER)])
        if not proved:
            assert await reason_of(opening) is Reason.RECIPIENT_MISMATCH
            return
        assert (await opening).matched == ("name", "last_message")
        await chat.channel.fill(stranger, TEXT)
        await chat.channel.ready_to_click()
        await chat.channel.recheck(stranger, TEXT)
        await chat.channel.click()
        assert len(await chat.sent()) == 1


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ([["m1", "out", EARLIER], ["m2", "in", "退订"]], True),
        ([["m1", "in", "退订"], ["m2", "out", EARLIER]], False),
    ],
    ids=["after ours", "before ours"],
)
async def test_a_customer_who_said_no_is_seen_when_the_chat_opens(
    browser: RobotBrowser, site: LocalSite, history: list[list[str]], said: bool
) -> None:
    async with chat_site(browser, site, chat_page({"wm01": history})) as chat:
        assert (await chat.channel.open(WANG, TEXT, TODAY)).opted_out is said


async def test_a_session_that_another_employee_took_over_opens_nothing(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with chat_site(browser, site) as chat:
        await chat.channel.open(WANG, TEXT, TODAY)
        await chat.does("() => { $('who').textContent = '1002' }")
        assert await reason_of(chat.channel.open(LI, TEXT, TODAY)) is Reason.WRONG_ACCOUNT


async def test_a_session_that_was_taken_over_behind_an_old_page_is_found_out_before_giving_up(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """The page still says who it was; only the server knows better, and gives no chat."""
    async with chat_site(browser, site) as chat:
        site.pages["/"] = chat_page().replace('id="who">1001', 'id="who">1002')
        await chat.does("() => { show = () => {} }")
        assert await reason_of(chat.channel.open(WANG, TEXT, TODAY)) is Reason.WRONG_ACCOUNT


async def test_the_right_chat_is_found_though_the_list_is_sorted_anew_at_every_look(
    browser: RobotBrowser, site: LocalSite
) -> None:
    people = tuple(Recipient(external_id=f"wm{number}", name="王芳") for number in range(9))
    body = chat_page(people=people).replace(
        "</script>", "setInterval(() => $('contacts').append($('contacts').firstElementChild), 15);</script>"
    )
    async with chat_site(browser, site, body) as chat:
        for wanted in people[:4]:
            try:
                await chat.channel.open(wanted, TEXT, TODAY)
            except ChannelRefusal as halted:
                assert halted.reason in {Reason.RECIPIENT_MISMATCH, Reason.PAGE_CHANGED}  # noqa: PT017 - both right
                continue
            assert await chat.does("() => current.external_id") == wanted.external_id


# --- fill ---


async def test_a_chat_that_switched_under_the_hand_is_given_its_box_back(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with chat_site(browser, site) as chat:
        await chat.channel.open(WANG, TEXT, TODAY)
        await chat.does("() => { $('box').oninput = () => { head(people[1]); current = people[1]; } }")
        assert await reason_of(chat.channel.fill(WANG, TEXT)) is Reason.RECIPIENT_MISMATCH
        assert await chat.does("() => $('box').value") == ""


@pytest.mark.parametrize(
    ("about", "meddling", "left"),
    [
        ("a limit of the page", "(box) => { box.value = box.value.slice(0, 12) }", ""),
        ("an editor that changes a sign", "(box) => { box.value = box.value.replace('，', ',') }", ""),
        ("somebody types into it", "(box) => { box.value = '稍等' + box.value }", "稍等" + TEXT),
        ("somebody types behind it", "(box) => { box.value += '稍等，我看' }", TEXT + "稍等，我看"),
        ("somebody's own words", "(box) => { box.value = '我自己写的' }", "我自己写的"),
    ],
    ids=["cut", "changed", "before", "behind", "another's"],
)
async def test_what_the_page_makes_of_our_text_is_taken_out_and_nothing_else(
    browser: RobotBrowser, site: LocalSite, about: str, meddling: str, left: str
) -> None:
    async with chat_site(browser, site) as chat:
        await chat.channel.open(WANG, TEXT, TODAY)
        await chat.does(
            "() => { let once = true; $('box').oninput = "
            f"() => {{ if (once && $('box').value) {{ once = false; ({meddling})($('box')); }} }} }}"
        )
        assert await reason_of(chat.channel.fill(WANG, TEXT)) is Reason.READ_BACK_DIFFERS
        assert await chat.does("() => $('box').value") == left, about


# --- recheck ---

NEWS = [
    ("the same text by hand", "out", TEXT, "已发送", Reason.ALREADY_IN_CHAT),
    ("the same text by hand, refused", "out", TEXT, "未送达", None),
    ("another text by hand", "out", "晚点联系您", "已发送", None),
    ("the customer says no", "in", "退订", "", Reason.OPTED_OUT_IN_CHAT),
    ("the customer says something", "in", "好的，谢谢", "", None),
    ("the customer repeats our text", "in", TEXT, "", None),
]


@pytest.mark.parametrize(("about", "dir_", "said", "state", "reason"), NEWS, ids=[case[0] for case in NEWS])
async def test_what_came_since_the_chat_was_opened(
    browser: RobotBrowser,
    site: LocalSite,
    about: str,
    dir_: str,
    said: str,
    state: str,
    reason: Reason | None,
) -> None:
    async with chat_site(
        browser, site, chat_page({"wm01": [["m1", "in", "退订"], ["m2", "out", TEXT]]})
    ) as chat:
        standing = await filled(chat)
        await chat.page.page.evaluate("(row) => { message(...row) }", ["x9", dir_, said, state])
        if reason is None:
            await standing.channel.recheck(WANG, TEXT)
            return
        assert await reason_of(standing.channel.recheck(WANG, TEXT)) is reason, about
        assert await chat.does("() => $('box').value") == "", "nothing of ours is left to be sent by a slip"


async def test_older_messages_that_are_loaded_meanwhile_are_no_news(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with chat_site(browser, site, chat_page({"wm01": [["m2", "out", TEXT]]})) as chat:
        standing = await filled(chat)
        await chat.does("() => { const row = message('m1', 'in', '退订'); $('history').prepend(row); }")
        await standing.channel.recheck(WANG, TEXT)


BUTTONS = [
    ("a second one of the same name", "$('send').cloneNode(true)", False),
    (
        "a second one of another known name",
        "Object.assign(document.createElement('button'), {textContent: '发送(S)'})",
        False,
    ),
    (
        "one that sends to all",
        "Object.assign(document.createElement('button'), {textContent: '发送给全部'})",
        False,
    ),
    ("one for groups", "Object.assign(document.createElement('button'), {textContent: '群发'})", False),
    ("one that is hidden", "Object.assign($('send').cloneNode(true), {hidden: true})", True),
    (
        "one for something else",
        "Object.assign(document.createElement('button'), {textContent: '表情'})",
        True,
    ),
]


@pytest.mark.parametrize(("about", "button", "goes"), BUTTONS, ids=[case[0] for case in BUTTONS])
async def test_exactly_one_button_in_scope_or_halt(
    browser: RobotBrowser, site: LocalSite, about: str, button: str, goes: bool
) -> None:
    async with chat_site(browser, site) as chat:
        standing = await filled(chat)
        await chat.does(f"() => {{ $('panel').append({button}) }}")
        if goes:
            await standing.channel.ready_to_click()
        else:
            assert await reason_of(standing.channel.ready_to_click()) is Reason.PAGE_CHANGED, about


HARMLESS = [
    ("moved above the history", "() => $('panel').prepend($('send'))"),
    ("other classes", "() => { $('send').className = 'q81f'; $('send').style = 'font-size:60px' }"),
    ("the same button outside the panel", "() => document.body.append($('send').cloneNode(true))"),
    ("its other known name", "() => { $('send').textContent = '发送(S)' }"),
    ("zoomed out", "() => { document.body.style.zoom = '0.8' }"),
    ("zoomed in", "() => { document.body.style.zoom = '2' }"),
    ("another font, far larger", "() => { document.body.style.font = '44px monospace' }"),
    ("below the end of the window", "() => { $('history').style.height = '5000px' }"),
]


@pytest.mark.parametrize(("about", "change"), HARMLESS, ids=[case[0] for case in HARMLESS])
async def test_a_harmless_change_completes(
    browser: RobotBrowser, site: LocalSite, about: str, change: str
) -> None:
    async with chat_site(browser, site) as chat:
        await chat.does(change)
        standing = await filled(chat)
        await standing.channel.recheck(WANG, TEXT)
        await standing.channel.click()
        assert await chat.sent() == [["wm01", TEXT]], about


async def test_a_small_window_is_no_hindrance(browser: RobotBrowser, site: LocalSite) -> None:
    async with chat_site(browser, site) as chat:
        await chat.page.page.set_viewport_size({"width": 320, "height": 200})
        standing = await filled(chat)
        await standing.channel.recheck(WANG, TEXT)
        await standing.channel.click()
        assert await chat.sent() == [["wm01", TEXT]]


# --- later word ---

REJECTED = Echo(message_id="m2", refusal=Reason.PLATFORM_REJECTED)
NO_WORD = Echo(message_id="", refusal=None)
LATER = [
    ("rejected by now", [["m2", "out", TEXT, "未送达"]], "m2", REJECTED),
    ("still sent", [["m2", "out", TEXT, "已发送"]], "m2", Echo(message_id="m2", refusal=None)),
    ("gone", [["m9", "out", TEXT, "已发送"]], "m2", NO_WORD),
    ("the newest, without an id", [["m1", "out", TEXT], ["m2", "out", TEXT, "未送达"]], "", REJECTED),
    ("the customer's own words", [["m1", "in", TEXT, "未送达"]], "", NO_WORD),
]


@pytest.mark.parametrize(("about", "history", "name", "word"), LATER, ids=[case[0] for case in LATER])
async def test_what_the_page_says_later_of_a_message(
    browser: RobotBrowser, site: LocalSite, about: str, history: list[list[str]], name: str, word: Echo
) -> None:
    async with chat_site(browser, site, chat_page({"wm01": history})) as chat:
        await chat.channel.open(LI, "另一条消息", TODAY)
        await chat.does("() => { $('box').value = '我自己写的' }")
        assert await chat.channel.later_word(WANG, TEXT, name) == word, about
        assert await chat.sent() == []


async def test_a_page_that_is_gone_has_no_later_word(browser: RobotBrowser, site: LocalSite) -> None:
    async with chat_site(browser, site) as chat:
        nobody = Recipient(external_id="wm99", name="无名")
        assert await chat.channel.later_word(nobody, TEXT, "m1") == NO_WORD


async def test_a_history_that_is_slow_to_come_is_waited_for_before_anything_is_called_absent(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with chat_site(browser, site, chat={"history_loaded": None}) as standing:
        await standing.does(
            "() => { const at_once = show; show = (person) => { at_once(person);"
            f" setTimeout(() => message('m1', 'out', {TEXT!r}, '已发送'), 1500) }} }}"
        )
        read = await standing.channel.read_own(WANG, TODAY, bool, 0.2)
        assert [row["id"] for row in read.own] == ["m1"]
        assert read.is_whole
