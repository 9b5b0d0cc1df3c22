"""Network, home and robot of one worker of the campaign, at whatever site the robot sends on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from campaign.agent import CLOCK_FILE
from campaign.announcing import Listener
from campaign.clock import CampaignClock
from campaign.judge import Effect, Press
from campaign.proxy import Condition, Network
from campaign.robot_process import RobotProcess
from demoday.private_keyring import keyring_answers
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home

#: The real robot that says where it stands.
PROGRAM = "campaign.agent"
#: An ordinary Monday.
TODAY = date(2026, 11, 23)
#: Tasks of one episode; trouble comes to one of them.
TASKS = 3
_LATE_HOUR = 18
#: The robot's clock when it works with a store that was prepared earlier: nothing in it may be still to come.
_PREPARED_S = 300.0

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the robot's store says of one task."""

    state: str
    outcome: str
    reason: str
    detail: str
    #: State of the message's ledger entry, or empty.
    ledger: str
    effect_ids: tuple[str, ...]
    #: How often the ledger says that the act was begun.
    attempts: int


class Workplace(ABC):
    """What one worker drives; a subclass for each kind of site."""

    #: The site's id in the robot's settings.
    site: str
    #: Seconds after which the site's list surely holds what it will ever hold.
    lag_limit_s: float
    #: The business date.
    today: date = TODAY
    #: The home's profile says that logging in takes a person who scans a code.
    is_by_scan = False

    def __init__(self, folder: Path, environment: dict[str, str], site_url: str, program: str) -> None:
        """:param folder: short, for sockets lie in it.

        :param environment: variables that lead to the keyring.
        :param program: module of the robot's composition root.
        :param site_url: where the site really listens.
        """
        self.folder = folder
        self._environment = environment
        self._program = program
        self._made = 0
        self.network = Network(site_url)
        self.listener = Listener(folder / "here.sock")
        self.robot: RobotProcess
        self.clock: CampaignClock

    def has_keyring(self) -> bool:
        """Whether the keyring of this workplace still answers; without it no robot can log in."""
        address = self._environment.get("DBUS_SESSION_BUS_ADDRESS")
        return not address or keyring_answers(address)

    # --- the site ------------------------------------------------------------------------------------------

    @abstractmethod
    def rows_of(self, index: int) -> list[Row]:
        """The tasks of an episode; the same for the same number, up to `episodes_a_home`."""

    @property
    @abstractmethod
    def episodes_a_home(self) -> int:
        """Episodes after which every customer was written to."""

    @abstractmethod
    def write_home(self, home: Path) -> None:
        """Settings and profile of a new home."""

    @abstractmethod
    def store_accounts(self, home: Path) -> None:
        """Give the running robot its logins."""

    @abstractmethod
    def begin_anew(self) -> None:
        """What was sent until now counts no more; all is well at the site."""

    def renew_site(self) -> None:
        """The site knows nothing of earlier homes."""
        self.begin_anew()

    @abstractmethod
    def trouble(self, **faults: Any) -> None:  # noqa: ANN401 - each site's own
        """Something is wrong at the site from now on."""

    @abstractmethod
    def end_trouble(self) -> None:
        """The site works again."""

    @abstractmethod
    def scan(self) -> bool:
        """A person scans the code on the robot's login page; whether one was shown."""

    @abstractmethod
    def hand_back(self) -> None:
        """The employee has the session again."""

    @abstractmethod
    def effects(self) -> list[Effect]:
        """What reached customers since `begin_anew`."""

    @abstractmethod
    def presses(self) -> list[Press]:
        """Every send that reached the server since `begin_anew`."""

    # --- homes ---------------------------------------------------------------------------------------------

    def renew(self, *, is_by_scan: bool = False) -> None:
        """A robot that has never worked, at a site where nothing has happened.

        :param is_by_scan: logging in takes a person who scans a code.
        """
        self.is_by_scan = is_by_scan
        if self._made:
            self.robot.stop()
            self.clock.close()
            shutil.rmtree(self.robot.home.path)
        self._made += 1
        self.network.become(Condition.WELL)
        self.renew_site()
        home = Home(path=self.folder / f"home-{self._made}")
        self.write_home(home.path)
        self.clock = CampaignClock(home.path / CLOCK_FILE, self.today)
        self.robot = RobotProcess(home, self.today, self._environment, self._program)
        template = self.folder / "template.db"
        if template.exists():
            shutil.copy(template, home.database)
            self.clock.shift(_PREPARED_S)
        self.robot.start()
        if not template.exists():
            self.store_accounts(home.path)
            with closing(sqlite3.connect(home.database)) as db:
                db.execute("VACUUM INTO ?", (str(template),))

    def close(self) -> None:
        """Nothing stays running."""
        self.robot.stop()
        self.listener.close()
        self.network.close()

    @property
    def is_late(self) -> bool:
        """The robot's clock was set so far forward that its day is nearly over."""
        return self.clock.now().hour >= _LATE_HOUR

    # --- the robot -----------------------------------------------------------------------------------------

    def client(self) -> AgentClient:
        """A line to the robot."""
        return AgentClient(self.robot.home)

    def pull(self, rows: list[Row], name: str) -> None:
        """Give the robot a list that says exactly this."""
        path = self.robot.home.path / f"list-{name}.json"
        path.write_text(json.dumps({"tasks": rows}, ensure_ascii=False), encoding="utf-8")
        with self.client() as client:
            client.call("pull", path=str(path))

    def standing(self, task_ids: list[str]) -> dict[str, Standing]:
        """Where tasks stand, read beside the robot, whether it lives or not."""
        rows = self.query(
            "SELECT t.task_id, t.state, t.outcome, t.reason, t.detail, l.state, l.effect_ids, l.attempt"
            " FROM task t LEFT JOIN contact_ledger l ON l.task_id = t.task_id AND l.effect = 'message'"
            " WHERE t.task_id IN (SELECT value FROM json_each(?))",
            [json.dumps(task_ids)],
        )
        return {
            row[0]: Standing(
                state=row[1],
                outcome=row[2] or "",
                reason=row[3] or "",
                detail=row[4] or "",
                ledger=row[5] or "",
                effect_ids=tuple(json.loads(row[6] or "[]")),
                attempts=row[7] or 0,
            )
            for row in rows
        }

    def query(self, sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Ask the robot's store."""
        with closing(sqlite3.connect(f"{self.robot.home.database.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(sql, values or []).fetchall()
