"""The one element that is acted on: proved to be the only one of its kind, kept, and then itself acted on.

A locator may find another element a moment later; what was kept is that element or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from playwright.async_api import ElementHandle, Error, Locator

from robot.domain.errors import ElementAmbiguous, NotClicked
from robot.sites.clicking import KNOWN_PATIENCE_MS, click
from robot.sites.page import SitePage
from robot.sites.page_scripts import ONLY

#: A covered or disabled control is waited for so long, milliseconds.
_PATIENCE_MS = 2 * KNOWN_PATIENCE_MS


async def keep_only(page: SitePage, name: str, *, unless: str | None = None) -> None:
    """Make sure that all locators of the element together match exactly one thing, and keep that one.

    :param unless: an element that must not be there beside it.
    :raises ElementMissing: if there is none.
    :raises ElementAmbiguous: if there are several, or the other one stands there too.
    """
    together = [name, unless] if unless else [name]
    count, is_kept, label = await _all_of(page, together).evaluate_all(ONLY, page.kept(name))
    if count == 1 and is_kept and label == page.labels.get(name):
        # The only one, and called as it was when it was found by its own locators.
        return
    page.forget_element(name)
    await page.find(name, patience_s=1.0)
    await page.handles([name])
    count, is_kept, label = await _all_of(page, [name]).evaluate_all(ONLY, page.kept(name))
    if count != 1 or not is_kept or (unless and await page.is_shown(unless)):
        page.forget_element(name)
        raise ElementAmbiguous(f"{page.profile.site}: {name} is not the only one of its kind", element=name)
    page.labels[name] = label


def _all_of(page: SitePage, names: Sequence[str]) -> Locator:
    """Whatever any of the elements' locators matches."""
    first, *others = [page.locator_for(spec) for name in names for spec in page.profile.elements[name]]
    for other in others:
        first = first.or_(other)
    return first


async def click_kept(page: SitePage, name: str, *, patience_ms: float = _PATIENCE_MS) -> None:
    """A real click on the very element that was kept.

    :param patience_ms: how long a covered or disabled one is waited for.
    :raises NotClicked: if it was provably not clicked. Any other error may have come after the click.
    """
    with page.own_input.under_way():
        await click(_kept(page, name), page.profile.site, name, patience_ms)


async def press_kept(page: SitePage, name: str, key: str) -> None:
    """A key in the very element that was kept.

    :raises NotClicked: if it was provably not pressed. Any other error may have come after it.
    """
    try:
        with page.own_input.under_way():
            await _kept(page, name).press(key, timeout=_PATIENCE_MS)
    except Error as err:
        if "not attached" in str(err):
            raise NotClicked(f"{page.profile.site}: {name} left the page", element=name) from err
        raise


def _kept(page: SitePage, name: str) -> ElementHandle:
    kept = page.kept(name)
    if kept is None:
        raise NotClicked(f"{page.profile.site}: {name} is not on the page", element=name)
    return kept
