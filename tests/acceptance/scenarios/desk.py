"""One manager's desk for a scenario: a bank, a robot, and everything that can be seen of both."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from demoday.programs import ROOT, Bank, python_path
from demoday.workstation import store_accounts, write_settings
from robot.domain.views import AgentStatus
from tests.acceptance.scenarios.checks import Ending, Planned, Seen
from tests.acceptance.scenarios.person import Person
from tests.acceptance.scenarios.surfaces import Archive, attempts, in_store
from tests.acceptance.scenarios.turnstile import Turnstile
from tests.support.workstation import Workstation, eventually

#: Seconds after which the chat site's list surely holds what it will ever hold; short, so that tests are.
LAG_LIMIT_S = 6
#: Longest wait of the robot for a page, seconds.
_PAGE_PATIENCE_S = 3
_PATIENCE_S = 60.0
_UNDER_WAY = "state IN ('held', 'running', 'awaiting_witness')"
_MAY_GO_ON = (
    "state IN ('ready', 'snoozed')"
    " OR (outcome IN ('cancelled', 'needs_person') AND reason != 'cancelled.skipped')"
)
_AGENT = "tests.acceptance.scenarios.agent_program"

Row = dict[str, Any]


@dataclass(slots=True)
class Desk:
    """What a scenario is told with."""

    bank: Bank
    station: Workstation
    archive: Archive
    manager: Person
    turnstile: Turnstile
    #: Rows of the bank's list that nothing is wrong with and that were not used yet.
    good_rows: list[Row]
    _lists: Iterator[int] = dataclasses.field(default_factory=itertools.count)

    # --- given ---------------------------------------------------------------------------------------------

    def planned(self, like: Row | None = None, **changes: Any) -> Planned:
        """One task of today's list.

        :param like: what the row must hold, such as a talk track.
        :param changes: what the list says otherwise than the bank.
        """
        return self.list_of(1, like, **changes)[0]

    def list_of(self, count: int, like: Row | None = None, **changes: Any) -> list[Planned]:
        """So many tasks, for customers that were not written to yet."""
        rows = [{**self._next_row(like or {}), **changes} for _ in range(count)]
        self.pull(rows)
        return [self._planned(row) for row in rows]

    def _next_row(self, like: Row) -> Row:
        found = next(row for row in self.good_rows if like.items() <= row.items())
        self.good_rows.remove(found)
        return found

    def stranger_to_the_list(self) -> Row:
        """A customer of the same manager for whom nothing is planned."""
        return self._next_row({})

    def pull(self, rows: Sequence[Row]) -> None:
        """Take a list that says exactly this."""
        path = self.station.home.path / f"list-{next(self._lists)}.json"
        path.write_text(json.dumps({"tasks": list(rows)}, ensure_ascii=False), encoding="utf-8")
        pulled = self.station.ask("pull", path=str(path))
        assert pulled.set_aside == 0, pulled.set_aside_reasons

    def row_of(self, task: Planned) -> Row:
        """A task as the bank's list says it."""
        rows = bank_list(self.bank)
        return next(row for row in rows if row["task_id"] == task.task_id)

    def _planned(self, row: Row) -> Planned:
        words = self.station.ask("preview", task_id=row["task_id"]).text
        return Planned(
            task_id=row["task_id"],
            customer_id=row["customer_id"],
            external_id=row["external_id"],
            name=row["customer_name"],
            text=words,
        )

    def trouble(self, **faults: Any) -> None:
        """Something goes wrong at the chat site from now on."""
        control(self.bank, "PUT", "/faults/wecom", faults)

    def trouble_in_open_chat(self, external_id: str, **faults: Any) -> None:
        """Something goes wrong in the robot's page, at which this chat is open then; returns once it has."""
        self.trouble(**faults)
        # The page gets its news in order, and tells the bank that it shows this one.
        self.trouble(reply_now={"external_id": external_id, "text": "好的"})
        eventually(lambda: self.manager.unread_of(external_id) == 0, _PATIENCE_S)

    def all_well(self) -> None:
        """The chat site works again."""
        control(self.bank, "DELETE", "/faults")

    # --- when ----------------------------------------------------------------------------------------------

    def approve(self, *tasks: Planned) -> None:
        """The manager presses Enter."""
        for task in tasks:
            self.station.ask("approve", task_id=task.task_id, hold_s=0)

    def send(self, task: Planned, patience_s: float = _PATIENCE_S) -> Ending:
        """The manager presses Enter; the robot does what it does."""
        self.approve(task)
        return self.ending_of(task, patience_s)

    def types_in_a_terminal(self, *words: str) -> None:
        """Somebody at this workstation gives the command `tandem` these words."""
        environment = {**os.environ, "TANDEM_HOME": str(self.station.home.path), "PYTHONPATH": python_path()}
        command = [sys.executable, "-P", "-m", "robot.cli", *words]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def scan(self, account: str) -> None:
        """Somebody scans the code on the robot's login page with the telephone of an account."""
        before = self._sessions()

        def is_in() -> bool:
            # A page that was left keeps its code for a while; only one that still stands lets somebody in.
            _ask_control(self.bank, "PUT", "/faults/wecom", {"scan_now": {"account": account}})
            return self._sessions() > before

        eventually(is_in, _PATIENCE_S)

    def _sessions(self) -> int:
        return int(self.bank.ask("/oracle/summary")["sessions"].get("wecom", 0))

    def run(self) -> None:
        """The schedule starts the day's run."""
        self.station.ask("run")

    @contextmanager
    def held(self, task: Planned, point: str) -> Iterator[None]:
        """The robot stands still at a point of this task's way; it goes on when the block ends."""
        with self.turnstile.holding(point):
            self.approve(task)
            self.turnstile.wait(point)
            yield

    # --- then ----------------------------------------------------------------------------------------------

    def ending_of(self, task: Planned, patience_s: float = _PATIENCE_S) -> Ending:
        """What the robot says became of a task, once it says something."""
        self.until(lambda _status: self.said_of(task) is not None, patience_s)
        said = self.said_of(task)
        assert said is not None
        return said

    def said_of(self, task: Planned) -> Ending | None:
        """What the robot says of a task now, or nothing while it has no ending."""
        rows = self.station.query(
            "SELECT t.outcome, t.reason, t.detail, l.state, l.effect_ids"
            " FROM task t LEFT JOIN contact_ledger l"
            f" ON l.task_id = t.task_id AND l.effect = 'message' WHERE t.task_id = '{task.task_id}'"
        )
        outcome, reason, detail, ledger, ids = rows[0]
        if outcome is None:
            return None
        flagged = self.station.query(
            "SELECT f.external_id FROM contact_flag f JOIN contact_ledger l USING (entry_id)"
            f" WHERE l.task_id = '{task.task_id}'"
        )
        return Ending(
            outcome=outcome,
            reason=reason,
            detail=detail,
            ledger=ledger or "",
            effect_ids=tuple(json.loads(ids or "[]")),
            flagged=frozenset(external_id for (external_id,) in flagged),
        )

    def state_of(self, task: Planned) -> str:
        """Where a task stands in the robot's book."""
        return str(self.station.query(f"SELECT state FROM task WHERE task_id = '{task.task_id}'")[0][0])

    def is_confirmed(self, task: Planned) -> bool:
        """Whether the robot says that a task was confirmed."""
        said = self.said_of(task)
        return said is not None and said.outcome == "confirmed"

    def until_waiting(self, task: Planned) -> None:
        """Until the robot has taken notice of an approved task that it must not send now."""
        self.until(lambda status: any(wait.tasks for wait in status.waits) or self.said_of(task) is not None)
        said = self.said_of(task)
        assert said is None or said.reason == "site.stopped_after_unknown", said

    def until(self, condition: Callable[[AgentStatus], bool], patience_s: float = _PATIENCE_S) -> AgentStatus:
        """Watch the robot as its window does until something is true of it."""
        return self.station.wait_for(condition, patience_s)

    def seen(self) -> Seen:
        """The bank's store and the archive, as they stand now."""
        return Seen(store=in_store(self.bank), archive=self.archive.messages(), attempts=attempts(self.bank))

    def is_sending_paused(self) -> bool:
        """Whether the robot says that nothing is sent on the chat site."""
        return "wecom" in self.station.ask("status").stopped_sites

    # --- between scenarios ---------------------------------------------------------------------------------

    def tidy(self) -> bool:
        """Everything as in the morning; whether this desk can be used again."""
        self.all_well()
        # Whatever still waits must not begin to move once the unknown is settled.
        self.station.ask("stop", reason="the scenario is over")
        self.until(lambda _status: not self._tasks_that(_UNDER_WAY), LAG_LIMIT_S + 10)
        for (task_id,) in self.station.query("SELECT task_id FROM contact_ledger WHERE state = 'unknown'"):
            self.station.ask("settle", task_id=task_id, verdict="arrived")
        for task_id in self._tasks_that(_MAY_GO_ON):
            self.station.ask("skip", task_id=task_id, reason="not_now")
        self.station.ask("release_stop")
        if self.station.ask("status").waits:
            self.station.ask("release_site", site="wecom")
        status = self.station.ask("status")
        control(self.bank, "POST", "/oracle/reset")
        return not (status.stopped_sites or status.waits)

    def _tasks_that(self, condition: str) -> list[str]:
        return [row[0] for row in self.station.query(f"SELECT task_id FROM task WHERE {condition}")]


def control(bank: Bank, method: str, path: str, body: Any = None) -> Any:
    """Turn a switch of the bank; the robot never sees this side of it."""
    answer = _ask_control(bank, method, path, body)
    assert answer.is_success, answer.text
    return answer.json()


def _ask_control(bank: Bank, method: str, path: str, body: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {bank.control_token}"}
    return httpx.request(
        method, f"{bank.control}{path}", json=body, headers=headers, trust_env=False, timeout=20
    )


def bank_list(bank: Bank) -> list[Row]:
    """The day's list as the bank's own system gives it."""
    answer = httpx.get(
        f"{bank.crm}/api/tasks",
        params={"rm": "1001", "date": bank.today.isoformat(), "limit": 5000},
        headers={"Authorization": f"Bearer {bank.api_token}"},
        trust_env=False,
        timeout=20,
    )
    answer.raise_for_status()
    rows: list[Row] = answer.json()["tasks"]
    return rows


def good_rows(bank: Bank) -> list[Row]:
    """Rows for chat customers that neither a rule nor the platform refuses."""
    flaws = bank.ask("/oracle/tasks")
    return [row for row in bank_list(bank) if flaws[row["task_id"]] == "ok" and row["channel"] == "wecom"]


def set_up(folder: Path, bank: Bank, change_profile: Callable[[Row], None] = lambda _profile: None) -> Desk:
    """A desk of its own, its agent running; the profile is the shipped one with short limits."""
    station = Workstation(folder / "home", bank.today, _AGENT)
    home = station.home.path
    profile = yaml.safe_load((ROOT / "resources/profiles/wecom-demo.yaml").read_text(encoding="utf-8"))
    profile["patience_s"] = _PAGE_PATIENCE_S
    profile["witness"]["deadline_s"] = LAG_LIMIT_S
    change_profile(profile)
    short = yaml.safe_dump(profile, allow_unicode=True).encode()
    replaced = {"profiles/wecom-short.yaml": short, **_birthday()}
    write_settings(home, bank, headless=True, with_crm=False, replaced=replaced)
    settings = yaml.safe_load(station.home.settings.read_text(encoding="utf-8"))
    settings["sites"]["wecom"]["profile"] = "wecom-short"
    station.home.settings.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    station.start()
    store_accounts(home, bank)
    return Desk(
        bank=bank,
        station=station,
        archive=Archive(bank),
        manager=Person(bank),
        turnstile=Turnstile(home),
        good_rows=good_rows(bank),
    )


def _birthday() -> dict[str, bytes]:
    """The birthday wishes have an emoji, as many banks write them."""
    path = "talktracks/service/birthday-wecom.yaml"
    shipped = (ROOT / "resources" / path).read_text(encoding="utf-8")
    return {path: shipped.replace("生日快乐，", "生日快乐🎂，").encode()}


def take_down(desk: Desk) -> None:
    """Nothing of it stays running."""
    desk.station.sweep()
    desk.archive.close()
    desk.manager.close()
    shutil.rmtree(desk.station.home.path, ignore_errors=True)
