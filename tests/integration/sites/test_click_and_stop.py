"""A click that has to wait for its button is not made any more once the robot is stopped, or has slept."""

from __future__ import annotations

import asyncio
import time

import pytest

from robot.channels.wecom import WecomChannel
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal
from robot.sites.browser import RobotBrowser
from tests.integration.sites.chat_page import WANG, chat_site
from tests.integration.sites.test_last_look import TEXT, looked
from tests.support.builders import TODAY
from tests.support.pages import LocalSite

pytestmark = pytest.mark.asyncio(loop_scope="module")

COVER = """() => { const cover = document.createElement('div'); cover.id = 'cover';
    cover.style.cssText = 'position:fixed;inset:0;background:#fffc'; document.body.append(cover); }"""
UNCOVER = "() => document.getElementById('cover').remove()"


async def test_a_button_that_is_free_again_after_the_stop_is_not_clicked(
    browser: RobotBrowser, site: LocalSite
) -> None:
    is_stopped = False
    async with chat_site(browser, site) as standing:
        channel = WecomChannel(standing.session, is_stopped=lambda: is_stopped)
        await channel.open(WANG, TEXT, TODAY)
        await channel.fill(WANG, TEXT)
        await channel.ready_to_click()
        await channel.recheck(WANG, TEXT)
        await standing.does(COVER)
        clicking = asyncio.create_task(channel.click())
        await asyncio.sleep(0.3)
        is_stopped = True
        await asyncio.sleep(0.5)
        await standing.does(UNCOVER)
        with pytest.raises(ChannelRefusal) as refused:
            await clicking
        assert refused.value.reason is Reason.STOPPED
        assert await standing.sent() == []


async def test_a_button_that_is_covered_for_a_moment_is_waited_for(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with looked(browser, site) as standing:
        await standing.does(COVER)
        clicking = asyncio.create_task(standing.channel.click())
        await asyncio.sleep(1.2)
        await standing.does(UNCOVER)
        await clicking
        assert await standing.sent() == [["wm01", TEXT]]


async def test_after_a_sleep_the_rules_are_asked_again_before_anything_is_clicked(
    browser: RobotBrowser, site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look in the page could be taken again here; the hours, the caps and an opt-out could not."""
    async with looked(browser, site) as standing:
        later = time.time() + 3600
        monkeypatch.setattr(time, "time", lambda: later)
        with pytest.raises(ChannelRefusal) as refused:
            await standing.channel.click()
        assert refused.value.reason is Reason.PAGE_CHANGED
        assert await standing.sent() == []
