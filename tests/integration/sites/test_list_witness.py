"""What the witness makes of a list: whole values, or it says that it cannot read; never a false 'absent'."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from robot.channels.witness import ListWitness
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, Expected, Sighting
from robot.sites.browser import RobotBrowser
from robot.sites.session import SiteSession
from robot.sites.wording import text_sha256
from tests.integration.sites.chat_page import WANG
from tests.support.builders import TODAY
from tests.support.pages import INSIDE, LocalSite, Password, account, profile

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = "王女士您好，您的存款明天到期，如需协助可以与我联系。理财非存款、产品有风险、投资须谨慎。"


def row(name: str, customer: str = "wm01", text: str = f'<i class="t">{TEXT}</i>') -> str:
    return f'<tr data-id="{name}" data-to="{customer}"><td>{text}</td></tr>'


def list_page(rows: str, total: str = "", who: str = "1001") -> str:
    return (
        f"{INSIDE}<i id='who'>{who}</i><p role='status'>{total}</p>"
        f"<table id='list'><caption>已发送</caption>{rows}</table>"
    )


ELEMENTS: dict[str, Any] = {
    "list": [{"css": "#list"}],
    "total": [{"role": "status"}],
    "older": [{"role": "link", "name": "下一页"}],
    "who": [{"css": "#who"}],
}
COLLECTIONS: dict[str, Any] = {
    "rows": {
        "row": [{"css": "tr[data-id]"}],
        "fields": {
            "id": [{"attribute": "data-id"}],
            "external_id": [{"attribute": "data-to"}],
            "text": [{"css": ".t"}, {"css": ".t", "attribute": "title"}],
        },
    }
}


@asynccontextmanager
async def witness(
    browser: RobotBrowser, site: LocalSite, body: str, **spec: Any
) -> AsyncIterator[ListWitness]:
    site.pages |= {"/": INSIDE + "<i id='who'>1001</i>", "/list": body}
    described = {"kind": "list", "path": "/list", "rows": "rows", "ready": "list", "total": "total", **spec}
    shape = profile(
        site.origin,
        elements=ELEMENTS,
        collections=COLLECTIONS,
        witness=described,
        login={"account": "who"},
    )
    session = SiteSession(browser, shape, account(Password()))
    try:
        yield ListWitness(session)
    finally:
        await session.close()


def expected(message_id: str = "") -> Expected:
    return Expected(
        recipient=WANG,
        text_sha256=text_sha256(TEXT),
        text=TEXT,
        business_date=TODAY,
        message_id=message_id,
    )


READABLE = [
    ("there", row("m1"), "共 1 条", Sighting(found=("m1",))),
    ("not there, and the list says that it is empty", "", "共 0 条", Sighting(found=())),
    (
        "shortened, whole in its title",
        row("m1", text=f'<i class="t" title="{TEXT}">{TEXT[:12]}…</i>'),
        "1",
        Sighting(found=("m1",)),
    ),
    (
        "shortened, the title is of something else",
        row("m1", text=f'<i class="t" title="点击查看">{TEXT[:12]}...</i>'),
        "1",
        Sighting(found=(), altered=("m1",)),
    ),
    ("shortened", row("m1", text=f'<i class="t">{TEXT[:12]}…</i>'), "1", Sighting(found=(), altered=("m1",))),
    (
        "without the risk sentence",
        row("m1", text=f'<i class="t">{TEXT[:25]}</i>'),
        "1",
        Sighting(found=(), altered=("m1",)),
    ),
    (
        "a picture that somebody sent",
        row("m1") + row("m2", text='<i class="t"></i>'),
        "共 2 条",
        Sighting(found=("m1",)),
    ),
    (
        "under another customer",
        row("m7", "wm02"),
        "1",
        Sighting(found=(), misdirected=("m7",), elsewhere=("wm02",)),
    ),
    ("a thousand and more", row("m1") * 1_002, "共 1 条", Sighting(found=("m1",))),
]


@pytest.mark.parametrize(("about", "rows", "total", "seen"), READABLE, ids=[case[0] for case in READABLE])
async def test_what_a_list_says(
    browser: RobotBrowser, site: LocalSite, about: str, rows: str, total: str, seen: Sighting
) -> None:
    async with witness(browser, site, list_page(rows, total)) as reading:
        assert await reading.look([expected("m7")]) == [seen], about


UNREADABLE = [
    ("the rows are called otherwise", row("m1").replace("data-id", "data-key"), "共 1 条"),
    ("some rows are called otherwise", row("m1") + row("m2").replace("data-id", "data-key"), "共 2 条"),
    ("the texts are called otherwise", row("m1").replace('class="t"', 'class="q81"'), "共 1 条"),
    ("one row has no customer", row("m1") + row("m2", customer=""), "共 2 条"),
    ("one row has no id", row("m1") + row(""), "共 2 条"),
    ("it does not say how many there are", "", "加载中"),
    ("it still loads", "", "共 1,204 条"),
]


@pytest.mark.parametrize(("about", "rows", "total"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
async def test_a_list_that_cannot_be_read_proves_nothing_absent(
    browser: RobotBrowser, site: LocalSite, about: str, rows: str, total: str
) -> None:
    async with witness(browser, site, list_page(rows, total)) as reading:
        with pytest.raises(ChannelRefusal) as refused:
            await reading.look([expected()])
        assert refused.value.reason is Reason.PAGE_CHANGED, about


async def test_another_employees_list_is_not_read(browser: RobotBrowser, site: LocalSite) -> None:
    async with witness(browser, site, list_page(row("m1"), "1", who="1002")) as reading:
        with pytest.raises(ChannelRefusal) as refused:
            await reading.look([expected()])
        assert refused.value.reason is Reason.WRONG_ACCOUNT


async def test_pages_are_turned_until_all_are_found_and_counted_together(
    browser: RobotBrowser, site: LocalSite
) -> None:
    first = list_page(row("m3", "wm02") + row("m2", "wm03"), "共 3 条") + '<a href="/older">下一页</a>'
    async with witness(browser, site, first, next_page="older") as reading:
        site.pages["/older"] = list_page(row("m2", "wm03") + row("m1"), "共 3 条")
        assert await reading.look([expected()]) == [Sighting(found=("m1",))]
        site.pages["/older"] = list_page(row("m2", "wm03"), "共 3 条")
        with pytest.raises(ChannelRefusal):
            await reading.look([expected()])


async def test_a_long_list_is_read_to_its_end_before_a_message_is_absent(
    browser: RobotBrowser, site: LocalSite
) -> None:
    """A day of thousands: what stands on the last page is found, and what stands on none is absent."""
    pages = 45
    for number in range(2, pages + 1):
        older = "" if number == pages else f'<a href="/list/{number + 1}">下一页</a>'
        rows = row(f"m{number}", "wm01" if number == pages else "wm02")
        site.pages[f"/list/{number}"] = list_page(rows, f"共 {pages} 条") + older
    first = list_page(row("m1", "wm02"), f"共 {pages} 条") + '<a href="/list/2">下一页</a>'
    nobody = replace(expected(), recipient=replace(WANG, external_id="wm99"))
    async with witness(browser, site, first, next_page="older") as reading:
        there, absent = await reading.look([expected(), nobody])
    assert there == Sighting(found=(f"m{pages}",), is_whole=True)
    assert absent == Sighting(found=(), is_whole=True)


def pages(site: LocalSite, *ids: str, size: int = 2) -> None:
    """A list of many pages, newest first; every message but m0 is another customer's."""
    parts = [ids[at : at + size] for at in range(0, len(ids), size)]
    for number, part in enumerate(parts):
        rows = "".join(row(name, "wm01" if name == "m0" else "wm02") for name in part)
        older = f'<a href="/list{number + 1}">下一页</a>' if number + 1 < len(parts) else ""
        site.pages["/list" if number == 0 else f"/list{number}"] = (
            list_page(rows, f"共 {len(ids)} 条") + older
        )


async def test_what_was_read_before_is_not_turned_again_to_say_that_a_message_is_absent(
    browser: RobotBrowser, site: LocalSite
) -> None:
    async with witness(browser, site, "", next_page="older") as reading:

        async def looked() -> tuple[list[Sighting], list[str]]:
            site.asked.clear()
            return await reading.look([expected()]), [path for path in site.asked if "/list" in path]

        absent, found = Sighting(found=(), is_whole=True), Sighting(found=("m0",), is_whole=True)
        pages(site, "m9", "m8", "m7", "m6", "m5", "m4")
        assert await looked() == ([absent], ["/list", "/list1", "/list2"]), "nothing is known yet"
        assert await looked() == ([absent], ["/list"])
        pages(site, "m11", "m10", "m9", "m8", "m7", "m6", "m5", "m4")
        assert await looked() == ([absent], ["/list", "/list1"]), "until a page brings nothing new"
        pages(site, "m11", "m10", "m9", "m0", "m8", "m7", "m6", "m5", "m4")
        (seen,), asked = await looked()
        assert (seen.found, asked) == (("m0",), ["/list", "/list1"]), "stored late, by its time further down"
        pages(site, "m12", "m11", "m10", "m9", "m8", "m7", "m6", "m5", "m4")
        assert (await looked())[1] == [f"/list{number or ''}" for number in range(5)], "one vanished"
        pages(site, "m14", "m13", "m12", "m11", "m10", "m9", "m8", "m7", "m6", "m5", "m4", "m0")
        assert (await looked())[0] == [found], "seen before is no proof: it is looked for where it stands"


async def test_a_list_whose_pages_bring_nothing_new_is_not_read_for_ever(
    browser: RobotBrowser, site: LocalSite
) -> None:
    page = list_page(row("m1", "wm02"), "共 9 条") + '<a href="/list">下一页</a>'
    async with witness(browser, site, page, next_page="older") as reading:
        (seen,) = await reading.look([expected()])
    assert seen == Sighting(found=(), is_whole=False)
    assert site.asked.count("/list") == 2


async def test_a_profile_without_a_count_goes_by_the_rows(browser: RobotBrowser, site: LocalSite) -> None:
    async with witness(browser, site, list_page(row("m1")), total=None) as reading:
        assert await reading.look([expected()]) == [Sighting(found=("m1",))]
