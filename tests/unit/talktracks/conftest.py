"""One good task and one small talk track, from which every test departs in a single point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from robot.compliance import Checker, load_checker
from robot.domain.customer import Customer, Recipient, Tier, Title
from robot.domain.product import Product, ProductLine, ProductRisk
from robot.domain.task import Channel, Task
from robot.talktracks import Library, TalkTrack, load_library

SHIPPED = Path(__file__).parents[3] / "resources" / "talktracks"

TaskMaker = Callable[..., Task]


def _make_task(**changes: Any) -> Task:
    """A deposit that matures; `customer` and `product` take mappings of changed fields."""
    customer = Customer(
        customer_id="C00010001",
        name="王芳",
        title=Title.MS,
        tier=Tier.GOLD,
        aum=Decimal(230_000),
        account_masked="6217****3821",
        recipient=Recipient(external_id="wm01", name="王芳"),
        risk_tolerance=None,
        risk_rated_on=None,
        consents=frozenset({"wecom"}),
        opted_out=False,
    )
    product = Product(
        line=ProductLine.DEPOSIT,
        name="三年期大额存单",
        risk=ProductRisk.R2,
        rate="1.90%",
        maturing_amount=Decimal(500_000),
        maturity_date=date(2026, 11, 25),
    )
    usual: dict[str, Any] = {
        "task_id": "T20261123-0001",
        "business_date": date(2026, 11, 23),
        "rm_id": "1001",
        "rm_name": "李明",
        "branch": "滨江支行",
        "customer": replace(customer, **changes.pop("customer", {})),
        "channel": Channel.WECOM,
        "strategy": "deposit-maturity",
        "step": 1,
        "product": replace(product, **changes.pop("product", {})),
        "talk_track": "deposit-maturity-wecom",
        "due_at": time(15, 0),
        "reasons": (),
    }
    return Task(**{**usual, **changes})


@pytest.fixture(scope="session")
def task_maker() -> TaskMaker:
    """Makes the good task with the given changes."""
    return _make_task


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The talk tracks that come with the product."""
    return load_library(SHIPPED)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The check of words that comes with the product."""
    return load_checker()


WORDS = (
    "{customer}您好，{rm}（{branch}）：{product}约 {amount}{date}到期{due}，利率{rate}{risk}。"
    "{call_time}通话？存款利率以公告为准。回复“退订”不再接收此类消息。{wish}"
)
TRACK_YAML = """\
id: sample-wecom
version: 3
channel: wecom
product_line: deposit
tiers: [gold, platinum]
purpose: marketing
sensitivity: S3
max_length: 120
valid_from: 2026-01-01
valid_until: 2026-12-31
author: 话术编写组
change_note: 测试
slots:
  customer: {type: name_with_title, from: customer.name}
  product: {type: product, from: product.name}
  amount: {type: amount, from: product.maturing_amount}
  date: {type: date, from: product.maturity_date}
  rate: {type: rate, from: product.rate, default: 见公告}
  due: {type: time, from: due_at, optional: true}
  risk: {type: risk, from: product.risk, optional: true}
  rm: {type: rm, from: rm_name}
  branch: {type: branch, from: branch}
  call_time: {type: text, free: true, class: time_phrase, max_length: 12, default: 今天下午3点}
  wish: {type: text, free: true, class: chinese_text, max_length: 10, optional: true}
required_spans:
  - 存款利率以公告为准
  - 回复“退订”不再接收此类消息
variants:
  - key: "1"
    label: 温和
    text: >-
      WORDS
""".replace("WORDS", WORDS)


PACK_YAML = """\
id: deposit
title: 测试话术
owner: 测试组
version: 1
product_lines: [deposit]
"""


def make_pack(folder: Path, **changes: str) -> Path:
    """A folder with a `pack.yaml` of its name."""
    folder.mkdir(parents=True)
    text = PACK_YAML.replace("id: deposit", f"id: {folder.name}")
    for old, new in changes.items():
        text = text.replace(f"{old}: ", f"{old}: {new} #", 1)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def pack_maker() -> Callable[..., Path]:
    """Makes a folder a pack, with the given values for its keys."""
    return make_pack


@pytest.fixture
def track_file(tmp_path: Path) -> Path:
    """A sound talk track in a directory of its own."""
    file = tmp_path / "tracks" / "deposit" / "sample-wecom.yaml"
    make_pack(file.parent)
    file.write_text(TRACK_YAML, encoding="utf-8")
    return file


@pytest.fixture
def track(track_file: Path) -> TalkTrack:
    """The small talk track."""
    found = load_library(track_file.parents[1]).get("sample-wecom")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def roomy_track(tmp_path_factory: pytest.TempPathFactory) -> TalkTrack:
    """The small talk track, long enough for every value."""
    folder = make_pack(tmp_path_factory.mktemp("tracks") / "deposit")
    (folder / "sample-wecom.yaml").write_text(TRACK_YAML, encoding="utf-8")
    found = load_library(folder.parent).get("sample-wecom")
    assert found is not None
    return replace(found, max_length=400)
