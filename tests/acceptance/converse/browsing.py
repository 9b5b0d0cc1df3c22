"""What a person does on the chat page, for tests that need somebody other than the robot to do it."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

from bootstrap.browsers import find_browser
from chatserver.prosody import DOMAIN, PASSWORD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator, Page, Route

BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LOOPBACK = re.compile(r"^(https?|wss?)://(127\.0\.0\.1|localhost)[:/]")


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """The browser of this machine, without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_browser(), args=list(BROWSER_ARGUMENTS), headless=True
        )
        try:
            yield browser
        finally:
            await browser.close()


async def open_page(browser: Browser) -> Page:
    """A page in a session of its own that reaches nothing outside this machine."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    await context.route("**/*", _only_loopback)
    return await context.new_page()


async def log_in(page: Page, page_url: str, user: str) -> None:
    """Open the chat page, log in and wait for the contacts."""
    await page.goto(page_url)
    await page.locator("input[name=jid]").fill(user)
    await page.locator("input[name=password]").fill(PASSWORD)
    await page.locator("#converse-login button[type=submit]").click()
    await page.locator("converse-roster a.open-chat").first.wait_for()


async def open_chat(page: Page, user: str) -> None:
    """Click on a contact and wait until the chat on the right is theirs."""
    address = f"{user}@{DOMAIN}"
    await page.locator(f'converse-roster a.open-chat[data-jid="{address}"]').click()
    await page.locator(f'converse-chat[jid="{address}"] textarea.chat-textarea:visible').wait_for()


async def close_chat(page: Page) -> None:
    """Close the open chat by its menu."""
    await page.locator("converse-chat-heading:visible converse-dropdown button").first.click()
    await page.locator("a.close-chatbox-button:visible").click()
    await page.locator("converse-chat-heading").wait_for(state="detached")


async def send(page: Page, text: str) -> None:
    """Write into the open chat and press Enter; says nothing about whether it arrives."""
    composer = page.locator("textarea.chat-textarea:visible")
    await composer.fill(text)
    await composer.press("Enter")


def message(page: Page, text: str) -> Locator:
    """The shown messages with exactly this text, whoever wrote them."""
    # Quoted as CSS wants it; a line break stands as its code there.
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return page.locator(
        "converse-chat-message .chat-msg", has=page.locator(f'.chat-msg__text[text="{quoted}"]')
    )


async def _only_loopback(route: Route) -> None:
    if _LOOPBACK.match(route.request.url):
        await route.continue_()
    else:
        await route.abort()
