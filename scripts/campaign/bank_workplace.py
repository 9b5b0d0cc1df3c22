"""A worker's place at the demo bank."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import yaml

from campaign.judge import Effect, Press
from campaign.workplace import PROGRAM, TASKS, TODAY, Row, Workplace
from demoday.keyring_choice import usable_keyring
from demoday.programs import ROOT, Bank, pretend_bank
from demoday.workstation import store_accounts, write_settings

#: Tasks of the bank's list for a campaign; they are used again with every new home.
BANK_TASKS = 600
#: The campaign's bank answers within this or never, seconds; the shipped profile allows it thirty.
_LAG_LIMIT_S = 3
_PATIENCE_S = 3
_PROFILE = "wecom-short"


class BankWorkplace(Workplace):
    """WeCom at the demo bank; its control origin brings trouble and tells the truth."""

    site = "wecom"
    lag_limit_s = _LAG_LIMIT_S

    def __init__(self, folder: Path, environment: dict[str, str], bank: Bank, program: str) -> None:
        super().__init__(folder, environment, bank.wecom, program)
        self.bank = bank
        self._http = httpx.Client(
            base_url=bank.control,
            headers={"Authorization": f"Bearer {bank.control_token}"},
            trust_env=False,
            timeout=30,
        )
        self.rows = _rows(bank)
        self.renew()

    def rows_of(self, index: int) -> list[Row]:
        first = index % self.episodes_a_home * TASKS
        return self.rows[first : first + TASKS]

    @property
    def episodes_a_home(self) -> int:
        return len(self.rows) // TASKS

    def write_home(self, home: Path) -> None:
        profile = yaml.safe_load((ROOT / "resources/profiles/wecom-demo.yaml").read_text(encoding="utf-8"))
        profile["patience_s"] = _PATIENCE_S
        profile["witness"]["deadline_s"] = _LAG_LIMIT_S
        if self.is_by_scan:
            profile["login"]["by"] = "scan"
        replaced = {f"profiles/{_PROFILE}.yaml": yaml.safe_dump(profile, allow_unicode=True).encode()}
        write_settings(home, self.bank, headless=True, with_crm=False, replaced=replaced)
        settings = yaml.safe_load((home / "settings.yaml").read_text(encoding="utf-8"))
        settings["sites"]["wecom"] |= {"profile": _PROFILE, "origin": self.network.origin}
        (home / "settings.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

    def store_accounts(self, home: Path) -> None:
        store_accounts(home, self.bank)

    def begin_anew(self) -> None:
        self.end_trouble()
        self._control("POST", "/oracle/reset")

    def trouble(self, **faults: Any) -> None:
        self._control("PUT", "/faults/wecom", faults)

    def end_trouble(self) -> None:
        self._control("DELETE", "/faults")

    def scan(self) -> bool:
        told = {"scan_now": {"account": self.bank.logins["wecom"]["username"]}}
        # Refused while no code is shown.
        return self._http.request("PUT", "/faults/wecom", json=told).is_success

    def hand_back(self) -> None:
        # The other employee's session ends; the robot logs in anew.
        self.trouble(expire_sessions=True)

    def effects(self) -> list[Effect]:
        return [
            Effect(
                message_id=row["message_id"],
                external_id=row["external_id"],
                text=row["text"],
                client_key=row["client_key"] or "",
                at=datetime.fromisoformat(row["sent_at"]),
            )
            for row in self._control("GET", "/oracle/messages")
        ]

    def presses(self) -> list[Press]:
        return [
            Press(
                client_key=row["client_key"],
                external_id=row["external_id"],
                text=row["text"],
                at=datetime.fromisoformat(row["first_at"]),
                requests=row["requests"],
            )
            for row in self._control("GET", "/oracle/clicks")
        ]

    def close(self) -> None:
        super().close()
        self._http.close()

    def _control(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._http.request(method, path, json=body)
        answer.raise_for_status()
        return answer.json()


def _rows(bank: Bank) -> list[Row]:
    answer = httpx.get(
        f"{bank.crm}/api/tasks",
        params={"rm": "1001", "date": bank.today.isoformat(), "limit": 5000},
        headers={"Authorization": f"Bearer {bank.api_token}"},
        trust_env=False,
        timeout=30,
    )
    answer.raise_for_status()
    rows: list[Row] = answer.json()["tasks"]
    return rows


@contextmanager
def bank_workplace(folder: Path, program: str = PROGRAM, tasks: int = BANK_TASKS) -> Iterator[BankWorkplace]:
    """Everything that a worker needs, in a short folder of its own.

    :param tasks: how many the bank's list has.
    """
    arguments = ["--tasks", str(tasks), "--seed", "7", "--plain", "--reply-rate", "0"]
    arguments += ["--today", TODAY.isoformat(), "--daily-quota", str(10 * tasks)]
    with (
        usable_keyring(folder / "keyring") as (environment, _),
        pretend_bank(folder / "bank", arguments) as bank,
    ):
        place = BankWorkplace(folder, environment, bank, program)
        try:
            yield place
        finally:
            place.close()
