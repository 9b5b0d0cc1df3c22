"""Contacts of every channel and by hand, who said no, what was filed elsewhere, and tasks that go back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from robot.domain.contact import ContactState
from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Channel, TaskState
from robot.execution.contact_keys import message_key
from robot.execution.ports import MadeByHand, Reopened
from robot.store import migrate as migrations
from robot.store.database import Database
from robot.store.site_stops import SqliteSiteStops
from tests.support.builders import TEN_O_CLOCK, HandClock, key, task
from tests.support.store import Store

ONE, TWO = "T20261123-0001", "T20261123-0002"
SAID = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.DONE_BY_PERSON, detail="reached")
SEEN = TaskOutcome(outcome=Outcome.REFUSED, reason=Reason.ALREADY_IN_CHAT)
IN_CHAT = MadeByHand(site="wecom", text_sha256="ab" * 32, detail="found in the chat")


async def intend(store: Store, number: int = 1) -> None:
    await store.ledger.intend(key(number), task=task(number), site="wecom", text_sha256="ab" * 32, baseline=0)


# --- by hand -----------------------------------------------------------------------------------------------


async def test_a_call_is_a_contact_of_the_same_step_on_every_channel(store: Store) -> None:
    call = task(1, channel=Channel.PHONE)
    message = replace(task(1), task_id=TWO)
    await store.take([call, message])
    await store.tasks.close(ONE, SAID, by_hand=MadeByHand(site="phone", detail="reached"))
    entry = await store.ledger.find(message_key(message))
    assert entry is not None
    assert (entry.state, entry.decided_by, entry.channel) == (ContactState.CONFIRMED, "person", "phone")
    assert (await store.ledger.standing(message)).contacts_today == 1
    with pytest.raises(StateConflict):
        await store.ledger.intend(
            message_key(message), task=message, site="wecom", text_sha256="cd" * 32, baseline=0
        )


async def test_a_call_is_no_send_of_the_account_on_the_chat(store: Store) -> None:
    await store.take([task(1), task(2)])
    await store.tasks.close(ONE, SAID, by_hand=MadeByHand(site="phone"))
    assert (await store.ledger.standing(task(2))).account_sends_today == 0
    await store.ledger.intend(
        replace(key(1), strategy="other"), task=task(1), site="wecom", text_sha256="ab" * 32, baseline=0
    )
    assert (await store.ledger.standing(task(2))).account_sends_today == 1
    assert await store.ledger.sends_since("1001", "wecom", TEN_O_CLOCK) == (TEN_O_CLOCK,)
    assert await store.ledger.sends_since("1002", "wecom", TEN_O_CLOCK) == ()


async def test_what_was_found_in_the_chat_stands_in_the_ledger_with_the_ending(store: Store) -> None:
    await store.take([task(1)])
    await store.tasks.begin(ONE, {})
    await store.tasks.end(ONE, SEEN, by_hand=IN_CHAT)
    entry = await store.ledger.find(key())
    assert entry is not None
    assert (entry.state, entry.decided_by, entry.attempt) == (ContactState.CONFIRMED, "person", 0)
    assert store.types()[-2:] == ["task.ended", "contact.confirmed"]
    assert store.is_sound
    assert await store.ledger.fingerprints("C00000001", "wecom") == ("ab" * 32,)


async def test_a_robots_attempt_that_was_withdrawn_gives_way_to_the_persons_contact(store: Store) -> None:
    await store.take([task(1)])
    await store.tasks.begin(ONE, {})
    await intend(store)
    entry = await store.ledger.find(key())
    assert entry is not None
    await store.ledger.resolve(entry, ContactState.ABSENT, decided_by="send_path")
    await store.tasks.end(ONE, SEEN, by_hand=IN_CHAT)
    assert store.query("SELECT state, decided_by, attempt FROM contact_ledger") == [
        ("confirmed", "person", 1)
    ]


@pytest.mark.parametrize("state", [s for s in ContactState if s is not ContactState.ABSENT])
async def test_hearsay_does_not_overwrite_what_the_ledger_knows(store: Store, state: ContactState) -> None:
    await store.take([task(1)])
    await intend(store)
    entry = await store.ledger.find(key())
    assert entry is not None
    if state is not ContactState.INTENDED:
        await store.ledger.resolve(entry, state, decided_by="witness", effect_ids=("m1",))
    before = store.query("SELECT * FROM contact_ledger")
    await store.tasks.end(ONE, SEEN, by_hand=IN_CHAT)
    assert store.query("SELECT * FROM contact_ledger") == before


async def test_fingerprints_are_the_newest_five_confirmed_messages_of_customer_and_site(
    store: Store, clock: HandClock
) -> None:
    for step in range(1, 9):
        one = task(1, task_id=f"T20261123-{step:04}", step=step)
        entry = await store.ledger.intend(
            message_key(one), task=one, site="wecom", text_sha256=f"{step:064}", baseline=0
        )
        clock.forward(minutes=1)
        state = ContactState.UNKNOWN if step == 8 else ContactState.CONFIRMED
        await store.ledger.resolve(entry, state, decided_by="witness")
    assert await store.ledger.fingerprints("C00000001", "wecom") == tuple(
        f"{step:064}" for step in (7, 6, 5, 4, 3)
    )
    assert await store.ledger.fingerprints("C00000001", "other") == ()
    assert await store.ledger.fingerprints("C00000002", "wecom") == ()


# --- opt-outs ----------------------------------------------------------------------------------------------


async def test_a_no_in_a_list_outlives_that_list(store: Store) -> None:
    await store.take([task(1, customer={"opted_out": True})])
    await store.take([task(1), task(2)], "bb")
    assert (await store.ledger.standing(task(1))).opted_out
    assert not (await store.ledger.standing(task(2))).opted_out
    assert store.types().count("customer.opted_out") == 1


async def test_a_no_is_noted_once_and_lifted_by_a_person_only(store: Store) -> None:
    await store.ledger.opt_out("C00000001", "chat")
    await store.ledger.opt_out("C00000001", "person:liming")
    assert store.query("SELECT source FROM opt_out") == [("chat",)]
    assert await store.tasks.lift_opt_out("C00000001", "liming")
    assert not await store.tasks.lift_opt_out("C00000001", "liming")
    assert not (await store.ledger.standing(task(1))).opted_out
    assert store.types() == ["customer.opted_out", "customer.opt_out_lifted"]


# --- filed under another customer --------------------------------------------------------------------------


async def test_both_customers_are_flagged_and_named_until_the_entry_is_settled(store: Store) -> None:
    await store.take([task(1), task(2), task(3)])
    await intend(store)
    entry = await store.ledger.find(key())
    assert entry is not None
    await store.ledger.resolve(
        entry,
        ContactState.UNKNOWN,
        decided_by="witness",
        effect_ids=("m1",),
        elsewhere=("wm0002", "wm9999"),
    )
    standings = [(await store.ledger.standing(task(number))).is_flagged for number in (1, 2, 3)]
    assert standings == [True, True, False]
    assert [one.task.task_id for one in await store.tasks.flagged(task(1).business_date)] == [TWO]
    record = dict(store.journalled())["contact.misdirected"]
    assert record["intended"] == {"customer": "C00000001", "external_id": "wm0001"}
    assert record["found_under"] == [
        {"customer": "C00000002", "external_id": "wm0002"},
        {"customer": "", "external_id": "wm9999"},
    ]
    await store.ledger.resolve(entry, ContactState.CONFIRMED, decided_by="person:liming")
    assert not (await store.ledger.standing(task(2))).is_flagged
    assert await store.tasks.flagged(task(1).business_date) == []


# --- tasks that go back ------------------------------------------------------------------------------------


async def test_what_was_put_back_may_begin_again_and_both_are_logged(store: Store) -> None:
    await store.take([task(1)])
    await store.tasks.begin(ONE, {})
    await store.tasks.note_retry(ONE, 2, Reason.PAGE_CHANGED, "")
    await store.tasks.put_back(ONE, Reason.LOGIN_NEEDED)
    assert await store.state(ONE) is TaskState.READY
    await store.tasks.begin(ONE, {})
    assert store.types()[-4:] == ["task.begun", "task.retried", "task.put_back", "task.begun"]
    assert [stored.task.task_id for stored in await store.tasks.under_way()] == [ONE]


@pytest.mark.parametrize("fails", [False, True])
async def test_a_resolution_and_its_task_are_one_transaction(store: Store, *, fails: bool) -> None:
    await store.take([task(1)])
    await store.tasks.begin(ONE, {})
    await intend(store)
    entry = await store.ledger.find(key())
    assert entry is not None
    if fails:
        store.lose_journal()
        with pytest.raises(JournalUnwritable):
            await store.ledger.resolve(
                entry, ContactState.ABSENT, decided_by="reconcile", moves=Reopened(why="absent")
            )
        assert store.query("SELECT state FROM contact_ledger") == [("intended",)]
        assert await store.state(ONE) is TaskState.RUNNING
        return
    await store.ledger.resolve(
        entry, ContactState.ABSENT, decided_by="reconcile", moves=Reopened(why="absent")
    )
    assert await store.state(ONE) is TaskState.READY
    await store.tasks.begin(ONE, {})
    await intend(store)
    await store.ledger.resolve(entry, ContactState.CONFIRMED, decided_by="reconcile", moves=SAID)
    assert (await store.tasks.get(ONE)).outcome is Outcome.CONFIRMED


async def test_a_stopped_site_stays_stopped_over_a_restart(tmp_path: Path, clock: HandClock) -> None:
    store = Store(tmp_path / "other.db", clock)
    stops = SqliteSiteStops(store.database, store.journal, store.clock)
    assert await stops.find("wecom") is None
    await stops.put("wecom", Reason.WRONG_ACCOUNT)
    clock.forward(hours=1)
    await stops.put("wecom", Reason.WRONG_ACCOUNT)
    again = store.started_again()
    stops = SqliteSiteStops(again.database, again.journal, again.clock)
    assert await stops.find("wecom") == (Reason.WRONG_ACCOUNT, TEN_O_CLOCK)
    await stops.remove("wecom", "liming")
    assert await stops.find("wecom") is None
    assert again.types() == ["site.stopped", "site.released"]
    again.database.close()


async def test_a_store_of_the_first_version_keeps_its_contacts(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = migrations.steps()
    monkeypatch.setattr(migrations, "steps", lambda: everything[:1])
    old = Database(tmp_path / "old.db")
    old.transact(
        lambda db: db.execute(
            "INSERT INTO contact_ledger (effect, customer_id, strategy, step, business_date, task_id, site,"
            " external_id, text_sha256, baseline, state, attempt, intended_at, resolved_at, decided_by)"
            " VALUES ('message', 'C00000001', 'new-wealth', 1, '2026-11-23', ?, 'wecom', 'wm0001', 'ab', 0,"
            " 'confirmed', 1, '2026-11-23T10:00:00+08:00', '2026-11-23T10:00:09+08:00', 'witness')",
            (ONE,),
        )
    )
    old.close()
    monkeypatch.setattr(migrations, "steps", lambda: everything)
    store = Store(tmp_path / "old.db", clock)
    entry = await store.ledger.find(key())
    assert entry is not None
    assert (entry.channel, entry.state) == ("wecom", ContactState.CONFIRMED)
    assert await store.ledger.fingerprints("C00000001", "wecom") == ("ab",)
    store.database.close()
