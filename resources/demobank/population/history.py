"""What happened before today: chats, drafts, unread messages and contact records."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from demobank.clock import CHINA
from demobank.population.catalog import days_around
from demobank.population.customers import RM, Customer

OUT_LINES = (
    "{t}您好，我是您的客户经理{rm}，以后业务上有问题可以直接在这里联系我。",
    "{t}您好，您咨询的网点周六营业，时间是 9:00 到 16:30。",
    "{t}您好，回单已为您打印好，方便时来柜面领取即可。",
    "{t}您好，您的定期存款下月到期，届时我再提醒您。",
    "好的，已为您登记，稍后回复您。",
    "不客气，祝您生活愉快。",
)
IN_LINES = (
    "好的，谢谢",
    "请问明天网点几点开门？",
    "收到",
    "大额存单现在利率多少？",
    "我下午过去，需要带什么证件？",
    "短信提醒怎么开通？",
    "麻烦帮我查一下回单",
    "嗯嗯",
    "这个能提前支取吗",
    "👍",
    "好，我知道了",
    "能发一下网点地址吗",
    "转账限额怎么调整？",
    "您说的那个产品还有额度吗",
)
DRAFTS = ("您好，关于上次说的", "稍后给您回电，", "{t}您好，")
NOTES = (
    "到期提醒，客户表示考虑",
    "电话未接",
    "介绍产品，客户有兴趣",
    "回访，客户满意",
    "节日问候",
    "预约来行办理",
)
CHANNELS = ("phone", "wecom", "visit", "sms")
RESULTS = ("已接通", "未接通", "有意向", "无意向", "已办理")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldMessage:
    """One message of an earlier day (or an unread one of this morning)."""

    external_id: str
    employee_id: str
    direction: str
    text: str
    sent_at: str
    is_unread: bool = False


def add_contacts(rng: random.Random, today: dt.date, customers: list[Customer]) -> None:
    """Give each customer older contact notes, the newest first; rare enough that caps leave room."""
    for customer in customers:
        ages = sorted(rng.sample(range(9, 400), rng.choices((0, 1, 2, 3, 6), (15, 30, 30, 20, 5))[0]))
        customer.contacts = [
            {
                "on": days_around(today, -age),
                "channel": rng.choice(CHANNELS),
                "note": rng.choice(NOTES),
                "result": rng.choice(RESULTS),
            }
            for age in ages
        ]


def make_messages(rng: random.Random, today: dt.date, customers: list[Customer]) -> list[OldMessage]:
    """The chats so far, in order of time."""
    made: list[OldMessage] = []
    for index, customer in enumerate(customers):
        length = 75 if index % 60 == 7 else rng.choices((0, 1, 2, 4, 7), (12, 30, 28, 20, 10))[0]
        moment = dt.datetime.combine(today, dt.time(9, 5), CHINA) - dt.timedelta(
            minutes=rng.randrange(1500, 90_000)
        )
        for _ in range(length):
            moment -= dt.timedelta(minutes=rng.randrange(2, 400))
            by_day = moment.replace(hour=9 + moment.hour % 11)
            made.append(_message(rng, customer, by_day, is_own=rng.random() < 0.55))
        if rng.random() < 0.03:
            this_morning = dt.datetime.combine(today, dt.time(8, 30), CHINA) + dt.timedelta(
                minutes=rng.randrange(80)
            )
            made.append(_message(rng, customer, this_morning, is_own=False, is_unread=True))
    return sorted(made, key=lambda message: message.sent_at)


def _message(
    rng: random.Random, customer: Customer, moment: dt.datetime, *, is_own: bool, is_unread: bool = False
) -> OldMessage:
    line = rng.choice(OUT_LINES if is_own else IN_LINES)
    return OldMessage(
        external_id=customer.external_id,
        employee_id=customer.rm_id,
        direction="out" if is_own else "in",
        text=line.format(t=customer.name[0] + customer.title, rm=RM.name),
        sent_at=moment.isoformat(timespec="milliseconds"),
        is_unread=is_unread,
    )


def make_drafts(rng: random.Random, customers: list[Customer]) -> list[tuple[str, str, str]]:
    """Half-written words somebody left in a composer: (employee id, external id, text)."""
    some = rng.sample(customers, max(1, len(customers) // 80))
    return [(c.rm_id, c.external_id, rng.choice(DRAFTS).format(t=c.name[0] + c.title)) for c in some]
