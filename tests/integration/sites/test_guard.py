"""A session stays on its own origins, whatever a page tries, and types a secret nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from robot.domain.errors import LoginNeeded, SiteFault, SiteUnreachable, WrongAccount
from robot.sites.browser import BrowserChoice, RobotBrowser
from robot.sites.page import SitePage
from robot.sites.session import SiteSession
from tests.support.pages import INSIDE, LocalSite, Password, account, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOGIN = """<!doctype html><form id="login" action="ACTION"><input id="user" name="user">
    <input id="password" type="password" name="password"><button>登录</button></form>"""


@asynccontextmanager
async def session_on(
    browser: RobotBrowser, site: LocalSite, start: str
) -> AsyncIterator[tuple[SiteSession, SitePage]]:
    site.pages.setdefault("/", INSIDE + start)
    session = SiteSession(browser, profile(site.origin), account(Password()))
    try:
        yield session, await session.page()
    finally:
        await session.close()


async def quiet(page: SitePage) -> None:
    """Let everything that the page began come to its end."""
    await page.page.wait_for_load_state("networkidle")


ATTEMPTS = [
    ("an image", '<img src="FOREIGN/x">'),
    ("a frame", '<iframe src="FOREIGN/x"></iframe>'),
    ("a script", '<script src="FOREIGN/x"></script>'),
    ("a fetch", "<script>fetch('FOREIGN/x', {mode: 'no-cors'}).catch(() => 0)</script>"),
    ("a beacon", "<script>navigator.sendBeacon('FOREIGN/x', 'stolen')</script>"),
    ("a web socket", "<script>try { new WebSocket('FOREIGN/x'.replace('http', 'ws')) } catch {}</script>"),
    ("a popup", "<script>window.open('FOREIGN/x')</script>"),
    ("a form", '<form action="FOREIGN/x" target="_blank"></form><script>document.forms[0].submit()</script>'),
    ("a frame within an own frame", "<iframe srcdoc=\"<img src='FOREIGN/x'>\"></iframe>"),
    ("an address that only looks like ours", '<img src="http://127.0.0.1:OWNPORT@127.0.0.1:FOREIGNPORT/x">'),
    ("a worker", "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('FOREIGN/x')\"])))</script>"),
]


#: Chromium itself lets no page load such an address.
BROWSER_REFUSES = {"an address that only looks like ours"}


async def asked(site: LocalSite) -> bool | None:
    return True if site.asked else None


@pytest.mark.parametrize(("about", "page"), ATTEMPTS, ids=[attempt[0] for attempt in ATTEMPTS])
async def test_a_page_reaches_no_other_origin(
    browser: RobotBrowser, site: LocalSite, foreign: LocalSite, about: str, page: str
) -> None:
    for word, value in (
        ("FOREIGNPORT", foreign.origin.rpartition(":")[2]),
        ("OWNPORT", site.origin.rpartition(":")[2]),
        ("FOREIGN", foreign.origin),
    ):
        page = page.replace(word, value)
    async with session_on(browser, site, page) as (_, standing):
        await quiet(standing)
        assert foreign.asked == [], about
    if about not in BROWSER_REFUSES:
        # The same page with the other origin allowed: what is tried is a real attempt.
        open_session = SiteSession(
            browser, profile(site.origin, origins=(site.origin, foreign.origin)), account(Password())
        )
        standing = await open_session.page()
        await standing.until(lambda: asked(foreign), patience_s=5)
        await open_session.close()
        assert foreign.asked != [], about


async def test_a_page_that_wants_to_leave_stays(
    browser: RobotBrowser, site: LocalSite, foreign: LocalSite
) -> None:
    async with session_on(browser, site, "") as (_, page):
        await page.page.evaluate("(to) => { location.href = to }", f"{foreign.origin}/x")
        await quiet(page)
        assert foreign.asked == []


async def test_a_redirect_to_another_origin_is_refused(
    browser: RobotBrowser, site: LocalSite, foreign: LocalSite
) -> None:
    foreign.pages["/x"] = INSIDE
    async with session_on(browser, site, "") as (_, page):
        site.pages["/away"] = f"> {foreign.origin}/x"
        with pytest.raises(SiteFault):
            await page.open("/away")


@pytest.mark.parametrize("way", ["a page", "a frame", "an image"])
async def test_a_redirect_reaches_no_other_host(site: LocalSite, foreign: LocalSite, way: str) -> None:
    """Routes do not see redirects; that other hosts cannot even be looked up is what holds then."""
    own = site.origin.replace("127.0.0.1", "localhost")
    site.pages["/away"] = f"> {foreign.origin}/x"
    site.pages["/"] = (
        INSIDE
        + {"a page": "", "a frame": '<iframe src="/away"></iframe>', "an image": '<img src="/away">'}[way]
    )
    async with RobotBrowser(BrowserChoice(), [own]) as strict:
        session = SiteSession(strict, profile(own), account(Password()))
        page = await session.page()
        if way == "a page":
            with pytest.raises(SiteFault):
                await page.open("/away")
        await quiet(page)
        await session.close()
    assert "/away" in site.asked
    assert foreign.asked == []


async def test_a_redirect_reaches_no_other_port_of_the_same_host(site: LocalSite, foreign: LocalSite) -> None:
    """Interception does not see redirects; the browser itself cannot look the other port up."""
    site.pages["/away"] = f"> {foreign.origin}/x"
    async with (
        RobotBrowser(BrowserChoice(), [site.origin]) as strict,
        session_on(strict, site, '<img src="/away">') as (_, page),
    ):
        await quiet(page)
    assert "/away" in site.asked
    assert foreign.asked == []


async def test_two_sessions_share_nothing(browser: RobotBrowser, site: LocalSite) -> None:
    async with session_on(browser, site, "") as (_, one), session_on(browser, site, "") as (_, other):
        await one.page.evaluate("() => { localStorage.x = '1'; document.cookie = 'x=1' }")
        assert await other.page.evaluate("() => (localStorage.x || '') + document.cookie") == ""


def login_page(action: str = "/in") -> str:
    return LOGIN.replace("ACTION", action)


async def test_the_secret_is_opened_once_and_typed_into_its_own_box(
    browser: RobotBrowser, site: LocalSite
) -> None:
    secret = Password()
    site.pages |= {"/": login_page(), "/in": INSIDE}
    session = SiteSession(browser, profile(site.origin), account(secret))
    await session.page()
    await session.close()
    assert secret.opened == 1
    assert any("user=1001" in path and "password=geheim" in path for path in site.asked)


async def test_no_login_no_secret(browser: RobotBrowser, site: LocalSite) -> None:
    secret = Password()
    site.pages["/"] = INSIDE
    session = SiteSession(browser, profile(site.origin), account(secret))
    await session.page()
    await session.close()
    assert secret.opened == 0


async def test_a_look_alike_on_another_origin_gets_nothing(
    browser: RobotBrowser, site: LocalSite, foreign: LocalSite
) -> None:
    secret = Password()
    site.pages["/"] = f"> {foreign.origin}/"
    foreign.pages["/"] = login_page()
    session = SiteSession(browser, profile(site.origin), account(secret))
    with pytest.raises((SiteFault, SiteUnreachable)):
        await session.page()
    assert secret.opened == 0
    assert not session.is_open


async def test_a_look_alike_in_a_frame_gets_nothing(browser: RobotBrowser, site: LocalSite) -> None:
    secret = Password()
    site.pages |= {"/": '<!doctype html><iframe src="/frame" width="600"></iframe>', "/frame": login_page()}
    session = SiteSession(browser, profile(site.origin, patience_s=0.5), account(secret))
    with pytest.raises(SiteUnreachable):
        await session.page()
    assert secret.opened == 0


async def test_a_page_that_shows_neither_login_nor_start_refused_nobody_and_is_tried_again(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """A site that is slow in the night must not wait for a person in the morning."""
    secret = Password()
    site.pages["/"] = "<!doctype html><p>系统繁忙，请稍候</p>"
    session = SiteSession(browser, profile(site.origin, patience_s=0.5), account(secret))
    try:
        with pytest.raises(SiteUnreachable):
            await session.page()
        assert not session.is_open
        site.pages |= {"/": login_page(), "/in": INSIDE}
        await session.page()
        assert secret.opened == 1
    finally:
        await session.close()


async def test_a_refused_login_says_where_to_set_the_account_and_not_the_secret(
    browser: RobotBrowser, site: LocalSite
) -> None:
    secret = Password()
    site.pages |= {"/": login_page(), "/in": login_page() + "账号或密码错误"}
    session = SiteSession(browser, profile(site.origin), account(secret))
    with pytest.raises(LoginNeeded) as refused:
        await session.page()
    assert "tandem accounts set" in str(refused.value)
    assert secret.reveal() not in str(refused.value)
    assert not session.is_open


@pytest.mark.parametrize(
    ("shown", "is_ours"), [("工号 1001", True), ("工号 1002", False), ("工号 10011", False)]
)
async def test_somebody_elses_session_is_refused(
    browser: RobotBrowser, site: LocalSite, shown: str, is_ours: bool
) -> None:
    site.pages["/"] = f'{INSIDE}<p id="who">{shown}</p>'
    shape = profile(
        site.origin,
        elements={"who": [{"css": "#who"}]},
        login={"account": "who", "account_matches": "工号 ([0-9]+)"},
    )
    session = SiteSession(browser, shape, account(Password()))
    try:
        if is_ours:
            await session.page()
        else:
            with pytest.raises(WrongAccount):
                await session.page()
    finally:
        await session.close()


async def test_a_dead_site_is_said_so(browser: RobotBrowser) -> None:
    session = SiteSession(browser, profile("http://127.0.0.1:9"), account(Password()))
    with pytest.raises(SiteUnreachable):
        await session.page()
    await session.close()
    await session.close()
