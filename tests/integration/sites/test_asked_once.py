"""A request is asked once: a connection that breaks in mid-answer must not make two messages of one click."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.async_api import BrowserContext

from robot.sites.browser import RobotBrowser
from robot.sites.session import SiteSession
from tests.support.pages import INSIDE, Password, account, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")

_RESET = struct.pack("ii", 1, 0)
_POST = "fetch('/send', {method: 'POST', body: 'hello'}).then(answer => answer.status, () => 'broken')"


class BreakingSite(ThreadingHTTPServer):
    """Keeps connections open as real sites do, stores what is posted, and answers no POST: it resets."""

    def __init__(self, port: int) -> None:
        self.stored: list[bytes] = []
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def origin(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: BreakingSite

    def do_GET(self) -> None:
        body = INSIDE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.server.stored.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        return


@pytest.fixture
def breaking(ports: tuple[int, int]) -> Iterator[BreakingSite]:
    """On a port that the browser may look up."""
    site = BreakingSite(ports[0])
    thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    site.shutdown()
    thread.join()
    site.server_close()


async def test_a_post_whose_answer_is_lost_reaches_the_site_once(
    browser: RobotBrowser, breaking: BreakingSite
) -> None:
    session = SiteSession(browser, profile(breaking.origin), account(Password()))
    try:
        page = (await session.page()).page
        for count in range(1, 6):
            # Several at once, so that connections are there which have served already.
            await page.evaluate("Promise.all([1, 2, 3, 4].map(i => fetch('/' + i).then(a => a.text())))")
            assert await page.evaluate(_POST) == "broken"
            assert len(breaking.stored) == count
    finally:
        await session.close()


async def test_a_browser_left_to_itself_asks_twice(browser: RobotBrowser, breaking: BreakingSite) -> None:
    """Why the robot's sessions differ from a plain one: this is what the test above would see."""
    context: BrowserContext = await (await browser.running()).new_context()
    try:
        page = await context.new_page()
        await page.goto(breaking.origin)
        for count in range(1, 11):
            await page.evaluate("fetch('/1').then(answer => answer.text())")
            assert await page.evaluate(_POST) == "broken"
            if len(breaking.stored) > count:
                break
        assert len(breaking.stored) > count
    finally:
        await context.close()
