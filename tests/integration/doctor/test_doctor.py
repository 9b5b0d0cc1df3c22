"""The doctor on furnished workstations: each fault is found and given a remedy, and nothing escapes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from demoday.release import make_release
from robot.agent.doctor import CHECKS, examine, examine_home
from robot.agent.endpoint import Home
from robot.agent.settings import BrowserSettings, Settings
from robot.domain.clock import BANK_ZONE
from robot.domain.views import DoctorItem
from robot.governance.trust import TrustPlace
from robot.journal.journal import Journal
from robot.store.database import Database
from robot.vault import KeyringLocked, KeyringUnavailable, KeyringVault, MemoryVault, VaultError

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=BANK_ZONE)
POLICY = """
version: 3
zone: Asia/Shanghai
quiet_hours: {{allowed_from: "08:00", allowed_until: "21:00"}}
rating_valid_days: 365
daily_cap: 1
monthly_cap: 4
unattended_exemptions:
  - {{account: "RM0001", channel: wecom, rate_per_minute: 10, expires_on: {expires}}}
"""


class FixedClock:
    """A clock that stands."""

    def __init__(self, moment: datetime = NOW, source: str = "system") -> None:
        self.source, self._moment = source, moment

    def now(self) -> datetime:
        """The chosen moment."""
        return self._moment

    def monotonic_ns(self) -> int:
        """Stands too."""
        return 0


def answering(**answers: str | Exception) -> Callable[[Sequence[str]], str]:
    """Programs that print what a test says."""

    def run(command: Sequence[str]) -> str:
        answer = answers.get(Path(command[0]).name.replace("-", "_"), FileNotFoundError(2, "no such program"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    return run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An own, private home, in the bank's zone."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    path = tmp_path / "home"
    path.mkdir(mode=0o700)
    return Home(path=path)


@pytest.fixture
def browser(tmp_path: Path) -> Settings:
    """Settings that name a program which is there."""
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\n")
    return Settings(browser=BrowserSettings(program=str(program)))


GOOD = {"browser": "Chromium 140.0.7339.80 built on Debian", "fc_match": "Noto Sans CJK SC|en|zh-cn|ja"}


def looked(home: Home, settings: Settings, **different: object) -> dict[str, DoctorItem]:
    """The findings by check, on a good workstation but for what a test changes."""
    usual: dict[str, Any] = {
        "clock": FixedClock(),
        "open_vault": MemoryVault,
        "run": answering(**GOOD),
        "environ": {"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "XFCE"},
        "platform": "linux",
        "trust": TrustPlace(folder=home.path / "no-trust"),
    }
    found = examine(home, settings, **(usual | different))
    assert [item.check for item in found] == list(CHECKS)
    for item in found:
        assert item.state in {"ok", "warning", "failed"}
        assert item.found
        assert bool(item.remedy) == (item.state != "ok")
    return {item.check: item for item in found}


def signed(home: Home, **how: Any) -> TrustPlace:
    """A release in the home, by keys of a test."""
    return make_release(home.path, FixedClock().now().date(), **{"policy": "policy.yaml", **how}).trust


def test_a_good_workstation_lacks_nothing_but_its_sites_and_protected_keys(
    home: Home, browser: Settings
) -> None:
    found = looked(home, browser, trust=signed(home))
    warned = {check for check, item in found.items() if item.state != "ok"}
    assert warned == {"profiles", "trust", "release"}
    assert "throw-away" in found["release"].found
    assert "3650 days left" in found["release"].found
    assert "talk tracks" in found["talktracks"].found
    assert "140.0.7339.80" in found["browser"].found


def test_without_a_release_nothing_is_said_of_what_it_would_hold(home: Home, browser: Settings) -> None:
    found = looked(home, browser)
    assert found["release"].state == "failed"
    assert found["release"].found.startswith("release.trust_missing")
    assert {found[check].state for check in ("policy", "talktracks", "profiles")} == {"failed"}
    assert found["exemption"].state == "warning"


def test_a_changed_release_is_named_with_the_file(home: Home, browser: Settings) -> None:
    trust = signed(home)
    with (home.path / "release/talktracks/wealth/pack.yaml").open("ab") as file:
        file.write(b"\n")
    found = looked(home, browser, trust=trust)
    assert found["release"].state == "failed"
    assert found["release"].found.startswith("release.altered")
    assert "talktracks/wealth/pack.yaml" in found["release"].found
    assert found["policy"].state == "failed"


def test_a_release_that_expired_is_still_read(home: Home, browser: Settings) -> None:
    trust = signed(home)
    found = looked(home, browser, trust=trust, clock=FixedClock(datetime(2036, 11, 21, 9, tzinfo=BANK_ZONE)))
    assert "the release expired, its last day was 2036-11-20" in found["release"].found
    assert found["policy"].state == "ok"


def test_a_doctor_never_falls_ill(home: Home, browser: Settings) -> None:
    def broken(*_arguments: object) -> NoReturn:
        raise RuntimeError("broken")

    found = looked(home, browser, run=broken, open_vault=broken)
    assert found["browser"].found == "the check itself failed: RuntimeError: broken"
    assert found["keyring"].state == "failed"


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("Chromium 90.0.1", "warning"),
        ("hello", "warning"),
        (subprocess.TimeoutExpired("browser", 15), "failed"),
    ],
)
def test_a_browser_that_is_old_odd_or_stuck(
    home: Home, browser: Settings, printed: str | Exception, state: str
) -> None:
    assert looked(home, browser, run=answering(**{**GOOD, "browser": printed}))["browser"].state == state


def test_no_browser(home: Home) -> None:
    found = looked(home, Settings(browser=BrowserSettings(program="/nowhere/browser")))
    assert found["browser"].state == "failed"
    assert "Install" in found["browser"].remedy


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium here")
def test_the_real_browser_says_its_version(home: Home) -> None:
    found = {item.check: item for item in examine(home, Settings(), open_vault=MemoryVault)}
    assert found["browser"].state == "ok"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (KeyringLocked(backend="secret-service"), "locked"),
        (KeyringUnavailable(backend="secret-service", reason="no_session_bus"), "no_session_bus"),
        (KeyringUnavailable(backend="secret-service", reason="something_new"), "something_new"),
    ],
)
def test_a_keyring_that_is_locked_or_absent(
    home: Home, browser: Settings, fault: VaultError, said: str
) -> None:
    item = looked(home, browser, open_vault=lambda: MemoryVault(failure=fault))["keyring"]
    assert item.state == "failed"
    assert said in item.found


def test_a_keyring_that_asks_and_waits(
    home: Home, browser: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    def ask() -> MemoryVault:
        let_go.wait(30)
        return MemoryVault()

    monkeypatch.setattr("robot.agent.checks.keyring._TIMEOUT_S", 0.1)
    try:
        assert looked(home, browser, open_vault=ask)["keyring"].found == "the keyring does not answer"
    finally:
        let_go.set()


def test_a_real_keyring(home: Home, browser: Settings, private_keyring: dict[str, str]) -> None:
    assert looked(home, browser, open_vault=KeyringVault)["keyring"].state == "ok"


@pytest.mark.parametrize(("free", "state"), [(50, "failed"), (1000, "warning")])
def test_a_full_disk(
    home: Home, browser: Settings, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    usage = shutil.disk_usage(home.path)._replace(free=free * 1024 * 1024)
    monkeypatch.setattr("robot.agent.checks.machine.shutil.disk_usage", lambda _path: usage)
    assert looked(home, browser)["disk"].state == state


def test_a_home_that_cannot_be_written_or_is_open(home: Home, browser: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert looked(Home(path=tmp_path / "file"), browser)["disk"].state == "failed"
    home.path.chmod(0o755)
    found = looked(home, browser)
    assert found["disk"].state == "warning"
    assert found["socket"].state == "warning"
    home.path.chmod(0o777)
    assert looked(home, browser)["socket"].state == "failed"


def test_the_doctor_leaves_nothing_behind(home: Home, browser: Settings) -> None:
    looked(home, browser)
    assert list(home.path.iterdir()) == []
    absent = Home(path=home.path / "not" / "there")
    looked(absent, browser)
    assert list(home.path.iterdir()) == []


@pytest.mark.parametrize(
    ("source", "ahead", "state", "said"),
    [
        ("system", timedelta(hours=2), "failed", "120 min 0 s before the last journal record"),
        ("simulated", timedelta(days=3), "failed", "3 days before the last journal record (simulated time)"),
        ("system", -timedelta(days=200), "warning", "200 days after"),
        ("system", -timedelta(hours=2), "ok", "Asia/Shanghai"),
    ],
)
def test_a_clock_against_the_journal(
    home: Home, browser: Settings, source: str, ahead: timedelta, state: str, said: str
) -> None:
    database = Database(home.database)
    journal = Journal(FixedClock(NOW + ahead, source))
    database.transact(lambda db: journal.append(db, "agent.started", {}))
    database.close()
    item = looked(home, browser)["clock"]
    assert item.state == state
    assert said in item.found


def test_an_implausible_year_and_another_zone(
    home: Home, browser: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        looked(home, browser, clock=FixedClock(datetime(1970, 1, 2, tzinfo=BANK_ZONE)))["clock"].state
        == "failed"
    )
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    assert looked(home, browser)["clock"].state == "warning"


def test_a_damaged_store_is_a_finding(home: Home, browser: Settings) -> None:
    home.database.write_bytes(b"no database" * 200)
    assert looked(home, browser)["clock"].state == "failed"


@pytest.mark.parametrize(
    ("expires", "state", "said"),
    [
        ("2026-11-20", "warning", "expired"),
        ("2026-11-30", "warning", "7 days left"),
        ("2027-11-30", "ok", "until"),
    ],
)
def test_an_exemption_that_runs_out(
    home: Home, browser: Settings, expires: str, state: str, said: str
) -> None:
    trust = signed(home, replaced={"policy/policy.yaml": POLICY.format(expires=expires).encode()})
    found = looked(home, browser.model_copy(update={"rm_id": "RM0001"}), trust=trust)
    assert found["policy"].state == "ok"
    assert found["exemption"].state == state
    assert said in found["exemption"].found


def test_released_files_that_do_not_load(home: Home, browser: Settings) -> None:
    trust = signed(home, replaced={"policy/policy.yaml": b"version: ["}, left_out=["talktracks/*"])
    found = looked(home, browser, trust=trust)
    assert found["release"].state == "warning", "signed as it is"
    assert found["policy"].state == "failed"
    assert found["exemption"].state == "warning"
    assert found["talktracks"].state == "failed"


@pytest.mark.parametrize(
    ("environ", "platform", "state", "said"),
    [
        ({}, "linux", "warning", "no screen: the window runs as an ordinary window"),
        ({"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, "linux", "warning", "shows no tray icons"),
        ({"DISPLAY": ":0"}, "linux", "warning", "unknown"),
        ({"WAYLAND_DISPLAY": "w", "XDG_CURRENT_DESKTOP": "KDE"}, "linux", "ok", "KDE"),
        ({}, "darwin", "ok", "tray"),
    ],
)
def test_the_tray(
    home: Home, browser: Settings, environ: dict[str, str], platform: str, state: str, said: str
) -> None:
    item = looked(home, browser, environ=environ, platform=platform)["tray"]
    assert item.state == state
    assert said in item.found


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("DejaVu Sans|en|fr", "failed"),
        (FileNotFoundError(2, "none"), "warning"),
        ("Noto Sans CJK SC|zh-cn", "ok"),
    ],
)
def test_fonts(home: Home, browser: Settings, answer: str | Exception, state: str) -> None:
    assert looked(home, browser, run=answering(**{**GOOD, "fc_match": answer}))["fonts"].state == state


def test_settings_that_cannot_be_used_are_the_first_finding(home: Home) -> None:
    home.settings.write_text("hold_s: many\n", encoding="utf-8")
    found = examine_home(home)
    assert found[0].check == "settings"
    assert found[0].state == "failed"
    assert len(found) == len(CHECKS) + 1


def test_the_command_works_without_an_agent(home: Home) -> None:
    command = [sys.executable, "-c", "from robot.cli import main; main()", "doctor", "--json"]
    environ = {**os.environ, "TANDEM_HOME": str(home.path)}
    ended = subprocess.run(command, capture_output=True, env=environ, timeout=60, check=False)
    assert ended.returncode in {0, 1}
    assert {item["check"] for item in json.loads(ended.stdout)} == {"settings", *CHECKS}
