"""A chat that nobody here wrote, driven by a profile alone: once and only once in its server's archive."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from chatserver import archive
from chatserver.prosody import PASSWORD, serve
from demoday.programs import ROOT, demo_agent
from demoday.release import make_release
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE

if TYPE_CHECKING:
    from datetime import date

    from chatserver.prosody import ChatServer

MESSAGES = 20
CONTACTS = {"zhangsan": "张三", "lisi": "李四", "wangwu": "王五"}
STRATEGIES = (
    ("deposit-maturity", "deposit"),
    ("loan-settled", "loan"),
    ("card-activation", "card"),
    ("card-instalment", "card"),
    ("birthday", "service"),
    ("churn-warning", "service"),
    ("wealth-maturity", "wealth"),
)


def task(number: int, on: date) -> dict[str, Any]:
    """One line of the day's list; the texts of one contact differ by strategy."""
    user, name = list(CONTACTS.items())[number % 3]
    strategy, line = STRATEGIES[number // 3]
    return {
        "task_id": f"X{number:03}",
        "business_date": on.isoformat(),
        "rm_id": "1001",
        "rm_name": "李明",
        "branch": "示例支行",
        "customer_id": f"C{number % 3:05}",
        "customer_name": name,
        "title": "先生",
        "external_id": f"{user}@localhost",
        "tier": "金卡",
        "channel": "wecom",
        "strategy": strategy,
        "step": 1,
        "product_line": line,
        "product_name": "示例产品一号",
        "product_risk": "R2" if line == "wealth" else "",
        "product_rate": "1.90%",
        "maturing_amount": "50000",
        "maturity_date": on.isoformat(),
        "customer_risk": "C3",
        "risk_rated_on": on.isoformat(),
        "consents": ["wecom"],
        "opted_out": False,
        "talk_track": f"{strategy}-wecom",
        "reasons": ["示例"],
    }


def set_up(home: Path, server: ChatServer, today: date) -> None:
    """A workstation that knows one chat site and no CRM."""
    policy = yaml.safe_load((ROOT / "resources" / "policy" / "demo.yaml").read_text(encoding="utf-8"))
    policy |= dict.fromkeys(("daily_cap", "weekly_cap", "monthly_cap"), MESSAGES)
    policy |= {"line_caps": {}, "platform_caps": []}
    make_release(home, today, replaced={"policy/policy.yaml": yaml.safe_dump(policy).encode()})
    settings = {
        "rm_id": "1001",
        "sites": {"converse": {"profile": "converse", "origin": server.page_url.rstrip("/")}},
        "chat_site": "converse",
    }
    (home / "settings.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def run_to_the_end(client: AgentClient) -> dict[str, int]:
    """Start the run and follow it; the agent's own limits end it."""
    client.call("run")
    since = -1
    while True:
        status = client.call("watch", since=since, timeout_s=5)
        since = status.revision
        if status.run is not None and status.run.state == "ended":
            outcomes: dict[str, int] = status.run.by_outcome
            return outcomes


def test_a_message_to_somebody_who_blocked_us_is_never_said_to_be_sent(
    tmp_path: Path, private_keyring: dict[str, str], chat_server_is_here: None
) -> None:
    today = datetime.now(BANK_ZONE).date()
    home = tmp_path / "home"
    with serve(tmp_path / "prosody", blocked_by=["lisi"]) as server:
        set_up(home, server, today)
        plan = tmp_path / "list.json"
        plan.write_text(
            json.dumps([task(number, today) for number in range(3)], ensure_ascii=False), encoding="utf-8"
        )
        with demo_agent(home, today, private_keyring), AgentClient(Home(path=home)) as client:
            client.call("account_set", site="converse", purpose="robot", username="kefu", secret=PASSWORD)
            client.call("pull", path=str(plan))
            outcomes = run_to_the_end(client)
        assert outcomes == {"confirmed": 2, "platform_refused": 1}
        assert archive.received(server.data, "lisi", sender="kefu") == []


def test_twenty_messages_reach_three_contacts_once_each(
    chat_server: ChatServer, private_keyring: dict[str, str], tmp_path: Path
) -> None:
    today = datetime.now(BANK_ZONE).date()
    home = tmp_path / "home"
    set_up(home, chat_server, today)
    plan = tmp_path / "list.json"
    tasks = [task(number, today) for number in range(MESSAGES)]
    plan.write_text(json.dumps({"tasks": tasks}, ensure_ascii=False), encoding="utf-8")
    with demo_agent(home, today, private_keyring), AgentClient(Home(path=home)) as client:
        client.call("account_set", site="converse", purpose="robot", username="kefu", secret=PASSWORD)
        assert client.call("pull", path=str(plan)).added == MESSAGES
        outcomes = run_to_the_end(client)
        rows = client.call("tasks")
    assert outcomes == {"confirmed": MESSAGES}, [row.outcome_reason for row in rows]
    effects: Counter[tuple[str, str]] = archive.effects(chat_server.data, CONTACTS, sender="kefu")
    assert effects.total() == MESSAGES
    assert set(effects.values()) == {1}
    assert Counter(user for user, _text in effects) == {"zhangsan": 7, "lisi": 7, "wangwu": 6}
