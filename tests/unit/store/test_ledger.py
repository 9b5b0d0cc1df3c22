"""Exactly once: in whatever order, a key has one entry, and only what is absent is tried again."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from robot.domain.contact import UNSETTLED, ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.errors import StateConflict
from robot.domain.task import Task
from robot.execution.reconcile import is_lag_over
from tests.support.builders import TODAY, HandClock, key, task
from tests.support.store import Store

KEYS = [key(1), key(2), key(1, Effect.RECORD)]


async def intend(store: Store, one: ContactKey, number: int = 1) -> LedgerEntry:
    return await store.ledger.intend(one, task=task(number), site="wecom", text_sha256="ab" * 32, baseline=0)


@pytest.mark.parametrize("state", list(ContactState))
async def test_only_what_is_absent_may_be_tried_again(store: Store, state: ContactState) -> None:
    first = await intend(store, key())
    if state is ContactState.CLICKED:
        await store.ledger.mark_clicked(first)
    elif state is not ContactState.INTENDED:
        await store.ledger.resolve(first, state, decided_by="witness", effect_ids=("m1",))
    if state is ContactState.ABSENT:
        again = await intend(store, key())
        assert (again.entry_id, again.attempt, again.state) == (first.entry_id, 2, ContactState.INTENDED)
        assert again.effect_ids == ()
        return
    before = len(store.types())
    with pytest.raises(StateConflict) as refused:
        await intend(store, key())
    assert refused.value.params["state"] == state
    found = await store.ledger.find(key())
    assert found is not None
    assert (found.state, found.attempt) == (state, 1)
    assert len(store.types()) == before, "a refusal writes nothing"


async def test_many_at_once_intend_once(store: Store) -> None:
    results = await asyncio.gather(*(intend(store, key()) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(result, LedgerEntry) for result in results) == 1
    assert sum(isinstance(result, StateConflict) for result in results) == 19


async def test_a_late_note_of_the_click_does_not_undo_a_resolution(store: Store) -> None:
    entry = await intend(store, key())
    await store.ledger.resolve(entry, ContactState.CONFIRMED, decided_by="witness", effect_ids=("m1",))
    await store.ledger.mark_clicked(entry)
    found = await store.ledger.find(key())
    assert found is not None
    assert (found.state, found.effect_ids) == (ContactState.CONFIRMED, ("m1",))


async def test_the_key_is_effect_customer_strategy_step_and_date(store: Store) -> None:
    for one in KEYS:
        await intend(store, one)
    assert len(await store.ledger.unsettled()) == 3


@pytest.mark.parametrize(
    ("state", "counts"),
    [(ContactState.ABSENT, 0), *((state, 1) for state in ContactState if state is not ContactState.ABSENT)],
)
async def test_what_exists_or_may_exist_counts_against_the_caps(
    store: Store, state: ContactState, counts: int
) -> None:
    entry = await intend(store, key(1))
    if state is not ContactState.INTENDED:
        await store.ledger.resolve(entry, state, decided_by="witness")
    other = replace(task(1), task_id="T20261123-0099")
    assert await contacts(store, other) == (counts, counts)
    assert await contacts(store, task(1)) == (0, 0), "its own entry is not another's"
    assert await contacts(store, task(2)) == (0, 0)
    assert await contacts(store, replace(other, business_date=TODAY.replace(day=1))) == (0, counts)
    assert await contacts(store, replace(other, business_date=TODAY.replace(month=10))) == (0, 0)


async def contacts(store: Store, one: Task) -> tuple[int, int]:
    standing = await store.ledger.standing(one)
    return standing.contacts_today, standing.contacts_this_month


@pytest.mark.parametrize("state", list(ContactState))
async def test_only_confirmed_messages_of_other_steps_are_ours_in_the_chat(
    store: Store, state: ContactState
) -> None:
    entry = await intend(store, key(1))
    if state is not ContactState.INTENDED:
        await store.ledger.resolve(entry, state, decided_by="witness")
    next_step = replace(key(1), step=2)
    counts = int(state is ContactState.CONFIRMED)
    assert await store.ledger.equal_effects(next_step, "ab" * 32) == counts
    assert await store.ledger.equal_effects(key(1), "ab" * 32) == 0, "its own entry is not another's"
    assert await store.ledger.equal_effects(next_step, "cd" * 32) == 0
    assert await store.ledger.equal_effects(replace(key(2), step=2), "ab" * 32) == 0


async def test_records_in_the_crm_are_no_contacts(store: Store) -> None:
    await intend(store, key(1, Effect.RECORD))
    assert await contacts(store, replace(task(1), task_id="T20261123-0099")) == (0, 0)


async def test_entries_survive_a_restart(tmp_path: Path, clock: HandClock) -> None:
    store = Store(tmp_path / "tandem.db", clock)
    entry = await intend(store, key())
    again = store.started_again()
    assert await again.ledger.unsettled() == [entry]
    again.database.close()


class SetForward(HandClock):
    """Its wall clock can be set without that time passing."""

    passed_s = 0

    def monotonic_ns(self) -> int:
        return self.passed_s * 10**9 + 1_000


async def test_a_clock_set_forward_after_the_click_is_no_lag_to_who_reads_the_store(tmp_path: Path) -> None:
    """What the click's time was by the monotonic clock stands in the store, and a restart reads it."""
    clock, lag = SetForward(), timedelta(seconds=30)
    store = Store(tmp_path / "tandem.db", clock)
    entry = await intend(store, key())
    clock.passed_s = 5
    await store.ledger.mark_clicked(entry)
    again = store.started_again()
    (read,) = await again.ledger.unsettled()
    assert read.acted_mono_ns == 5 * 10**9 + 1_000, "of the click, not of the intention"
    clock.forward(hours=1)
    clock.passed_s += 29
    assert not is_lag_over(read, clock, lag)
    clock.passed_s += 1
    assert is_lag_over(read, clock, lag)
    again.database.close()


class LedgerMachine(RuleBasedStateMachine):
    """Any order of intending, clicking, resolving and restarting, against the simplest possible model."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.store = Store(Path(self._folder.name) / "tandem.db", self.clock)
        self.model: dict[ContactKey, tuple[ContactState, int]] = {}
        self.handles: dict[ContactKey, LedgerEntry] = {}

    @rule(one=st.sampled_from(KEYS))
    def intends(self, one: ContactKey) -> None:
        state, attempt = self.model.get(one, (ContactState.ABSENT, 0))
        try:
            self.handles[one] = asyncio.run(intend(self.store, one))
        except StateConflict:
            assert state is not ContactState.ABSENT
        else:
            assert state is ContactState.ABSENT
            self.model[one] = (ContactState.INTENDED, attempt + 1)

    @precondition(lambda self: self.handles)
    @rule(data=st.data())
    def clicks(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.handles, key=str)))
        asyncio.run(self.store.ledger.mark_clicked(self.handles[one]))
        state, attempt = self.model[one]
        if state is ContactState.INTENDED:
            self.model[one] = (ContactState.CLICKED, attempt)

    @precondition(lambda self: self.handles)
    @rule(
        data=st.data(),
        state=st.sampled_from([ContactState.CONFIRMED, ContactState.ABSENT, ContactState.UNKNOWN]),
    )
    def resolves(self, data: st.DataObject, state: ContactState) -> None:
        one = data.draw(st.sampled_from(sorted(self.handles, key=str)))
        asyncio.run(self.store.ledger.resolve(self.handles[one], state, decided_by="test"))
        self.model[one] = (state, self.model[one][1])

    @rule(seconds=st.integers(0, 1000))
    def restarts(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)
        self.store = self.store.started_again()

    @invariant()
    def agrees_with_the_model(self) -> None:
        found = {one: asyncio.run(self.store.ledger.find(one)) for one in KEYS}
        assert {one: (e.state, e.attempt) for one, e in found.items() if e is not None} == self.model
        assert self.store.query("SELECT COUNT(*) FROM contact_ledger") == [(len(self.model),)]
        unsettled = asyncio.run(self.store.ledger.unsettled())
        assert {e.key for e in unsettled} == {
            one for one, (state, _) in self.model.items() if state in UNSETTLED
        }
        assert self.store.is_sound

    def teardown(self) -> None:
        self.store.database.close()
        self._folder.cleanup()


LedgerMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_order_of_events = LedgerMachine.TestCase
