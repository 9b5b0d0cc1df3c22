"""A person takes the robot's page and hands it back: nothing twice, nothing while the page is theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from demoday.programs import Bank
from demoday.workstation import store_accounts, write_settings
from robot.domain.errors import EnvironmentFault, StateConflict
from robot.domain.views import AgentStatus
from tests.integration.agent.test_stopping import assert_books_and_bank_agree, confirmed, run_has_ended
from tests.support.workstation import Workstation, eventually


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An X display that nobody looks at."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    process = subprocess.Popen([*command, "-noreset"], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def shown(screen: None, tmp_path: Path, bank: Bank, private_keyring: dict[str, str]) -> Iterator[Workstation]:
    """A workstation whose browser can be seen."""
    station = Workstation(tmp_path / "home", bank.today)
    try:
        write_settings(station.home.path, bank, headless=False, with_crm=False)
        station.start()
        store_accounts(station.home.path, bank)
        station.ask("pull")
        yield station
    finally:
        station.sweep()


def has_got(number: int, status: AgentStatus) -> bool:
    return confirmed(status) >= number or run_has_ended(status)


def is_taken(status: AgentStatus) -> bool:
    return bool(status.taken_over_by)


def sent_after(bank: Bank, before: int, seconds: float) -> int:
    """Messages that the bank got in the next seconds; that none came is what is shown."""
    try:
        eventually(lambda: len(bank.ask("/oracle/messages")) > before, seconds)
    except AssertionError:
        return 0
    return len(bank.ask("/oracle/messages")) - before


def test_nothing_is_sent_while_the_page_is_a_persons_and_all_goes_on_afterwards(
    shown: Workstation, bank: Bank
) -> None:
    shown.ask("run")
    shown.wait_for(lambda status: confirmed(status) >= 2)
    shown.ask("take_over")
    status = shown.ask("status")
    assert status.taken_over_by
    assert [wait.reason for wait in status.waits] == ["person.taken_over"]
    assert sent_after(bank, len(bank.ask("/oracle/messages")), 2.0) == 0
    with pytest.raises(StateConflict):
        shown.ask("take_over")
    assert shown.ask("hand_back").detail == ""
    ended = shown.wait_for(run_has_ended)
    assert ended.run is not None
    assert sum(ended.run.by_outcome.values()) == ended.run.total
    assert_books_and_bank_agree(shown, bank)
    assert "unknown" not in shown.outcomes()
    assert shown.query("SELECT COUNT(*) FROM task WHERE reason = 'person.taken_over'") == [(0,)]


def test_taken_over_often_in_mid_run_nothing_is_doubled_or_lost(shown: Workstation, bank: Bank) -> None:
    shown.ask("run")
    for number in range(1, 5):
        shown.wait_for(partial(has_got, number))
        shown.ask("take_over")
        shown.ask("hand_back")
    ended = shown.wait_for(run_has_ended)
    assert ended.run is not None
    assert sum(ended.run.by_outcome.values()) == ended.run.total
    assert_books_and_bank_agree(shown, bank)
    assert "unknown" not in shown.outcomes()


def test_a_person_who_just_uses_the_window_is_given_it(shown: Workstation, bank: Bank) -> None:
    shown.ask("run")
    shown.wait_for(lambda status: confirmed(status) >= 2)
    # A person does not stop after one click.
    for _ in range(40):
        subprocess.run(["xdotool", "mousemove", "700", "600", "click", "1"], check=True)
        if is_taken(shown.ask("status")):
            break
    status = shown.wait_for(is_taken, 10)
    assert status.run is not None
    assert status.run.state != "ended"
    assert sent_after(bank, len(bank.ask("/oracle/messages")), 1.5) == 0
    shown.ask("hand_back")
    shown.wait_for(run_has_ended)
    assert_books_and_bank_agree(shown, bank)


def test_the_robot_alone_never_takes_itself_for_a_person(shown: Workstation, bank: Bank) -> None:
    # A stop in mid-message makes it empty the box again, which takes a key.
    for number in (2, 4, 6):
        shown.ask("run")
        shown.wait_for(partial(has_got, number))
        shown.ask("stop")
        shown.wait_for(run_has_ended)
        shown.ask("release_stop")
    shown.ask("run")
    shown.wait_for(run_has_ended)
    assert shown.query(
        "SELECT COUNT(*) FROM journal WHERE json_extract(header, '$.type') LIKE 'takeover%'"
    ) == [(0,)]


def test_a_stop_while_the_page_is_a_persons_ends_the_run(shown: Workstation, bank: Bank) -> None:
    shown.ask("run")
    shown.wait_for(lambda status: confirmed(status) >= 1)
    shown.ask("take_over")
    shown.ask("stop")
    shown.wait_for(run_has_ended)
    shown.ask("hand_back")
    assert shown.ask("status").taken_over_by == ""
    assert_books_and_bank_agree(shown, bank)


def test_without_a_window_it_is_refused_with_what_to_set(station: Workstation) -> None:
    with pytest.raises(EnvironmentFault) as refused:
        station.ask("take_over")
    assert refused.value.code == "takeover.headless"
    assert "headless: false" in str(refused.value)
    assert station.ask("status").taken_over_by == ""
    with pytest.raises(StateConflict):
        station.ask("hand_back")
