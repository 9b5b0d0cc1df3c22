"""Accepted is not stored, stored is not answered, what is stored may differ: each on demand, over HTTP."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from .conftest import RunningBank

RECORD = {"channel": "wecom", "talk_track": "birthday-wecom", "content": "已发送🎂", "result": "已送达"}
TEXT = "您好👋。\n净值会波动，理财有风险。\n请查收🎂"


@pytest.fixture
def client(bank: RunningBank) -> Iterator[httpx.Client]:
    with bank.client("wecom") as opened:
        yield opened


@pytest.fixture
def customer(bank: RunningBank) -> str:
    """The external id of somebody who can be written to."""
    return str(bank.task_with("ok")["external_id"])


def post(client: httpx.Client, external_id: str, text: str, key: str = "k") -> httpx.Response:
    return client.post(
        "/api/messages", json={"external_id": external_id, "text": text, "client_key": key}, timeout=5
    )


def stored(bank: RunningBank) -> list[str]:
    return [effect["text"] for effect in bank.oracle("messages")]


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def archive(bank: RunningBank) -> str:
    with bank.client("wecom", "wecom_witness") as witness:
        return unescape(witness.get("/archive").text)


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        ({"strip_emoji_next": 1}, "您好。\n净值会波动，理财有风险。\n请查收"),
        ({"drop_sentence_next": 1}, "您好👋。\n请查收🎂"),
        ({"truncate_next": 1}, TEXT[: len(TEXT) // 2]),
    ],
)
def test_text_is_stored_otherwise(
    bank: RunningBank, client: httpx.Client, customer: str, fault: dict[str, int], kept: str
) -> None:
    bank.faults("wecom", **fault)
    assert post(client, customer, TEXT).json()["ok"]
    assert post(client, customer, TEXT).json()["ok"]
    assert stored(bank) == [kept, TEXT]


def test_last_sentence_goes_if_none_warns(bank: RunningBank, client: httpx.Client, customer: str) -> None:
    bank.faults("wecom", drop_sentence_next=2)
    post(client, customer, "您好。请查收。谢谢")
    post(client, customer, "只有一句")
    assert stored(bank) == ["您好。请查收。", "只有"]


def test_acknowledged_at_once_but_stored_later(
    bank: RunningBank, client: httpx.Client, customer: str
) -> None:
    bank.faults("wecom", store_delay_ms=400)
    told = post(client, customer, "晚到").json()
    assert told["ok"]
    assert stored(bank) == []
    assert "晚到" not in archive(bank)
    client.get("/")
    wait_until(lambda: stored(bank) == ["晚到"])
    assert bank.oracle("messages")[0]["message_id"] == told["message"]["id"]
    assert "晚到" in archive(bank)


def test_stored_at_once_but_acknowledged_later(
    bank: RunningBank, client: httpx.Client, customer: str
) -> None:
    bank.faults("wecom", answer_delay_ms=300)
    began = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        client.post("/api/messages", json={"external_id": customer, "text": "一"}, timeout=0.1)
    assert stored(bank) == ["一"]
    assert post(client, customer, "二").json()["ok"]
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize("hang_ms", [0, 300])
def test_connection_dies_after_the_effect(
    bank: RunningBank, client: httpx.Client, customer: str, hang_ms: int
) -> None:
    bank.faults("wecom", timeout_after_commit_next=1, hang_ms=hang_ms)
    began = time.monotonic()
    with pytest.raises(httpx.TransportError):
        post(client, customer, "已提交")
    assert time.monotonic() - began >= hang_ms / 1000
    assert stored(bank) == ["已提交"]
    assert post(client, customer, "再来").json()["ok"]


@pytest.mark.parametrize(("kind", "path"), [("page", "/archive"), ("api", "/api/contacts"), ("send", "")])
def test_connection_dies_before_anything_is_done(
    bank: RunningBank, client: httpx.Client, customer: str, kind: str, path: str
) -> None:
    bank.faults("wecom", reset_next=1, reset_on=kind)

    def ask() -> httpx.Response:
        with httpx.Client(base_url=bank.told["wecom"], cookies=client.cookies, trust_env=False) as fresh:
            return fresh.get(path) if path else post(fresh, customer, "您好")

    with pytest.raises(httpx.TransportError):
        ask()
    assert bank.oracle("messages") == bank.oracle("attempts") == []
    assert ask().status_code == 200


def test_one_press_is_told_from_two(bank: RunningBank, client: httpx.Client, customer: str) -> None:
    bank.faults("wecom", double_store_next=1)
    post(client, customer, "您好", "press-1")
    post(client, customer, "您好", "press-2")
    post(client, customer, "您好", "press-2")
    clicks = {click["client_key"]: click for click in bank.oracle("clicks")}
    assert (clicks["press-1"]["requests"], clicks["press-1"]["stored"]) == (1, 2)
    assert (clicks["press-2"]["requests"], clicks["press-2"]["stored"]) == (2, 2)
    assert clicks["press-2"]["outcomes"] == ["stored", "stored"]
    first, *later = bank.oracle("messages")
    assert {first["client_key"], later[0]["client_key"]} == {"press-1"}
    assert bank.oracle(f"messages?since={first['message_id']}") == later


def test_late_storing_does_not_hide_from_a_reader_who_goes_on(
    bank: RunningBank, client: httpx.Client, customer: str
) -> None:
    bank.faults("wecom", store_delay_ms=300)
    post(client, customer, "晚到")
    bank.faults("wecom", store_delay_ms=0)
    post(client, customer, "先到")
    (seen,) = bank.oracle("messages")
    wait_until(lambda: len(stored(bank)) == 2)
    assert [m["text"] for m in bank.oracle(f"messages?since={seen['message_id']}")] == ["晚到"]


@pytest.mark.parametrize(
    ("kind", "shows", "hides"),
    [
        ("shortened", f'title="{TEXT}"', f">{TEXT}<"),
        ("shortened_hard", f"{TEXT[:20]}…", "请查收"),
        ("markup", f"<blockquote>{TEXT}<", "data-message-id"),
        ("empty", "共 0 条", "您好"),
        ("", f">{TEXT}<", "…"),
    ],
)
def test_archive_shows_it_its_own_way(
    bank: RunningBank, client: httpx.Client, customer: str, kind: str, shows: str, hides: str
) -> None:
    post(client, customer, TEXT)
    bank.faults("wecom", archive=kind)
    page = archive(bank)
    assert shows in page
    assert hides not in page
    assert "李明 1001" in page


def test_archive_is_down_or_leaves_one_out(bank: RunningBank, client: httpx.Client, customer: str) -> None:
    bank.faults("wecom", archive_skip_next=1)
    post(client, customer, "不见")
    post(client, customer, "看见")
    page = archive(bank)
    assert "看见" in page
    assert "不见" not in page
    assert "共 1 条" in page
    assert stored(bank) == ["不见", "看见"]
    bank.faults("wecom", archive="down")
    assert "500" in archive(bank)


@pytest.mark.parametrize(
    ("fault", "contents"),
    [
        ({"strip_emoji_next": 1}, ["已发送"]),
        ({"truncate_next": 1}, ["已发"]),
        ({"double_store_next": 1}, ["已发送🎂", "已发送🎂"]),
        ({"accept_never_store_next": 1}, []),
    ],
)
def test_record_is_not_stored_as_given(bank: RunningBank, fault: dict[str, int], contents: list[str]) -> None:
    bank.faults("crm", **fault)
    with bank.client("crm") as crm:
        answer = crm.post(f"/customers/{bank.tasks()[0]['customer_id']}/records", data=RECORD)
    assert answer.status_code == 303
    assert [record["content"] for record in bank.oracle("records")] == contents


def test_record_is_filed_elsewhere_late_or_unseen(bank: RunningBank) -> None:
    customer_id = bank.tasks()[0]["customer_id"]
    address = f"/customers/{customer_id}"
    with bank.client("crm") as crm:
        bank.faults("crm", misfile_next=1)
        crm.post(f"{address}/records", data=RECORD)
        (misfiled,) = bank.oracle("records")
        assert misfiled["customer_id"] != customer_id
        bank.faults("crm", store_delay_ms=300)
        crm.post(f"{address}/records", data=RECORD)
        assert len(bank.oracle("records")) == 1
        wait_until(lambda: len(bank.oracle("records")) == 2)
        assert RECORD["content"] in crm.get(address).text
        bank.faults("crm", witness_lag_ms=60_000)
        assert RECORD["content"] not in crm.get(address).text
        bank.faults("crm", store_delay_ms=0, timeout_after_commit_next=1, hang_ms=0)
        with pytest.raises(httpx.TransportError):
            crm.post(f"{address}/records", data=RECORD)
        assert len(bank.oracle("records")) == 3
        bank.faults("crm", layer="terms", zoom=150, font="serif")
        page = crm.get(address).text
        assert "同意并继续" in page
        assert 'data-font="serif" style="--zoom: 1.5"' in page


def test_reset_is_quick_and_forgets_everything(
    bank: RunningBank, client: httpx.Client, customer: str
) -> None:
    def picture() -> dict[str, Any]:
        told = client.get("/api/contacts").json()
        return {c["external_id"]: {**c, "last_at": ""} for c in told["contacts"]}

    client.get("/archive")
    before, tasks = picture(), bank.tasks()
    unread = next(c for c in before.values() if c["unread"])
    client.post(f"/api/chats/{unread['external_id']}/open")
    client.post(f"/api/drafts/{customer}", json={"text": "写到一半"})
    bank.faults("wecom", rename_now={"external_id": customer, "name": "某人"})
    bank.faults("wecom", opt_out_now={"external_id": customer}, duplicate_name_trap=customer)
    post(client, customer, "您好")
    bank.faults("wecom", store_delay_ms=200, redesign=True, stale_page=True, switch_account_next=1)
    post(client, customer, "您好")
    assert client.get("/api/contacts").json()["contacts"] != list(before.values())
    began = time.perf_counter()
    bank.control.post("/oracle/reset").raise_for_status()
    took_s = time.perf_counter() - began
    assert took_s < 0.2, "a campaign resets before every episode; 10 ms on an idle machine"
    assert picture() == before
    assert bank.tasks() == tasks
    assert "李明" in client.get("/archive").text
    assert not any(bank.control.get("/faults").json()["wecom"][name] for name in ("redesign", "stale_page"))
    time.sleep(0.25)
    assert bank.oracle("messages") == bank.oracle("clicks") == bank.oracle("replies") == []


def test_only_a_scan_opens_the_door(bank: RunningBank) -> None:
    bank.faults("wecom", login="scan_only")
    with httpx.Client(base_url=bank.told["wecom"], trust_env=False) as client:
        page = client.get("/login").text
        assert "账号密码登录" not in page
        assert client.post("/login", data=bank.told["logins"]["wecom"]).status_code == 403
        page = client.get("/login").text
        token = re.findall(r'data-token="([^"]+)"', page)[0]
        assert bank.faults("wecom", scan_now={"employee": "1002"})["done"] == {"scan_now": "zhouqian"}
        assert client.get(f"/login/qr/{token}/status").json() == {"state": "done"}
        assert "周倩" in client.get("/").text
        bank.faults("wecom", login="password")
        assert "扫码登录" not in client.get("/login").text
    assert bank.control.put("/faults/wecom", json={"scan_now": {"account": "nobody"}}).status_code == 422


def test_page_stands_still_while_the_bank_moves(
    bank: RunningBank, client: httpx.Client, customer: str
) -> None:
    post(client, customer, "旧")
    bank.faults("wecom", stale_page=True)
    post(client, customer, "新")
    bank.faults("wecom", rename_now={"external_id": customer, "remark": "改了"})
    before = client.get("/api/contacts").json()["contacts"][0]
    assert (before["external_id"], before["snippet"]) == (customer, "旧")
    opened = client.post(f"/api/chats/{customer}/open").json()
    assert opened["messages"][-1]["text"] == "旧"
    assert opened["contact"]["remark"] == before["remark"] != "改了"
    assert "新" in archive(bank)
    bank.faults("wecom", stale_page=False)
    opened = client.post(f"/api/chats/{customer}/open").json()
    assert (opened["messages"][-1]["text"], opened["contact"]["remark"]) == ("新", "改了")


def test_people_act_meanwhile(bank: RunningBank, client: httpx.Client, customer: str) -> None:
    bank.faults("wecom", human_send_now={"external_id": customer, "text": "我手动发的"})
    (effect,) = bank.oracle("messages")
    assert (effect["text"], effect["origin"], effect["client_key"]) == ("我手动发的", "telephone", "")
    post(client, customer, "页面发的")
    assert bank.oracle("messages")[1]["origin"] == "page"
    bank.faults("wecom", opt_out_now={"external_id": customer})
    assert [reply["text"] for reply in bank.oracle("replies")] == ["退订"]
    (task,) = [task for task in bank.tasks() if task["external_id"] == customer]
    assert task["opted_out"]
    bank.faults("wecom", rename_customer_next=1, rename_what="name", slow_open_ms=200)
    began = time.monotonic()
    opened = client.post(f"/api/chats/{customer}/open").json()["contact"]
    assert time.monotonic() - began >= 0.2
    assert opened["name"] != task["customer_name"]
    assert opened["remark"] == task["remark"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"zoom": 20},
        {"send_button": "gone"},
        {"layer_on": "sometime"},
        {"typing_next": 3},
        {"misfile_next": 1},
    ],
)
def test_wrong_values_are_refused(bank: RunningBank, wrong: dict[str, object]) -> None:
    assert bank.control.put("/faults/wecom", json=wrong).status_code == 422


def test_every_fault_and_action_is_explained(bank: RunningBank) -> None:
    told = bank.control.get("/help").json()
    state = bank.control.get("/faults").json()
    for site, names in state.items():
        assert names.keys() <= told[site].keys()
        assert all(told[site].values())
