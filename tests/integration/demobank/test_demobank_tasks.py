"""The day's task list, in the three forms in which a bank hands it out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import TYPE_CHECKING

import httpx
import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from .conftest import RunningBank

WEALTH = {"wealth-maturity", "wealth-rebalance", "fund-plan-stopped", "new-wealth"}
STALE_BEFORE = "2025-11-23"


def test_api_wants_its_token(bank: RunningBank) -> None:
    url = f"{bank.told['crm']}/api/tasks"
    assert httpx.get(url, trust_env=False).status_code == 401
    wrong = {"Authorization": f"Bearer {bank.told['control_token']}"}
    assert httpx.get(url, headers=wrong, trust_env=False).status_code == 401
    assert len(bank.tasks(limit="7")) == 7
    assert bank.tasks(date="2020-01-01") == []


def test_list_is_mostly_good_and_wrong_where_planned(bank: RunningBank) -> None:
    flaws = bank.oracle("tasks")
    assert Counter(flaws.values()) == {
        "ok": 52,
        "no_consent": 2,
        "opted_out": 1,
        "risk_above_rating": 2,
        "stale_rating": 1,
        "platform_not_friend": 1,
        "platform_already_received": 1,
    }
    for task in bank.tasks():
        flaw = flaws[task["task_id"]]
        truth = bank.oracle(f"customers/{task['customer_id']}")
        assert ("wecom" in task["consents"]) == (flaw != "no_consent")
        assert task["opted_out"] == (flaw == "opted_out")
        assert bool(truth["friendship"]) == (flaw == "platform_not_friend")
        assert truth["mass_received"] == (flaw == "platform_already_received")
        if task["product_risk"]:
            too_risky = task["product_risk"][1] > task["customer_risk"][1]
            assert too_risky == (flaw == "risk_above_rating")
            assert (task["risk_rated_on"] < STALE_BEFORE) == (flaw == "stale_rating")


def test_tasks_agree_with_themselves(bank: RunningBank) -> None:
    tasks = bank.tasks()
    assert len({task["customer_id"] for task in tasks}) == len({t["external_id"] for t in tasks}) == 60
    for task in tasks:
        is_wealth = task["strategy"] in WEALTH
        assert (task["product_line"] == "wealth") == is_wealth == bool(task["product_risk"])
        assert task["talk_track"] == f"{task['strategy']}-wecom"
        assert bool(task["maturing_amount"]) == task["strategy"].endswith("-maturity")
        assert len(task["contact_history"]) <= 5
        assert task["business_date"] == bank.told["today"]
        assert task["external_id"].startswith("wm")
        assert len(task["external_id"]) == 22
    assert {task["product_line"] for task in tasks} == {"deposit", "wealth", "loan", "card", "service"}


def test_namesakes_can_be_told_apart(bank: RunningBank) -> None:
    names = Counter(task["customer_name"] for task in bank.tasks())
    twins = [task for task in bank.tasks() if names[task["customer_name"]] > 1]
    assert twins
    with bank.client("wecom") as client:
        contacts = client.get("/api/contacts").json()["contacts"]
    marks = {(c["name"], c["remark"], c["tag"]) for c in contacts}
    assert len(marks) == len(contacts)
    assert sum(count > 1 for count in Counter(c["name"] for c in contacts).values()) >= 5


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_say_the_same_as_the_api(bank: RunningBank, kind: str) -> None:
    with bank.client("crm") as client:
        body = client.get(f"/tasks/export.{kind}").content
    if kind == "csv":
        assert body.startswith(b"\xef\xbb\xbf")
        rows = [list(row) for row in csv.reader(io.StringIO(body.decode("utf-8-sig")))]
    else:
        sheet = load_workbook(io.BytesIO(body)).active
        assert sheet is not None
        rows = [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
    heads, first = rows[0], dict(zip(rows[0], rows[1], strict=True))
    task = bank.tasks()[0]
    assert len(heads) == len(task)
    assert len(rows) == 61
    assert first["任务编号"] == task["task_id"]
    assert first["渠道"] == "企业微信"
    assert first["退订"] == ("是" if task["opted_out"] else "否")
    assert first["授权渠道"].split(";") == task["consents"]
    assert json.loads(first["持仓"]) == task["holdings"]
    assert first["管理资产"] == task["aum"]
