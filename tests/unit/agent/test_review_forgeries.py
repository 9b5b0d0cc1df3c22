"""Whoever may edit the workstation's files tries to pass for a supervisor; real engine, store and keys."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from robot.agent import protocol
from robot.agent.os_account import os_account
from robot.agent.verbs.settling import SettlingVerbs
from robot.compliance import Verdict
from robot.domain.review_views import ReviewState
from robot.execution.recorder import RecordDue
from robot.governance.refusal import Refusal
from robot.governance.revocations import RevokedKey
from robot.journal.sealed_fields import SealBroken, open_text
from tests.support.builders import TODAY, HandClock, task
from tests.support.desk_line import LineDesk
from tests.unit.agent.test_release_in_use import Bank
from tests.unit.agent.test_review_desk import (
    BOSS,
    ONE,
    SLOTS,
    card,
    code_of,
    commit,
    decide,
    press_enter,
    sent_for_review,
    started,
)

NOT_SENT = ("needs_person", "words.review")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    made.sign(supervisor=BOSS)
    await started(made)
    await made.take([task(1), task(2)])
    try:
        yield made
    finally:
        await made.power_off()


class Workplace(Bank):
    """A bank with a supervisor, whose workstation is started by the test."""

    def hire(self, **changes: Any) -> None:
        """Somebody with the key of these tests may decide; the release is installed."""
        self.house.keys["su.supervisor"] = BOSS
        self.house.people.append(self.house.person("su.supervisor", "supervisor", **changes))
        self.house.install_roles()
        self.install()


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Workplace]:
    made = Workplace(tmp_path)
    try:
        yield made
    finally:
        await made.desk.power_off()


@pytest.mark.parametrize("said", [ReviewState.REJECTED, ReviewState.ESCALATED, ReviewState.FALSE_ALARM])
async def test_a_signed_no_turned_into_a_yes_in_the_store_lets_nothing_go(
    desk: LineDesk, said: ReviewState
) -> None:
    number = await sent_for_review(desk)
    await decide(desk, number, said, comment="不合适")
    # The signature below is a supervisor's, and good; it only says no.
    desk.query("UPDATE review SET state = 'approved'")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)
    assert "review.not_proved" in desk.journalled()


async def test_a_signed_no_and_its_row_turned_into_a_yes_lets_nothing_go(desk: LineDesk) -> None:
    number = await sent_for_review(desk)
    await decide(desk, number, ReviewState.REJECTED, comment="不合适")
    desk.query("UPDATE review SET state = 'approved'")
    ((document,),) = desk.query("SELECT document FROM review_decision")
    plain = open_text(
        desk.engine.keys, f"review_decision|{number}|rejected|document", bytes(document).decode()
    )
    desk.query("UPDATE review_decision SET state = 'approved'")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)
    assert (await card(desk, number)).decisions[0].doubt == Refusal.MALFORMED
    # Whoever has the keyring too puts the document where the row now looks for it.
    forged = desk.sealed(f"review_decision|{number}|approved|document", plain).encode().hex()
    desk.query(f"UPDATE review_decision SET document = x'{forged}'")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)
    assert (await card(desk, number)).decisions[0].doubt == Refusal.SIGNATURE_BAD


async def test_an_approval_of_a_harmless_text_shown_in_place_of_the_real_one_lets_nothing_go(
    desk: LineDesk,
) -> None:
    number = await sent_for_review(desk)
    ((nonce,),) = desk.query("SELECT nonce FROM review")
    forged = desk.sealed(f"review|text|{nonce}", "王芳女士，您好。")
    desk.query(f"UPDATE review SET text = '{forged}', findings = ''")
    made = await decide(desk, number)
    # What the supervisor saw and signed is harmless, and only that.
    assert (made.text, made.row.state) == ("王芳女士，您好。", "approved")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)
    assert "review.not_proved" in desk.journalled()


async def test_an_approval_moved_to_another_text_of_the_task_lets_nothing_go(desk: LineDesk) -> None:
    other = {"call_time": "明天下午5点"}
    number = await sent_for_review(desk)
    await decide(desk, number)
    second = await sent_for_review(desk, **other)
    subject = f"(SELECT subject FROM review WHERE review_id = {second})"
    desk.query(f"UPDATE review SET subject = {subject} WHERE review_id = {number}")
    desk.query(f"DELETE FROM review WHERE review_id = {second}")
    await press_enter(desk, **other)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)


async def test_the_writers_name_changed_in_the_store_makes_nobody_another_person(bank: Workplace) -> None:
    bank.hire(accounts=[os_account().upper()])
    await started(bank.desk)
    await bank.desk.take([task(1)])
    number = await sent_for_review(bank.desk)
    bank.desk.query("UPDATE review SET rm_id = '9999', asked_by = 'somebody'")
    # The agent runs under the supervisor's own account, whatever the store and the capitals say.
    assert await code_of(decide(bank.desk, number)) == Refusal.ONE_PERSON
    assert (await card(bank.desk, number)).row.state == "open"


async def test_a_list_that_names_another_manager_later_does_not_make_the_writer_another_person(
    desk: LineDesk,
) -> None:
    await desk.take([task(3, rm_id="demo-supervisor")], "bb")
    three = "T20261123-0003"
    number = await sent_for_review(desk, three)
    desk.query("UPDATE review SET rm_id = '1001'")
    await decide(desk, number)
    await press_enter(desk, three)
    assert (desk.outcomes()[three], desk.server.effects) == (NOT_SENT, 0)


async def test_neither_variables_nor_home_say_who_asked(
    desk: LineDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert (await card(desk, await sent_for_review(desk))).asked_by not in {"somebody-else", ""}


async def test_a_persons_word_that_it_did_not_arrive_does_not_bring_the_approval_back(desk: LineDesk) -> None:
    number = await sent_for_review(desk)
    await decide(desk, number)
    desk.hidden.add("wm0001")
    await press_enter(desk)
    await desk.until(lambda: desk.outcomes()[ONE][0] == "unknown")
    await SettlingVerbs(desk.engine).settle(protocol.Settle(task_id=ONE, verdict="not_arrived"))
    assert desk.outcomes()[ONE] == ("ready", "")
    assert (await card(desk, number)).used_at is not None
    await commit(desk, ONE, SLOTS)
    await desk.until(lambda: desk.outcomes()[ONE] == NOT_SENT)
    assert desk.server.effects == 1


async def test_an_approval_made_unused_in_the_store_meets_its_own_message_in_the_chat(desk: LineDesk) -> None:
    number = await sent_for_review(desk)
    await decide(desk, number)
    await press_enter(desk)
    desk.query("UPDATE review SET used_at = NULL, used_entry = NULL")
    desk.query("DELETE FROM contact_ledger")
    desk.query("UPDATE task SET state = 'ready', outcome = NULL, reason = NULL")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (("refused", "contact.already_in_chat"), 1)


async def test_free_slots_changed_in_the_store_during_the_hold_are_judged_anew(desk: LineDesk) -> None:
    await decide(desk, await sent_for_review(desk))
    engine = desk.engine
    await engine.holds.place(ONE, due_at=engine.clock.now(), seconds=0, variant="", free_slots=SLOTS)
    forged = desk.sealed(f"task|free_slots|{ONE}", '{"call_time": "明天上午9点"}')
    desk.query(f"UPDATE task SET free_slots = '{forged}' WHERE task_id = '{ONE}'")
    await engine.intents.release_hold(ONE)
    await desk.until(lambda: desk.outcomes()[ONE] == NOT_SENT)
    assert desk.server.effects == 0


async def test_free_slots_written_into_the_store_without_the_key_are_not_even_read(desk: LineDesk) -> None:
    engine = desk.engine
    await engine.holds.place(ONE, due_at=engine.clock.now(), seconds=0, variant="", free_slots=SLOTS)
    desk.query("""UPDATE task SET free_slots = '{"call_time": "明天上午9点"}'""")
    with pytest.raises(SealBroken):
        await engine.intents.release_hold(ONE)
    assert desk.server.effects == 0


async def test_a_corrected_list_during_the_hold_takes_the_approval_along(desk: LineDesk) -> None:
    await decide(desk, await sent_for_review(desk))
    engine = desk.engine
    await desk.take([task(1, customer={"name": "王方"}), task(2)], "bb")
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)
    assert engine.fatal is None


@pytest.mark.parametrize(
    "written", ["明天上午10点 ", "\u200b明天上午10点", "明天上午１０点", "明天上午10點", "明天上午10点\n"]
)
async def test_other_bytes_that_look_alike_are_not_what_was_approved(desk: LineDesk, written: str) -> None:
    await decide(desk, await sent_for_review(desk))
    await commit(desk, ONE, {"call_time": written})
    await desk.until(lambda: desk.outcomes()[ONE][0] not in ("held", "running", "ready"))
    assert desk.server.effects == 0


async def test_what_goes_is_nfc_however_it_was_typed(desk: LineDesk) -> None:
    made = await decide(desk, await sent_for_review(desk))
    await press_enter(desk, call_time=unicodedata.normalize("NFD", SLOTS["call_time"]))
    assert desk.server.texts("wm0001") == [unicodedata.normalize("NFC", made.text)]


@pytest.mark.parametrize(
    "slots", [{"greeting": "加我微信"}, {"customer_name": "张三"}, {"call_time": "\u202e点01天明"}]
)
async def test_slots_that_are_not_the_managers_to_write_are_refused(
    desk: LineDesk, slots: dict[str, str]
) -> None:
    await commit(desk, ONE, slots)
    await desk.until(lambda: desk.outcomes()[ONE][0] not in ("held", "running"))
    assert (desk.outcomes()[ONE][0], desk.server.effects) == ("refused", 0)


async def test_a_supervisors_key_revoked_between_approval_and_click_lets_nothing_go(bank: Workplace) -> None:
    bank.hire()
    desk = bank.desk
    await started(desk)
    await desk.take([task(1)])
    number = await sent_for_review(desk)
    await decide(desk, number)
    revoked = RevokedKey(fingerprint=BOSS.public.fingerprint, reason="lost", on=TODAY)

    async def revoke() -> None:
        bank.house.install_revocations(keys=(revoked,))

    desk.engine.channel.hooks["fill"] = revoke
    await press_enter(desk)
    assert (desk.outcomes()[ONE], desk.server.effects) == (NOT_SENT, 0)
    assert desk.engine.channel.left_in_composers == []
    assert (await card(desk, number)).decisions[0].doubt == Refusal.KEY_REVOKED


class Records:
    """What the CRM would be told."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def add(self, due: RecordDue) -> None:
        self.texts.append(due.text)


async def test_a_record_never_says_words_that_were_not_sent(desk: LineDesk) -> None:
    engine, records = desk.engine, Records()
    await press_enter(desk, call_time="今天下午3点")
    engine.settings = engine.settings.model_copy(update={"record_site": "crm"})
    (await engine.line()).recorder = cast("Any", records)
    await engine.settlement.record_what_is_missing()
    # The line may have told it too, if the message was confirmed only now.
    assert set(records.texts) == set(desk.server.texts("wm0001")) != set()
    forged = desk.sealed(f"task|free_slots|{ONE}", '{"call_time": "保本保息"}')
    desk.query(f"UPDATE task SET free_slots = '{forged}' WHERE task_id = '{ONE}'")
    await engine.settlement.record_what_is_missing()
    await engine.settlement.record_what_is_missing()
    assert set(records.texts) == set(desk.server.texts("wm0001"))
    assert list(engine.record_faults) == [ONE]
    assert desk.journalled().count("record.fault") == 1


async def test_a_one_letter_name_in_a_list_does_not_blind_the_check_of_typed_words(desk: LineDesk) -> None:
    words_of = desk.engine.judgement.words_of
    assert words_of("明天见", ["明天"]).verdict is Verdict.ALLOW
    assert words_of("明天见", ["天"]).verdict is Verdict.REVIEW
