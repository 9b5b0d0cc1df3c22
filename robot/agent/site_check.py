"""`tandem site check`: open a site as the robot would and say what its profile finds; nothing is sent."""

from __future__ import annotations

import asyncio
import sqlite3
from urllib.parse import quote

from playwright.async_api import Error

from robot.agent.accounts import keyring_ref
from robot.agent.endpoint import Home
from robot.agent.released import profiles_of, release_folder, verifier_beside
from robot.agent.settings import Settings
from robot.domain.clock import SystemClock, business_date
from robot.domain.errors import InputRefused, LoginNeeded, TandemError
from robot.domain.views import DoctorItem
from robot.governance import TrustPlace
from robot.sites.browser import BrowserChoice, RobotBrowser
from robot.sites.page import SitePage
from robot.sites.profile import SiteProfile
from robot.sites.session import Account, SiteSession
from robot.store.database import connect
from robot.vault.errors import VaultError
from robot.vault.keyring_vault import KeyringVault

#: Elements that only a login form or a passing notice shows are looked at when it stands, so not here.
_OTHER_DESIGN = "not on the pages that were opened; it may belong to a login form, a notice or another page"


def check_site(
    home: Home, settings: Settings, site: str, trust: TrustPlace | None = None
) -> list[DoctorItem]:
    """One line for each element of the profile: found, healed by a later locator, or missing.

    :param trust: the system's by default.
    :raises InputRefused: if no such site is set up.
    :raises ReleaseRefused: content or signatures of the release are not good.
    """
    verifier = verifier_beside(home, trust or TrustPlace.of_system())
    today = business_date(SystemClock().now())
    release = verifier.load_for_reading(release_folder(home, settings), today)
    profile = profiles_of(release, settings).get(site)
    if profile is None:
        raise InputRefused(f"no site named {site} is set up in {home.settings}", code="site.unknown")
    return asyncio.run(_check(home, settings, profile))


def _database(home: Home) -> sqlite3.Connection:
    if not home.database.exists():
        raise LoginNeeded(
            "no account is set on this workstation yet; start the agent and set one with"
            " `tandem accounts set`"
        )
    return connect(home.database, read_only=True)


async def _check(home: Home, settings: Settings, profile: SiteProfile) -> list[DoctorItem]:
    chosen = settings.sites[profile.site]

    async def account() -> Account:
        return await asyncio.to_thread(_account, home, profile.site)

    async with RobotBrowser(BrowserChoice(program=settings.browser.program), profile.origins) as browser:
        session = SiteSession(browser, profile, account, shown_account=chosen.shown_account)
        found: dict[str, int] = {}
        try:
            await _look(await session.page(), found)
            for path, ready in _further_pages(home, profile):
                await _look(await session.visit(path, ready), found)
            await session.reload()
            await _look_into_chat(await session.page(), found)
        except (TandemError, Error) as err:
            opened = DoctorItem(
                check="site", state="failed", found=str(err).splitlines()[0], remedy="see the message"
            )
            return [opened, *_lines(profile, found)]
        finally:
            await session.close()
    return _lines(profile, found)


async def _look(page: SitePage, found: dict[str, int]) -> None:
    for name, specs in page.profile.elements.items():
        for index, spec in enumerate(specs):
            if await page.locator_for(spec).count() == 1:
                found[name] = min(index, found.get(name, index))
                break


async def _look_into_chat(page: SitePage, found: dict[str, int]) -> None:
    chat = page.profile.chat
    if chat is None:
        return

    async def first_row() -> bool | None:
        return bool(await page.rows(chat.contacts)) or None

    if await page.until(first_row):
        await page.click_row(chat.contacts, 0)
        await page.find(chat.composer)
        await _look(page, found)


def _further_pages(home: Home, profile: SiteProfile) -> list[tuple[str, str]]:
    pages: list[tuple[str, str]] = []
    witness, form = profile.witness, profile.record
    if witness and witness.path and witness.ready:
        today = business_date(SystemClock().now()).isoformat()
        pages.append((witness.path.replace("{business_date}", today), witness.ready))
    customer = _some_customer(home)
    if form and customer:
        number = quote(customer, safe="")
        pages.append((form.records_path.replace("{customer_id}", number), form.records_ready))
        pages.append((form.path.replace("{customer_id}", number), form.submit))
    return pages


def _lines(profile: SiteProfile, found: dict[str, int]) -> list[DoctorItem]:
    lines = []
    for name, specs in profile.elements.items():
        index = found.get(name)
        if index == 0:
            lines.append(DoctorItem(check=name, state="ok", found="found", remedy=""))
        elif index is not None:
            way = specs[index].model_dump(exclude_defaults=True)
            remedy = "the site changed: move this locator to the front of the profile, or mend the first"
            lines.append(DoctorItem(check=name, state="warning", found=f"healed by {way}", remedy=remedy))
        else:
            lines.append(DoctorItem(check=name, state="warning", found="missing", remedy=_OTHER_DESIGN))
    return lines


def _some_customer(home: Home) -> str:
    if not home.database.exists():
        return ""
    db = connect(home.database, read_only=True)
    try:
        row = db.execute(
            "SELECT customer_id FROM task ORDER BY business_date DESC, position LIMIT 1"
        ).fetchone()
    except sqlite3.Error:
        return ""
    finally:
        db.close()
    return row["customer_id"] if row else ""


def _account(home: Home, site: str) -> Account:
    db = _database(home)
    try:
        row = db.execute(
            "SELECT username FROM account WHERE site = ? AND purpose = 'robot'", (site,)
        ).fetchone()
    finally:
        db.close()
    if row is None:
        raise LoginNeeded(f"no account is set for {site}; set one with `tandem accounts set {site} USERNAME`")
    try:
        secret = KeyringVault().load(keyring_ref(site, "robot", row["username"]))
    except VaultError as err:
        raise LoginNeeded(f"the keyring gives no secret for {site} ({err})", site=site) from err
    return Account(username=row["username"], secret=secret)
