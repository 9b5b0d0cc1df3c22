"""One logged-in session of one account on one site: own context, guarded origins, login by profile."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Error, Page, Route, WebSocketRoute

from robot.domain.errors import ElementMissing, LoginNeeded, SiteFault, SiteUnreachable, WrongAccount
from robot.sites.browser import RobotBrowser
from robot.sites.page import SitePage
from robot.sites.profile import SiteProfile

#: Sets a form value as typing would, without the value passing through a log, a clipboard or key events.
_SET_VALUE = """(element, value) => {
    const proto = Object.getPrototypeOf(element);
    const setter = Object.getOwnPropertyDescriptor(proto, 'value').set;
    setter.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
}"""
_VIEWPORT = {"width": 1280, "height": 800}


class HasReveal(Protocol):
    """A secret that is opened only at the moment of typing."""

    def reveal(self) -> str:
        """The plain value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who logs in."""

    username: str
    secret: HasReveal


class SiteSession:
    """A context with one page, logged in when asked for."""

    def __init__(
        self,
        browser: RobotBrowser,
        profile: SiteProfile,
        account: Callable[[], Awaitable[Account]],
        *,
        shown_account: str = "",
    ) -> None:
        """:param account: fetched from the keyring only when a login is really needed.

        :param shown_account: what the site shows of the employee; the login name by default.
        """
        self._shown_account = shown_account
        self._browser = browser
        self.profile = profile
        self._account = account
        self._context: BrowserContext | None = None
        self._site_page: SitePage | None = None

    @property
    def is_open(self) -> bool:
        """Whether a page stands."""
        return self._site_page is not None and not self._site_page.page.is_closed()

    async def page(self) -> SitePage:
        """The page, opened and logged in.

        :raises LoginNeeded: if the site wants a person.
        :raises WrongAccount: if the session is somebody else's.
        :raises SiteUnreachable: if the site does not answer.
        """
        if not self.is_open:
            await self.renew()
        assert self._site_page is not None  # noqa: S101 - renew either sets it or raises
        return self._site_page

    async def renew(self) -> SitePage:
        """A fresh context: nothing cached, a new login."""
        await self.close()
        account = await self._account()
        browser = await self._browser.running()
        context = await browser.new_context(
            locale=self.profile.browser_locale,
            viewport=_VIEWPORT,  # type: ignore[arg-type]
            accept_downloads=False,
            permissions=[],
            service_workers="block",
        )
        self._context = context
        try:
            await _guard(context, self.profile)
            site_page = SitePage(await context.new_page(), self.profile, username=account.username)
            await site_page.open(self.profile.start)
            await self._log_in(site_page, account)
        except Error as err:
            await self.close()
            raise SiteUnreachable(f"{self.profile.site}: {str(err).splitlines()[0][:160]}") from err
        except SiteFault:
            await self.close()
            raise
        self._site_page = site_page
        return site_page

    async def reload(self) -> SitePage:
        """The start page again in the same session, logging in if the site asks for it."""
        site_page = await self.page()
        await site_page.open(self.profile.start)
        await self._log_in(site_page, await self._account())
        return site_page

    async def visit(self, path: str, ready: str) -> SitePage:
        """A path of the site, standing; if it asks for a login instead, that first.

        :param ready: element that shows that the page stands.
        """
        site_page = await self.page()
        await site_page.open(path)
        if await site_page.first_of(ready, self.profile.login.form) != ready:
            await self._log_in(site_page, await self._account())
            await site_page.open(path)
            await site_page.find(ready)
        return site_page

    async def ensure_logged_in(self) -> SitePage:
        """The page; if it shows the login form in mid-work, a new login."""
        site_page = await self.page()
        if await site_page.is_shown(self.profile.login.form):
            await self._log_in(site_page, await self._account())
        return site_page

    async def _log_in(self, site_page: SitePage, account: Account) -> None:
        login = self.profile.login

        async def standing() -> str | None:
            if await site_page.is_shown(login.done):
                return "done"
            return "form" if await site_page.is_shown(login.form) else None

        if await site_page.until(standing) == "form":
            await self._work_steps(site_page, account)
        if not await site_page.is_shown(login.done):
            raise LoginNeeded(f"{self.profile.site}: the page shows neither its login nor its start")
        await self._check_account(site_page, account)

    async def _work_steps(self, site_page: SitePage, account: Account) -> None:
        login = self.profile.login
        for step in login.steps:
            site_page.check_origin()
            target = step.click or step.fill
            if step.optional and target and not await site_page.is_shown(target):
                continue
            if step.click:
                await site_page.click(step.click)
            elif step.fill and step.value == "secret":
                box = await site_page.find(step.fill)
                await box.evaluate(_SET_VALUE, account.secret.reveal())
            elif step.fill:
                await site_page.fill(step.fill, account.username)
            elif step.press:
                await site_page.page.keyboard.press(step.press)

        async def settled() -> str | None:
            if await site_page.is_shown(login.done):
                return "done"
            return await site_page.shows_text(login.refused_texts) or None

        answer = await site_page.until(settled)
        if answer != "done":
            raise LoginNeeded(
                f"{self.profile.site}: the login was {'refused: ' + answer if answer else 'not completed'}; "
                "set the account again in Settings or with `tandem accounts set`, then test it",
                site=self.profile.site,
            )

    async def _check_account(self, site_page: SitePage, account: Account) -> None:
        login = self.profile.login
        if login.account is None:
            return
        try:
            shown = await (await site_page.find(login.account)).text_content() or ""
        except ElementMissing:
            raise LoginNeeded(f"{self.profile.site}: the page does not say whose session it is") from None
        match = re.search(login.account_matches, shown) if login.account_matches else None
        found = (match.group(1) if match and match.groups() else match.group() if match else shown).strip()
        if found != (self._shown_account or account.username):
            raise WrongAccount(
                f"{self.profile.site}: the session belongs to another employee; nothing was done",
                site=self.profile.site,
            )

    async def close(self) -> None:
        """Close the context and all it kept; safe to call twice."""
        context, self._context, self._site_page = self._context, None, None
        if context is not None:
            try:
                await context.close()
            except Error:
                # The browser is gone already, and the context with it.
                return


async def _guard(context: BrowserContext, profile: SiteProfile) -> None:
    """Let the context reach the profile's origins and nothing else."""
    allowed = "|".join(re.escape(_authority(origin)) for origin in profile.origins)
    foreign = re.compile(rf"^(?!(?:https?|wss?)://(?:{allowed})(?:[/?#]|$))(?!data:)(?!blob:)(?!about:)")

    async def refuse(route: Route) -> None:
        await route.abort("blockedbyclient")

    async def refuse_socket(socket: WebSocketRoute) -> None:
        await socket.close(code=1008, reason="not allowed")

    async def close_foreign(page: Page) -> None:
        if foreign.match(page.url) and page.url not in {"", "about:blank"}:
            await page.close()

    await context.route(foreign, refuse)
    await context.route_web_socket(foreign, refuse_socket)
    context.on("page", close_foreign)


def _authority(origin: str) -> str:
    return urlsplit(origin).netloc
