"""A page after a person used it: nothing is believed of it before it was looked at again."""

from __future__ import annotations

from playwright.async_api import Error

from robot.domain.errors import SiteFault, StateConflict
from robot.sites.page import SitePage
from robot.sites.session import SiteSession

#: What stands over a page, however it was made.
_LAYERS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]"


async def take_back(session: SiteSession) -> SitePage:
    """The page, standing and our employee's, nothing above it; loaded anew only if it must be.

    What a person left in the composer is kept: a draft is theirs.

    :raises LoginNeeded: if the site wants a person.
    :raises WrongAccount: if the session is somebody else's now.
    :raises SiteUnreachable: if the site does not answer.
    :raises StateConflict: if a layer stands over the page that only a person may close.
    """
    site_page = await session.page()
    # Elements that were found may be others now.
    site_page.forget()
    if await _stands(site_page):
        await session.check_account()
    else:
        site_page = await session.reload()
    try:
        await site_page.close_harmless()
        is_covered = await site_page.page.locator(_LAYERS).filter(visible=True).count()
    except Error as err:
        raise SiteFault(f"{session.profile.site}: the page went away", code="site.unreachable") from err
    if is_covered:
        raise StateConflict(
            "a window of the site stands over the page; close it in the robot's browser and hand back again",
            code="takeover.covered",
        )
    return site_page


async def _stands(site_page: SitePage) -> bool:
    chat = site_page.profile.chat
    names = [site_page.profile.login.done, *([chat.search or chat.composer] if chat else [])]
    try:
        site_page.check_origin()
        return all([await site_page.is_shown(name) for name in names])
    except (Error, SiteFault):
        return False
