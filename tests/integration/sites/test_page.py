"""Finding, reading and clicking by name on real pages in a real browser."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from PIL import Image

from robot.domain.errors import ElementAmbiguous, ElementMissing, NotClicked, SiteFault, SiteUnreachable
from robot.sites.browser import RobotBrowser
from robot.sites.page import SitePage
from robot.sites.picture import Camera
from robot.sites.session import SiteSession
from tests.support.pages import INSIDE, LocalSite, Password, account, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")

#: Puts the number of clicks on the button where a test can read it.
COUNTING = "onclick=\"document.title = String(Number(document.title || '0') + 1)\""
ELEMENTS: dict[str, Any] = {
    "send": [{"role": "button", "name": "发送"}, {"test_id": "send"}, {"css": ".send"}],
    "box": [{"css": "#box"}],
    "header": [{"css": "#header"}],
    "private": [{"css": "#private"}],
}
COLLECTIONS: dict[str, Any] = {
    "rows": {
        "row": [{"css": "li[data-id]"}, {"css": "li"}],
        "fields": {
            "id": [{"attribute": "data-id"}],
            "text": [{"css": ".text"}, {}],
            "number": [{"css": ".number", "matches": "No\\.([0-9]+)"}],
        },
    }
}


@asynccontextmanager
async def opened(browser: RobotBrowser, site: LocalSite, body: str, **more: Any) -> AsyncIterator[SitePage]:
    site.pages["/"] = INSIDE + body
    shape = profile(site.origin, elements=ELEMENTS, collections=COLLECTIONS, **more)
    session = SiteSession(browser, shape, account(Password()))
    try:
        yield await session.page()
    finally:
        await session.close()


@pytest.mark.parametrize(
    ("about", "body", "healed"),
    [
        ("the first locator fits", "<button>发送</button>", 0),
        ("renamed: found by test id", '<button data-testid="send">Go</button>', 1),
        ("renamed and moved: found by class", '<div><button class="send">Go</button></div>', 2),
        (
            "the first fits twice, the second once",
            '<button>发送</button><button data-testid="send">发送</button>',
            1,
        ),
        ("a hidden twin does not count", "<button hidden>发送</button><button>发送</button>", 0),
    ],
)
async def test_locators_are_tried_in_order(
    browser: RobotBrowser, site: LocalSite, about: str, body: str, healed: int
) -> None:
    async with opened(browser, site, body) as page:
        await page.find("send")
        assert page.healing.by_element.get("send", 0) == healed, about


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", ElementMissing),
        ("<button hidden>发送</button>", ElementMissing),
        ("<button>发送给所有人</button>", ElementMissing),
        ("<button>发送</button><button>发送</button>", ElementAmbiguous),
    ],
)
async def test_what_is_not_exactly_one_is_an_error_and_never_clicked(
    browser: RobotBrowser, site: LocalSite, body: str, error: type[Exception]
) -> None:
    async with opened(browser, site, body.replace("<button", f"<button {COUNTING}"), patience_s=0.2) as page:
        with pytest.raises(error):
            await page.click("send")
        assert await page.page.title() == ""


async def test_an_element_that_comes_late_is_waited_for(browser: RobotBrowser, site: LocalSite) -> None:
    body = "<script>setTimeout(() => document.body.append(Object.assign(document.createElement('button'), \
        {textContent: '发送'})), 300)</script>"
    async with opened(browser, site, body) as page:
        await page.find("send")


async def test_a_second_send_button_that_appears_later_stops_the_click(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with opened(browser, site, f"<button {COUNTING}>发送</button>", patience_s=0.5) as page:
        await page.find("send")
        await page.page.evaluate(
            "() => document.body.append(document.querySelector('button').cloneNode(true))"
        )
        with pytest.raises((NotClicked, ElementAmbiguous)):
            await page.click("send")
        assert await page.page.title() == ""


@pytest.mark.parametrize(
    ("about", "cover"),
    [
        ("a layer over everything", '<div style="position:fixed;inset:0;z-index:9"></div>'),
        ("a disabled button", "<script>document.querySelector('button').disabled = true</script>"),
        (
            "a button that never stands still",
            "<style>button { animation: m 0.1s infinite } @keyframes m { to { margin-left: 90px } }</style>",
        ),
    ],
)
async def test_a_button_that_cannot_be_clicked_is_provably_not_clicked(
    browser: RobotBrowser, site: LocalSite, about: str, cover: str
) -> None:
    async with opened(browser, site, f"<button {COUNTING}>发送</button>{cover}", patience_s=0.4) as page:
        with pytest.raises(NotClicked):
            await page.click("send")
        assert await page.page.title() == "", about


async def test_a_click_that_hangs_afterwards_is_not_called_unclicked(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """The click was made and the page then froze: nobody may say that nothing happened."""
    freeze = "onclick=\"document.title='1'; const end = Date.now() + 2500; while (Date.now() < end);\""
    async with opened(browser, site, f"<button {freeze}>发送</button>", patience_s=1) as page:
        seen: BaseException | None = None
        try:
            await page.click("send")
        except Exception as err:  # noqa: BLE001 - any error but these means: may have happened
            seen = err
        assert not isinstance(seen, NotClicked | ElementMissing | ElementAmbiguous)
        assert await page.page.title() == "1"


async def test_handles_that_went_stale_are_found_anew(browser: RobotBrowser, site: LocalSite) -> None:
    async with opened(browser, site, '<div id="header">王芳</div>') as page:
        assert await page.read([("header", "")]) == ["王芳"]
        await page.page.evaluate(
            "() => { document.querySelector('#header').outerHTML = '<div id=\"header\">李四</div>' }"
        )
        assert await page.read([("header", "")]) == ["李四"], "never what stood there before"
        await page.page.evaluate("() => document.querySelector('#header').remove()")
        assert await page.read([("header", "")]) == [None]


async def test_a_page_that_navigates_during_a_read_is_read_anew_or_is_a_fault(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with opened(browser, site, '<div id="header">王芳</div>') as page:
        site.pages["/next"] = INSIDE + '<div id="header">李四</div>'
        for round_ in range(10):
            await page.read([("header", "")])
            await page.page.evaluate("(to) => { location.href = to }", f"/next?{round_}")
            try:
                (seen,) = await page.read([("header", "")], patience_s=1)
            except SiteFault:
                continue
            assert seen in {"王芳", "李四", None}
        await page.page.wait_for_load_state()
        assert await page.read([("header", "")], patience_s=1) == ["李四"]


async def test_rows_are_read_by_field_and_alternative(browser: RobotBrowser, site: LocalSite) -> None:
    body = """<ul><li data-id="m1"><span class="text">您好</span><i class="number">No.42 x</i></li>
        <li data-id="m2">再见</li></ul>"""
    async with opened(browser, site, body) as page:
        assert await page.rows("rows") == [
            {"id": "m1", "text": "您好", "number": "42"},
            {"id": "m2", "text": "再见", "number": ""},
        ]


HOSTILE = [
    '"] >> button:has-text("删除")',
    "text=删除",
    "css=button",
    "//button",
    "<img src=x onerror=document.title='9'>",
    "'); document.title = '9'; ('",
    "{{7*7}}",
    "\u202e王芳",
]


async def test_a_value_from_data_is_typed_and_read_and_never_obeyed(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with opened(browser, site, f'<button {COUNTING}>删除</button><input id="box">') as page:
        for name in HOSTILE:
            await page.fill("box", name)
            assert await page.read([("box", "")]) == [name]
            assert await page.page.title() == "", name


async def test_a_server_error_and_a_dead_site_are_said_so(browser: RobotBrowser, site: LocalSite) -> None:
    async with opened(browser, site, "") as page:
        site.pages["/away"] = "> http://127.0.0.1:9/"
        with pytest.raises(SiteUnreachable):
            await page.open("/away")
        await page.page.close()
        with pytest.raises(SiteFault):
            await page.find("send")


async def test_a_picture_is_masked_where_the_element_stands_now(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """A page that draws its header anew for every chat must not slip from under its mask."""
    body = (
        '<div id="header" style="padding:20px;width:300px">'
        '<b id="private" style="margin-left:10px">wm01</b></div>'
    )
    async with opened(browser, site, body, masks=("private",)) as page:
        camera = Camera(page)
        first = await camera.take("header")
        await page.page.evaluate(
            """() => { document.querySelector('#private').outerHTML =
                '<b id="private" style="margin-left:150px">wm02</b>' }"""
        )
        second = await camera.take("header")
        assert first.jpeg.startswith(b"\xff\xd8")
        (before,), (after,) = first.masks, second.masks
        assert after[0] - before[0] == pytest.approx(140, abs=1)
        assert after[2] > 10


async def test_without_its_element_there_is_no_picture_not_even_of_what_is_masked(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with opened(browser, site, '<b id="private">wm01</b>', masks=("private",)) as page:
        assert (await Camera(page).take("header")).jpeg == b""


async def test_the_picture_before_a_click_holds_what_is_clicked_and_says_where(
    browser: RobotBrowser, site: LocalSite
) -> None:
    body = (
        '<div id="header" style="position:absolute;left:50px;top:200px;width:300px;height:80px">text</div>'
        '<button style="position:absolute;left:380px;top:290px;width:60px;height:24px">发送</button>'
    )
    async with opened(browser, site, body) as page:
        picture = await Camera(page).take("header", target="send")
        assert picture.target == pytest.approx((330, 90, 60, 24))
        assert Image.open(io.BytesIO(picture.jpeg)).size == (390, 114)
        assert (await Camera(page).take("header")).target is None
