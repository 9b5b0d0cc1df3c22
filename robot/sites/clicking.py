"""A real click, and whether one that failed was provably not made."""

from __future__ import annotations

from playwright.async_api import ElementHandle, Error, Locator
from playwright.async_api import TimeoutError as PlaywrightTimeout

from robot.domain.errors import NotClicked
from robot.sites.locating import short

#: How long a known element is waited for before its other locators are tried, milliseconds.
KNOWN_PATIENCE_MS = 1500


async def click(target: Locator | ElementHandle, site: str, name: str, patience_ms: float) -> None:
    """Click it, scrolled into view.

    :raises NotClicked: if it was provably not clicked. Any other error may have come after the click.
    """
    try:
        await target.click(timeout=patience_ms)
    except Error as err:
        # The driver's own log says whether the mouse ever moved.
        message = str(err)
        waited = isinstance(err, PlaywrightTimeout) or "not attached" in message
        if (waited and "performing click action" not in message) or "strict mode violation" in message:
            raise NotClicked(f"{site}: {name} cannot be clicked ({short(err)})", element=name) from err
        raise
