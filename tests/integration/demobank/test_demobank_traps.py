"""What goes wrong in the page between opening a chat and the click, in a real browser."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import open_chat

if TYPE_CHECKING:
    from .conftest import RunningBank

TEXT = "您好：\n您的存款将到期。"


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="输入消息")


def send_button(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("button", name="发送(S)")


def header(page: Page) -> Locator:
    return page.get_by_role("note", name="外部联系人ID")


def last_state(page: Page) -> Locator:
    return page.get_by_test_id("wc-message-state").last


@pytest.fixture
def customer(bank: RunningBank) -> str:
    """The external id of somebody who can be written to."""
    return str(bank.task_with("ok")["external_id"])


def reached(bank: RunningBank) -> list[tuple[str, str]]:
    return [(effect["external_id"], effect["text"]) for effect in bank.oracle("messages")]


@pytest.mark.parametrize("moment", ["open", "fill", "click"])
@pytest.mark.parametrize("is_carried", [True, False])
def test_another_chat_comes_to_the_front(
    page: Page, bank: RunningBank, customer: str, moment: str, is_carried: bool
) -> None:
    bank.faults("wecom", switch_chat_next=moment, carry_draft=is_carried)
    page.get_by_label("搜索联系人").fill(customer)
    page.get_by_role("option").click()
    if moment == "open":
        expect(header(page)).not_to_have_text("")
    else:
        expect(header(page)).to_have_text(customer)
        composer(page).fill(TEXT)
    if moment == "click":
        expect(header(page)).to_have_text(customer)
        send_button(page).click()
    expect(header(page)).not_to_have_text(customer)
    other = header(page).inner_text()
    if moment == "fill":
        assert composer(page).inner_text() == (TEXT if is_carried else "")
    elif moment == "click":
        expect(composer(page)).to_have_text("")
        page.wait_for_timeout(100)
        assert reached(bank) == ([(other, TEXT)] if is_carried else [])
    expect(page.locator("[data-direction=in]").last).to_contain_text("在吗？")
    assert bank.control.get("/faults").json()["wecom"]["switch_chat_next"] == ""


def test_traps_come_late_when_asked(page: Page, bank: RunningBank, customer: str) -> None:
    bank.faults("wecom", typing_next="fill", opt_out_next="fill", trap_after_ms=300)
    open_chat(page, customer)
    composer(page).fill(TEXT)
    assert composer(page).inner_text() == TEXT
    assert bank.oracle("replies") == []
    expect(composer(page)).to_contain_text("稍等，我看一下")
    expect(page.locator("[data-direction=in]").last).to_contain_text("退订")


@pytest.mark.parametrize("moment", ["fill", "click"])
def test_a_person_types_into_the_text(page: Page, bank: RunningBank, customer: str, moment: str) -> None:
    bank.faults("wecom", typing_next=moment)
    open_chat(page, customer)
    composer(page).fill(TEXT)
    assert ("稍等" in composer(page).inner_text()) == (moment == "fill")
    send_button(page).click()
    expect(last_state(page)).to_have_text("已发送")
    assert reached(bank) == [(customer, f"{TEXT}稍等，我看一下")]


@pytest.mark.parametrize("moment", ["open", "fill"])
def test_manager_sends_by_telephone(page: Page, bank: RunningBank, customer: str, moment: str) -> None:
    bank.faults("wecom", human_sends_next=moment, human_sends_text="" if moment == "fill" else "我先发了")
    open_chat(page, customer)
    if moment == "fill":
        composer(page).fill(TEXT)
    said = TEXT if moment == "fill" else "我先发了"
    expect(page.locator("[data-direction=out]").last.get_by_test_id("wc-message-text")).to_have_text(said)
    (effect,) = bank.oracle("messages")
    assert (effect["text"], effect["origin"]) == (said, "telephone")
    assert composer(page).inner_text() == (TEXT if moment == "fill" else "")


def test_customer_opts_out_before_the_history_is_read(page: Page, bank: RunningBank, customer: str) -> None:
    bank.faults("wecom", opt_out_next="open")
    open_chat(page, customer)
    assert page.locator("[data-direction=in]").last.get_by_test_id("wc-message-text").inner_text() == "退订"


def test_half_written_words_and_another_name(page: Page, bank: RunningBank, customer: str) -> None:
    bank.faults("wecom", human_draft_next=1, rename_customer_next=1)
    open_chat(page, customer)
    assert composer(page).inner_text() == "您好，上次您问的那件事我"
    listed = page.get_by_role("option").get_attribute("aria-label") or ""
    name = page.get_by_role("note", name="名称").inner_text()
    assert name not in listed.split("，")
    composer(page).fill("")
    bank.faults("wecom", rename_now={"external_id": customer, "name": "新名", "tag": "新标签"})
    expect(page.get_by_role("note", name="名称")).to_have_text("新名")
    expect(page.get_by_role("option")).to_contain_text("新标签")
    bank.faults("wecom", type_now={"text": "我来"})
    expect(composer(page)).to_have_text("我来")
    other = next(t["external_id"] for t in bank.tasks() if t["external_id"] != customer)
    bank.faults("wecom", switch_chat_now={"external_id": other, "carry_draft": True})
    expect(header(page)).to_have_text(other)
    expect(composer(page)).to_have_text("我来")


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("", ["发送(S)"]),
        ("twin", ["发送(S)", "发送(S)"]),
        ("send_to_all", ["发送(S)", "发送给全部"]),
        ("only_send_to_all", ["发送给全部"]),
        ("renamed", ["发出"]),
        ("moved", ["发送(S)"]),
        ("decoy_outside", ["发送(S)"]),
    ],
)
def test_send_button_is_not_where_or_what_it_was(
    page: Page, bank: RunningBank, customer: str, kind: str, names: list[str]
) -> None:
    open_chat(page, customer)
    composer(page).fill(TEXT)
    bank.faults("wecom", send_button=kind)
    buttons = page.get_by_role("main").get_by_role("button", name="发")
    expect(buttons).to_have_text(names)
    outside = page.get_by_role("complementary", name="联系人").get_by_role("button", name="发送(S)")
    expect(outside).to_have_count(1 if kind == "decoy_outside" else 0)
    assert composer(page).inner_text() == TEXT
    (outside if kind == "decoy_outside" else buttons.last).click()
    expect(composer(page)).to_have_text("")
    expected = {"send_to_all": 3, "only_send_to_all": 3}.get(kind, 1)
    page.wait_for_function("document.querySelector('[data-state=sending]') === null")
    deadline = time.monotonic() + 3
    while len(bank.oracle("clicks")) < expected:
        assert time.monotonic() < deadline
    ids = {external_id for external_id, _ in reached(bank)}
    assert (customer in ids) == (kind != "decoy_outside")
    bank.faults("wecom", send_button="")
    expect(buttons).to_have_text(["发送(S)"])
    assert page.locator(".wc-send").count() == 1


@pytest.mark.parametrize("is_redesigned", [False, True])
def test_button_variants_work_in_both_designs(
    page: Page, bank: RunningBank, customer: str, is_redesigned: bool
) -> None:
    bank.faults("wecom", redesign=is_redesigned, send_button="moved")
    page.reload()
    open_chat(page, customer)
    composer(page).fill(TEXT)
    button = page.get_by_role("main").get_by_role("button", name="发送")
    place, below = button.bounding_box(), composer(page).bounding_box()
    assert place is not None
    assert below is not None
    assert place["y"] + place["height"] <= below["y"]
    button.click()
    expect(page.get_by_role("log").get_by_text("已发送").last).to_be_visible()
    assert reached(bank) == [(customer, TEXT)]


@pytest.mark.parametrize(
    ("moment", "fault", "title", "button"),
    [
        ("", {"layer": "permission"}, "请求通知权限", "允许"),
        ("open", {"layer": "permission"}, "请求通知权限", "拒绝"),
        ("fill", {"layer": "terms"}, "服务协议更新", "同意并继续"),
        ("fill", {"popup": "notice"}, "系统公告", "我知道了"),
        ("open", {"popup": "survey"}, "满意度调查", "我知道了"),
    ],
)
def test_layers_appear_at_their_moment(
    page: Page, bank: RunningBank, customer: str, moment: str, fault: dict[str, str], title: str, button: str
) -> None:
    dialog = page.get_by_role("dialog", name=title)
    if moment != "open":
        open_chat(page, customer)
    bank.faults("wecom", layer_on=moment, **fault)
    if moment == "open":
        open_chat(page, customer)
    if moment == "fill":
        page.wait_for_timeout(100)
        expect(dialog).to_have_count(0)
        composer(page).fill(TEXT)
    expect(dialog).to_be_visible()
    if "layer" in fault:
        assert page.get_by_role("button", name="我知道了").count() == 0
    dialog.get_by_role("button", name=button).click()
    expect(dialog).to_have_count(0)
    page.wait_for_timeout(50)
    assert [pressed["layer"] for pressed in bank.oracle("layers")] == list(fault.values())


@pytest.mark.parametrize(("zoom", "font"), [(80, "serif"), (200, "large"), (150, "mono")])
def test_page_still_works_in_another_size(
    page: Page, bank: RunningBank, customer: str, zoom: int, font: str
) -> None:
    height = "document.querySelector('.wc-rail').getBoundingClientRect().height"
    letters = "getComputedStyle(document.querySelector('.wc-composer')).font"
    was = page.evaluate(letters)
    bank.faults("wecom", zoom=zoom, font=font)
    page.wait_for_function(f"{letters} !== {was!r}")
    assert abs(page.evaluate(height) - 800) < 2
    open_chat(page, customer)
    composer(page).fill(TEXT)
    send_button(page).click()
    expect(last_state(page)).to_have_text("已发送")
    page.goto(f"{bank.told['wecom']}/archive")
    assert page.evaluate("getComputedStyle(document.body).zoom") == f"{zoom / 100:g}"


def test_page_lies_both_ways(page: Page, bank: RunningBank, customer: str) -> None:
    open_chat(page, customer)
    bank.faults("wecom", error_toast_next=1)
    composer(page).fill("存了")
    send_button(page).click()
    expect(page.get_by_role("status").filter(has_text="网络错误")).to_be_visible()
    expect(last_state(page)).to_have_text("发送失败：网络异常，请稍后重试")
    bank.faults("wecom", success_toast_always=True, fail_next=1, fail_on="send")
    composer(page).fill("没存")
    send_button(page).click()
    expect(page.get_by_test_id("wc-toast")).to_have_text("已发送")
    expect(last_state(page)).to_have_text("已发送")
    assert [text for _, text in reached(bank)] == ["存了"]


def test_page_freezes_but_the_message_is_out(page: Page, bank: RunningBank, customer: str) -> None:
    bank.faults("wecom", freeze_page_ms=1500)
    open_chat(page, customer)
    composer(page).fill(TEXT)
    page.evaluate("setTimeout(() => document.querySelector('.wc-send').click(), 0)")
    began = time.monotonic()
    while not reached(bank):
        assert time.monotonic() - began < 1, "it waits for the page"
    expect(last_state(page)).to_have_text("已发送")
    assert time.monotonic() - began >= 1.2


@pytest.mark.parametrize("comes_back", ["before", "after"])
def test_late_rejection_is_seen_in_another_chat_and_on_coming_back(
    page: Page, bank: RunningBank, customer: str, comes_back: str
) -> None:
    other = next(t["external_id"] for t in bank.tasks() if t["external_id"] != customer)
    bank.faults("wecom", optimistic_reject_next={"count": 1, "after_ms": 900})
    open_chat(page, customer)
    composer(page).fill(TEXT)
    send_button(page).click()
    expect(last_state(page)).to_have_text("已发送")
    open_chat(page, other)
    if comes_back == "after":
        page.wait_for_timeout(1000)
    open_chat(page, customer)
    expect(last_state(page)).to_have_text("发送失败：消息未送达，请稍后重试")
    assert bank.oracle("messages") == []


@pytest.mark.parametrize("fault", ["timeout_after_commit_next", "reset_next"])
def test_browser_sees_a_dead_connection(page: Page, bank: RunningBank, customer: str, fault: str) -> None:
    open_chat(page, customer)
    bank.faults("wecom", **{fault: 1, "hang_ms": 300, "reset_on": "send"})
    composer(page).fill(TEXT)
    send_button(page).click()
    expect(last_state(page)).to_have_text("发送失败：网络异常，请稍后重试")
    is_stored = fault != "reset_next"
    assert reached(bank) == ([(customer, TEXT)] if is_stored else [])
    assert [click["requests"] for click in bank.oracle("clicks")] == ([1] if is_stored else [])


def test_delayed_storing_survives_a_reload(page: Page, bank: RunningBank, customer: str) -> None:
    bank.faults("wecom", store_delay_ms=700)
    open_chat(page, customer)
    composer(page).fill(TEXT)
    send_button(page).click()
    expect(last_state(page)).to_have_text("已发送")
    page.reload()
    assert reached(bank) == []
    open_chat(page, customer)
    own = page.locator("[data-direction=out]").filter(has_text=TEXT)
    expect(own).to_have_count(1)
    assert reached(bank) == [(customer, TEXT)]


def test_reset_empties_the_open_page(page: Page, bank: RunningBank, customer: str) -> None:
    open_chat(page, customer)
    bank.faults("wecom", accept_never_store_next=1)
    composer(page).fill("只是回声")
    send_button(page).click()
    expect(last_state(page)).to_have_text("已发送")
    composer(page).fill("写到一半")
    bank.control.post("/oracle/reset").raise_for_status()
    expect(page.get_by_text("选择一位联系人开始聊天")).to_be_visible()
    open_chat(page, customer)
    assert composer(page).inner_text() == ""
    expect(page.get_by_text("只是回声")).to_have_count(0)


def test_login_page_with_one_way_in(page: Page, bank: RunningBank) -> None:
    expect(page.get_by_role("option").first).to_be_visible()
    bank.faults("wecom", login="scan_only", expire_sessions=True)
    page.goto(bank.told["wecom"])
    expect(page.get_by_role("tab")).to_have_text(["扫码登录"])
    bank.faults("wecom", scan_now=True)
    expect(page.get_by_role("option").first).to_be_visible()
    bank.faults("wecom", expire_sessions=True)
    page.goto(bank.told["wecom"])
    page.get_by_role("button", name="模拟扫码").click()
    expect(page.get_by_role("option").first).to_be_visible()
    bank.faults("wecom", login="password", expire_sessions=True)
    page.goto(bank.told["wecom"])
    expect(page.get_by_role("tab")).to_have_text(["账号密码登录"])
    page.get_by_label("密码").fill(bank.told["logins"]["wecom"]["password"])
    page.get_by_role("textbox", name="账号").fill("liming")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_label("当前员工")).to_have_text("李明")
