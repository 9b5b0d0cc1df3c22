"""Messages a minute: a bare Playwright script against Tandem's whole path, on the same customers."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, Playwright, sync_playwright
from rich.console import Console
from rich.table import Table

from demoday.keyring_choice import usable_keyring
from demoday.programs import Bank, demo_agent, pretend_bank
from demoday.workstation import store_accounts, write_settings
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE
from robot.domain.views import AgentStatus, QueueRow
from robot.sites.browser import BrowserChoice, browser_arguments, find_browser, needs_no_sandbox

_SCREEN = Console(stderr=True, highlight=False)
#: As long as a rendered talk track.
_BARE_TEXT = "您好，我是示例支行的客户经理，这是一条用于测量速度的普通消息，长度与一条完整话术相当，" * 3


@dataclass(slots=True)
class Timed:
    """Seconds and messages of the blocks of one contender."""

    seconds: list[float] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)

    @property
    def per_minute(self) -> list[float]:
        """Messages a minute of each block."""
        return [60 * count / spent for count, spent in zip(self.messages, self.seconds, strict=True)]


def main() -> int:
    """Measure and print; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench send", description=__doc__)
    parser.add_argument("--blocks", type=int, default=6, help="blocks of each contender (6)")
    parser.add_argument("--messages", type=int, default=10, help="messages a block (10)")
    parser.add_argument("--records", action="store_true", help="write contact records in the CRM too")
    parser.add_argument("--pictures-before", action="store_true", help="a picture before each click too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        result = _measure(Path(folder), options)
    _print(result)
    if options.json:
        print(json.dumps(result))
    return 0


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    # A fifth of the tasks is refused by a rule or the platform, and one block warms up.
    wanted = int((options.blocks + 1) * options.messages * 1.3) + 10
    home = folder / "home"
    today = datetime.now(BANK_ZONE).date().isoformat()
    arguments = ["--tasks", str(wanted), "--today", today, "--reply-rate", "0"]
    with (
        usable_keyring(folder / "keyring") as (variables, _),
        pretend_bank(folder / "bank", arguments) as bank,
    ):
        write_settings(
            home,
            bank,
            headless=True,
            with_crm=options.records,
            pictures="always" if options.pictures_before else "unhurried",
        )
        with demo_agent(home, bank.today, variables):
            store_accounts(home, bank)
            return _interleave(home, bank, options)


def _interleave(home: Path, bank: Bank, options: argparse.Namespace) -> dict[str, Any]:
    bare, tandem, whole = Timed(), Timed(), Timed()
    with AgentClient(Home(path=home)) as client, sync_playwright() as playwright:
        client.call("pull")
        rows: list[QueueRow] = list(client.call("tasks"))
        customers = [task["external_id"] for task in _list(bank)]
        page = _bare_page(playwright, bank)
        for block in range(options.blocks + 1):
            first = block * options.messages
            targets = customers[first : first + options.messages]
            measured = _bare_block(page, targets), *_tandem_block(client, options.messages)
            if block:  # the first warms up
                for timed, (spent, count) in zip((bare, tandem, whole), measured, strict=True):
                    timed.seconds.append(spent)
                    timed.messages.append(count)
        steps = _steps(client)
    ratios = [slow / fast for fast, slow in zip(tandem.per_minute, bare.per_minute, strict=True)]
    return {
        "bare_per_minute": round(statistics.median(bare.per_minute), 1),
        "tandem_per_minute": round(statistics.median(tandem.per_minute), 1),
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(ratio, 2) for ratio in ratios],
        "whole_per_minute": round(statistics.median(whole.per_minute), 1),
        "with_records": options.records,
        "n": sum(tandem.messages),
        "tasks": len(rows),
        "steps_ms": steps,
    }


def _list(bank: Bank) -> list[dict[str, Any]]:
    answer = httpx.get(
        f"{bank.crm}/api/tasks?rm=1001&date={bank.today}",
        headers={"Authorization": f"Bearer {bank.api_token}"},
        trust_env=False,
    )
    answer.raise_for_status()
    found: list[dict[str, Any]] = answer.json()["tasks"]
    return found


# --- the bare script: opens the chat, types, clicks, waits for the message ---


def _bare_page(playwright: Playwright, bank: Bank) -> Page:
    origins = [bank.wecom]
    browser = playwright.chromium.launch(
        executable_path=find_browser(BrowserChoice().program),
        args=browser_arguments(origins, without_sandbox=needs_no_sandbox(origins)),
    )
    page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{bank.wecom}/login?tab=password")
    page.get_by_label("账号", exact=True).fill(bank.logins["wecom"]["username"])
    page.get_by_label("密码", exact=True).fill(bank.logins["wecom"]["password"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("搜索联系人").wait_for()
    return page


def _bare_block(page: Page, targets: list[str]) -> tuple[float, int]:
    began = time.perf_counter()
    for external_id in targets:
        page.locator("#wc-search").fill(external_id)
        page.locator(f'[data-external-id="{external_id}"][role=option]').click()
        page.locator(f'#wc-chat[data-external-id="{external_id}"]').wait_for()
        page.locator("#wc-composer").fill(_BARE_TEXT)
        page.locator("#wc-send").click()
        page.locator(".wc-out", has_text=_BARE_TEXT).last.locator(".wc-message-state", has_text="已发送").or_(
            page.locator(".wc-message-state", has_text="发送失败").last
        ).wait_for()
    return time.perf_counter() - began, len(targets)


# --- Tandem ---


def _tandem_block(client: AgentClient, messages: int) -> tuple[tuple[float, int], tuple[float, int]]:
    """Time until all are confirmed by the witness, and until their contact records are confirmed too."""
    began = time.perf_counter()
    client.call("run", limit=messages)
    confirmed_after = 0.0
    since = -1
    while True:
        status: AgentStatus = client.call("watch", since=since, timeout_s=5)
        since = status.revision
        run = status.run
        if run is None or run.state != "ended":
            continue
        confirmed_after = confirmed_after or time.perf_counter() - began
        if not status.pending_records:
            count = run.by_outcome.get("confirmed", 0)
            return (confirmed_after, count), (time.perf_counter() - began, count)


def _steps(client: AgentClient) -> dict[str, float]:
    run = client.call("status").run
    return dict(run.step_mean_ms) if run else {}


def _print(result: dict[str, Any]) -> None:
    table = Table(title=f"Sending, {result['n']} messages each, interleaved")
    for column in ("", "messages a minute"):
        table.add_column(column, justify="right" if column else "left")
    table.add_row("bare Playwright", str(result["bare_per_minute"]))
    table.add_row("Tandem, until confirmed by the witness", str(result["tandem_per_minute"]))
    if result["with_records"]:
        table.add_row("Tandem, until the CRM record is confirmed too", str(result["whole_per_minute"]))
    table.add_row("ratio bare to Tandem (median of pairs)", str(result["ratio"]))
    _SCREEN.print(table)
    steps = Table(title="Where the time goes (mean milliseconds; witness and record run beside)")
    steps.add_column("step")
    steps.add_column("ms", justify="right")
    for name, spent in result["steps_ms"].items():
        steps.add_row(name, f"{spent:.1f}")
    _SCREEN.print(steps)


if __name__ == "__main__":
    raise SystemExit(main())
