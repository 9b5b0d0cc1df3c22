"""What a workstation remembers: the same rules for the store and for memory, over a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from robot.domain.errors import JournalUnwritable
from robot.governance import ForgetfulMemory, Numbered, Refusal, ReleaseRefused, SeenRelease, VersionMemory
from robot.store.releases import SqliteReleaseMemory, remembered
from tests.support.builders import HandClock
from tests.support.store import Store
from tests.unit.governance.house import TODAY, House


def seen(version: int) -> SeenRelease:
    return SeenRelease(version=version, release_id=f"r{version}", manifest_sha256=f"{version:064}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "tandem.db", HandClock())
    yield opened
    opened.database.close()


def in_store(store: Store) -> SqliteReleaseMemory:
    return SqliteReleaseMemory(store.database, store.journal, store.clock)


@pytest.fixture(params=["store", "memory"])
def memory(request: pytest.FixtureRequest, store: Store) -> VersionMemory:
    makers: dict[str, Callable[[], VersionMemory]] = {
        "store": lambda: in_store(store),
        "memory": ForgetfulMemory,
    }
    return makers[request.param]()


def test_the_highest_version_stays_the_highest(memory: VersionMemory) -> None:
    assert memory.highest() is None
    for version in (5, 7, 6, 7):
        memory.remember(seen(version))
    assert memory.highest() == seen(7)


def test_numbers_only_grow(memory: VersionMemory) -> None:
    assert memory.number(Numbered.ROLES) == 0
    for number in (2, 5, 3):
        memory.raise_number(Numbered.ROLES, number)
    assert memory.number(Numbered.ROLES) == 5
    assert memory.number(Numbered.REVOCATIONS) == 0


def test_it_outlives_a_restart_and_every_change_is_journalled_once(store: Store) -> None:
    memory = in_store(store)
    memory.remember(seen(7))
    memory.remember(seen(7))
    memory.remember(seen(8))
    memory.raise_number(Numbered.REVOCATIONS, 3)
    memory.raise_number(Numbered.REVOCATIONS, 3)
    memory.remember(seen(7))
    again = in_store(store)
    again.remember(seen(7))
    assert again.highest() == seen(8)
    assert again.number(Numbered.REVOCATIONS) == 3
    assert again.last_day() == TODAY
    kinds = [(kind, payload.get("version", payload.get("number"))) for kind, payload in store.journalled()]
    assert kinds == [
        ("release.accepted", 7),
        ("release.accepted", 8),
        ("trust.changed", 3),
        ("release.rolled_back", 7),
    ]
    assert store.is_sound


def test_beside_the_agent_the_same_is_read_and_nothing_written(store: Store, tmp_path: Path) -> None:
    memory = in_store(store)
    memory.remember(seen(7))
    memory.raise_number(Numbered.ROLES, 2)
    read = remembered(store.path)
    read.remember(seen(9))
    assert remembered(store.path).highest() == seen(7)
    assert remembered(store.path).number(Numbered.ROLES) == 2
    assert remembered(store.path).last_day() == TODAY
    assert remembered(tmp_path / "none.db").highest() is None


def test_a_release_that_cannot_be_remembered_is_not_used(house: House, store: Store) -> None:
    house.memory = in_store(store)
    store.lose_journal()
    with pytest.raises(JournalUnwritable):
        house.load()


def test_the_journals_last_day_holds_against_a_clock_set_back(house: House, store: Store) -> None:
    house.memory = in_store(store)
    house.load()
    store.clock.forward(days=60)
    store.database.transact(lambda db: store.journal.append(db, "test", {}))
    store.clock.moment -= timedelta(days=60)
    house.memory = in_store(store)
    with pytest.raises(ReleaseRefused) as refusal:
        house.load()
    assert refusal.value.reason is Refusal.EXPIRED


def test_an_older_store_gets_the_tables(store: Store) -> None:
    tables = {name for (name,) in store.query("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"release_seen", "release_in_use", "trust_seen"} <= tables
