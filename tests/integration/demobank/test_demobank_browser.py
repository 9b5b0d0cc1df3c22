"""The chat page in a real browser, in both designs, because page scripts are where a robot stumbles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from .conftest import open_chat

if TYPE_CHECKING:
    from .conftest import RunningBank

TEXT = "王女士您好：\n您的定期存款将到期。\n\n年利率 1.90%，  空格"


def test_search_open_send_and_answer(page: Page, bank: RunningBank) -> None:
    task = bank.task_with("ok")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.get_by_role("option").count() < 25
    open_chat(page, task["external_id"])
    assert page.get_by_role("note", name="名称").inner_text().strip() == task["customer_name"].strip()
    expect(page.get_by_role("note", name="备注")).to_have_text(task["remark"])
    composer = page.get_by_role("textbox", name="输入消息")
    composer.fill(TEXT)
    assert composer.inner_text() == TEXT
    page.get_by_role("button", name="发送(S)").click()
    own = page.locator("[data-direction=out]").last
    expect(own).to_contain_text("已发送")
    assert own.get_by_test_id("wc-message-text").inner_text() == TEXT
    assert composer.inner_text() == ""
    assert [effect["text"] for effect in bank.oracle("messages")] == [TEXT]
    bank.faults("wecom", reply_now={"external_id": task["external_id"], "text": "谢谢"})
    expect(page.locator("[data-direction=in]").last).to_contain_text("谢谢")
    another = next(t for t in bank.tasks() if t["external_id"] != task["external_id"])
    page.get_by_label("搜索联系人").fill("")
    bank.faults("wecom", reply_now={"external_id": another["external_id"], "text": "在吗"})
    top = page.get_by_role("option").and_(page.locator('[aria-posinset="1"]'))
    expect(top).to_have_attribute("data-external-id", another["external_id"])
    expect(top).to_contain_text("1")
    expect(page.get_by_role("note", name="外部联系人ID")).to_have_text(task["external_id"])


def test_drafts_stay_with_their_contact(page: Page, bank: RunningBank) -> None:
    first, second = [t["external_id"] for t in bank.tasks()[:2]]
    composer = page.get_by_role("textbox", name="输入消息")
    open_chat(page, first)
    composer.fill("写到一半\n第二行")
    open_chat(page, second)
    assert "写到一半" not in composer.inner_text()
    page.get_by_label("搜索联系人").fill(first)
    expect(page.get_by_role("option")).to_contain_text("[草稿]")
    page.reload()
    open_chat(page, first)
    assert composer.inner_text() == "写到一半\n第二行"


def test_refusal_and_late_rejection_show_their_words(page: Page, bank: RunningBank) -> None:
    composer = page.get_by_role("textbox", name="输入消息")
    last = page.get_by_test_id("wc-message-state").last
    open_chat(page, bank.task_with("platform_already_received")["external_id"])
    composer.fill("您好")
    composer.press("Enter")
    expect(last).to_have_text("发送失败：该客户今日已接收其他群发消息")
    open_chat(page, bank.task_with("ok")["external_id"])
    bank.faults("wecom", optimistic_reject_next={"count": 1, "after_ms": 300})
    composer.fill("您好")
    composer.press("Enter")
    expect(last).to_have_text("已发送")
    expect(last).to_have_text("发送失败：消息未送达，请稍后重试")
    assert bank.oracle("messages") == []


def test_echo_survives_reopening_but_not_the_server(page: Page, bank: RunningBank) -> None:
    first, second = [t["external_id"] for t in bank.tasks()[:2]]
    open_chat(page, first)
    bank.faults("wecom", accept_never_store_next=1)
    composer = page.get_by_role("textbox", name="输入消息")
    composer.fill("没有存下")
    composer.press("Enter")
    own = page.locator("[data-direction=out][data-state=sent]").filter(has_text="没有存下")
    expect(own).to_be_visible()
    open_chat(page, second)
    open_chat(page, first)
    expect(own).to_be_visible()
    page.reload()
    open_chat(page, first)
    expect(own).to_have_count(0)


def test_redesign_keeps_roles_and_names(page: Page, bank: RunningBank) -> None:
    task = bank.task_with("ok")
    bank.faults("wecom", redesign=True)
    page.reload()
    open_chat(page, task["external_id"])
    expect(page.get_by_role("complementary", name="客户资料")).to_contain_text(task["remark"])
    assert page.get_by_test_id("wc-composer").count() == 0
    page.get_by_role("textbox", name="输入消息").fill("您好")
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("log").get_by_text("已发送").last).to_be_visible()
    assert [effect["external_id"] for effect in bank.oracle("messages")] == [task["external_id"]]


def test_popup_blocks_until_seen_and_login_expires(page: Page, bank: RunningBank) -> None:
    bank.faults("wecom", popup="survey")
    page.get_by_role("dialog").get_by_role("button", name="我知道了").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    bank.faults("wecom", expire_sessions=True)
    page.get_by_role("option").first.click()
    expect(page.get_by_text("登录已过期，请重新登录")).to_be_visible()


def test_dead_button_and_moving_results(page: Page, bank: RunningBank) -> None:
    task = bank.task_with("ok")
    bank.faults("wecom", dead_send_button_next=1, resort_on_search=True, duplicate_name_trap="next")
    open_chat(page, task["external_id"])
    composer = page.get_by_role("textbox", name="输入消息")
    composer.fill("您好")
    send = page.get_by_role("button", name="发送(S)")
    send.click()
    assert composer.inner_text() == "您好"
    assert bank.oracle("messages") == []
    send.click()
    expect(page.get_by_test_id("wc-message-state").last).to_have_text("已发送")
    page.get_by_label("搜索联系人").fill(task["customer_name"].strip())
    first = page.get_by_role("option").and_(page.locator('[aria-posinset="1"]'))
    was_first = first.get_attribute("data-external-id")
    expect(first).not_to_have_attribute("data-external-id", str(was_first))
    assert page.get_by_role("option").count() >= 2
