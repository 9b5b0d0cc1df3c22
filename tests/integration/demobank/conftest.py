"""A real bank in a process of its own, because a pretend bank must be as separate as a real one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

RESOURCES = Path(__file__).parents[3] / "resources"
TODAY = "2026-11-23"
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningBank:
    """A bank that has said it is ready."""

    process: subprocess.Popen[str]
    told: dict[str, Any]
    control: httpx.Client

    def faults(self, site: str, **values: object) -> dict[str, Any]:
        """Switch faults on, raising if the switchboard refuses."""
        answer = self.control.put(f"/faults/{site}", json=values)
        answer.raise_for_status()
        state: dict[str, Any] = answer.json()
        return state

    def oracle(self, what: str) -> Any:
        """What the oracle says."""
        return self.control.get(f"/oracle/{what}").raise_for_status().json()

    @contextmanager
    def client(self, site: str, login: str = "") -> Iterator[httpx.Client]:
        """A logged-in client of a site."""
        with httpx.Client(base_url=self.told[site], trust_env=False) as client:
            answer = client.post("/login", data=self.told["logins"][login or site])
            assert answer.status_code == 303, answer.text
            yield client

    def tasks(self, **query: str) -> list[dict[str, Any]]:
        """The day's list."""
        answer = httpx.get(
            f"{self.told['crm']}/api/tasks",
            params={"rm": "1001", **query},
            headers={"Authorization": f"Bearer {self.told['api_token']}"},
            trust_env=False,
        )
        tasks: list[dict[str, Any]] = answer.raise_for_status().json()["tasks"]
        return tasks

    def task_with(self, flaw: str) -> dict[str, Any]:
        """The first task of the list with this flaw."""
        flaws = self.oracle("tasks")
        return next(task for task in self.tasks() if flaws[task["task_id"]] == flaw)


StartBank = Callable[..., RunningBank]


@pytest.fixture(scope="session")
def start_bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartBank]:
    """Starts banks and stops them at the end."""
    with ExitStack() as stack:

        def start(*options: str, data: Path | None = None) -> RunningBank:
            directory = data or tmp_path_factory.mktemp("bank")
            command = [sys.executable, "-m", "demobank", "--json", "--die-with-stdin", "--today", TODAY]
            process = subprocess.Popen(
                [*command, "--data", str(directory), *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": str(RESOURCES)},
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            control = httpx.Client(
                base_url=told["control"],
                headers={"Authorization": f"Bearer {told['control_token']}"},
                trust_env=False,
            )
            stack.callback(control.close)
            return RunningBank(process=process, told=told, control=control)

        yield start


@pytest.fixture(scope="session")
def shared_bank(start_bank: StartBank) -> RunningBank:
    """One bank for all tests that do not stop it; every customer answers at once only when told."""
    return start_bank("--reply-rate", "0")


@pytest.fixture
def bank(shared_bank: RunningBank) -> RunningBank:
    """The shared bank as on its first morning."""
    shared_bank.control.post("/oracle/reset").raise_for_status()
    return shared_bank


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One real browser; for one module only, for its event loop would stand in the way of all later ones."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, bank: RunningBank) -> Iterator[Page]:
    """The chat page of the first manager; an error in its scripts fails the test."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(5000)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    with bank.client("wecom") as client:
        context.add_cookies(
            [{"name": "wecom_sid", "value": client.cookies["wecom_sid"], "url": bank.told["wecom"]}]
        )
    opened.goto(bank.told["wecom"])
    expect(opened.get_by_label("当前员工")).to_have_text("李明")
    yield opened
    context.close()
    assert problems == []


def open_chat(page: Page, external_id: str) -> None:
    """Find a contact by his id and open his chat."""
    page.get_by_label("搜索联系人").fill(external_id)
    page.get_by_role("option").click()
    expect(page.get_by_role("note", name="外部联系人ID")).to_have_text(external_id)
