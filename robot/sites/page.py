"""A page read and worked by element names: locators healed in order, rows read in one trip, no waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playwright.async_api import ElementHandle, Error, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from robot.domain.errors import ElementAmbiguous, ElementMissing, NotClicked, SiteFault, SiteUnreachable
from robot.sites.clicking import KNOWN_PATIENCE_MS, click
from robot.sites.locating import by_kind, is_navigation, short
from robot.sites.page_scripts import NEXT_CHANGE, READ, ROWS
from robot.sites.person_input import OwnInput
from robot.sites.profile import LocatorSpec, SiteProfile

_T = TypeVar("_T")

#: An element that was found is given so many looks to be shown again before it is looked for anew.
_HIDDEN_LOOKS = 4
#: A change may slip between a look and the wait for the next one, so no wait is longer than this.
_LOOK_AGAIN_MS = 50


@dataclass(slots=True, kw_only=True)
class Healing:
    """Which elements were found by another locator than their first."""

    by_element: dict[str, int] = field(default_factory=dict)


class SitePage:
    """One page of a site, worked by the names of its profile. Not for two tasks at once."""

    def __init__(self, page: Page, profile: SiteProfile, *, username: str = "") -> None:
        """:param username: the account's, for rows that are its own."""
        self.page = page
        self.profile = profile
        self.username = username
        self.healing = Healing()
        self.own_input = OwnInput()
        #: Held while a picture is taken: two at once leave the page laid out for the size of one of them.
        self.photographing = asyncio.Lock()
        self._found: dict[str, int] = {}
        self._handles: dict[str, ElementHandle] = {}
        self._hidden: dict[str, int] = {}
        #: What elements that are acted on were called when they were found.
        self.labels: dict[str, str] = {}

    # --- finding -------------------------------------------------------------------------------------------

    def locator_for(self, spec: LocatorSpec, *, visible: bool = True) -> Locator:
        """One way of finding an element, inside the element that it is within."""
        root: Page | Locator = self.page
        if spec.within:
            within = self.profile.elements[spec.within]
            root = self.locator_for(within[self._found.get(spec.within, 0)])
        found = by_kind(root, spec)
        return found.filter(visible=True) if visible else found

    async def find(self, name: str, *, patience_s: float | None = None) -> Locator:
        """The one visible element of that name, by the first of its locators that matches exactly one.

        :param patience_s: seconds to wait for it; the profile's patience by default.
        :raises ElementMissing: if none matches in time.
        :raises ElementAmbiguous: if a locator matches several and no later one matches exactly one.
        """
        several = False

        async def look() -> Locator | None:
            nonlocal several
            several = False
            for index, spec in enumerate(self.profile.elements[name]):
                locator = self.locator_for(spec)
                count = await locator.count()
                if count == 1:
                    self._remember(name, index)
                    return locator
                several = several or count > 1
            return None

        found = await self.until(look, patience_s=patience_s)
        if found is None:
            kind = ElementAmbiguous if several else ElementMissing
            raise kind(
                f"{self.profile.site}: element {name} "
                f"{'matches several' if several else 'is not on the page'}",
                element=name,
            )
        return found

    def _remember(self, name: str, index: int) -> None:
        self._found[name] = index
        if index:
            self.healing.by_element[name] = index

    async def is_shown(self, name: str) -> bool:
        """Whether any locator of the element matches something visible now."""
        return any([await self.locator_for(spec).count() for spec in self.profile.elements[name]])

    async def first_of(self, *names: str) -> str:
        """Which of these elements is shown first.

        :raises ElementMissing: if none is in the profile's patience.
        """

        async def look() -> str | None:
            for name in names:
                if await self.is_shown(name):
                    return name
            return None

        shown = await self.until(look)
        if shown is None:
            raise ElementMissing(f"{self.profile.site}: neither of {', '.join(names)} is on the page")
        return shown

    def forget(self) -> None:
        """Drop what was found; for a page that was loaded anew."""
        self._handles.clear()
        self._hidden.clear()

    # --- waiting -------------------------------------------------------------------------------------------

    async def until(
        self, look: Callable[[], Awaitable[_T | None]], *, patience_s: float | None = None
    ) -> _T | None:
        """Look, and look again at every change of the page, until `look` gives something or patience ends."""
        deadline = time.monotonic() + (self.profile.patience_s if patience_s is None else patience_s)
        while True:
            try:
                seen = await look()
                if seen is not None:
                    return seen
                left_ms = (deadline - time.monotonic()) * 1000
                if left_ms <= 0:
                    return None
                await self.page.evaluate(NEXT_CHANGE, min(left_ms, _LOOK_AGAIN_MS))
            except Error as err:
                # A navigation in between destroys the script's world; that is a change like any other.
                if self.page.is_closed() or time.monotonic() > deadline:
                    raise SiteUnreachable(f"{self.profile.site}: the page went away ({short(err)})") from err
                if not is_navigation(err):
                    raise SiteFault(f"{self.profile.site}: {short(err)}") from err
                self.forget()

    # --- reading -------------------------------------------------------------------------------------------

    async def read(
        self, wanted: Sequence[tuple[str, str]], *, patience_s: float = 0.0, first: str = ""
    ) -> list[str | None]:
        """Text (or attribute) of several elements in one trip; None for one that is not shown.

        :param wanted: element name and attribute (empty for text or form value) of each.
        :param first: if given, the page is watched for a moment until the first of them reads so.
        :param patience_s: seconds to wait for elements that were never seen or left the page.
        """
        more = [first, _LOOK_AGAIN_MS if first else 0]
        return await self.look(wanted, READ, more, patience_s=patience_s)

    async def look(
        self, wanted: Sequence[tuple[str, str]], script: str, more: Sequence[Any], *, patience_s: float = 0.0
    ) -> list[str | None]:
        """What a script gives for several elements in one trip; it is called with [elements, *more].

        :param script: returns a list that begins with what each element shows; what follows is handed on.
        """
        found: list[str | list[str] | None] = [None] * len(wanted)
        for last_try in (False, True):
            handles: list[list[Any]] = []
            for name, attribute in wanted:
                handles.append([await self._handle(name, patience_s if last_try else 0.0), attribute])
            try:
                found = await self.page.evaluate(script, [handles, *more])
            except Error as err:
                if not is_navigation(err) or last_try:
                    raise SiteFault(f"{self.profile.site}: {short(err)}") from err
                self.forget()
                continue
            gone = [
                name for (name, _), value in zip(wanted, found, strict=False) if self._is_stale(name, value)
            ]
            for name in gone:
                self._handles.pop(name, None)
            if not gone:
                break
        return [value if isinstance(value, str) else None for value in found]

    def _is_stale(self, name: str, value: str | list[str] | None) -> bool:
        """Whether the element must be found anew: gone, or hidden so often that another took its place."""
        if isinstance(value, str):
            self._hidden.pop(name, None)
            return False
        looks = self._hidden[name] = self._hidden.get(name, 0) + 1
        return value is None or looks % _HIDDEN_LOOKS == 0

    async def _handle(self, name: str, patience_s: float) -> ElementHandle | None:
        if name not in self._handles:
            try:
                locator = await self.find(name, patience_s=patience_s)
                self._handles[name] = await locator.element_handle(timeout=1000)
            except (ElementMissing, PlaywrightTimeout):
                return None
        return self._handles[name]

    async def handles(self, names: Sequence[str]) -> list[ElementHandle | None]:
        """The elements of these names, found once and kept; None for one that is not on the page."""
        return [await self._handle(name, 0.0) for name in names]

    def kept(self, name: str) -> ElementHandle | None:
        """The element as it was found last; it may have left the page since."""
        return self._handles.get(name)

    def forget_element(self, name: str) -> None:
        """Find the element anew the next time."""
        self._handles.pop(name, None)

    async def rows(self, name: str) -> list[dict[str, str]]:
        """All rows of a collection, fields read in one trip; a field that a row lacks is empty."""
        return (await self.tail(name, 0))[1]

    async def tail(self, name: str, count: int) -> tuple[int, list[dict[str, str]]]:
        """The last `count` rows of a collection (all for zero), and the index of the first of them."""
        first, rows = await self._rows(name, count)
        return first, [{field: value or "" for field, value in row.items()} for row in rows]

    async def rows_as_found(self, name: str) -> list[dict[str, str | None]]:
        """All rows; None for a field that no alternative found, which is not the same as an empty one."""
        return (await self._rows(name, 0))[1]

    async def _rows(self, name: str, count: int) -> tuple[int, list[dict[str, str | None]]]:
        collection = self.profile.collections[name]
        fields = [
            (
                field_name,
                [{"css": way.css, "attribute": way.attribute, "matches": way.matches} for way in ways],
            )
            for field_name, ways in collection.fields.items()
        ]
        for index, spec in enumerate(collection.row):
            found = self.locator_for(spec, visible=False)
            first, rows = await found.evaluate_all(ROWS, [fields, count])
            if rows:
                self._remember(name, index)
                return first, rows
        return 0, []

    def row(self, name: str, index: int) -> Locator:
        """The row that `rows` gave at that index."""
        spec = self.profile.collections[name].row[self._found.get(name, 0)]
        return self.locator_for(spec, visible=False).nth(index)

    async def click_row(self, name: str, index: int) -> None:
        """A real click on the row that `rows` gave at that index.

        :raises NotClicked: if it was provably not clicked.
        """
        with self.own_input.under_way():
            await click(self.row(name, index), self.profile.site, name, KNOWN_PATIENCE_MS)

    async def shows_text(self, texts: Sequence[str]) -> str:
        """The first of these texts that stands visibly on the page, or empty. Texts come from the profile."""
        for text in texts:
            if await self.page.get_by_text(text).filter(visible=True).count():
                return text
        return ""

    # --- acting --------------------------------------------------------------------------------------------

    async def click(self, name: str) -> None:
        """A real click on the one element of that name.

        :raises NotClicked: if it was provably not clicked. Any other error may have come after the click.
        """
        known = self._known(name)
        if known is not None:
            try:
                with self.own_input.under_way():
                    await click(known, self.profile.site, name, KNOWN_PATIENCE_MS)
            except NotClicked:
                self._found.pop(name, None)
            else:
                return
        target = await self.find(name)
        with self.own_input.under_way():
            await click(target, self.profile.site, name, self.profile.patience_s * 1000)

    async def fill(self, name: str, text: str) -> None:
        """Put a text into a box, replacing what stands there."""
        known = self._known(name)
        if known is not None:
            try:
                # Emptying a box is a key to the browser.
                with self.own_input.under_way():
                    await known.fill(text, timeout=KNOWN_PATIENCE_MS)
            except Error:
                # Filling twice is harmless, so any failure is reason enough to look anew.
                self._found.pop(name, None)
            else:
                return
        locator = await self.find(name)
        try:
            with self.own_input.under_way():
                await locator.fill(text, timeout=self.profile.patience_s * 1000)
        except PlaywrightTimeout as err:
            raise SiteFault(
                f"{self.profile.site}: {name} takes no text ({short(err)})", element=name
            ) from err

    def _known(self, name: str) -> Locator | None:
        """The locator that found the element last time; strict, so that a second match is an error."""
        index = self._found.get(name)
        return None if index is None else self.locator_for(self.profile.elements[name][index])

    async def open(self, path: str) -> None:
        """Go to a path of the site's origin.

        :raises SiteUnreachable: if it does not answer, answers with a server error, or leads to another
            origin.
        """
        url = f"{self.profile.origins[0]}{path}"
        self.forget()
        try:
            response = await self.page.goto(
                url, wait_until="domcontentloaded", timeout=self.profile.patience_s * 1000
            )
        except Error as err:
            raise SiteUnreachable(f"{self.profile.site} does not answer ({short(err)})") from err
        if response is not None and response.status >= 500:  # noqa: PLR2004 - HTTP's server errors
            raise SiteUnreachable(f"{self.profile.site} answered {response.status}")
        self.check_origin()

    def check_origin(self) -> None:
        """Refuse to work on a page that is not the site's.

        :raises SiteFault: if the page stands on an origin outside the allow-list.
        """
        if not any(
            self.page.url == origin or self.page.url.startswith(f"{origin}/")
            for origin in self.profile.origins
        ):
            raise SiteFault(
                f"{self.profile.site}: the page left the allowed origins", code="site.foreign_origin"
            )

    async def close_harmless(self) -> bool:
        """Close layers that the profile declares harmless; whether any was closed."""
        closed = False
        for layer in self.profile.harmless:
            if await self.is_shown(layer.shown):
                await self.click(layer.close)
                closed = True
        return closed
