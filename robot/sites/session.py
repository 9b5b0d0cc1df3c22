"""One logged-in session of one account on one site: own context, guarded origins, login by profile."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from playwright.async_api import BrowserContext, Error, Request, StorageState

from robot.domain.errors import ElementMissing, LoginNeeded, SiteFault, SiteUnreachable, WrongAccount
from robot.sites.browser import RobotBrowser
from robot.sites.locating import short
from robot.sites.origins import keep_to_origins
from robot.sites.page import SitePage
from robot.sites.profile import SiteProfile, Step

#: Sets a form value as typing would, without the value passing through a log, a clipboard or key events.
_SET_VALUE = """(element, value) => {
    const proto = Object.getPrototypeOf(element);
    const setter = Object.getOwnPropertyDescriptor(proto, 'value').set;
    setter.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
}"""
_VIEWPORT = {"width": 1280, "height": 800}
#: Chromium asks again by itself when a connection that served before breaks without an answer, even for a
#: POST: one click, two messages. A connection that serves once is never asked twice (docs/adr/0021).
_ASKED_ONCE = {"Connection": "close"}
#: A page left alone for longer is loaded anew before it is believed, seconds.
_STALE_AFTER_S = 600.0
#: What the browser says when the machine itself had no network, as after a sleep.
_OFFLINE = (
    "ERR_INTERNET_DISCONNECTED",
    "ERR_NETWORK_CHANGED",
    "ERR_NETWORK_IO_SUSPENDED",
    "ERR_ADDRESS_UNREACHABLE",
)


class HasReveal(Protocol):
    """A secret that is opened only at the moment of typing."""

    def reveal(self) -> str:
        """The plain value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who logs in."""

    username: str
    #: None where nothing is typed: the site is entered by scanning a code.
    secret: HasReveal | None


class SiteSession:
    """A context with one page, logged in when asked for."""

    def __init__(
        self,
        browser: RobotBrowser,
        profile: SiteProfile,
        account: Callable[[], Awaitable[Account]],
        *,
        shown_account: str = "",
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        """:param account: fetched from the keyring only when a login is really needed.

        :param shown_account: what the site shows of the employee; the login name by default.
        :param wall_clock: seconds; it goes on while the machine sleeps, as a monotonic clock may not.
        """
        self._wall_clock = wall_clock
        self._used_at = wall_clock()
        self._was_offline = False
        self._shown_account = shown_account
        self._browser = browser
        self.profile = profile
        self._account = account
        #: What the site has to show of the employee; known after the first login.
        self._ours = shown_account
        self._context: BrowserContext | None = None
        self._site_page: SitePage | None = None
        #: A page that stands on its login form and waits for a person's scan.
        self._waiting_page: SitePage | None = None
        #: Told of every new page before the site is opened in it.
        self.on_page: Callable[[SitePage], Awaitable[None]] = _nobody

    @property
    def is_open(self) -> bool:
        """Whether a page stands."""
        return self._site_page is not None and not self._site_page.page.is_closed()

    @property
    def standing(self) -> SitePage | None:
        """The page if it was logged in and is still there; never one that waits for a login."""
        return self._site_page if self.is_open else None

    @property
    def shown(self) -> SitePage | None:
        """The page that a person would see now: the standing one, or the one that waits for a login."""
        waiting = self._waiting_page
        return waiting if waiting is not None and not waiting.page.is_closed() else self.standing

    @property
    def waiting_page(self) -> SitePage | None:
        """The page that stands on its login form until a person has scanned the code."""
        return self._waiting_page

    async def page(self) -> SitePage:
        """The page, opened and logged in.

        :raises LoginNeeded: if the site wants a person.
        :raises WrongAccount: if the session is somebody else's.
        :raises SiteUnreachable: if the site does not answer.
        """
        if self._waiting_page is not None:
            await self.wait_logged_in(0.0)
            if self._waiting_page is not None:
                raise self._wants_scan()
        if not self.is_open:
            await self.renew()
        assert self._site_page is not None  # noqa: S101 - renew either sets it or raises
        return self._site_page

    async def fresh_page(self) -> SitePage:
        """The page; loaded anew if it was left alone for long or the machine had no network meanwhile.

        An old page shows what was true then, and keeps the stream of news that a sleep has cut.
        """
        was_open = self.is_open
        idle_s = self._wall_clock() - self._used_at
        site_page = await self.page()
        # A clock that was put back says nothing of how long it was.
        if was_open and (self._was_offline or not 0 <= idle_s <= _STALE_AFTER_S):
            site_page = await self.reload()
        self._used_at = self._wall_clock()
        self._was_offline = False
        return site_page

    async def renew(self) -> SitePage:
        """A fresh context: nothing cached, a new login."""
        return await self._begin(None)

    async def recycle(self) -> SitePage:
        """A fresh context at a safe point, so that a long run does not grow: nobody has to scan again."""
        kept: StorageState | None = None
        if self.profile.login.by == "scan" and self._context is not None:
            kept = await self._context.storage_state()
        return await self._begin(kept)

    async def _begin(self, kept: StorageState | None) -> SitePage:
        await self.close()
        account = await self._account()
        browser = await self._browser.running()
        context = await browser.new_context(
            locale=self.profile.browser_locale,
            viewport=_VIEWPORT,  # type: ignore[arg-type]
            accept_downloads=False,
            permissions=[],
            service_workers="block",
            storage_state=kept,
            extra_http_headers=_ASKED_ONCE,
        )
        self._context = context
        try:
            await keep_to_origins(context, self.profile)
            context.on("requestfailed", self._note_failure)
            site_page = SitePage(await context.new_page(), self.profile, username=account.username)
            await self.on_page(site_page)
            await site_page.open(self.profile.start)
            await self._log_in(site_page, account)
        except Error as err:
            await self.close()
            raise SiteUnreachable(f"{self.profile.site}: {str(err).splitlines()[0][:160]}") from err
        except SiteFault:
            if self._waiting_page is None:
                await self.close()
            raise
        self._site_page = site_page
        self._used_at = self._wall_clock()
        return site_page

    def _note_failure(self, request: Request) -> None:
        if any(word in (request.failure or "") for word in _OFFLINE):
            self._was_offline = True

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

    async def check_account(self) -> None:
        """Look once more whose session it is.

        :raises WrongAccount: if it is another employee's.
        """
        await self._check_account(await self.page(), await self._account())

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
            # Slow, down or rebuilt: no account was refused, so it may be looked at again by itself.
            raise SiteUnreachable(f"{self.profile.site}: the page shows neither its login nor its start")
        await self._check_account(site_page, account)

    async def _work_steps(self, site_page: SitePage, account: Account) -> None:
        login, secret = self.profile.login, account.secret
        if login.by == "scan" or secret is None:
            raise self._wants_scan(site_page)
        for step in login.steps:
            site_page.check_origin()
            target = step.click or step.fill
            if step.optional and target and not await site_page.is_shown(target):
                continue
            try:
                await _work_step(site_page, step, account.username, secret)
            except ElementMissing:
                # A site may withdraw its password form overnight; its code can still be scanned.
                if login.scan and await site_page.is_shown(login.scan):
                    raise self._wants_scan(site_page) from None
                raise

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
        self._ours = self._shown_account or account.username
        if login.account is None:
            return
        try:
            shown = await (await site_page.find(login.account)).text_content() or ""
        except ElementMissing:
            raise LoginNeeded(f"{self.profile.site}: the page does not say whose session it is") from None
        self.check_shown(shown)

    def check_shown(self, shown: str | None) -> None:
        """Compare what a page says of its session with the employee that was logged in.

        :param shown: text of the profile's `login.account`; None where the page does not say.
        :raises WrongAccount: if it is another one's.
        """
        if shown is None:
            return
        pattern = self.profile.login.account_matches
        match = re.search(pattern, shown) if pattern else None
        found = (match.group(1) if match and match.groups() else match.group() if match else shown).strip()
        if found != self._ours:
            raise WrongAccount(
                f"{self.profile.site}: the session belongs to another employee; nothing was done",
                site=self.profile.site,
            )

    # --- a login by scan -----------------------------------------------------------------------------------

    def _wants_scan(self, shown_on: SitePage | None = None) -> LoginNeeded:
        if shown_on is not None:
            self._site_page, self._waiting_page = None, shown_on
        return LoginNeeded(
            f"{self.profile.site}: scan the code to log in, or set an account in Settings",
            site=self.profile.site,
        )

    async def login_picture(self) -> bytes:
        """The code of the login page as PNG, and nothing else of the page; never stored, empty if logged in.

        :raises LoginNeeded: if the profile names no code.
        :raises SiteUnreachable: if the site does not answer.
        """
        code = self.profile.login.scan
        if code is None:
            raise self._wants_scan()
        with suppress(LoginNeeded):
            await self.page()
        if (waiting := self._waiting_page) is None:
            return b""
        try:
            return await (await waiting.find(code)).screenshot(type="png", animations="disabled")
        except Error as err:
            raise SiteUnreachable(f"{self.profile.site}: {short(err)}") from err

    async def wait_logged_in(self, patience_s: float) -> bool:
        """Wait for the scan; a code that ran out is asked for anew. Whether somebody is logged in now.

        :param patience_s: seconds.
        :raises WrongAccount: if another employee scanned; the session is closed.
        :raises SiteUnreachable: if the page went away; `login_picture` opens it again.
        """
        # A page that stands may show its login all the same, if the session ran out.
        waiting, login = self._waiting_page or self._site_page, self.profile.login
        if waiting is None or waiting.page.is_closed():
            return False

        async def inside() -> bool | None:
            if await waiting.is_shown(login.done):
                return True
            if login.expired_texts and await waiting.shows_text(login.expired_texts):
                await waiting.open(self.profile.start)
            return None

        try:
            if not await waiting.until(inside, patience_s=patience_s):
                return False
            await self._check_account(waiting, await self._account())
        except SiteFault:
            await self.close()
            raise
        self._site_page, self._waiting_page = waiting, None
        self._used_at = self._wall_clock()
        return True

    async def enter_with(self, other: SiteSession) -> bool:
        """Begin anew with the cookies of another session of the same account; whether that let it in.

        Nothing else of the other is taken over, neither its storage nor its page: what this session shows it
        still read from the server itself. A site that wants more than cookies wants its own scan.

        :raises SiteFault: if the site does not answer, or lets somebody else in.
        """
        mine, theirs = await self._account(), await other._account()
        context = other._context
        if mine.username != theirs.username or context is None:
            return False
        try:
            kept = await context.storage_state()
            await self._begin({**kept, "origins": []})
        except LoginNeeded:
            return False
        except Error as err:
            raise SiteUnreachable(f"{self.profile.site}: {short(err)}") from err
        return True

    async def close(self) -> None:
        """Close the context and all it kept; safe to call twice."""
        context, self._context = self._context, None
        self._site_page = self._waiting_page = None
        if context is not None:
            try:
                await context.close()
            except Error:
                # The browser is gone already, and the context with it.
                return


async def _nobody(_page: SitePage) -> None:
    return


async def _work_step(site_page: SitePage, step: Step, username: str, secret: HasReveal) -> None:
    if step.click:
        await site_page.click(step.click)
    elif step.fill and step.value == "secret":
        box = await site_page.find(step.fill)
        await box.evaluate(_SET_VALUE, secret.reveal())
    elif step.fill:
        await site_page.fill(step.fill, username)
    elif step.press:
        with site_page.own_input.under_way():
            await site_page.page.keyboard.press(step.press)
