"""A night run on a real agent and browser: by the schedule, without a screen, and through a power cut."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml

from demoday.programs import ROOT, Bank, python_path
from demoday.workstation import store_accounts, write_settings
from robot.domain.views import AgentStatus
from tests.support.workstation import Workstation, effects_by_task, eventually

#: What a screen, a window system or a desktop session would be found by.
_OF_A_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


def run_has_ended(status: AgentStatus) -> bool:
    return status.run is not None and status.run.state == "ended" and not status.pending_records


def set_up(station: Workstation, bank: Bank, *, policy: bytes = b"", **schedule: object) -> None:
    """Settings with a schedule; the agent is started by the test."""
    replaced = {"policy/policy.yaml": policy} if policy else None
    write_settings(station.home.path, bank, headless=True, with_crm=True, replaced=replaced)
    settings = yaml.safe_load(station.home.settings.read_text("utf-8"))
    settings["schedule"] = schedule
    station.home.settings.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under cron or a locked desktop."""
    for name in _OF_A_SCREEN:
        monkeypatch.delenv(name, raising=False)


def tandem(station: Workstation, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line as cron runs it: almost no environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-P", "-m", "robot.cli", *arguments],
        env={**kept, "TANDEM_HOME": str(station.home.path), "PYTHONPATH": python_path()},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_schedule_runs_the_night_without_a_screen(
    bare_station: Workstation, bank: Bank, private_keyring: dict[str, str], no_screen: None
) -> None:
    """The machine is restarted over the start at 10:03; the agent comes up at 10:05 and begins at once."""
    station = bare_station
    set_up(station, bank, is_on=True, windows=[{"days": "all", "from": "10:03", "until": "20:00"}])
    station.start()
    store_accounts(station.home.path, bank)
    status = station.wait_for(lambda status: status.night is not None and status.night.is_on)
    assert status.night is not None
    assert f"{status.night.next_start:%H:%M}" == "10:03"
    assert station.end() == 0
    station.start()
    ended = station.wait_for(run_has_ended, 180)
    assert ended.run is not None
    assert ended.run.kind == "scheduled"
    assert ended.night is not None
    assert ended.night.missed is None
    assert ended.run.by_outcome["confirmed"] > 0
    effects = effects_by_task(bank, station)
    assert max(effects.values()) == 1
    assert set(effects) == station.confirmed()
    assert station.query("SELECT kind, state FROM run") == [("scheduled", "ended")]
    eventually(lambda: bool(list(station.home.reports.glob("digest-*.html"))), 40)

    plan = tandem(station, "night", "--plan")
    assert plan.returncode == 0, plan.stderr
    assert "The schedule is on." in plan.stdout
    assert "10:03 to 20:00" in plan.stdout
    assert "not a workday" in plan.stdout


def test_a_night_without_an_exemption_leaves_every_send_for_the_morning(
    bare_station: Workstation, bank: Bank, private_keyring: dict[str, str], no_screen: None
) -> None:
    station = bare_station
    policy = (ROOT / "resources" / "policy" / "policy.yaml").read_bytes()
    set_up(station, bank, policy=policy, is_on=False)
    station.start()
    store_accounts(station.home.path, bank)
    done = tandem(station, "night", "--now")
    assert done.returncode == 0, done.stderr
    assert "left for you: no leave to send while nobody is present" in done.stdout
    assert bank.ask("/oracle/messages") == []
    assert {state for (state,) in station.query("SELECT DISTINCT state FROM task")} == {"ready"}
    (counts,) = station.query("SELECT planned, left_out FROM run")
    assert counts[0] == 0
    assert "permit.unattended" in counts[1]


@pytest.mark.parametrize("verb", ["run", "night_run"])
def test_the_power_fails_in_mid_run_and_the_run_goes_on_by_itself(
    bare_station: Workstation, bank: Bank, private_keyring: dict[str, str], no_screen: None, verb: str
) -> None:
    station = bare_station
    set_up(station, bank, is_on=False)
    station.start()
    store_accounts(station.home.path, bank)
    station.ask("pull")
    station.ask(verb)
    before = station.wait_for(lambda status: status.run is not None and status.run.done >= 4)
    station.kill()

    station.start()
    ended = station.wait_for(run_has_ended, 180)
    assert before.run is not None
    assert ended.run is not None
    assert ended.run.run_id == before.run.run_id
    assert ended.run.total == before.run.total
    assert ended.run.done == ended.run.total, "every task taken has one outcome"
    assert "unknown" not in ended.run.by_outcome
    effects = effects_by_task(bank, station)
    assert max(effects.values()) == 1, "never twice"
    assert set(effects) == station.confirmed(), "never lost"
    records = [record["content"] for record in bank.ask("/oracle/records")]
    assert len(records) == len(set(records))
    types = [row[0] for row in station.query("SELECT json_extract(header, '$.type') FROM journal")]
    assert types.count("run.started") == 1
    assert types.count("run.continued") == 1
    assert types.count("run.ended") == 1
    assert station.chain().fault is None
