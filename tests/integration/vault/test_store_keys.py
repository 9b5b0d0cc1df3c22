"""The key above all keys in a real keyring: made once, found again, missed loudly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from robot.agent.checks.privacy import check_store_key
from robot.agent.checks.workplace import Workplace, run_program
from robot.agent.endpoint import Home
from robot.agent.settings import Settings
from robot.agent.store_keys import KEK_REF, data_keys, keys_beside, store_kek
from robot.domain.errors import EnvironmentFault
from robot.governance import TrustPlace
from robot.store.database import Database
from robot.store.tasks import SqliteTaskBook
from robot.vault.errors import KeyringUnavailable, SecretNotFound
from robot.vault.keyring_vault import KeyringVault
from robot.vault.memory import MemoryVault
from tests.support.builders import TODAY, HandClock, task
from tests.support.store import sealing_journal


@pytest.fixture
def vault(private_keyring: dict[str, str]) -> Iterator[KeyringVault]:
    opened = KeyringVault()
    with suppress(SecretNotFound):
        opened.delete(KEK_REF)
    yield opened
    with suppress(SecretNotFound):
        opened.delete(KEK_REF)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    path = tmp_path / "home"
    path.mkdir(mode=0o700)
    return Home(path=path)


def seen(home: Home, vault: object) -> tuple[str, str]:
    place = Workplace(
        home=home,
        settings=Settings(),
        platform="linux",
        environ={},
        now=HandClock().now(),
        open_vault=lambda: vault,  # type: ignore[arg-type, return-value]  # either of the two vaults
        run=run_program,
    )
    found = check_store_key(place)
    return found.state, found.found


async def fill(home: Home, vault: KeyringVault) -> None:
    clock = HandClock()
    keys = data_keys(home, TrustPlace(folder=home.path / "trust", is_throwaway=True), vault, clock)
    database = Database(home.database, keys)
    book = SqliteTaskBook(database, sealing_journal(clock, keys), clock)
    await book.merge(source="a", sha256="aa", tasks=[task(1)], set_aside=[])
    assert [stored.task for stored in await book.of_day(TODAY)] == [task(1)]
    database.close()


async def test_the_key_is_made_once_and_opens_the_store_again(home: Home, vault: KeyringVault) -> None:
    assert seen(home, vault) == ("ok", "made at the agent's first start")
    assert keys_beside(home, vault) is None
    await fill(home, vault)
    assert store_kek(vault, home.database) == store_kek(KeyringVault(), home.database)
    beside = keys_beside(home)
    assert beside is not None
    assert beside.months == {"2026-11"}
    assert seen(home, vault)[0] == "ok"
    kept = vault.load(KEK_REF).reveal().encode()
    assert [path for path in home.path.rglob("*") if path.is_file() and kept in path.read_bytes()] == []


async def test_a_store_without_its_key_is_not_given_a_new_one(home: Home, vault: KeyringVault) -> None:
    await fill(home, vault)
    vault.delete(KEK_REF)
    with pytest.raises(EnvironmentFault) as caught:
        store_kek(vault, home.database)
    assert caught.value.code == "store.key_lost"
    with pytest.raises(SecretNotFound):
        vault.load(KEK_REF)
    assert seen(home, vault)[0] == "failed"
    # Another account's keyring, with a key of its own.
    store_kek(vault, home.path / "elsewhere.db")
    with pytest.raises(EnvironmentFault):
        keys_beside(home, vault)
    assert seen(home, vault)[0] == "failed"


def test_without_a_keyring_nothing_is_made_and_it_is_said(home: Home) -> None:
    vault = MemoryVault(failure=KeyringUnavailable(backend="none", reason="no_session_bus"))
    with pytest.raises(EnvironmentFault, match="nothing is written and nothing is") as caught:
        store_kek(vault, home.database)
    assert caught.value.code == "store.no_keyring"
    assert keys_beside(home, vault) is None
    assert seen(home, vault)[0] == "failed"
    assert not home.database.exists()
