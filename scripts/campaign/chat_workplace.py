"""A worker's place at a chat that nobody here wrote: Converse.js, and Prosody's archive as the judge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from campaign.judge import Effect, Press
from campaign.workplace import PROGRAM, TASKS, Row, Workplace
from chatserver.archive import Archived, Direction, messages_of
from chatserver.prosody import DOMAIN, PASSWORD, ROBOT, ChatServer, serve
from demoday.keyring_choice import usable_keyring
from demoday.programs import ROOT
from demoday.release import make_release
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE

#: Customers of one home; the server keeps what was sent, so a new home gets a new server.
_CUSTOMERS = 60
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = ("安宁", "博文", "承志")
#: A login from nothing is the witness, so one look takes seconds.
_LAG_LIMIT_S = 12
_PATIENCE_S = 8
_PROFILE = "converse-short"
_STRATEGIES = (("birthday", "service"), ("deposit-maturity", "deposit"), ("card-activation", "card"))


class ChatWorkplace(Workplace):
    """The chat site; everything about effects is read from the server's own files."""

    site = "converse"
    lag_limit_s = _LAG_LIMIT_S

    def __init__(self, folder: Path, environment: dict[str, str], program: str) -> None:
        self._stack = ExitStack()
        self._servers = 0
        self._people = {f"kehu{number:02}": _name(number) for number in range(_CUSTOMERS)}
        #: What the archives held before the episode: account and id there.
        self._known: set[tuple[str, str]] = set()
        self._server = self._serve(folder)
        super().__init__(folder, environment, self._server.page_url, program)
        # The server stamps messages with the machine's time.
        self.today = datetime.now(BANK_ZONE).date()
        self.renew()

    def _serve(self, folder: Path) -> ChatServer:
        self._servers += 1
        people = {ROBOT: "客服", **self._people}
        return self._stack.enter_context(serve(folder / f"server-{self._servers}", people))

    def rows_of(self, index: int) -> list[Row]:
        first = index % self.episodes_a_home * TASKS
        accounts = list(self._people.items())[first : first + TASKS]
        return [self._row(first + place, *account) for place, account in enumerate(accounts)]

    def _row(self, number: int, account: str, name: str) -> Row:
        strategy, line = _STRATEGIES[number % len(_STRATEGIES)]
        return {
            "task_id": f"X{number:03}",
            "business_date": self.today.isoformat(),
            "rm_id": "1001",
            "rm_name": "李明",
            "branch": "示例支行",
            "customer_id": f"C{number:05}",
            "customer_name": name,
            "title": "先生",
            "external_id": f"{account}@{DOMAIN}",
            "tier": "金卡",
            "channel": "wecom",
            "strategy": strategy,
            "step": 1,
            "product_line": line,
            "product_name": "示例产品一号",
            "product_risk": "",
            "product_rate": "1.90%",
            "maturing_amount": "50000",
            "maturity_date": self.today.isoformat(),
            "customer_risk": "C3",
            "risk_rated_on": self.today.isoformat(),
            "consents": ["wecom"],
            "opted_out": False,
            "talk_track": f"{strategy}-wecom",
            "reasons": ["示例"],
        }

    @property
    def episodes_a_home(self) -> int:
        return _CUSTOMERS // TASKS

    def write_home(self, home: Path) -> None:
        profile = yaml.safe_load((ROOT / "resources/profiles/converse.yaml").read_text(encoding="utf-8"))
        profile["patience_s"] = _PATIENCE_S
        profile["witness"]["deadline_s"] = _LAG_LIMIT_S
        replaced = {f"profiles/{_PROFILE}.yaml": yaml.safe_dump(profile, allow_unicode=True).encode()}
        make_release(home, self.today, replaced=replaced)
        settings = {
            "rm_id": "1001",
            "rm_name": "李明",
            "sites": {self.site: {"profile": _PROFILE, "origin": self.network.origin}},
            "chat_site": self.site,
            "browser": {"headless": True},
        }
        (home / "settings.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

    def store_accounts(self, home: Path) -> None:
        with AgentClient(Home(path=home)) as client:
            client.call("account_set", site=self.site, purpose="robot", username=ROBOT, secret=PASSWORD)

    def renew_site(self) -> None:
        self._stack.close()
        self._known.clear()
        self._server = self._serve(self.folder)
        self.network.lead_to(self._server.page_url)

    def begin_anew(self) -> None:
        self.end_trouble()
        self._known = {(account, message.archive_id) for account, message in self._archived()}

    def trouble(self, **faults: Any) -> None:
        if faults.get("is_frozen"):
            self._server.freeze()

    def end_trouble(self) -> None:
        self._server.thaw()

    def scan(self) -> bool:
        return False

    def hand_back(self) -> None:
        return

    def effects(self) -> list[Effect]:
        return [
            Effect(
                message_id=message.message_id,
                external_id=f"{account}@{DOMAIN}",
                text=message.text,
                client_key=message.message_id,
                at=message.stamp,
            )
            for account, message in self._new()
            if account != ROBOT and message.direction is Direction.IN and message.other == f"{ROBOT}@{DOMAIN}"
        ]

    def presses(self) -> list[Press]:
        # The client gives every message an id of its own; what it repeats keeps that id.
        sent = {
            message.message_id: message
            for account, message in self._new()
            if account == ROBOT and message.direction is Direction.OUT
        }
        return [
            Press(client_key=key, external_id=message.other, text=message.text, at=message.stamp)
            for key, message in sent.items()
        ]

    def _archived(self) -> list[tuple[str, Archived]]:
        accounts = [ROBOT, *self._people]
        return [
            (account, message) for account in accounts for message in messages_of(self._server.data, account)
        ]

    def _new(self) -> list[tuple[str, Archived]]:
        return [
            (account, message)
            for account, message in self._archived()
            if (account, message.archive_id) not in self._known
        ]

    def close(self) -> None:
        super().close()
        self._stack.close()


def _name(number: int) -> str:
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number // len(_SURNAMES)]


@contextmanager
def chat_workplace(folder: Path, program: str = PROGRAM) -> Iterator[ChatWorkplace]:
    """Everything that a worker needs, in a short folder of its own."""
    with usable_keyring(folder / "keyring") as (environment, _):
        place = ChatWorkplace(folder, environment, program)
        try:
            yield place
        finally:
            place.close()
