"""A pretend bank and workstations that drive it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from demoday.programs import Bank, pretend_bank
from demoday.workstation import store_accounts, write_settings
from tests.support.workstation import Workstation

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def one_bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder = tmp_path_factory.mktemp("bank")
    arguments = ["--tasks", "24", "--seed", "7", "--today", TODAY.isoformat(), "--reply-rate", "0"]
    with pretend_bank(folder, arguments) as bank:
        yield bank


@pytest.fixture
def bank(one_bank: Bank) -> Bank:
    """The bank as on its first day."""
    _tell(one_bank, "DELETE", "/faults")
    _tell(one_bank, "POST", "/oracle/reset")
    return one_bank


def _tell(bank: Bank, method: str, path: str) -> None:
    headers = {"Authorization": f"Bearer {bank.control_token}"}
    httpx.request(method, f"{bank.control}{path}", headers=headers, trust_env=False).raise_for_status()


@pytest.fixture
def bare_station(tmp_path: Path) -> Iterator[Workstation]:
    """A workstation that was never set up: an agent and nothing to drive."""
    station = Workstation(tmp_path / "home", TODAY)
    try:
        yield station
    finally:
        station.sweep()


@pytest.fixture
def station(bare_station: Workstation, bank: Bank, private_keyring: dict[str, str]) -> Workstation:
    """A workstation set up for the bank's chat, its agent running and the day's list pulled."""
    return _set_up(bare_station, bank, with_crm=False)


@pytest.fixture
def recording_station(bare_station: Workstation, bank: Bank, private_keyring: dict[str, str]) -> Workstation:
    """The same, with every contact recorded in the CRM."""
    return _set_up(bare_station, bank, with_crm=True)


def _set_up(station: Workstation, bank: Bank, *, with_crm: bool) -> Workstation:
    write_settings(station.home.path, bank, headless=True, with_crm=with_crm)
    station.start()
    store_accounts(station.home.path, bank)
    station.ask("pull")
    return station
