"""Erasing on a supervisor's signed order: asked first, then carried out through the one writer."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from robot.agent.os_account import os_account
from robot.domain.erasure_views import Erased, ErasureAsked
from robot.domain.errors import InputRefused, JournalUnwritable
from robot.governance.erasure_orders import ordered_by
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.review_decisions import supervisors
from robot.journal.retention import (
    Ordered,
    delete_pictures,
    delete_pictures_of,
    erase_key,
    erase_payloads,
    records_about,
    refuse_used,
    refuse_young,
)
from robot.store.erasing import KeptOfCustomer, empty_rows, kept_of, sealed_in

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")


class ErasureDesk:
    """What may be erased, and erasing it."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine; nothing is done before somebody asks."""
        self._engine = engine

    async def ask(self, what: str, of: str) -> ErasureAsked:
        """What an erasure would take away.

        :raises InputRefused: no such month.
        :raises NotPermitted: it is too young.
        :raises StateConflict: nothing is kept, or the customer has something open.
        :raises ReleaseRefused: the role document cannot be used.
        """
        engine = self._engine
        records, pictures = await self._counted(what, of)
        authority = await asyncio.to_thread(engine.reviews.authority)
        return ErasureAsked(
            log=engine.log.log_id,
            what=what,
            of=of,
            records=records,
            pictures=pictures,
            now=engine.clock.now(),
            signers=supervisors(authority, engine.today),
        )

    async def carry_out(self, order: bytes, signature: bytes) -> Erased:
        """Erase what a supervisor ordered; journalled in the transaction that erases.

        :raises ReleaseRefused: nobody who may has ordered it, or for another log.
        :raises StateConflict: as `ask`.
        :raises NotPermitted: as `ask`.
        """
        engine = self._engine
        authority = await asyncio.to_thread(engine.reviews.authority)
        meant, person = ordered_by(order, signature, authority, engine.clock.now())
        if meant.log != engine.log.log_id:
            raise ReleaseRefused(Refusal.SIGNATURE_BAD, "the order is for another log")
        ordered = Ordered(
            by=os_account(),
            person=person.id,
            reason=meant.reason,
            order=json.loads(order),
            signature=json.loads(signature),
        )
        carried = self._month if meant.what == "month" else self._customer
        records, pictures = await carried(meant.of, ordered)
        engine.revision.touch()
        return Erased(
            what=meant.what,
            of=meant.of,
            records=records,
            pictures=pictures,
            is_log_emptied=await asyncio.to_thread(self._log_emptied),
        )

    async def _counted(self, what: str, of: str) -> tuple[int, int]:
        engine = self._engine
        if what == "month":
            self._refuse_month(of)
            records = await engine.database.run(lambda db: sealed_in(db, of))
            return records, await asyncio.to_thread(lambda: sum(1 for _ in engine.evidence.of_month(of)))
        kept, seqs = await engine.database.run(lambda db: _of_customer(db, of))
        return len(seqs), len(kept.pictures)

    def _refuse_month(self, month: str) -> None:
        if _MONTH.fullmatch(month) is None:
            raise InputRefused(f"{month} is no month such as 2025-11", code="request.bad_month")
        refuse_young(month, self._engine.today, self._engine.settings.journal.retention_months)

    async def _month(self, month: str, ordered: Ordered) -> tuple[int, int]:
        engine = self._engine
        self._refuse_month(month)
        at = engine.clock.now().isoformat()

        def work(db: sqlite3.Connection) -> int:
            erase_key(db, month, ordered, at=at, append=engine.journal.append)
            return sealed_in(db, month)

        records = await engine.database.run(work)
        engine.keys.forget(month)
        return records, await asyncio.to_thread(delete_pictures_of, engine.evidence, month)

    async def _customer(self, customer: str, ordered: Ordered) -> tuple[int, int]:
        engine = self._engine

        def work(db: sqlite3.Connection) -> tuple[KeptOfCustomer, int]:
            refuse_used(db, ordered)
            kept, seqs = _of_customer(db, customer)
            empty_rows(db, engine.journal, kept)
            erase_payloads(db, seqs, ordered, append=engine.journal.append)
            return kept, len(seqs)

        kept, records = await engine.database.run(work)
        return records, await asyncio.to_thread(delete_pictures, engine.evidence, kept.pictures)

    def _log_emptied(self) -> bool:
        with suppress(JournalUnwritable):
            self._engine.database.truncate_log()
            return True
        return False


def _of_customer(db: sqlite3.Connection, customer: str) -> tuple[KeptOfCustomer, list[int]]:
    kept = kept_of(db, customer)
    about = records_about(db, customer, kept.tasks, kept.entries, kept.reviews)
    return kept, [seq for seq, _ in about]
