"""After a day's work nobody without a key reads a name, a text, an amount or a number in the home's files."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from robot.agent import protocol
from robot.agent.os_account import os_account
from robot.agent.verbs.runs import RunVerbs
from robot.domain.errors import EnvironmentFault
from robot.domain.review_views import ContextLine
from robot.execution.hand_typed import OwnMessage
from robot.execution.ports import Picture
from robot.sites.wording import text_sha256
from robot.store.review_rows import Filter
from robot.vault.memory import MemoryVault
from robot.vault.secret import Secret
from tests.support.builders import TODAY, HandClock, task
from tests.support.desk_line import LineDesk
from tests.support.spying import readable_in
from tests.unit.agent.test_review_desk import BOSS, SLOTS, decide, press_enter, sent_for_review, started
from tests.unit.store.test_sealing import SECRETS, old_store

NAME, SECOND = "欧阳娜娜卡那里", "诸葛金丝雀"
NOTE, REASON, COMMENT = "她说孩子下个月结婚", "客户欧阳来电投诉", "已与本人电话核对过"
TYPED, BEFORE = "明天加我个人微信聊聊高收益", "你们行里最近有什么好产品"
AMOUNT, CARD, PASSWORD = "987654.32", "6217000012343821", "Canary-Pass-90210"
UNFIT = "司马金丝雀的行"
WORDS = [NAME, SECOND, NOTE, REASON, COMMENT, TYPED, BEFORE, AMOUNT, CARD, PASSWORD, UNFIT, *SLOTS.values()]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    made.sign(supervisor=BOSS)
    await started(made)
    try:
        yield made
    finally:
        await made.power_off()


def picture() -> bytes:
    image = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(image).text((10, 10), "canary", fill="black")
    out = io.BytesIO()
    image.save(out, "JPEG", comment=NAME.encode())
    return out.getvalue()


def typed(text: str) -> OwnMessage:
    return OwnMessage(
        site="wecom",
        external_id="wm0002",
        message_id="m77",
        text=text,
        text_sha256=text_sha256(text),
        position=3,
        business_date=TODAY,
        context=(ContextLine(who="customer", text=BEFORE),),
    )


async def a_day(desk: LineDesk) -> None:
    engine = desk.engine
    engine.accounts._vault.store("wecom", "liming", Secret(PASSWORD))
    first = task(1, customer={"name": NAME, "aum": Decimal(AMOUNT)})
    second = task(2, customer={"name": SECOND})
    unfit = [(4, "name", UNFIT, "no number")]
    await engine.tasks.merge(source="list.csv", sha256="aa", tasks=[first, second], set_aside=unfit)
    await engine.tasks.note(second.task_id, f"{NOTE}，卡号 {CARD}")
    await decide(desk, await sent_for_review(desk), comment=COMMENT)
    await press_enter(desk)
    assert desk.server.effects == 1
    await engine.evidence.keep(Picture(jpeg=picture()))
    engine.reviews.read([typed(f"{TYPED}，卡号 {CARD}")])
    await engine.reviews.watch.judge()
    await engine.intents.kill(os_account(), REASON)
    await engine.released.look()


async def test_a_day_leaves_nothing_readable(desk: LineDesk) -> None:
    await a_day(desk)
    assert readable_in(desk.home.path, WORDS, but=["release", "trust"]) == []
    # It was all written, and opens with the keys.
    stored = await desk.engine.tasks.get(task(2).task_id)
    assert (stored.task.customer.name, stored.note) == (SECOND, f"{NOTE}，卡号 6217****3821")
    ((kept,),) = desk.query("SELECT COUNT(*) FROM review WHERE kind = 'hand_typed'")
    assert kept == 1
    assert len(list(desk.engine.evidence.of_month("2026-11"))) >= 1
    await desk.engine.stop()
    assert readable_in(desk.home.path, WORDS, but=["release", "trust"]) == []
    await started(desk)


async def test_a_report_names_nobody_in_full_and_shows_no_picture(desk: LineDesk) -> None:
    await a_day(desk)
    path = desk.home.path / "asked-for.html"
    await RunVerbs(desk.engine, lambda: None).report(protocol.Report(path=str(path)))
    assert readable_in(desk.home.path, [NAME, SECOND, CARD, NOTE, TYPED], but=["release", "trust"]) == []
    page = await asyncio.to_thread(path.read_text, encoding="utf-8")
    assert "欧******" in page
    assert "data:image" not in page


async def test_the_words_would_be_found(desk: LineDesk) -> None:
    """The search itself: the same words in the clear are seen, in every spelling."""
    for number, content in enumerate(
        [NAME.encode("utf-16-le"), NOTE.encode("gb18030"), CARD.encode().hex().encode()]
    ):
        await asyncio.to_thread((desk.home.path / f"leak{number}").write_bytes, b"...." + content + b"....")
    found = readable_in(desk.home.path, WORDS, but=["release", "trust"])
    assert {line.split(" in ")[1].split(" ")[0] for line in found} == {"leak0", "leak1", "leak2"}


async def test_a_home_of_an_older_version_is_sealed_at_its_first_start(tmp_path: Path) -> None:
    desk = LineDesk(tmp_path / "home", HandClock())
    old_store(desk.home.database)
    name = hashlib.sha256(picture()).hexdigest()
    shown = desk.home.evidence / name[:2] / f"{name}.jpg"
    shown.parent.mkdir(parents=True)
    shown.write_bytes(picture())
    assert readable_in(desk.home.path, [*SECRETS, NAME], but=["release", "trust"])
    await started(desk)
    try:
        assert readable_in(desk.home.path, [*SECRETS, NAME], but=["release", "trust"]) == []
        assert desk.engine.evidence.open(name) == picture()
        assert (await desk.engine.tasks.get(task(1).task_id)).note == SECRETS[1]
    finally:
        await desk.power_off()


async def test_another_keyring_opens_nothing(desk: LineDesk) -> None:
    await a_day(desk)
    await desk.power_off()
    desk.vault, kept = MemoryVault(), desk.vault
    with pytest.raises(EnvironmentFault) as caught:
        await desk.start()
    assert caught.value.code == "store.key_lost"
    desk.vault = kept
    await started(desk)
    assert (await desk.engine.tasks.get(task(2).task_id)).task.customer.name == SECOND


async def test_the_text_of_a_hand_typed_message_keeps_the_places_of_what_was_found(desk: LineDesk) -> None:
    await desk.take([task(1), task(2)])
    text = f"卡号{CARD}，明天转给我"
    desk.engine.reviews.read([replace(typed(text), context=())])
    await desk.engine.reviews.watch.judge()
    [(item, _)] = await desk.engine.reviews.book.listed(Filter())
    assert item.text == "卡号6217********3821，明天转给我"
    assert len(item.text) == len(text)
    for found in item.findings:
        assert item.text[found.start : found.end] == text[found.start : found.end]
