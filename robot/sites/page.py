"""A page read and worked by element names: locators healed in order, rows read in one trip, no waits."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playwright.async_api import ElementHandle, Error, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from robot.domain.errors import ElementAmbiguous, ElementMissing, NotClicked, SiteFault, SiteUnreachable
from robot.sites.page_scripts import NEXT_CHANGE, READ, ROWS
from robot.sites.profile import LocatorSpec, SiteProfile

_T = TypeVar("_T")

#: An element that was found is given so many looks to be shown again before it is looked for anew.
_HIDDEN_LOOKS = 4
#: How long a known element is waited for before its other locators are tried, milliseconds.
_KNOWN_PATIENCE_MS = 1500
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
        self._found: dict[str, int] = {}
        self._handles: dict[str, ElementHandle] = {}
        self._hidden: dict[str, int] = {}

    # --- finding -------------------------------------------------------------------------------------------

    def locator_for(self, spec: LocatorSpec, *, visible: bool = True) -> Locator:
        """One way of finding an element, inside the element that it is within."""
        root: Page | Locator = self.page
        if spec.within:
            within = self.profile.elements[spec.within]
            root = self.locator_for(within[self._found.get(spec.within, 0)])
        found = _by_kind(root, spec)
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
                if not _is_navigation(err):
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
        found: list[str | list[str] | None] = [None] * len(wanted)
        for last_try in (False, True):
            handles: list[list[Any]] = []
            for name, attribute in wanted:
                handles.append([await self._handle(name, patience_s if last_try else 0.0), attribute])
            try:
                found = await self.page.evaluate(READ, [handles, first, _LOOK_AGAIN_MS if first else 0])
            except Error as err:
                if not _is_navigation(err) or last_try:
                    raise SiteFault(f"{self.profile.site}: {short(err)}") from err
                self.forget()
                continue
            gone = [
                name for (name, _), value in zip(wanted, found, strict=True) if self._is_stale(name, value)
            ]
            for name in gone:
                self._handles.pop(name, None)
            if not gone:
                return [value if isinstance(value, str) else None for value in found]
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

    def forget_element(self, name: str) -> None:
        """Find the element anew the next time."""
        self._handles.pop(name, None)

    async def rows(self, name: str) -> list[dict[str, str]]:
        """All rows of a collection, fields read in one trip."""
        return (await self.tail(name, 0))[1]

    async def tail(self, name: str, count: int) -> tuple[int, list[dict[str, str]]]:
        """The last `count` rows of a collection (all for zero), and the index of the first of them."""
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
        await self._click(self.row(name, index), name, _KNOWN_PATIENCE_MS)

    async def locate(self, name: str) -> None:
        """Make sure that the element was found once; what changes after that is a strict click's business."""
        if name not in self._found:
            await self.find(name, patience_s=1.0)

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
                await self._click(known, name, _KNOWN_PATIENCE_MS)
            except NotClicked:
                self._found.pop(name, None)
            else:
                return
        await self._click(await self.find(name), name, self.profile.patience_s * 1000)

    async def _click(self, locator: Locator, name: str, patience_ms: float) -> None:
        try:
            await locator.click(timeout=patience_ms)
        except Error as err:
            # The driver's own log says whether the mouse ever moved.
            message = str(err)
            waited = isinstance(err, PlaywrightTimeout) and "performing click action" not in message
            if waited or "strict mode violation" in message:
                text = f"{self.profile.site}: {name} cannot be clicked ({short(err)})"
                raise NotClicked(text, element=name) from err
            raise

    async def fill(self, name: str, text: str) -> None:
        """Put a text into a box, replacing what stands there."""
        known = self._known(name)
        if known is not None:
            try:
                await known.fill(text, timeout=_KNOWN_PATIENCE_MS)
            except Error:
                # Filling twice is harmless, so any failure is reason enough to look anew.
                self._found.pop(name, None)
            else:
                return
        locator = await self.find(name)
        try:
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


def _by_kind(root: Page | Locator, spec: LocatorSpec) -> Locator:
    if spec.role:
        name = re.compile(spec.name_matches) if spec.name_matches else (spec.name or None)
        exact = bool(spec.name) and not spec.name_matches
        return root.get_by_role(spec.role, name=name, exact=exact or None)  # type: ignore[arg-type]
    if spec.label:
        return root.get_by_label(spec.label, exact=True)
    if spec.placeholder:
        return root.get_by_placeholder(spec.placeholder, exact=True)
    if spec.text:
        return root.get_by_text(spec.text, exact=True)
    if spec.test_id:
        return root.get_by_test_id(spec.test_id)
    return root.locator(spec.css)


#: What the driver says when the page goes to another document while it is being read.
_NAVIGATION_WORDS = (
    "context was destroyed",
    "navigat",
    "frame was detached",
    "cannot find context",
    "adopt element handle",
)


def _is_navigation(err: Error) -> bool:
    message = str(err).lower()
    return any(words in message for words in _NAVIGATION_WORDS)


def short(err: Exception) -> str:
    """The first line of an error, for logs and details."""
    return str(err).splitlines()[0][:160] if str(err) else type(err).__name__
