"""The chat site over plain HTTP: who gets in, what arrives, what is refused, what goes wrong on demand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from .conftest import RunningBank, StartBank

ROW = re.compile(
    r'<tr data-message-id="(M\d+)" data-external-id="(\w+)"'
    r'.*?data-testid="wc-archive-text">(.*?)</td>',
    re.DOTALL,
)


@pytest.fixture
def client(bank: RunningBank) -> Iterator[httpx.Client]:
    with bank.client("wecom") as opened:
        yield opened


def send(client: httpx.Client, external_id: str, text: str) -> dict[str, Any]:
    answer = client.post("/api/messages", json={"external_id": external_id, "text": text, "client_key": "k"})
    told: dict[str, Any] = answer.raise_for_status().json()
    return told


def archive(bank: RunningBank, query: str = "") -> list[tuple[str, str, str]]:
    with bank.client("wecom", "wecom_witness") as witness:
        found = ROW.findall(witness.get(f"/archive{query}").text)
    return [(message_id, external_id, unescape(text)) for message_id, external_id, text in found]


def test_wrong_password_is_refused(bank: RunningBank) -> None:
    answer = httpx.post(
        f"{bank.told['wecom']}/login", data={"username": "liming", "password": "no"}, trust_env=False
    )
    assert answer.status_code == 403
    assert "账号或密码错误" in answer.text
    assert httpx.get(f"{bank.told['wecom']}/api/contacts", trust_env=False).status_code == 401


def test_scanned_code_logs_in_once(bank: RunningBank) -> None:
    with httpx.Client(base_url=bank.told["wecom"], trust_env=False) as client:
        found = re.search(r'data-token="([^"]+)"', client.get("/login").text)
        assert found
        status = f"/login/qr/{found[1]}/status"
        assert client.get(status).json() == {"state": "waiting"}
        client.post(f"/login/qr/{found[1]}/scan")
        assert client.get(status).json() == {"state": "done"}
        assert "李明" in client.get("/").text
        assert client.get(status).json() == {"state": "expired"}


def test_stored_message_is_seen_by_another_session(bank: RunningBank, client: httpx.Client) -> None:
    task = bank.task_with("ok")
    text = "第一行 <b>&\n第二行  两个空格"
    told = send(client, task["external_id"], text)
    assert told["ok"]
    assert archive(bank) == [(told["message"]["id"], task["external_id"], text)]
    (effect,) = bank.oracle("messages")
    assert (effect["customer_id"], effect["text"], effect["employee_id"]) == (
        task["customer_id"],
        text,
        "1001",
    )
    assert archive(bank, "?date=2020-01-01") == []


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ("platform_not_friend", ("对方已不是您的联系人", "对方开启了联系人验证")),
        ("platform_already_received", ("该客户今日已接收其他群发消息",)),
    ],
)
def test_platform_refuses(bank: RunningBank, client: httpx.Client, flaw: str, words: tuple[str, ...]) -> None:
    told = send(client, bank.task_with(flaw)["external_id"], "您好")
    assert not told["ok"]
    assert told["reason"].startswith(words)
    assert archive(bank) == bank.oracle("messages") == []


def test_quota_ends(bank: RunningBank, client: httpx.Client) -> None:
    external_id = bank.task_with("ok")["external_id"]
    bank.faults("wecom", quota_left=1)
    assert send(client, external_id, "一")["ok"]
    assert send(client, external_id, "二")["reason"] == "今日发送已达上限"


def test_witness_may_look_but_not_send(bank: RunningBank) -> None:
    with bank.client("wecom", "wecom_witness") as witness:
        body = {"external_id": bank.task_with("ok")["external_id"], "text": "您好"}
        assert witness.post("/api/messages", json=body).status_code == 403
        assert witness.get("/").headers["location"] == "/archive"
        assert "李明" in witness.get("/archive").text


@pytest.mark.parametrize(
    ("fault", "stored"),
    [
        ({"accept_never_store_next": 1}, []),
        ({"optimistic_reject_next": {"count": 1, "after_ms": 10}}, []),
        ({"double_store_next": 1}, ["一二三四", "一二三四"]),
        ({"truncate_next": 1}, ["一二"]),
        ({"misdeliver_next": 1}, ["一二三四"]),
    ],
)
def test_said_done_but_is_not(
    bank: RunningBank, client: httpx.Client, fault: dict[str, Any], stored: list[str]
) -> None:
    external_id = bank.task_with("ok")["external_id"]
    bank.faults("wecom", **fault)
    assert send(client, external_id, "一二三四")["ok"]
    effects = bank.oracle("messages")
    assert [effect["text"] for effect in effects] == stored
    if "misdeliver_next" in fault:
        assert effects[0]["external_id"] != external_id
    assert send(client, external_id, "好了")["ok"]
    assert bank.oracle("messages")[-1]["text"] == "好了"


def test_failures_before_and_after_the_effect(bank: RunningBank, client: httpx.Client) -> None:
    body = {"external_id": bank.task_with("ok")["external_id"], "text": "您好"}
    bank.faults("wecom", fail_next=1, fail_on="send")
    assert client.get("/api/contacts").status_code == 200
    assert client.post("/api/messages", json=body).status_code == 500
    assert bank.oracle("messages") == []
    bank.faults("wecom", fail_after_commit_next=1)
    assert client.post("/api/messages", json=body).status_code == 500
    assert len(archive(bank)) == 1


def test_witness_lag_hides_what_is_fresh(bank: RunningBank, client: httpx.Client) -> None:
    send(client, bank.task_with("ok")["external_id"], "您好")
    bank.faults("wecom", witness_lag_ms=60_000)
    assert archive(bank) == []
    bank.faults("wecom", witness_lag_ms=0)
    assert len(archive(bank)) == 1


def test_archive_pages(bank: RunningBank, client: httpx.Client) -> None:
    external_id = bank.task_with("ok")["external_id"]
    for number in range(53):
        send(client, external_id, f"第{number}条")
    assert [text for _, _, text in archive(bank)][:1] == ["第52条"]
    assert [text for _, _, text in archive(bank, "?page=2")] == ["第2条", "第1条", "第0条"]


def test_sessions_end_and_change_hands(bank: RunningBank, client: httpx.Client) -> None:
    own = client.get("/api/contacts").json()["contacts"]
    bank.faults("wecom", switch_account_next=1)
    assert client.get("/api/contacts").status_code == 409
    assert client.get("/api/contacts").json()["contacts"] != own
    assert "周倩" in client.get("/").text
    assert bank.faults("wecom", expire_sessions=True)["done"]["expire_sessions"] >= 1
    assert client.get("/api/contacts").status_code == 401
    assert client.get("/archive").headers["location"] == "/login?next=/archive&expired=1"


def test_customer_answers_and_a_namesake_appears(bank: RunningBank, client: httpx.Client) -> None:
    task = bank.task_with("ok")
    with client.stream("GET", "/api/events") as stream:
        lines = stream.iter_lines()
        assert "reload" in next(lines)
        bank.faults("wecom", reply_now={"external_id": task["external_id"], "text": "好的"})
        news = next(json.loads(line[6:]) for line in lines if '"message"' in line)
    assert (news["contact"]["external_id"], news["message"]["text"], news["unread"]) == (
        task["external_id"],
        "好的",
        1,
    )
    bank.faults("wecom", duplicate_name_trap=task["external_id"])
    top = client.get("/api/contacts").json()["contacts"][0]
    assert top["name"] == task["customer_name"]
    assert top["external_id"] != task["external_id"]


def test_replies_follow_the_rate(start_bank: StartBank) -> None:
    bank = start_bank("--customers", "60", "--tasks", "5", "--reply-rate", "1", "--reply-after", "0.02")
    with bank.client("wecom") as client, client.stream("GET", "/api/events") as stream:
        lines = stream.iter_lines()
        next(lines)
        send(client, bank.task_with("ok")["external_id"], "您好")
        directions = (json.loads(line[6:])["message"]["dir"] for line in lines if '"message"' in line)
        assert [next(directions), next(directions)] == ["out", "in"]
