"""The CRM and the switchboard over plain HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from .conftest import RunningBank

RECORD = {"channel": "wecom", "talk_track": "birthday-wecom", "content": "已发送\r\n祝福", "result": "已送达"}


def test_namesakes_both_appear(bank: RunningBank) -> None:
    with bank.client("crm") as client:
        page = client.get("/customers", params={"q": "王芳"}).text
        assert page.count('data-testid="cr-result-row"') >= 2
        customer_id = bank.tasks()[0]["customer_id"]
        found = client.get("/customers", params={"q": customer_id}).text
        assert found.count('data-testid="cr-result-row"') == 1
        assert client.get("/customers", params={"q": "%"}).text.count("cr-result-row") == 0


def test_record_is_stored_and_shown(bank: RunningBank) -> None:
    task = bank.tasks()[0]
    address = f"/customers/{task['customer_id']}"
    with bank.client("crm") as client:
        form = client.get(f"{address}/records/new").text
        assert task["customer_id"] in form
        answer = client.post(f"{address}/records", data=RECORD)
        assert answer.headers["location"] == f"{address}?saved=1"
        page = client.get(answer.headers["location"]).text
        assert "保存成功" in page
    (record,) = bank.oracle("records")
    assert record["record_id"] in page
    assert record["content"] == "已发送\n祝福"
    assert (record["customer_id"], record["talk_track"], record["operator"]) == (
        task["customer_id"],
        "birthday-wecom",
        "1001",
    )


@pytest.mark.parametrize("missing", ["channel", "content", "result"])
def test_incomplete_record_is_refused(bank: RunningBank, missing: str) -> None:
    with bank.client("crm") as client:
        address = f"/customers/{bank.tasks()[0]['customer_id']}/records"
        answer = client.post(address, data=RECORD | {missing: ""})
    assert answer.status_code == 422
    assert bank.oracle("records") == []


def test_record_said_saved_but_is_not(bank: RunningBank) -> None:
    bank.faults("crm", accept_never_store_next=1)
    with bank.client("crm") as client:
        address = f"/customers/{bank.tasks()[0]['customer_id']}/records"
        assert client.post(address, data=RECORD).status_code == 303
        assert bank.oracle("records") == []
        bank.faults("crm", double_store_next=1, fail_after_commit_next=1)
        assert client.post(address, data=RECORD).status_code == 500
        assert len(bank.oracle("records")) == 2


def test_masked_and_escaped(bank: RunningBank) -> None:
    task = bank.tasks()[0]
    address = f"/customers/{task['customer_id']}"
    with bank.client("crm") as client:
        client.post(f"{address}/records", data=RECORD | {"content": "<script>alert(1)</script>"})
        page = client.get(address).text
    assert task["account_masked"] in page
    assert "<script>alert" not in page


def test_control_wants_its_token(bank: RunningBank) -> None:
    for path in ("/faults", "/oracle/messages", "/oracle/summary"):
        assert httpx.get(bank.told["control"] + path, trust_env=False).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"no_such_fault": 1},
        {"delay_ms": "much"},
        {"redesign": 1},
        {"delay_on": "sideways"},
        {"quota_left": 3},
        {"fail_rate": 2},
    ],
)
def test_wrong_faults_are_refused(bank: RunningBank, wrong: dict[str, object]) -> None:
    before = bank.control.get("/faults").json()
    assert bank.control.put("/faults/crm", json=wrong).status_code == 422
    assert bank.control.get("/faults").json() == before


def test_faults_are_cleared(bank: RunningBank) -> None:
    bank.faults("crm", redesign=True, popup="survey", fail_next=3)
    with httpx.Client(base_url=bank.told["crm"], trust_env=False) as client:
        assert client.get("/login").status_code == 500
        bank.control.delete("/faults").raise_for_status()
        assert client.get("/login").status_code == 200
    assert not any(
        bank.control.get("/faults").json()["crm"][name] for name in ("redesign", "popup", "fail_next")
    )
