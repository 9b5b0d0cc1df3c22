"""A run is stopped by the kill switch, a file or the end of the process: nothing goes out afterwards."""

from __future__ import annotations

import signal
from collections import Counter

import pytest

from demoday.programs import Bank
from robot.domain.errors import NotPermitted
from robot.domain.views import AgentStatus
from tests.support.workstation import Workstation, effects_by_task, eventually


def confirmed(status: AgentStatus) -> int:
    return status.by_outcome.get("confirmed", 0)


def run_has_ended(status: AgentStatus) -> bool:
    return status.run is not None and status.run.state == "ended"


def assert_books_and_bank_agree(station: Workstation, bank: Bank) -> None:
    effects = effects_by_task(bank, station)
    assert max(effects.values(), default=0) <= 1, "nobody got two messages"
    assert set(effects) == station.confirmed(), (
        "what is called confirmed stands at the bank, and nothing else"
    )
    assert station.chain().fault is None


@pytest.mark.parametrize("how", ["verb", "file"])
def test_the_kill_switch_ends_a_run_and_nothing_is_sent_after_it(
    station: Workstation, bank: Bank, how: str
) -> None:
    station.ask("run")
    station.wait_for(lambda status: confirmed(status) >= 2)
    if how == "verb":
        station.ask("stop", reason="投诉")
    else:
        station.home.stop_file.touch()
    ended = station.wait_for(run_has_ended)
    sent = len(bank.ask("/oracle/messages"))
    assert ended.run is not None
    assert sum(ended.run.by_outcome.values()) == ended.run.total, "outcomes add up to the tasks taken"
    assert ended.run.by_outcome["cancelled"] > 0
    assert ended.stop is not None
    with pytest.raises(NotPermitted):
        station.ask("run")
    assert_books_and_bank_agree(station, bank)

    station.ask("release_stop")
    station.ask("run")
    finished = station.wait_for(run_has_ended)
    assert finished.run is not None
    assert "cancelled" not in finished.run.by_outcome, "what was stopped may go on"
    assert len(bank.ask("/oracle/messages")) > sent
    assert_books_and_bank_agree(station, bank)
    assert "unknown" not in station.outcomes()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_mid_run_ends_everything_in_order(
    station: Workstation, bank: Bank, how: signal.Signals
) -> None:
    station.ask("run")
    station.wait_for(lambda status: confirmed(status) >= 2)
    assert station.end(how) == 0
    eventually(lambda: not station.processes(), 5)
    assert_books_and_bank_agree(station, bank)
    states = Counter(row[0] for row in station.query("SELECT state FROM task"))
    assert set(states) <= {"ready", "ended"}, "no task is left in the middle"
    assert station.query("SELECT json_extract(header, '$.type') FROM journal ORDER BY seq DESC LIMIT 1") == [
        ("agent.stopped",)
    ]
    for left_behind in (station.home.session_key, station.home.path / "agent.sock"):
        assert not left_behind.exists()


def test_shutting_down_by_a_front_is_as_clean(station: Workstation) -> None:
    station.ask("shutdown")
    assert station.exit_code() == 0
    eventually(lambda: not station.processes(), 5)
