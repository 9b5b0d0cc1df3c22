"""A session over a long day: a code that a person scans, a page that grew old, a context that is renewed."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from robot.domain.errors import LoginNeeded, WrongAccount
from robot.sites.browser import RobotBrowser
from robot.sites.profile import SiteProfile
from robot.sites.session import Account, SiteSession
from tests.support.pages import INSIDE, LocalSite, Password, account, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")

CODE = """<!doctype html><form id="login"><input id="user"><input id="password" type="password"></form>
<div id="code" style="width:120px;height:80px;background:rgb(0,90,0)"></div>
<p style="background:red;height:60px">登录</p><p id="hint"></p>"""
#: What the site does when a telephone scanned the code.
SCANNED = '() => { document.body.innerHTML = \'<nav aria-label="主导航">导航</nav><i id="who">WHO</i>\' }'


def scanned_by(who: str) -> str:
    return SCANNED.replace("WHO", who)


def by_code(site: LocalSite, **more: Any) -> SiteProfile:
    return profile(
        site.origin,
        elements={"code": [{"css": "#code"}], "who": [{"css": "#who"}]},
        login={"scan": "code", "expired_texts": ["二维码已失效"], "account": "who", **more},
    )


async def nobody() -> Account:
    return Account(username="1001", secret=None)


@pytest.mark.parametrize("by", ["scan", "password"])
async def test_where_a_person_must_scan_nothing_is_typed_and_the_page_waits(
    browser: RobotBrowser, site: LocalSite, by: str
) -> None:
    """The profile says so, or the account has no secret."""
    secret = Password()
    site.pages["/"] = CODE
    session = SiteSession(browser, by_code(site, by=by), account(secret) if by == "scan" else nobody)
    try:
        for _ in range(2):
            with pytest.raises(LoginNeeded):
                await session.page()
        assert secret.opened == 0
        assert site.asked.count("/") == 1, "the page that shows the code is left alone"
        picture = Image.open(io.BytesIO(await session.login_picture()))
        assert picture.format == "PNG"
        assert picture.size == (120, 80), "the code and nothing else"
        colours = picture.convert("RGB").getcolors()
        assert colours == [(120 * 80, (0, 90, 0))]
        assert not await session.wait_logged_in(0.05)

        waiting = session.waiting_page
        assert waiting is not None
        await waiting.page.evaluate(f"() => setTimeout({scanned_by('1001')}, 100)")
        assert await session.wait_logged_in(10)
        assert (await session.page()) is waiting
    finally:
        await session.close()


async def test_a_password_form_that_was_withdrawn_waits_for_a_scan(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """The profile logs in by password, and the page offers nothing but its code any more."""
    site.pages["/"] = CODE
    profile = by_code(site, by="password")
    steps = [{"fill": "box", "value": "username"}]
    profile = profile.model_validate(
        {
            **profile.model_dump(),
            "login": {**profile.login.model_dump(), "steps": steps},
            "elements": {**profile.elements, "box": [{"label": "账号"}]},
            "patience_s": 0.5,
        }
    )
    session = SiteSession(browser, profile, account(Password()))
    try:
        with pytest.raises(LoginNeeded):
            await session.page()
        assert session.waiting_page is not None
    finally:
        await session.close()


async def test_a_code_that_ran_out_is_asked_for_anew(browser: RobotBrowser, site: LocalSite) -> None:
    site.pages["/"] = (
        CODE + "<script>setTimeout(() => { hint.textContent = '二维码已失效，请刷新页面' }, 50)</script>"
    )
    session = SiteSession(browser, by_code(site, by="scan"), nobody)
    try:
        assert await session.login_picture()
        asked = site.asked.count("/")
        assert not await session.wait_logged_in(1.0)
        assert site.asked.count("/") > asked
        assert (await session.login_picture()).startswith(b"\x89PNG")
    finally:
        await session.close()


async def test_another_employee_who_scans_is_refused_and_the_session_closed(
    browser: RobotBrowser, site: LocalSite
) -> None:
    site.pages["/"] = CODE
    session = SiteSession(browser, by_code(site, by="scan"), nobody)
    try:
        await session.login_picture()
        waiting = session.waiting_page
        assert waiting is not None
        await waiting.page.evaluate(scanned_by("1002"))
        with pytest.raises(WrongAccount):
            await session.wait_logged_in(5)
        assert not session.is_open
        assert session.waiting_page is None
    finally:
        await session.close()


async def test_a_session_that_ends_in_mid_run_waits_on_the_same_page(
    browser: RobotBrowser, site: LocalSite
) -> None:
    site.pages["/"] = f'{INSIDE}<i id="who">1001</i>'
    session = SiteSession(browser, by_code(site, by="scan"), nobody)
    try:
        page = await session.page()
        site.pages["/"] = CODE
        await page.open("/")
        with pytest.raises(LoginNeeded):
            await session.ensure_logged_in()
        assert session.waiting_page is page
        await page.page.evaluate(scanned_by("1001"))
        assert await session.page() is page, "scanned meanwhile: work goes on"
    finally:
        await session.close()


class Hand:
    """A wall clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("about", "seconds", "loads"),
    [("at once", 1, 0), ("after nine minutes", 540, 0), ("after a night", 30_000, 1), ("put back", -3600, 1)],
)
async def test_a_page_left_alone_for_long_is_loaded_anew_before_it_is_believed(
    browser: RobotBrowser, site: LocalSite, about: str, seconds: float, loads: int
) -> None:
    site.pages["/"] = INSIDE
    clock = Hand()
    session = SiteSession(browser, profile(site.origin), account(Password()), wall_clock=clock)
    try:
        await session.fresh_page()
        before = len(site.asked)
        clock.now += seconds
        await session.fresh_page()
        await session.fresh_page()
        assert len(site.asked) - before == loads, about
    finally:
        await session.close()


async def test_a_page_that_was_offline_is_loaded_anew_once(browser: RobotBrowser, site: LocalSite) -> None:
    site.pages["/"] = INSIDE
    session = SiteSession(browser, profile(site.origin), account(Password()))
    try:
        page = await session.fresh_page()
        await page.page.context.set_offline(True)
        await page.page.evaluate("() => fetch('/news').catch(() => 0)")
        await page.page.context.set_offline(False)
        before = len(site.asked)
        await session.fresh_page()
        assert len(site.asked) - before == 1
        await session.fresh_page()
        assert len(site.asked) - before == 1
    finally:
        await session.close()


async def test_a_recycled_session_starts_from_nothing_or_keeps_its_scan(
    browser: RobotBrowser, site: LocalSite
) -> None:
    site.pages["/"] = f'{INSIDE}<i id="who">1001</i>'
    for by, kept in (("password", []), ("scan", ["sid"])):
        session = SiteSession(browser, by_code(site, by=by), account(Password()))
        try:
            page = await session.page()
            await page.page.evaluate("() => { document.cookie = 'sid=1' }")
            recycled = await session.recycle()
            assert recycled is not page
            assert page.page.is_closed()
            cookies = await recycled.page.context.cookies()
            assert [cookie.get("name") for cookie in cookies] == kept, by
        finally:
            await session.close()


async def test_a_page_that_shows_its_login_again_is_not_taken_for_logged_in(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """Else an account that is refused would be tried without end, and locked."""
    site.pages["/"] = CODE
    session = SiteSession(browser, by_code(site, by="scan"), nobody)
    try:
        with pytest.raises(LoginNeeded):
            await session.page()
        waiting = session.waiting_page
        assert waiting is not None
        await waiting.page.evaluate(f"() => setTimeout({scanned_by('1001')}, 50)")
        assert await session.wait_logged_in(10)
        await waiting.page.reload()
        assert session.is_open
        assert not await session.wait_logged_in(0.1)
    finally:
        await session.close()
