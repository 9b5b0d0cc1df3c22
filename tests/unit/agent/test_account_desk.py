"""Whose login a session gets: a secret from the keyring, or nothing at all where a person scans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from robot.agent.accounts import AccountDesk
from robot.agent.resources import resource_folder
from robot.domain.errors import LoginNeeded
from robot.journal.journal import Journal
from robot.sites.profile import SiteProfile, load_profile
from robot.store.accounts import SqliteAccounts
from robot.store.database import Database
from robot.vault.memory import MemoryVault
from tests.support.builders import HandClock

PROFILE = load_profile(resource_folder("profiles") / "wecom-demo.yaml")


def with_login(**changes: Any) -> SiteProfile:
    return PROFILE.model_copy(update={"login": PROFILE.login.model_copy(update=changes)})


def desk(path: Path, profile: SiteProfile, vault: MemoryVault) -> AccountDesk:
    clock = HandClock()
    book = SqliteAccounts(Database(path / "tandem.db"), Journal(clock), clock)
    return AccountDesk(book=book, vault=vault, profiles={"wecom": profile})


async def test_where_a_person_scans_no_secret_is_asked_for(tmp_path: Path) -> None:
    accounts = desk(tmp_path, with_login(by="scan"), MemoryVault())
    account = await accounts.login("wecom", "robot")()
    assert (account.username, account.secret) == ("", None)


async def test_a_lost_secret_waits_for_a_scan_where_the_site_offers_one(tmp_path: Path) -> None:
    vault = MemoryVault()
    accounts = desk(tmp_path, PROFILE, vault)
    await accounts.set("wecom", "robot", "liming", "pass")
    given = await accounts.login("wecom", "witness")()
    assert given.secret is not None
    vault._values.clear()
    account = await accounts.login("wecom", "robot")()
    assert (account.username, account.secret) == ("liming", None)


async def test_a_lost_secret_is_said_where_there_is_nothing_to_scan(tmp_path: Path) -> None:
    vault = MemoryVault()
    accounts = desk(tmp_path, with_login(scan=None), vault)
    await accounts.set("wecom", "robot", "liming", "pass")
    vault._values.clear()
    with pytest.raises(LoginNeeded, match="set the account again"):
        await accounts.login("wecom", "robot")()
