"""Starting, stopping and starting again, as a demonstration and a crash test do."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, expect

if TYPE_CHECKING:
    from .conftest import RunningBank, StartBank

STOP_S = 5


def test_ready_line_holds_all_a_client_needs(bank: RunningBank) -> None:
    told = bank.told
    assert set(told) == {
        "wecom",
        "crm",
        "control",
        "control_token",
        "api_token",
        "logins",
        "database",
        "today",
    }
    assert len({told["wecom"], told["crm"], told["control"]}) == 3
    assert Path(told["database"]).exists()
    assert told["today"] == bank.oracle("summary")["today"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, None])
def test_stops_cleanly(start_bank: StartBank, how: signal.Signals | None) -> None:
    bank = start_bank("--customers", "40", "--tasks", "5")
    with (
        bank.client("wecom") as client,
        client.stream("GET", "/api/events") as news,
    ):
        assert news.status_code == 200
        if how is None:
            assert bank.process.stdin is not None
            bank.process.stdin.close()
        else:
            bank.process.send_signal(how)
        assert bank.process.wait(STOP_S) == 0


def test_same_seed_same_bank(bank: RunningBank, start_bank: StartBank) -> None:
    assert start_bank().tasks() == bank.tasks()
    assert start_bank("--seed", "7").tasks() != bank.tasks()


def test_effects_and_logins_outlive_a_crash(start_bank: StartBank, tmp_path: Path) -> None:
    first = start_bank("--reply-rate", "0", data=tmp_path)
    task = first.task_with("ok")
    with first.client("wecom") as client:
        client.post("/api/messages", json={"external_id": task["external_id"], "text": "您好"})
        cookies = dict(client.cookies)
    before = first.oracle("messages")
    first.process.kill()
    first.process.wait(STOP_S)
    second = start_bank("--reply-rate", "0", data=tmp_path)
    assert second.oracle("messages") == before != []
    again = httpx.get(f"{second.told['wecom']}/api/contacts", cookies=cookies, trust_env=False)
    assert again.status_code == 200
    assert second.oracle("summary")["now"] >= before[0]["sent_at"]


def test_long_lists_get_enough_customers(start_bank: StartBank) -> None:
    bank = start_bank("--tasks", "1000")
    tasks = bank.tasks()
    assert len({task["external_id"] for task in tasks}) == 1000
    with bank.client("wecom") as client:
        assert len(tasks) <= 0.8 * len(client.get("/api/contacts").json()["contacts"])


def test_plain_bank_can_be_written_to_throughout(start_bank: StartBank) -> None:
    began = time.monotonic()
    bank = start_bank("--tasks", "3000", "--plain", "--reply-rate", "0")
    assert time.monotonic() - began < 15, "5 s on an idle machine"
    assert set(bank.oracle("tasks").values()) == {"ok"}
    pages = [bank.tasks(limit="1000", offset=str(start)) for start in (0, 1000, 2000, 3000)]
    assert [len(page) for page in pages] == [1000, 1000, 1000, 0]
    customers = {task["external_id"]: task for page in pages for task in page}
    assert len(customers) == 3000
    assert not any(task["opted_out"] or "wecom" not in task["consents"] for task in customers.values())
    with bank.client("wecom") as client:
        contacts = client.get("/api/contacts").json()["contacts"]
        assert not any(contact["draft"] or contact["unread"] for contact in contacts)
        for external_id in list(customers)[:40]:
            body = {"external_id": external_id, "text": "您好", "client_key": external_id}
            assert client.post("/api/messages", json=body).json()["ok"]


def test_long_contact_list_stays_quick(start_bank: StartBank, browser: Browser) -> None:
    bank = start_bank("--contacts", "4000", "--tasks", "10", "--plain")
    page = browser.new_page(base_url=bank.told["wecom"])
    page.goto("/")
    page.get_by_role("button", name="模拟扫码").click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.get_by_role("option").count() < 25
    external_id = bank.tasks()[9]["external_id"]
    began = time.monotonic()
    page.get_by_label("搜索联系人").fill(external_id)
    expect(page.get_by_role("option")).to_have_count(1)
    assert time.monotonic() - began < 1.5
    page.close()
