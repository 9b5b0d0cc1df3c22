"""Accounts of the sites: names in the store, secrets in the OS keyring, opened only for a login."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from robot.domain.errors import EnvironmentFault, LoginNeeded, StateConflict
from robot.domain.views import AccountRow
from robot.sites.profile import SiteProfile
from robot.sites.session import Account
from robot.store.accounts import AccountEntry, SqliteAccounts
from robot.vault.errors import SecretNotFound, VaultError
from robot.vault.port import SecretRef, Vault
from robot.vault.secret import Secret

#: Purposes that every chat or record site has.
_PURPOSES = ("robot", "witness")


class AccountDesk:
    """What the agent knows of accounts; names are kept in memory, secrets never."""

    def __init__(self, *, book: SqliteAccounts, vault: Vault, profiles: Mapping[str, SiteProfile]) -> None:
        """Call `load` before the first login."""
        self.book = book
        self._vault = vault
        self._profiles = profiles
        self._entries: dict[tuple[str, str], AccountEntry] = {}

    async def load(self) -> None:
        """Read the account names from the store."""
        self._entries = {(entry.site, entry.purpose): entry for entry in await self.book.all()}

    def login(self, site: str, purpose: str) -> Callable[[], Awaitable[Account]]:
        """How a session gets its account when it needs one.

        The witness uses the robot's account where none of its own is set: another session of the same
        employee. Where a person scans a code there is nothing to keep secret; whose session it must be says
        the account's name, or the workstation's settings.
        """
        profile = self._profiles.get(site)
        is_scanned = profile is not None and profile.login.by == "scan"
        may_be_scanned = profile is not None and profile.login.scan is not None

        async def fetch() -> Account:
            entry = self._entries.get((site, purpose)) or self._entries.get((site, "robot"))
            if is_scanned:
                return Account(username=entry.username if entry else "", secret=None)
            if entry is None:
                raise LoginNeeded(
                    f"no account is set for {site}; set one in Settings or with"
                    f" `tandem accounts set {site} USERNAME`",
                    site=site,
                )
            try:
                secret = await asyncio.to_thread(self._vault.load, _ref(entry))
            except SecretNotFound as err:
                if may_be_scanned:
                    return Account(username=entry.username, secret=None)
                raise LoginNeeded(
                    f"the keyring holds no secret for {site}; set the account again", site=site
                ) from err
            except VaultError as err:
                raise LoginNeeded(
                    f"the keyring does not answer ({err}); unlock it and try again", site=site
                ) from err
            return Account(username=entry.username, secret=secret)

        return fetch

    async def token(self, site: str) -> str:
        """The bearer token of a site's API; empty if none is set.

        :raises LoginNeeded: if the keyring does not answer.
        """
        entry = self._entries.get((site, "api"))
        if entry is None:
            return ""
        try:
            return (await asyncio.to_thread(self._vault.load, _ref(entry))).reveal()
        except VaultError as err:
            raise LoginNeeded(f"the keyring gives no token for {site} ({err})", site=site) from err

    async def set(self, site: str, purpose: str, username: str, secret: str) -> None:
        """Store an account; the secret first, so that a name without a secret never stands.

        :raises EnvironmentFault: if the keyring refuses; nothing was changed.
        """
        try:
            await self._store(site, purpose, username, secret)
        except VaultError as err:
            raise EnvironmentFault(
                f"the keyring did not take the secret ({err}); nothing was changed: run `tandem doctor`",
                code=err.code,
            ) from err
        await self.book.put(site, purpose, username)
        await self.load()

    async def _store(self, site: str, purpose: str, username: str, secret: str) -> None:
        await asyncio.to_thread(
            self._vault.store, site, keyring_ref(site, purpose, username).username, Secret(secret)
        )

    async def remove(self, site: str, purpose: str) -> None:
        """Forget an account and its secret.

        :raises StateConflict: if there is none.
        """
        entry = self._entries.get((site, purpose))
        if entry is None:
            raise StateConflict(f"no {purpose} account is set for {site}", code="account.not_found")
        with suppress(SecretNotFound):
            await asyncio.to_thread(self._vault.delete, _ref(entry))
        await self.book.remove(site, purpose)
        await self.load()

    async def tested(self, site: str, purpose: str, result: str) -> AccountRow:
        """Note how a test login ended and return the account's row."""
        await self.book.tested(site, purpose, result)
        await self.load()
        return next(row for row in await self.rows() if (row.site, row.purpose) == (site, purpose))

    async def rows(self) -> tuple[AccountRow, ...]:
        """Every account that is set or should be."""
        wanted = {(site, purpose) for site in self._profiles for purpose in _PURPOSES} | set(self._entries)
        return tuple([await self._row(site, purpose) for site, purpose in sorted(wanted)])

    async def _row(self, site: str, purpose: str) -> AccountRow:
        entry = self._entries.get((site, purpose))
        profile = self._profiles.get(site)
        return AccountRow(
            site=site,
            site_title=profile.title if profile else site,
            origin=profile.origins[0] if profile else "",
            purpose=purpose,
            username=entry.username if entry else "",
            has_secret=entry is not None and await self._has_secret(entry),
            tested_at=entry.tested_at if entry else None,
            test_result=entry.test_result if entry else "",
        )

    async def _has_secret(self, entry: AccountEntry) -> bool:
        try:
            await asyncio.to_thread(self._vault.load, _ref(entry))
        except VaultError:
            return False
        return True


def keyring_ref(site: str, purpose: str, username: str) -> SecretRef:
    """Where the keyring holds an account's secret; an employee's witness may share the robot's login name."""
    return SecretRef(site=site, username=username if purpose == "robot" else f"{username}#{purpose}")


def _ref(entry: AccountEntry) -> SecretRef:
    return keyring_ref(entry.site, entry.purpose, entry.username)
