"""The contact ledger in the store: one transaction holds the entry and its journal record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from robot.domain.clock import Clock
from robot.domain.contact import ContactKey, ContactState, Effect, LedgerEntry
from robot.domain.errors import StateConflict
from robot.domain.outcome import TaskOutcome
from robot.domain.task import Task
from robot.execution.ports import Reopened, Standing
from robot.journal.journal import Journal
from robot.store.database import Database
from robot.store.endings import Pen, end_task, reopen_task
from robot.store.flags import flag_misdirected, is_flagged
from robot.store.ledger_rows import entry_of, find_entry, journal_facts, write_entry
from robot.store.opt_outs import has_opted_out, note_opt_out, refused_scopes
from robot.store.past import MAY_EXIST as _MAY_EXIST
from robot.store.past import noted_refusals, past_sends
from robot.store.review_use import free_review, use_review
from robot.store.sealing import with_detail


class SqliteContactLedger:
    """The writing side of the ledger."""

    def __init__(self, database: Database, journal: Journal, clock: Clock) -> None:
        """All changes go through `database`'s one writer."""
        self._database = database
        self._journal = journal
        self._clock = clock

    def _pen(self, db: sqlite3.Connection) -> Pen:
        return Pen(db=db, journal=self._journal, clock=self._clock)

    async def intend(
        self, key: ContactKey, *, task: Task, site: str, text_sha256: str, baseline: int, review: int = 0
    ) -> LedgerEntry:
        """Write INTENDED, durable on return.

        :param review: number of the approved review that lets this text go, which it does once.
        :raises StateConflict: if the key already has an effect or an unsettled attempt, or the review was
            used; nothing is written.
        """

        def work(db: sqlite3.Connection) -> LedgerEntry:
            present = find_entry(db, key)
            if present is not None and present.state is not ContactState.ABSENT:
                raise StateConflict(
                    f"the ledger already holds this contact as {present.state} (entry {present.entry_id})",
                    code="ledger.already_there",
                    state=str(present.state),
                )
            entry = LedgerEntry(
                entry_id=0 if present is None else present.entry_id,
                key=key,
                task_id=task.task_id,
                site=site,
                external_id=task.customer.recipient.external_id,
                text_sha256=text_sha256,
                baseline=baseline,
                state=ContactState.INTENDED,
                attempt=1 if present is None else present.attempt + 1,
                intended_at=self._clock.now(),
                clicked_at=None,
                resolved_at=None,
                decided_by="send_path",
                effect_ids=(),
                channel=task.channel,
                acted_mono_ns=self._clock.monotonic_ns(),
            )
            entry = write_entry(db, entry)
            self._journal.append(db, "contact.intended", journal_facts(entry))
            if review:
                use_review(self._pen(db), review, entry.entry_id)
            return entry

        return await self._database.run(work)

    async def mark_clicked(self, entry: LedgerEntry) -> None:
        """The click was made; also moves the task on, in the same transaction."""

        def work(db: sqlite3.Connection) -> None:
            moment = self._clock.now().isoformat()
            # A resolution that overtook this note must not be undone by it.
            db.execute(
                "UPDATE contact_ledger SET state = ?, clicked_at = ?, acted_mono_ns = ?"
                " WHERE entry_id = ? AND state = ?",
                (
                    ContactState.CLICKED,
                    moment,
                    self._clock.monotonic_ns(),
                    entry.entry_id,
                    ContactState.INTENDED,
                ),
            )
            if entry.key.effect is Effect.MESSAGE:
                db.execute(
                    "UPDATE task SET state = 'awaiting_witness' WHERE task_id = ? AND state = 'running'",
                    (entry.task_id,),
                )
            self._journal.append(db, "contact.clicked", {"entry": entry.entry_id, "task": entry.task_id})

        await self._database.run(work)

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
        """Say what is known of the effect now, and move its task on in the same transaction.

        :param elsewhere: external ids of other customers under whom the site filed it; all are flagged.
        :param moves: the ending of the entry's task, or that it may begin again.
        """

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE contact_ledger SET state = ?, resolved_at = ?, decided_by = ?, effect_ids = ?"
                " WHERE entry_id = ?",
                (
                    state,
                    self._clock.now().isoformat(),
                    decided_by,
                    json.dumps(list(effect_ids)),
                    entry.entry_id,
                ),
            )
            facts = {
                "entry": entry.entry_id,
                "task": entry.task_id,
                "effect": entry.key.effect,
                "decided_by": decided_by,
                "effect_ids": list(effect_ids),
            }
            self._journal.append(db, f"contact.{state}", *with_detail(facts, detail))
            pen = self._pen(db)
            # A person's word is no reading: after it the text wants another approval.
            if state is ContactState.ABSENT and not decided_by.startswith("person"):
                free_review(pen, entry.entry_id)
            if elsewhere:
                flag_misdirected(pen, entry, elsewhere)
            if isinstance(moves, Reopened):
                reopen_task(pen, entry.task_id, moves.why)
            elif moves is not None:
                end_task(pen, entry.task_id, moves)

        await self._database.run(work)

    async def find(self, key: ContactKey) -> LedgerEntry | None:
        """The entry of a key."""
        return await self._database.run(lambda db: find_entry(db, key))

    async def unsettled(self) -> list[LedgerEntry]:
        """Entries that only reading can settle, oldest first."""

        def work(db: sqlite3.Connection) -> list[LedgerEntry]:
            rows = db.execute(
                "SELECT * FROM contact_ledger WHERE state IN ('intended', 'clicked', 'unknown')"
                " ORDER BY entry_id"
            )
            return [entry_of(row) for row in rows]

        return await self._database.run(work)

    async def confirmed_since(self, site: str, moment: datetime) -> list[LedgerEntry]:
        """Messages of a site that a reading confirmed from a moment on, oldest first."""

        def work(db: sqlite3.Connection) -> list[LedgerEntry]:
            rows = db.execute(
                "SELECT * FROM contact_ledger WHERE effect = 'message' AND state = 'confirmed' AND site = ?"
                " AND decided_by IN ('witness', 'reconcile') AND resolved_at >= ? ORDER BY entry_id",
                (site, moment.isoformat()),
            )
            return [entry_of(row) for row in rows]

        return await self._database.run(work)

    async def equal_effects(self, key: ContactKey, text_sha256: str) -> int:
        """Confirmed messages of exactly this text to the same customer on that date, by other entries."""

        def work(db: sqlite3.Connection) -> int:
            row = db.execute(
                "SELECT COUNT(*) FROM contact_ledger WHERE effect = 'message' AND state = 'confirmed'"
                " AND customer_id = ? AND business_date = ? AND text_sha256 = ?"
                " AND NOT (strategy = ? AND step = ?)",
                (key.customer_id, key.business_date.isoformat(), text_sha256, key.strategy, key.step),
            ).fetchone()
            return int(row[0])

        return await self._database.run(work)

    async def fingerprints(self, customer_id: str, site: str, limit: int = 5) -> tuple[str, ...]:
        """Hashes of the newest confirmed messages to a customer on a site; a second signal of who it is."""

        def work(db: sqlite3.Connection) -> tuple[str, ...]:
            rows = db.execute(
                "SELECT text_sha256 FROM contact_ledger WHERE customer_id = ? AND site = ?"
                " AND effect = 'message' AND state = 'confirmed' AND text_sha256 != ''"
                " ORDER BY resolved_at DESC, entry_id DESC LIMIT ?",
                (customer_id, site, limit),
            )
            return tuple(row["text_sha256"] for row in rows)

        return await self._database.run(work)

    async def standing(self, task: Task) -> Standing:
        """What speaks about the task's customer and account; the task's own entry is left out."""
        on, customer_id = task.business_date.isoformat(), task.customer.customer_id

        def work(db: sqlite3.Connection) -> Standing:
            of_customer = db.execute(
                "SELECT COALESCE(SUM(business_date = ?), 0), COUNT(*) FROM contact_ledger"  # noqa: S608
                " WHERE customer_id = ? AND effect = 'message' AND task_id != ?"
                f" AND state IN {_MAY_EXIST} AND substr(business_date, 1, 7) = ?",
                (on, customer_id, task.task_id, on[:7]),
            ).fetchone()
            of_account = db.execute(
                "SELECT COUNT(*) FROM contact_ledger JOIN task USING (task_id)"  # noqa: S608
                " WHERE contact_ledger.effect = 'message' AND contact_ledger.business_date = ?"
                f" AND contact_ledger.state IN {_MAY_EXIST} AND contact_ledger.task_id != ?"
                " AND task.rm_id = ? AND contact_ledger.channel = ? AND contact_ledger.attempt > 0",
                (on, task.task_id, task.rm_id, task.channel),
            ).fetchone()
            return Standing(
                contacts_today=int(of_customer[0]),
                contacts_this_month=int(of_customer[1]),
                opted_out=has_opted_out(db, customer_id),
                is_flagged=is_flagged(db, customer_id),
                account_sends_today=int(of_account[0]),
                past=past_sends(db, task),
                opted_out_scopes=refused_scopes(db, customer_id),
                refused_on=noted_refusals(db, task),
            )

        return await self._database.run(work)

    async def sends_since(self, rm_id: str, channel: str, moment: datetime) -> tuple[datetime, ...]:
        """When an account's messages on a channel were intended, from an aware moment on, oldest first."""

        def work(db: sqlite3.Connection) -> tuple[datetime, ...]:
            rows = db.execute(
                "SELECT intended_at FROM contact_ledger JOIN task USING (task_id)"  # noqa: S608
                " WHERE contact_ledger.effect = 'message' AND contact_ledger.business_date >= ?"
                f" AND contact_ledger.state IN {_MAY_EXIST} AND contact_ledger.attempt > 0"
                " AND task.rm_id = ? AND contact_ledger.channel = ? ORDER BY entry_id",
                ((moment - timedelta(days=1)).date().isoformat(), rm_id, channel),
            )
            found = (datetime.fromisoformat(row["intended_at"]) for row in rows)
            return tuple(stamp for stamp in found if stamp >= moment)

        return await self._database.run(work)

    async def opt_out(self, customer_id: str, source: str, scope: str = "") -> None:
        """The customer said no; holds from now on, whatever a list says.

        :param scope: to what, such as `phone` or `marketing:wecom`; empty: to everything.
        """
        pen_on = partial(Pen, journal=self._journal, clock=self._clock)
        await self._database.run(lambda db: note_opt_out(pen_on(db=db), customer_id, source, scope))
