"""What the acting page shows now, for a front that looks: masked in memory, never kept, never in the way."""

from __future__ import annotations

import asyncio
import base64
import io
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from playwright.async_api import CDPSession, ElementHandle, Error, Locator

from robot.domain.errors import TandemError
from robot.domain.outcome import Reason
from robot.domain.views import Frame
from robot.sites.page import SitePage
from robot.sites.profile import SiteProfile

if TYPE_CHECKING:
    from robot.agent.engine import Engine

#: Two a second, whoever asks.
_EVERY_S = 0.48
#: While a message is on its way it is looked at less often, so that the send hardly feels it.
_EVERY_BUSY_S = 1.5
#: A live picture covers more than one that was kept as evidence, so it is preferred for so long, seconds.
_LIVE_FOR = timedelta(seconds=5)
#: A browser that does not answer in this time is busy with something better.
_PATIENCE_S = 1.0
_JPEG_QUALITY = 60
_MASK_COLOUR = (196, 203, 214)
#: From the last look to the site's own word, the page belongs to the send alone.
_UNTOUCHED = frozenset({"recheck", "click", "echo"})
#: While one of these closes the gate, the page is a login's, another's or a person's.
_NOT_OURS = (Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT, Reason.TAKEN_OVER)
#: Boxes in page coordinates; null for an element that left the page or is not shown.
_BOXES = """(elements) => elements.map((element) => {
    if (!element.isConnected || element.getClientRects().length === 0) return null;
    const box = element.getBoundingClientRect();
    return [box.left + scrollX, box.top + scrollY, box.width, box.height];
})"""
_Box = tuple[float, float, float, float]


class LiveFrame:
    """Takes a picture when asked, at most two a second, and only between the steps that matter."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine; nothing is done before a front asks."""
        self._engine = engine
        self._one_at_a_time = asyncio.Lock()
        self._looked_at = 0.0
        self._latest: Frame | None = None
        self._camera: PageCamera | None = None

    async def frame(self) -> Frame | None:
        """The newest picture there is: of now, or the last one with its age."""
        async with self._one_at_a_time:
            if self._may_look():
                await self._take()
        return self._newest()

    def _may_look(self) -> bool:
        engine = self._engine
        line = engine.line_if_built
        if line is None or engine.takeover.by or engine.gate.is_closed_by(*_NOT_OURS):
            return False
        since_s = time.monotonic() - self._looked_at
        if not line.dispatcher.is_busy:
            return since_s >= _EVERY_S
        steps = engine.steps.recent
        if steps and steps[-1].state == "running" and steps[-1].step in _UNTOUCHED:
            return False
        return since_s >= _EVERY_BUSY_S

    async def _take(self) -> None:
        engine = self._engine
        line = engine.line_if_built
        site_page = line.acting.standing if line is not None else None
        chat = site_page.profile.chat if site_page is not None else None
        if site_page is None or chat is None:
            return
        if self._camera is None or self._camera.site_page is not site_page:
            self._camera = PageCamera(site_page)
        self._looked_at = time.monotonic()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                jpeg = await self._camera.take(chat.picture)
        except (Error, TandemError, TimeoutError, OSError):
            # Whatever it is, the next look may succeed; the page is not ours to mend.
            self._camera = None
            return
        if jpeg:
            self._latest = _frame(engine.clock.now(), engine.settings.chat_site, jpeg)

    def _newest(self) -> Frame | None:
        """The last live picture; the last masked one that was kept as evidence if that is much newer."""
        folder, site, live = self._engine.evidence, self._engine.settings.chat_site, self._latest
        (_, content), at = folder.latest, folder.latest_at
        if not content or at is None or (live is not None and at - live.taken_at <= _LIVE_FOR):
            return live
        return _frame(at, site, content)


class PageCamera:
    """Photographs one element of one page beside whatever else is done there; finds everything by itself."""

    def __init__(self, site_page: SitePage) -> None:
        """One a page; it keeps a protocol session open."""
        self.site_page = site_page
        self._cdp: CDPSession | None = None
        self._shot: asyncio.Task[dict[str, str]] | None = None
        self._covered = _any_of(site_page, _covered_names(site_page.profile))
        #: What is photographed, what shows that somebody is logged in, and what is covered.
        self._handles: list[ElementHandle] = []

    async def take(self, element: str) -> bytes:
        """A masked JPEG, or nothing if the page moved meanwhile or nobody is logged in."""
        page = self.site_page.page
        if self._cdp is None:
            self._cdp = await page.context.new_cdp_session(page)
        before = await self._look() or (await self._look() if await self._find(element) else None)
        if before is None:
            return b""
        target, _inside, *covered = before
        left, top, width, height = target
        clip = {"x": left, "y": top, "width": max(width, 1), "height": max(height, 1), "scale": 1}
        if self.site_page.photographing.locked():
            # The evidence of a message goes first.
            return b""
        self._shot = asyncio.create_task(self._shoot(self._cdp, clip))
        # The browser goes on with a picture that nobody waits for any more, so the page stays taken.
        shot = await asyncio.shield(self._shot)
        # What stood elsewhere a moment ago may have been photographed without its mask.
        if not shot["data"] or await self._look() != before:
            return b""
        boxes = [(box[0] - left, box[1] - top, box[2], box[3]) for box in covered]
        return await asyncio.to_thread(_masked, base64.b64decode(shot["data"]), boxes)

    async def _shoot(self, cdp: CDPSession, clip: dict[str, float]) -> dict[str, str]:
        """One picture, waited for by this task to its end; empty if the page went away."""
        async with self.site_page.photographing:
            try:
                shot: dict[str, str] = await cdp.send(
                    "Page.captureScreenshot",
                    {"format": "jpeg", "quality": _JPEG_QUALITY, "optimizeForSpeed": True, "clip": clip},
                )
            except Error:
                return {"data": ""}
            return shot

    async def _find(self, element: str) -> bool:
        """Find everything anew; whether it is the page of a logged-in employee."""
        login = self.site_page.profile.login
        found = [await _any_of(self.site_page, [name]).element_handles() for name in (element, login.done)]
        if not all(found):
            return False
        self._handles = [*(handles[0] for handles in found), *await self._covered.element_handles()]
        return True

    async def _look(self) -> list[_Box] | None:
        """Where everything stands; None if anything came, went or was drawn anew since it was found."""
        if not self._handles:
            return None
        boxes, count = await asyncio.gather(
            self.site_page.page.evaluate(_BOXES, self._handles), self._covered.count()
        )
        if count != len(self._handles) - _BESIDES or None in boxes:
            self._handles = []
            return None
        return [tuple(box) for box in boxes]


#: Handles before those of what is covered.
_BESIDES = 2


def _covered_names(profile: SiteProfile) -> list[str]:
    """What the profile masks, and what says who the customer is; an attribute is not seen."""
    signals = profile.chat.signals.values() if profile.chat else ()
    return [*profile.masks, *(signal.element for signal in signals if not signal.attribute)]


def _any_of(site_page: SitePage, names: Sequence[str]) -> Locator:
    specs = [spec for name in names for spec in site_page.profile.elements[name]]
    if not specs:
        return site_page.page.locator(":not(*)")
    first, *others = [site_page.locator_for(spec) for spec in specs]
    for other in others:
        first = first.or_(other)
    return first


def _masked(jpeg: bytes, boxes: Sequence[_Box]) -> bytes:
    if not boxes:
        return jpeg
    image = Image.open(io.BytesIO(jpeg))
    draw = ImageDraw.Draw(image)
    for left, top, width, height in boxes:
        # A little beyond its edges: letters may hang over.
        draw.rounded_rectangle((left - 1, top, left + width + 1, top + height), radius=4, fill=_MASK_COLOUR)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def _frame(at: datetime, site: str, jpeg: bytes) -> Frame:
    return Frame(taken_at=at, site=site, jpeg_base64=base64.b64encode(jpeg).decode())
