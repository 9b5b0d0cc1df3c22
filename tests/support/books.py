"""Ledger and task book in memory, with the rules of the real ones; every write can be made to fail."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from robot.domain.contact import UNSETTLED, ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.errors import JournalUnwritable, StateConflict
from robot.domain.outcome import TaskOutcome
from robot.domain.task import Task, TaskState
from robot.execution.approval import Approval
from robot.execution.ports import MadeByHand, Reopened, Standing


class Disk:
    """Says which writes the disk refuses, and notes those it took in the order in which they were durable."""

    def __init__(self, happened: list[str]) -> None:
        self.happened = happened
        self.refuses: set[str] = set()

    async def write(self, what: str) -> None:
        await asyncio.sleep(0)
        if what in self.refuses:
            raise JournalUnwritable("the disk is full; nothing was done")
        self.happened.append(what)


class MemoryLedger:
    """Exactly once, in a dict."""

    def __init__(self, disk: Disk, now: datetime) -> None:
        self._disk = disk
        self._now = now
        self.entries: dict[ContactKey, LedgerEntry] = {}
        #: Customers who said no, and where it was learnt.
        self.opt_outs: dict[str, str] = {}
        #: Customers flagged because a message was filed under the wrong one.
        self.flagged: set[str] = set()
        #: External ids under whom messages were found, by customer of the entry.
        self.found_elsewhere: dict[str, tuple[str, ...]] = {}
        self.sends: tuple[datetime, ...] = ()
        #: How a resolution moved a task on, by task id.
        self.moved: dict[str, TaskOutcome | Reopened | None] = {}

    async def intend(
        self, key: ContactKey, *, task: Task, site: str, text_sha256: str, baseline: int, review: int = 0
    ) -> LedgerEntry:
        present = self.entries.get(key)
        if present is not None and present.state is not ContactState.ABSENT:
            raise StateConflict("the ledger already holds it", state=str(present.state))
        await self._disk.write("intended")
        entry = LedgerEntry(
            entry_id=len(self.entries) + 1,
            key=key,
            task_id=task.task_id,
            site=site,
            external_id=task.customer.recipient.external_id,
            text_sha256=text_sha256,
            baseline=baseline,
            state=ContactState.INTENDED,
            attempt=1 if present is None else present.attempt + 1,
            intended_at=self._now,
            clicked_at=None,
            resolved_at=None,
            decided_by="send_path",
            effect_ids=(),
        )
        self.entries[key] = entry
        return entry

    async def mark_clicked(self, entry: LedgerEntry) -> None:
        await self._disk.write("noted clicked")
        present = self.entries[entry.key]
        if present.state is ContactState.INTENDED:
            self.entries[entry.key] = replace(present, state=ContactState.CLICKED, clicked_at=self._now)

    async def resolve(
        self,
        entry: LedgerEntry,
        state: ContactState,
        *,
        decided_by: str,
        effect_ids: Sequence[str] = (),
        detail: str = "",
        elsewhere: Sequence[str] = (),
        moves: TaskOutcome | Reopened | None = None,
    ) -> None:
        await self._disk.write(f"resolved {state}")
        if elsewhere:
            self.found_elsewhere[entry.key.customer_id] = tuple(elsewhere)
        self.moved[entry.task_id] = moves
        self.entries[entry.key] = replace(
            self.entries.get(entry.key, entry),
            state=state,
            decided_by=decided_by,
            effect_ids=tuple(effect_ids),
        )

    async def find(self, key: ContactKey) -> LedgerEntry | None:
        return self.entries.get(key)

    async def unsettled(self) -> list[LedgerEntry]:
        return [entry for entry in self.entries.values() if entry.state in UNSETTLED]

    async def equal_effects(self, key: ContactKey, text_sha256: str) -> int:
        return sum(
            entry.text_sha256 == text_sha256 and entry.state is ContactState.CONFIRMED and other != key
            for other, entry in self.entries.items()
            if other.customer_id == key.customer_id and other.effect is Effect.MESSAGE
        )

    async def fingerprints(self, customer_id: str, site: str) -> tuple[str, ...]:
        return tuple(
            entry.text_sha256
            for key, entry in self.entries.items()
            if key.customer_id == customer_id
            and key.effect is Effect.MESSAGE
            and (entry.site, entry.state) == (site, ContactState.CONFIRMED)
        )

    async def sends_since(self, rm_id: str, channel: str, moment: datetime) -> tuple[datetime, ...]:
        return tuple(sent for sent in self.sends if sent >= moment)

    async def opt_out(self, customer_id: str, source: str) -> None:
        self.opt_outs.setdefault(customer_id, source)

    async def standing(self, task: Task) -> Standing:
        if "read" in self._disk.refuses:
            raise JournalUnwritable("the disk is gone; nothing was done")
        customer_id, on = task.customer.customer_id, task.business_date
        counted = [
            entry
            for entry in self.entries.values()
            if entry.key.customer_id == customer_id
            and entry.task_id != task.task_id
            and entry.key.effect is Effect.MESSAGE
            and entry.state is not ContactState.ABSENT
        ]
        return Standing(
            contacts_today=sum(entry.key.business_date == on for entry in counted),
            contacts_this_month=len(counted),
            opted_out=customer_id in self.opt_outs,
            is_flagged=customer_id in self.flagged,
        )

    @property
    def states(self) -> list[str]:
        return [str(entry.state) for entry in self.entries.values()]


class MemoryBook:
    """Where tasks stand."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.states: dict[str, TaskState] = {}
        self.outcomes: dict[str, TaskOutcome] = {}
        self.evidence: dict[str, str] = {}
        self.facts: dict[str, dict[str, Any]] = {}
        #: Contacts that a person made, by task id.
        self.by_hand: dict[str, MadeByHand] = {}
        #: Task id -> why its attempts were made anew, and why it was put back.
        self.retried: dict[str, list[str]] = {}
        self.put_back_for: dict[str, list[str]] = {}
        #: Tasks that a person took meanwhile.
        self.moved_on: set[str] = set()

    def _check(self, task_id: str) -> None:
        if task_id in self.moved_on:
            raise StateConflict("a person took it", state=str(TaskState.READY))

    async def begin(self, task_id: str, facts: dict[str, Any], *, order: Approval | None = None) -> None:
        self._check(task_id)
        await self._disk.write("begun")
        self.states[task_id] = TaskState.RUNNING
        self.facts[task_id] = facts

    async def await_witness(self, task_id: str) -> None:
        self.states[task_id] = TaskState.AWAITING_WITNESS

    async def note_retry(self, task_id: str, attempt: int, reason: str, detail: str) -> None:
        await self._disk.write("retried")
        self.retried.setdefault(task_id, []).append(reason)

    async def put_back(self, task_id: str, why: str) -> None:
        await self._disk.write("put back")
        self.states[task_id] = TaskState.READY
        self.put_back_for.setdefault(task_id, []).append(why)

    async def end(
        self,
        task_id: str,
        outcome: TaskOutcome,
        *,
        evidence: str = "",
        order: Approval | None = None,
        by_hand: MadeByHand | None = None,
    ) -> None:
        if order is not None:
            self._check(task_id)
        await self._disk.write(f"ended {outcome.outcome}")
        assert task_id not in self.outcomes, "a task ends once"
        self.states[task_id] = TaskState.ENDED
        self.outcomes[task_id] = outcome
        self.evidence[task_id] = evidence
        if by_hand is not None:
            self.by_hand[task_id] = by_hand
