"""The harness itself: a real message between two real clients, read from the server's own files."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from chatserver import prosody
from chatserver.archive import Direction, effects, messages_of, received
from chatserver.lua_values import NotLuaError, read_items
from tests.acceptance.converse import browsing

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser

    from chatserver.prosody import ChatServer

TEXT = '您好，"王先生" \\1 🙂 第一行\n第二行 & <b>'


async def test_a_message_reaches_the_other_browser_and_both_archives(
    chat_server: ChatServer, browser: Browser
) -> None:
    customer, robot = await browsing.open_page(browser), await browsing.open_page(browser)
    await asyncio.gather(
        browsing.log_in(customer, chat_server.page_url, "zhangsan"),
        browsing.log_in(robot, chat_server.page_url, prosody.ROBOT),
    )
    await browsing.open_chat(customer, prosody.ROBOT)
    await browsing.open_chat(robot, "zhangsan")

    await browsing.send(customer, TEXT)
    await expect(browsing.message(robot, TEXT)).to_have_count(1)

    (sent,), (arrived,) = (messages_of(chat_server.data, user) for user in ("zhangsan", prosody.ROBOT))
    assert sent.text == arrived.text == TEXT
    assert (sent.direction, arrived.direction) == (Direction.OUT, Direction.IN)
    assert (sent.other, arrived.other) == ("kefu@localhost", "zhangsan@localhost")
    assert sent.message_id == arrived.message_id
    assert effects(chat_server.data, prosody.PEOPLE, sender="zhangsan") == {("kefu", TEXT): 1}


async def test_a_page_shows_its_own_echo_while_the_server_has_nothing(
    chat_server: ChatServer, browser: Browser
) -> None:
    robot = await browsing.open_page(browser)
    await browsing.log_in(robot, chat_server.page_url, prosody.ROBOT)
    await browsing.open_chat(robot, "lisi")
    # An open chat shows nothing new before its history has come; this one's has when the first is through.
    await browsing.send(robot, "先声")
    await arrived(chat_server, "lisi", ["先声"])

    chat_server.freeze()
    await browsing.send(robot, "回声")
    await expect(browsing.message(robot, "回声")).to_have_count(1)
    assert received(chat_server.data, "lisi", sender=prosody.ROBOT) == ["先声"]

    chat_server.thaw()
    await arrived(chat_server, "lisi", ["先声", "回声"])


async def arrived(server: ChatServer, user: str, texts: list[str]) -> None:
    """Wait until a person has received exactly these from the robot."""
    async with asyncio.timeout(10):
        while received(server.data, user, sender=prosody.ROBOT) != texts:
            await asyncio.sleep(0.02)


@pytest.mark.usefixtures("chat_server_is_here")
async def test_a_refused_message_stays_in_the_sender_s_archive_only(tmp_path: Path, browser: Browser) -> None:
    with prosody.serve(tmp_path / "blocked", blocked_by=["wangwu"]) as server:
        robot = await browsing.open_page(browser)
        await browsing.log_in(robot, server.page_url, prosody.ROBOT)
        await browsing.open_chat(robot, "wangwu")
        await browsing.send(robot, "不收")

        refused = browsing.message(robot, "不收").locator(".chat-msg__error")
        await expect(refused).to_contain_text("消息无法成功发送")
        assert [message.text for message in messages_of(server.data, prosody.ROBOT)] == ["不收"]
        assert received(server.data, "wangwu", sender=prosody.ROBOT) == []


@pytest.mark.usefixtures("chat_server_is_here")
def test_nothing_is_left_running(tmp_path: Path) -> None:
    pids: list[int] = []

    def interrupted() -> None:
        with prosody.serve(tmp_path) as server:
            pids.append(server.pid)
            server.freeze()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_reads_what_the_server_escapes() -> None:
    text = rb'"\230\130\168 \"q\" \\1 \n' + b"\\\nnew" + rb'\r"'
    content = b"item({ { " + text + b'; ["n"] = -1.5; }; ["t"] = true; });\nitem({});\n'

    assert list(read_items(content)) == [{1: {1: '您 "q" \\1 \n\nnew\r', "n": -1.5}, "t": True}, {}]


@pytest.mark.parametrize("content", [b"item({", b"return 1", b'item({ "\xff" });', b'item({ ["a"] = nil });'])
def test_refuses_to_guess(content: bytes) -> None:
    with pytest.raises((NotLuaError, UnicodeDecodeError)):
        list(read_items(content))
