"""Between the robot's last look and its click anything may happen; the page's guard has the last word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal
from robot.sites.browser import RobotBrowser
from robot.sites.last_look import LastLook, Watched
from robot.sites.wording import as_read
from tests.integration.sites.chat_page import LI, WANG, ChatSite, chat_site
from tests.support.builders import TODAY
from tests.support.pages import LocalSite

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = "王女士您好，您的存款明天到期。\n祝好"
#: Somebody clicks the button in the page, as a hand would; the robot knows nothing of it.
PRESS = """() => { for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
    $('send').dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true })); }"""


@asynccontextmanager
async def looked(browser: RobotBrowser, site: LocalSite, **more: Any) -> AsyncIterator[ChatSite]:
    """Everything up to the click."""
    async with chat_site(browser, site, **more) as chat:
        await chat.channel.open(WANG, TEXT, TODAY)
        await chat.channel.fill(WANG, TEXT)
        await chat.channel.ready_to_click()
        await chat.channel.recheck(WANG, TEXT)
        yield chat


BY_ENTER = {"send": None, "send_unless": None}
BOTH = pytest.mark.parametrize("chat", [{}, BY_ENTER], ids=["button", "enter"])


@BOTH
async def test_nothing_happens_in_between_and_one_message_goes(
    browser: RobotBrowser, site: LocalSite, chat: dict[str, Any]
) -> None:
    async with looked(browser, site, chat=chat) as standing:
        await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]]
        assert (await standing.channel.echo(TEXT)).message_id == "n1"


BETWEEN = [
    ("somebody types", "() => { $('box').value += '!' }", Reason.READ_BACK_DIFFERS),
    ("the box is emptied", "() => { $('box').value = '' }", Reason.READ_BACK_DIFFERS),
    ("an incoming message switches the chat", "() => show(people[1])", Reason.RECIPIENT_MISMATCH),
    (
        "it switches and carries the draft over",
        "() => { const text = $('box').value; show(people[1]); $('box').value = text; }",
        Reason.RECIPIENT_MISMATCH,
    ),
    (
        "only the id changes",
        "() => { $('external_id').textContent = 'wm0l'; current = people[1]; }",
        Reason.RECIPIENT_MISMATCH,
    ),
    ("another employee logs in", "() => { $('who').textContent = '1002' }", Reason.WRONG_ACCOUNT),
]


@BOTH
@pytest.mark.parametrize(("about", "happens", "reason"), BETWEEN, ids=[case[0] for case in BETWEEN])
async def test_what_changes_after_the_last_look_stops_the_click(
    browser: RobotBrowser, site: LocalSite, about: str, happens: str, reason: Reason, chat: dict[str, Any]
) -> None:
    async with looked(browser, site, chat=chat) as standing:
        await standing.does(happens)
        with pytest.raises(ChannelRefusal) as refused:
            await standing.channel.click()
        assert refused.value.reason is reason
        assert await standing.sent() == [], about


async def test_what_a_person_typed_stays(browser: RobotBrowser, site: LocalSite) -> None:
    async with looked(browser, site) as standing:
        await standing.does("() => { $('box').value += '我自己写' }")
        with pytest.raises(ChannelRefusal):
            await standing.channel.click()
        assert await standing.does("() => $('box').value") == TEXT + "我自己写"


GESTURE = [
    ("as the mouse arrives", "mousemove"),
    ("as the button goes down", "pointerdown"),
    ("as the button comes up", "mouseup"),
]


@pytest.mark.parametrize(("about", "moment"), GESTURE, ids=[case[1] for case in GESTURE])
async def test_a_chat_that_switches_within_the_gesture_gets_nothing(
    browser: RobotBrowser, site: LocalSite, about: str, moment: str
) -> None:
    async with looked(browser, site) as standing:
        await standing.does(
            f"() => document.addEventListener('{moment}', () => {{ const text = $('box').value; "
            "if (current === people[1]) return; show(people[1]); $('box').value = text; })"
        )
        with pytest.raises(ChannelRefusal) as refused:
            await standing.channel.click()
        assert refused.value.reason is Reason.RECIPIENT_MISMATCH
        assert await standing.sent() == [], about


async def test_a_box_that_reads_otherwise_after_the_button_went_down_may_have_been_sent(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """Some page may send when the button goes down, so nobody says that it was not clicked."""
    async with looked(browser, site) as standing:
        await standing.does("() => $('send').addEventListener('pointerdown', () => { $('box').value = '!' })")
        await standing.channel.click()
        assert await standing.sent() == []


async def test_a_header_that_was_drawn_anew_but_says_the_same_completes(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.does("() => head(people[0])")
        await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]]


async def test_a_customer_who_renames_themself_in_between_is_still_the_one(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.does("() => { $('name').textContent = '芳芳' }")
        await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]]


CONTROLS = [
    ("another button takes its place", "() => { $('send').textContent = '发送给全部' }"),
    ("it is gone", "() => $('send').remove()"),
    (
        "a twin comes and this one gets another name",
        """() => { $('send').after(Object.assign(document.createElement('button'), { textContent: '发送' }));
            $('send').textContent = '群发'; }""",
    ),
]


@pytest.mark.parametrize(("about", "happens"), CONTROLS, ids=[case[0] for case in CONTROLS])
async def test_the_button_itself_changes(
    browser: RobotBrowser, site: LocalSite, about: str, happens: str
) -> None:
    async with looked(browser, site) as standing:
        await standing.does(happens)
        with pytest.raises(ChannelRefusal) as refused:
            await standing.channel.click()
        assert refused.value.reason is Reason.PAGE_CHANGED
        assert await standing.sent() == [], about


async def test_a_button_drawn_anew_is_looked_at_again_and_clicked_once(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.does(
            """() => { const twin = $('send').cloneNode(true); twin.addEventListener('click', send);
                $('send').replaceWith(twin); }"""
        )
        with pytest.raises(ChannelRefusal):
            await standing.channel.click()
        await standing.channel.ready_to_click()
        await standing.channel.recheck(WANG, TEXT)
        await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]]


@pytest.mark.parametrize(
    "by_hand",
    [PRESS, "() => $('box').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))"],
    ids=["button", "enter"],
)
async def test_a_person_who_sends_it_in_that_very_moment_is_not_followed_by_the_robot(
    browser: RobotBrowser, site: LocalSite, by_hand: str
) -> None:
    async with looked(browser, site) as standing:
        await standing.does(by_hand)
        # Even on a page that is slow to empty its box.
        await standing.does("(text) => { $('box').value = sent[0][1] }")
        await standing.channel.click()  # no refusal: it may have happened, and it has
        assert await standing.sent() == [["wm01", TEXT]]


async def test_a_page_that_went_to_another_document_is_not_clicked(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.page.page.reload()
        with pytest.raises(ChannelRefusal):
            await standing.channel.click()
        assert await standing.sent() == []


async def test_a_page_that_acts_when_the_button_goes_down_sends_once_and_is_not_called_unclicked(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.does("() => $('send').addEventListener('pointerdown', send)")
        await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]]


async def test_once_the_robot_is_done_the_page_is_the_persons(browser: RobotBrowser, site: LocalSite) -> None:
    async with looked(browser, site) as standing:
        await standing.channel.click()
        await standing.does("() => { show(people[1]); $('box').value = '我自己写的' }")
        await standing.does(PRESS)
        assert (await standing.sent())[1:] == [["wm02", "我自己写的"]]


async def test_after_the_robot_took_its_text_back_the_page_is_the_persons(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.channel.clear()
        assert await standing.does("() => $('box').value") == ""
        await standing.does("() => { $('box').value = '我自己写的' }")
        await standing.does(PRESS)
        assert await standing.sent() == [["wm01", "我自己写的"]]


async def test_while_armed_a_person_can_do_everything_else(browser: RobotBrowser, site: LocalSite) -> None:
    async with looked(browser, site) as standing:
        await standing.does("() => { $('box').value += '!' }")
        await standing.does("() => document.querySelectorAll('#contacts li')[1].click()")
        assert await standing.does("() => current.external_id") == "wm02"


REACTIONS = [
    ("is called otherwise", "$('send').textContent = '发送中'"),
    ("goes away for a moment", "$('send').hidden = true; setTimeout(() => { $('send').hidden = false }, 50)"),
]


@pytest.mark.parametrize(("about", "reaction"), REACTIONS, ids=[case[0] for case in REACTIONS])
async def test_a_button_that_sends_as_it_goes_down_and_then_changes_is_not_pressed_again(
    browser: RobotBrowser, site: LocalSite, about: str, reaction: str
) -> None:
    """The page keeps the text until the server has answered, so only the button says that it did its work."""
    async with looked(browser, site) as standing:
        await standing.does(
            "() => { $('send').removeEventListener('click', send); $('send').addEventListener('pointerdown',"
            f" () => {{ sent.push([current.external_id, $('box').value]); {reaction} }}) }}"
        )
        await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]], about


async def test_a_header_that_changes_after_the_button_went_down_is_not_followed_by_a_second_click(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.does(
            "() => { $('send').removeEventListener('click', send); $('send').addEventListener('pointerdown',"
            " () => { sent.push([current.external_id, $('box').value]); $('name').textContent = '…';"
            " setTimeout(() => { $('name').textContent = current.name }, 20) }) }"
        )
        with pytest.raises(ChannelRefusal):
            await standing.channel.click()
        assert await standing.sent() == [["wm01", TEXT]]


AWKWARD = [
    "您好",
    " 您好\u3000",
    "a\u00a0b",
    "e\u0301",
    "a\r\nb\rc",
    "\x1c\x85a\x1f",
    "\ufeffa\ufeff",
    "\u200ba",
    "👩‍👩‍👧 家",
    "\u2028a\u2029",
]


@pytest.mark.parametrize("text", AWKWARD, ids=[ascii(text) for text in AWKWARD])
async def test_the_page_compares_as_the_robot_does(browser: RobotBrowser, site: LocalSite, text: str) -> None:
    async with chat_site(browser, site) as chat:
        await chat.channel.open(WANG, TEXT, TODAY)
        await chat.page.page.evaluate("(text) => { $('external_id').dataset.x = text }", text)
        guard = LastLook(chat.page)

        async def armed(expected: str) -> bool:
            watched = [
                Watched(part="recipient", element="chat_external_id", attribute="data-x", expected=expected),
                Watched(part="text", element="composer", expected=""),
            ]
            return (await guard.arm(watched, "send_button", by_enter=False))[1]

        assert await armed(as_read(text))
        assert not await armed(as_read(text) + "x")


async def test_a_chat_of_somebody_else_is_not_what_was_opened(browser: RobotBrowser, site: LocalSite) -> None:
    async with looked(browser, site) as standing:
        with pytest.raises(ChannelRefusal) as refused:
            await standing.channel.recheck(LI, TEXT)
        assert refused.value.reason is Reason.RECIPIENT_MISMATCH
