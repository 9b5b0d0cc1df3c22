"""The doctor's row about the keys of releases."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from robot.agent.checks.trust import check_trust
from robot.agent.checks.workplace import Workplace, run_program
from robot.agent.endpoint import Home
from robot.agent.settings import Settings
from robot.domain.clock import BANK_ZONE
from robot.domain.views import DoctorItem
from robot.governance.trust import TrustPlace
from robot.vault import MemoryVault
from tests.unit.governance.house import House

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=BANK_ZONE)


def looked(tmp_path: Path, trust: TrustPlace) -> DoctorItem:
    return check_trust(
        Workplace(
            home=Home(path=tmp_path / "home"),
            settings=Settings(),
            platform="linux",
            environ={},
            now=NOW,
            open_vault=MemoryVault,
            run=run_program,
            trust=trust,
        )
    )


def test_missing_keys_are_a_warning_that_says_where_they_belong(tmp_path: Path) -> None:
    found = looked(tmp_path, TrustPlace(folder=tmp_path / "trust"))
    assert found.state == "warning"
    assert str(tmp_path / "trust") in found.found
    assert "administrator" in found.remedy


def test_keys_that_this_account_can_change_are_a_failure(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.install_roles()
    found = looked(tmp_path, TrustPlace(folder=house.trust))
    assert found.state == "failed"
    assert ("root" if os.geteuid() == 0 else "belongs to this account") in found.found


def test_a_demonstrations_keys_are_called_so(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.install_roles()
    found = looked(tmp_path, TrustPlace(folder=house.trust, is_throwaway=True))
    assert found.state == "warning"
    assert "demonstration" in found.found


def test_protected_keys_are_read_and_their_signatures_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The rights themselves are asked about as other accounts in tests/unit/governance/test_protection.py.
    monkeypatch.setattr("robot.agent.checks.trust.trust_is_protected", lambda _folder: None)
    house = House(tmp_path)
    house.install_roles()
    found = looked(tmp_path, TrustPlace(folder=house.trust))
    assert found.state == "ok"
    assert "6 people" in found.found
    (house.trust / "roles.json").write_bytes(b"{}")
    found = looked(tmp_path, TrustPlace(folder=house.trust))
    assert found.state == "failed"
    assert "role document" in found.found
