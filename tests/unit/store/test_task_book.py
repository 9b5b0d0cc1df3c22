"""Where tasks stand: what a list may change, what a person decided, and what an order may still do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from robot.domain.contact import ContactState
from robot.domain.errors import StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import TaskState
from robot.execution.approval import Approval
from robot.journal.sealed_fields import open_text
from robot.store.merging import Merged
from tests.support.builders import key, task
from tests.support.store import Store

T1 = "T20261123-0001"
Act = Callable[[Store], Awaitable[object]]


def ended(outcome: Outcome, reason: str = "any") -> Act:
    return lambda store: store.tasks.end(T1, TaskOutcome(outcome=outcome, reason=reason))


async def held(store: Store, variant: str = "", words: str = "") -> None:
    slots = {"call_time": words} if words else {}
    due_at = store.clock.now() + timedelta(seconds=8)
    await store.holds.place(T1, due_at=due_at, seconds=8, variant=variant, free_slots=slots)


def snoozed(minutes: int) -> Act:
    return lambda store: store.tasks.snooze(T1, store.clock.now() + timedelta(minutes=minutes))


async def begun(store: Store) -> None:
    await store.tasks.begin(T1, {})


async def nothing(_store: Store) -> None:
    return


async def test_the_same_list_twice_changes_nothing(store: Store) -> None:
    tasks = [task(1), task(2, customer={"consents": frozenset({"phone", "wecom"})})]
    assert await store.take(tasks) == Merged(added=2)
    before = store.query("SELECT * FROM task")
    assert await store.take(tasks) == Merged(unchanged=2)
    assert store.query("SELECT * FROM task") == before
    assert store.query("SELECT COUNT(*) FROM pulled_list") == [(1,)]
    assert store.types() == ["list.pulled", "list.pulled"], "that it was offered twice is in the log"


@pytest.mark.parametrize(
    ("about", "before", "is_taken"),
    [
        ("ready", nothing, True),
        ("snoozed", snoozed(10), True),
        ("held", held, False),
        ("running", begun, False),
        ("confirmed", ended(Outcome.CONFIRMED), False),
        ("skipped", ended(Outcome.CANCELLED, Reason.SKIPPED), False),
        ("unknown", ended(Outcome.UNKNOWN), False),
    ],
)
async def test_a_corrected_list_updates_only_what_was_not_begun(
    store: Store, about: str, before: Act, is_taken: bool
) -> None:
    await store.take([task(1)])
    await before(store)
    state = await store.state(T1)
    corrected = task(1, customer={"opted_out": True})
    assert await store.take([corrected], "bb") == (Merged(updated=1) if is_taken else Merged(kept=1)), about
    stored = await store.tasks.get(T1)
    assert stored.task.customer.opted_out is is_taken
    assert stored.state is state


async def test_a_list_keeps_its_order_and_its_unfit_rows(store: Store) -> None:
    await store.tasks.merge(
        source="a.csv", sha256="aa", tasks=[task(3), task(1)], set_aside=[(4, "amount", "12***", "no number")]
    )
    await store.take([task(2)], "bb")
    assert [one.task.task_id[-1] for one in await store.tasks.of_day(task(1).business_date)] == [
        "3",
        "1",
        "2",
    ]
    [(line, value)] = store.query("SELECT line, value_masked FROM set_aside")
    assert (line, open_text(store.keys, "set_aside|value_masked|1/4/amount", value)) == (4, "12***")


SCHEDULED = [
    ("ready", nothing, True),
    ("snoozed until later", snoozed(10), False),
    ("snoozed until now", snoozed(0), True),
    ("held by a person", held, False),
    ("running already", begun, False),
    ("skipped by a person", ended(Outcome.CANCELLED, Reason.SKIPPED), False),
    ("stopped by the switch", ended(Outcome.CANCELLED, Reason.STOPPED), True),
    ("interrupted", ended(Outcome.CANCELLED, Reason.INTERRUPTED), True),
    ("not sent because the site was stopped", ended(Outcome.NEEDS_PERSON, Reason.SITE_STOPPED), True),
    ("refused by a rule", ended(Outcome.REFUSED, "hours.quiet"), False),
    ("halted", ended(Outcome.HALTED, Reason.PAGE_CHANGED), False),
    ("refused by the site", ended(Outcome.PLATFORM_REFUSED, Reason.PLATFORM_OTHER), False),
    ("confirmed", ended(Outcome.CONFIRMED), False),
    ("unknown", ended(Outcome.UNKNOWN), False),
    (
        "corrected by a newer list",
        lambda store: store.take([task(1, customer={"opted_out": True})], "bb"),
        False,
    ),
]


@pytest.mark.parametrize(("about", "meanwhile", "may_begin"), SCHEDULED, ids=[case[0] for case in SCHEDULED])
async def test_what_the_schedule_queued_begins_only_if_nobody_decided_otherwise(
    store: Store, about: str, meanwhile: Act, may_begin: bool
) -> None:
    await store.take([task(1)])
    order = Approval(task=(await store.tasks.get(T1)).task)
    await meanwhile(store)
    before = store.query("SELECT * FROM task")
    if may_begin:
        await store.tasks.begin(T1, {}, order=order)
        assert await store.state(T1) is TaskState.RUNNING
        return
    with pytest.raises(StateConflict):
        await store.tasks.begin(T1, {}, order=order)
    dropped = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED)
    with pytest.raises(StateConflict):
        await store.tasks.end(T1, dropped, order=order)
    assert store.query("SELECT * FROM task") == before, "what the person decided stands"


async def undone(store: Store) -> None:
    await store.holds.undo(T1)


async def undone_and_approved_with_other_words(store: Store) -> None:
    await store.holds.undo(T1)
    await held(store, words="上午")


ATTENDED = [
    ("still held", nothing, True),
    ("undone", undone, False),
    ("undone, then approved with other words", undone_and_approved_with_other_words, False),
    ("recalled by the kill switch", lambda store: store.holds.recall_all("kill switch"), False),
    ("skipped", ended(Outcome.CANCELLED, Reason.SKIPPED), False),
    ("begun already", begun, False),
]


@pytest.mark.parametrize(("about", "meanwhile", "may_begin"), ATTENDED, ids=[case[0] for case in ATTENDED])
async def test_what_a_person_approved_begins_only_while_it_is_held(
    store: Store, about: str, meanwhile: Act, may_begin: bool
) -> None:
    """A released hold may wait behind other sends; an undo that was accepted meanwhile must hold."""
    await store.take([task(1)])
    await held(store, words="下午")
    stored = await store.tasks.get(T1)
    order = Approval(task=stored.task, free_slots=stored.free_slots, attended=True)
    await meanwhile(store)
    if may_begin:
        await store.tasks.begin(T1, {}, order=order)
        assert await store.state(T1) is TaskState.RUNNING
        assert await store.holds.all() == []
    else:
        with pytest.raises(StateConflict):
            await store.tasks.begin(T1, {}, order=order)


@pytest.mark.parametrize("state", list(ContactState))
async def test_reopening_believes_the_ledger(store: Store, state: ContactState) -> None:
    """The agent may die between the ledger's word and the task's ending."""
    await store.take([task(1)])
    await begun(store)
    entry = await store.ledger.intend(key(), task=task(1), site="wecom", text_sha256="ab", baseline=0)
    if state is not ContactState.INTENDED:
        await store.ledger.resolve(entry, state, decided_by="witness")
    await store.tasks.reopen(T1, "after a crash")
    stored = await store.tasks.get(T1)
    if state is ContactState.CONFIRMED:
        assert (stored.state, stored.outcome, stored.reason) == (
            TaskState.ENDED,
            Outcome.CONFIRMED,
            Reason.EFFECT_READ_BACK,
        )
    else:
        assert stored.state is TaskState.READY


async def test_names_and_words_stay_out_of_the_log(store: Store) -> None:
    await store.take([task(1)])
    await held(store, words="下午三点")
    await store.tasks.note(T1, "客户喜欢喝茶")
    await begun(store)
    await ended(Outcome.HALTED)(store)
    written = str(store.journalled())
    for word in ("王芳", "李明", "下午三点", "客户喜欢喝茶", "稳悦"):
        assert word not in written
    assert store.is_sound


async def test_an_unknown_task_is_said_so(store: Store) -> None:
    with pytest.raises(StateConflict) as refused:
        await store.tasks.get("T-none")
    assert refused.value.code == "task.not_found"


async def test_a_task_comes_back_as_it_went_in(store: Store) -> None:
    one = replace(task(1), due_at=None, reasons=("a", "b"))
    await store.take([one])
    assert (await store.tasks.get(T1)).task == one


async def test_choice_and_note_are_kept(store: Store) -> None:
    await store.take([task(1)])
    await store.tasks.choose(T1, "2", {"call_time": "下午"})
    await store.tasks.note(T1, "回电")
    stored = await store.tasks.get(T1)
    assert (stored.variant, stored.free_slots, stored.note) == ("2", {"call_time": "下午"}, "回电")
    assert (await store.tasks.startable(T1)).may_begin
    await begun(store)
    await store.tasks.await_witness(T1)
    with pytest.raises(StateConflict):
        await store.tasks.startable(T1)


async def test_the_day_adds_up(store: Store) -> None:
    await store.take([task(number) for number in (3, 1, 2)])
    await ended(Outcome.HALTED)(store)
    day = task(1).business_date
    assert await store.tasks.tally(day) == {"halted": 1, "": 2}
    found = await store.tasks.ended_with(day, [Outcome.HALTED, Outcome.UNKNOWN])
    assert [stored.task.task_id for stored in found] == [T1]
    assert await store.tasks.ended_with(day, []) == []
