"""Pictures for evidence: one element of the page, masked before anything is written."""

from __future__ import annotations

import base64

from playwright.async_api import CDPSession, Error

from robot.domain.errors import SiteFault
from robot.execution.ports import Picture
from robot.sites.page import SitePage

_JPEG_QUALITY = 60
#: Boxes of elements in page coordinates.
_BOXES = """(elements) => elements.map((element) => {
    const box = element.getBoundingClientRect();
    return [box.left + scrollX, box.top + scrollY, box.width, box.height];
})"""


class Camera:
    """Photographs one element of one page over the browser's own protocol: three times as fast as a call."""

    def __init__(self, site_page: SitePage) -> None:
        """One camera a page; it keeps the protocol session open."""
        self._site_page = site_page
        self._cdp: CDPSession | None = None

    async def take(self, element: str) -> Picture:
        """A raw JPEG in memory and the boxes to black out, relative to it; empty without the element."""
        page = self._site_page.page
        try:
            handles = await self._site_page.handles([element, *self._site_page.profile.masks])
            if not handles:
                return Picture()
            boxes = await page.evaluate(_BOXES, handles)
            if self._cdp is None:
                self._cdp = await page.context.new_cdp_session(page)
            left, top, width, height = boxes[0]
            shot = await self._cdp.send(
                "Page.captureScreenshot",
                {
                    "format": "jpeg",
                    "quality": _JPEG_QUALITY,
                    "optimizeForSpeed": True,
                    "clip": {
                        "x": left,
                        "y": top,
                        "width": max(width, 1),
                        "height": max(height, 1),
                        "scale": 1,
                    },
                },
            )
        except (Error, SiteFault):
            self._cdp = None
            return Picture()
        masks = tuple((x - left, y - top, w, h) for x, y, w, h in boxes[1:])
        return Picture(jpeg=base64.b64decode(shot["data"]), masks=masks)
