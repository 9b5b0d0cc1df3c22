"""Customers who answer, some of them and only after a while, so that a list moves under the robot's hand."""

from __future__ import annotations

import random

from demobank.bank import Bank
from demobank.store.contacts import Contact
from demobank.store.messages import NewMessage

ANSWERS = (
    "好的，谢谢",
    "收到，我看看",
    "利率是多少？",
    "可以提前支取吗？",
    "我下午有空，去网点找您",
    "在手机银行上怎么操作？",
    "先不用了，谢谢",
    "最近在忙，下周再说",
    "风险大吗？我不想亏本金",
    "怎么办理？",
    "👌",
    "不要再发了",
    "退订",
)


class Replies:
    """Plans and delivers what customers write."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._counts: dict[str, int] = {}

    def consider(self, contact: Contact) -> None:
        """A message arrived: by seed, customer and count he answers or not."""
        options = self._bank.options
        count = self._counts[contact.external_id] = self._counts.get(contact.external_id, 0) + 1
        rng = random.Random(f"{options.seed}-{contact.external_id}-{count}")
        if rng.random() >= options.reply_rate:
            return
        answer = rng.choice(ANSWERS)
        delay_s = options.reply_after_s * rng.uniform(0.5, 1.5)
        self._bank.later.after(delay_s * 1000, lambda: self.deliver(contact, answer))

    def deliver(self, contact: Contact, text: str) -> None:
        """The customer writes now."""
        bank = self._bank
        message = bank.messages.add(
            NewMessage(
                external_id=contact.external_id,
                employee_id=contact.rm_id,
                direction="in",
                text=text,
                at=bank.clock.stamp(),
                origin="customer",
            )
        )
        unread = bank.messages.count_unread(contact.rm_id, contact.external_id)
        event = {"type": "message", "contact": contact.as_json(), "message": message, "unread": unread}
        bank.hub.publish(event, contact.rm_id)

    def forget(self) -> None:
        """Nobody has been sent anything yet; what was planned goes with the bank's other plans."""
        self._counts.clear()
