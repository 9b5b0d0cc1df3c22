"""Why the platform refuses a message, in its own words; the bank has no say in these."""

from __future__ import annotations

from demobank.bank import Bank
from demobank.population.customers import STRANGER, VERIFYING
from demobank.store.contacts import Contact

WORDS = {
    STRANGER: "对方已不是您的联系人",
    VERIFYING: "对方开启了联系人验证，请先发送验证请求",
    "already_received": "该客户今日已接收其他群发消息",
    "quota": "今日发送已达上限",
    "too_long": "消息内容超出长度限制",
    "rejected_later": "消息未送达，请稍后重试",
}
MOST_CHARACTERS = 4000


def refusal(bank: Bank, contact: Contact, text: str) -> str:
    """The code of the rule that forbids this message, or nothing."""
    if contact.friendship:
        return contact.friendship
    if contact.mass_received:
        return "already_received"
    if len(text) > MOST_CHARACTERS:
        return "too_long"
    left = bank.faults["wecom"].now.quota_left
    if left < 0:
        left = bank.options.daily_quota - bank.messages.count_sent(
            contact.rm_id, bank.clock.today.isoformat()
        )
    return "quota" if left <= 0 else ""
