"""One pretend bank for all scenarios, and one desk that they share for as long as it stays fit for use."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from demoday.programs import Bank, pretend_bank
from robot.domain.errors import TandemError
from tests.acceptance.scenarios.desk import Desk, control, set_up, take_down

TODAY = date(2026, 11, 23)

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def scenario_bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    arguments = ["--tasks", "200", "--seed", "7", "--today", TODAY.isoformat(), "--reply-rate", "0"]
    with pretend_bank(tmp_path_factory.mktemp("bank"), arguments) as bank:
        yield bank


class Office:
    """Keeps the desk of the last scenario for the next one, unless it was left in a state of its own."""

    def __init__(self, factory: pytest.TempPathFactory, bank: Bank) -> None:
        self._factory = factory
        self._bank = bank
        self._desk: Desk | None = None

    def desk(self) -> Desk:
        if self._desk is None:
            control(self._bank, "DELETE", "/faults")
            control(self._bank, "POST", "/oracle/reset")
            self._desk = set_up(self._factory.mktemp("desk"), self._bank)
        return self._desk

    def after(self, *, was_good: bool) -> None:
        if self._desk is not None and not (was_good and self._is_fit()):
            self.close()

    def _is_fit(self) -> bool:
        assert self._desk is not None
        try:
            return self._desk.tidy()
        except (AssertionError, TandemError):
            return False

    def close(self) -> None:
        if self._desk is not None:
            take_down(self._desk)
            self._desk = None


@pytest.fixture(scope="session")
def office(
    tmp_path_factory: pytest.TempPathFactory, scenario_bank: Bank, private_keyring: dict[str, str]
) -> Iterator[Office]:
    office = Office(tmp_path_factory, scenario_bank)
    try:
        yield office
    finally:
        office.close()


@pytest.fixture
def desk(office: Office, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A robot at work and a bank at which all is well."""
    failures_before = request.session.testsfailed
    try:
        yield office.desk()
    finally:
        office.after(was_good=request.session.testsfailed == failures_before)


@pytest.fixture
def desk_with(
    office: Office, tmp_path_factory: pytest.TempPathFactory, scenario_bank: Bank
) -> Iterator[Callable[[Callable[[dict[str, Any]], None]], Desk]]:
    """A desk of its own whose site profile was changed in the named way."""
    # Two robots on one account would read each other's messages.
    office.close()
    made: list[Desk] = []

    def make(change_profile: Callable[[dict[str, Any]], None]) -> Desk:
        control(scenario_bank, "DELETE", "/faults")
        control(scenario_bank, "POST", "/oracle/reset")
        made.append(set_up(tmp_path_factory.mktemp("desk"), scenario_bank, change_profile))
        return made[-1]

    yield make
    for desk in made:
        take_down(desk)
