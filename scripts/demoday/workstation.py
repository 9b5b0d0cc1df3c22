"""Setting up a workstation for the pretend bank: settings file, accounts in the keyring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from demoday.programs import Bank
from demoday.release import make_release
from demoday.supervisor import supervisor_key
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home


def write_settings(
    home: Path,
    bank: Bank,
    *,
    headless: bool,
    with_crm: bool = True,
    replaced: Mapping[str, bytes] | None = None,
    pictures: str = "unhurried",
) -> None:
    """Point a home at the bank, with a signed release of the shipped words under the demonstration's policy.

    :param replaced: as `make_release` takes it.
    :param pictures: when a picture is taken before the click; `always` where somebody will look at them.
    """
    make_release(home, bank.today, replaced=replaced, supervisor=supervisor_key(home))
    shown = {"shown_account": "1001"}
    settings = {
        "rm_id": "1001",
        "rm_name": "李明",
        "sites": {
            "wecom": {"profile": "wecom-demo", "origin": bank.wecom, **shown},
            "crm": {"profile": "crm-demo", "origin": bank.crm, **shown},
        },
        "chat_site": "wecom",
        "record_site": "crm" if with_crm else None,
        "source": {"url": f"{bank.crm}/api/tasks?rm={{rm}}&date={{date}}", "site": "crm"},
        "browser": {"headless": headless},
        "evidence": {"before_click": pictures},
    }
    (home / "settings.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def store_accounts(home: Path, bank: Bank) -> None:
    """Hand the bank's logins to the agent, which keeps them in the keyring."""
    with AgentClient(Home(path=home)) as client:
        for name, login in bank.logins.items():
            site, _, purpose = name.partition("_")
            client.call(
                "account_set",
                site=site,
                purpose=purpose or "robot",
                username=login["username"],
                secret=login["password"],
            )
        client.call("account_set", site="crm", purpose="api", username="api", secret=bank.api_token)
