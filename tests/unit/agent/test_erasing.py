"""Erasing on a signed order, and opening single records: real engine, store and keys."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from robot.agent import protocol
from robot.agent.erasing import ErasureDesk
from robot.agent.os_account import os_account
from robot.agent.settings import JournalSettings
from robot.agent.unmasking import unmask
from robot.agent.verbs.erasing import ErasingVerbs
from robot.domain.clock import BANK_ZONE
from robot.domain.erasure_views import Erased
from robot.domain.errors import InputRefused, NotPermitted, StateConflict, TandemError
from robot.execution.ports import Picture
from robot.governance import TrustPlace
from robot.governance.erasure_orders import ErasureOrder, sign_erasure
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal
from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.reading_keys import OpenedReadingKey
from robot.journal.verify import verify_chain
from robot.store.database import connect
from robot.store.stored_task import tasks_of_day
from tests.support.builders import TODAY, HandClock, task
from tests.support.desk_line import LineDesk
from tests.support.spying import readable_in
from tests.unit.agent.test_nothing_readable import picture
from tests.unit.agent.test_release_in_use import Bank
from tests.unit.agent.test_review_desk import BOSS, ONE, decide, press_enter, sent_for_review, started

MONTH = "2026-11"
CUSTOMER = "C00000001"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    made.sign(supervisor=BOSS)
    await started(made)
    await made.take([task(1), task(2)])
    await made.engine.tasks.note(task(1).task_id, "喜欢晚上联系")
    await decide(made, await sent_for_review(made), comment="已与客户核对")
    await press_enter(made)
    try:
        yield made
    finally:
        await made.power_off()


def later(desk: LineDesk, kept_for: int = 1) -> None:
    """Two months on, at a bank that keeps things for so many months."""
    desk.clock.moment = datetime(2027, 1, 5, 10, tzinfo=BANK_ZONE)
    journal = JournalSettings(retention_months=kept_for)
    desk.engine.settings = desk.engine.settings.model_copy(update={"journal": journal})


async def erase(desk: LineDesk, what: str, of: str, key: SigningKey = BOSS, **changes: object) -> Erased:
    log = str(changes.get("log", desk.engine.log.log_id))
    order = ErasureOrder.model_validate(
        {"log": log, "what": what, "of": of, "reason": "保存期已满，按制度删除"}
    )
    at = desk.clock.now() - timedelta(hours=float(str(changes.get("hours", 0))))
    signature = sign_erasure(order, key, person="demo-supervisor", signed_at=at)
    request = protocol.Erase(order=order.encode().decode(), signature=signature.encode().decode())
    return await ErasingVerbs(desk.engine).erase(request)


async def test_a_month_is_gone_for_everybody_and_the_chain_is_whole(desk: LineDesk) -> None:
    engine = desk.engine
    name = await engine.evidence.keep(Picture(jpeg=picture()))
    ((local, readers),) = desk.query("SELECT local, readers FROM data_key")
    later(desk)
    asked = await ErasureDesk(engine).ask("month", MONTH)
    assert (asked.log, asked.signers) == (engine.log.log_id, {BOSS.public.fingerprint: "demo-supervisor"})
    assert asked.records > 0
    done = await erase(desk, "month", MONTH)
    assert (done.records, done.is_log_emptied) == (asked.records, True)
    assert done.pictures >= 1
    with pytest.raises(FileNotFoundError):
        engine.evidence.open(name)
    with pytest.raises(KeyNotHeld):
        await engine.tasks.get(ONE)
    content = b"".join(path.read_bytes() for path in desk.home.path.glob("tandem.db*"))
    for gone in (bytes(local), bytes(local)[12:], json.loads(readers)[0]["wrapped"].encode()):
        assert gone not in content, "the wrapped key is in no page of the file any more"
    with closing(connect(desk.home.database, read_only=True)) as db:
        assert verify_chain(db).fault is None
    ((payload,),) = desk.query(
        "SELECT payload FROM journal WHERE json_extract(CAST(header AS TEXT), '$.type') = 'key.erased'"
    )
    facts = json.loads(payload)
    assert (facts["person"], facts["by"]) == ("demo-supervisor", os_account())
    assert "保存期已满" not in payload.decode()


async def test_a_month_that_was_erased_stays_so_after_a_restart_and_may_be_asked_again(
    desk: LineDesk,
) -> None:
    later(desk)
    await erase(desk, "month", MONTH)
    count = desk.journalled().count("key.erased")
    await erase(desk, "month", MONTH)
    assert desk.journalled().count("key.erased") == count
    await desk.power_off()
    await started(desk)
    assert MONTH not in desk.engine.keys.months
    await desk.engine.tasks.merge(
        source="b", sha256="bb", tasks=[task(7, business_date=desk.engine.today)], set_aside=[]
    )


@pytest.mark.parametrize(
    ("month", "kept_for", "code"),
    [
        (MONTH, 0, "retention.current"),
        ("2030-01", 0, "retention.current"),
        (MONTH, 60, "retention.too_young"),
        (MONTH, 2, "retention.too_young"),
        ("2027-01", 1, "retention.current"),
        ("2025-11", 1, "retention.no_key"),
        ("2026-13", 1, "request.bad_month"),
    ],
)
async def test_what_must_be_kept_is_kept(desk: LineDesk, month: str, kept_for: int, code: str) -> None:
    if kept_for:
        later(desk, kept_for)
    with pytest.raises(TandemError) as caught:
        await erase(desk, "month", month)
    assert caught.value.code == code
    assert (await desk.engine.tasks.get(ONE)).note == "喜欢晚上联系"


async def test_only_a_supervisors_fresh_order_for_this_log_erases(desk: LineDesk) -> None:
    later(desk)
    for changes, code in (
        ({"key": SigningKey.throw_away()}, Refusal.KEY_UNKNOWN),
        ({"hours": 25}, Refusal.SIGNATURE_BAD),
        ({"hours": -25}, Refusal.SIGNATURE_BAD),
        ({"log": "ab" * 16}, Refusal.SIGNATURE_BAD),
    ):
        with pytest.raises(TandemError) as caught:
            await erase(desk, "month", MONTH, **changes)
        assert caught.value.code == code
    order = ErasureOrder(log=desk.engine.log.log_id, what="month", of=MONTH, reason="保存期已满")
    signature = sign_erasure(order, BOSS, person="demo-supervisor", signed_at=desk.clock.now())
    other = order.model_copy(update={"of": "2026-10"})
    with pytest.raises(TandemError) as caught:
        await ErasureDesk(desk.engine).carry_out(other.encode(), signature.encode())
    assert caught.value.code == Refusal.SIGNATURE_BAD
    assert "key.erased" not in desk.journalled()
    assert desk.engine.keys.key(MONTH)


async def test_a_customer_is_erased_and_nobody_else(desk: LineDesk) -> None:
    engine = desk.engine
    with pytest.raises(StateConflict) as caught:
        await erase(desk, "customer", "C00000002")
    assert caught.value.code == "erasure.not_at_an_end", "a task of theirs is still open"
    with pytest.raises(StateConflict):
        await erase(desk, "customer", "C77777777")
    before = desk.query("SELECT COUNT(*) FROM journal")
    done = await erase(desk, "customer", CUSTOMER)
    assert done.records > 4
    rows = desk.query("SELECT seq, salt, payload, sealed FROM journal ORDER BY seq")
    gone = [seq for seq, salt, payload, sealed in rows if payload is None]
    assert all(salt is None and sealed is None for _, salt, payload, sealed in rows if payload is None)
    assert len(gone) == done.records
    told = json.loads(rows[-1][2])
    assert (told["seqs"], told["person"]) == (gone, "demo-supervisor")
    assert CUSTOMER.encode() not in rows[-1][2], "who it was is sealed"
    assert not [seq for seq, _, payload, _ in rows if payload and CUSTOMER.encode() in payload]
    with closing(connect(desk.home.database, read_only=True)) as db:
        assert verify_chain(db).fault is None
    stored, other = await engine.tasks.get(ONE), await engine.tasks.get(task(2).task_id)
    assert (stored.task.customer.name, stored.note, stored.task.customer.recipient.external_id) == (
        "",
        "",
        "",
    )
    assert other.task == task(2)
    ((text,),) = desk.query("SELECT text FROM review")
    assert text == ""
    assert (await engine.reviews.book.decisions(1))[0].comment == ""
    assert len(rows) == before[0][0] + 1
    assert readable_in(desk.home.path, ["喜欢晚上联系"], but=["release", "trust"]) == []


async def test_an_order_erases_once_and_nothing_that_came_after_it(desk: LineDesk) -> None:
    """Whoever it is about could keep it for the rest of its day."""
    order = ErasureOrder(
        log=desk.engine.log.log_id, what="customer", of=CUSTOMER, reason="客户要求删除其个人信息"
    )
    signature = sign_erasure(order, BOSS, person="demo-supervisor", signed_at=desk.clock.now())
    await ErasureDesk(desk.engine).carry_out(order.encode(), signature.encode())
    await desk.engine.note("contact.misdirected", {"customer": CUSTOMER})
    with pytest.raises(StateConflict) as caught:
        await ErasureDesk(desk.engine).carry_out(order.encode(), signature.encode())
    assert caught.value.code == "erasure.used"
    ((count,),) = desk.query(
        "SELECT COUNT(*) FROM journal"
        " WHERE instr(header, CAST('contact.misdirected' AS BLOB)) AND payload IS NOT NULL"
    )
    assert count == 1
    desk.clock.forward(seconds=1)
    await erase(desk, "customer", CUSTOMER)


class Reader:
    """A bank whose role document names the account that runs the tests."""

    def __init__(self, bank: Bank, role: str) -> None:
        bank.house.people.append(bank.house.person("re.ader", role, accounts=[os_account()]))
        bank.house.install_roles()
        bank.install()
        self.desk = bank.desk


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Bank]:
    made = Bank(tmp_path)
    try:
        yield made
    finally:
        await made.desk.power_off()


@pytest.mark.parametrize("role", ["reviewer", "supervisor"])
async def test_a_reader_opens_one_record_and_the_log_says_so_first(bank: Bank, role: str) -> None:
    desk = Reader(bank, role).desk
    await started(desk)
    await desk.engine.intents.kill(os_account(), "客户王芳来电投诉")
    ((seq,),) = desk.query("SELECT MAX(seq) FROM journal WHERE sealed IS NOT NULL")
    found = await unmask(desk.engine, seq, "调查投诉 2026-17")
    assert found.facts == {"reason": "客户王芳来电投诉"}
    assert desk.journalled()[-1] == "record.unmasked"
    ((payload,),) = desk.query(f"SELECT payload FROM journal WHERE seq = {found.noted}")
    facts = json.loads(payload)
    assert (facts["seq"], facts["by"], facts["person"]) == (seq, os_account(), "re.ader")
    assert "调查投诉" not in payload.decode()
    # And whoever reads that record again is written down in turn.
    assert (await unmask(desk.engine, found.noted, "例行复核")).facts == {"reason": "调查投诉 2026-17"}


async def test_an_operator_opens_nothing(bank: Bank) -> None:
    desk = Reader(bank, "operator").desk
    await started(desk)
    await desk.engine.intents.kill(os_account(), "客户王芳来电投诉")
    count = len(desk.journalled())
    ((seq,),) = desk.query("SELECT MAX(seq) FROM journal WHERE sealed IS NOT NULL")
    with pytest.raises(NotPermitted) as caught:
        await unmask(desk.engine, seq, "只是看看而已")
    assert caught.value.code == "unmask.not_permitted"
    assert len(desk.journalled()) == count


async def test_what_is_not_sealed_or_not_there_or_not_explained_is_refused(bank: Bank) -> None:
    desk = Reader(bank, "reviewer").desk
    await started(desk)
    for seq, reason, kind in (
        (0, "调查投诉", StateConflict),
        (99_999, "调查投诉", StateConflict),
        (0, "  ", InputRefused),
    ):
        with pytest.raises(kind):
            await unmask(desk.engine, seq, reason)
    assert "record.unmasked" not in desk.journalled()


async def test_a_supervisors_reading_key_opens_the_store_without_the_workstation(tmp_path: Path) -> None:
    reader, home = OpenedReadingKey.throw_away(), tmp_path / "home"
    desk = LineDesk(home, HandClock(), trust=TrustPlace(folder=home / "trust", is_throwaway=True))
    desk.sign(reader=reader.public)
    await started(desk)
    await desk.take([task(1)])
    await desk.power_off()
    with closing(connect(desk.home.database, read_only=True)) as db:
        keys = DataKeys.open_with_reading_key(db, reader)
    with closing(connect(desk.home.database, read_only=True, keys=keys)) as db:
        assert [stored.task.customer.name for stored in tasks_of_day(db, TODAY)] == ["王芳"]
