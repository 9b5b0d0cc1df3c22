"""The real ports of the send path, each of which says where it stands before and after every step."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

from campaign.announcing import Announcer
from robot.agent.engine import Engine, EngineParts
from robot.channels.wecom import WecomChannel
from robot.domain.contact import ContactKey, ContactState, LedgerEntry
from robot.domain.customer import Recipient
from robot.domain.outcome import TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.gate import SiteGate
from robot.execution.ports import (
    Echo,
    Expected,
    MadeByHand,
    MessageChannel,
    Opened,
    Picture,
    Reopened,
    Sighting,
    Witness,
)
from robot.journal.evidence import EvidenceFolder
from robot.sites.session import SiteSession
from robot.store.ledger import SqliteContactLedger
from robot.store.tasks import SqliteTaskBook


class TroubledChannel(WecomChannel):
    """The real acting page."""

    def __init__(self, session: SiteSession, announcer: Announcer, evidence: TroubledEvidence) -> None:
        super().__init__(session)
        self._announcer = announcer
        self._evidence = evidence
        self._recipient = ""
        announcer.orders["close_page"] = self._close_page
        announcer.orders["close_window"] = self._close_window
        announcer.orders["reload"] = self._reload

    async def _at(self, step: str, moment: str) -> None:
        await self._announcer.reached(step, moment, self._recipient)

    async def open(
        self, recipient: Recipient, text: str, business_date: date, *, fingerprints: Sequence[str] = ()
    ) -> Opened:
        self._recipient = recipient.external_id
        await self._at("open", "before")
        opened = await super().open(recipient, text, business_date, fingerprints=fingerprints)
        await self._at("open", "after")
        return opened

    async def fill(self, recipient: Recipient, text: str) -> None:
        await self._at("fill", "before")
        await super().fill(recipient, text)
        await self._at("fill", "after")

    async def ready_to_click(self) -> None:
        await self._at("recheck", "before")
        await super().ready_to_click()

    async def recheck(self, recipient: Recipient, text: str) -> None:
        await super().recheck(recipient, text)
        await self._at("recheck", "after")

    async def click(self) -> None:
        await self._at("click", "before")
        await super().click()
        await self._at("click", "after")

    async def echo(self, text: str) -> Echo:
        await self._at("echo", "before")
        echo = await super().echo(text)
        await self._at("echo", "after")
        return echo

    def picture(self) -> asyncio.Task[Picture]:
        self._announcer.stand("picture", "before", self._recipient)
        self._evidence.about = self._recipient
        return super().picture()

    def picture_before(self) -> asyncio.Task[Picture]:
        self._evidence.about = self._recipient
        return super().picture_before()

    # --- what a person does to the robot's window ---

    async def _close_page(self) -> None:
        page = (await self._session.page()).page
        await page.close()

    async def _close_window(self) -> None:
        page = (await self._session.page()).page
        await page.context.close()

    async def _reload(self) -> None:
        page = (await self._session.page()).page
        await page.reload()


class TroubledWitness:
    """The real witness."""

    def __init__(self, witness: Witness, announcer: Announcer) -> None:
        self._witness = witness
        self._announcer = announcer

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        about = [wanted.recipient.external_id for wanted in expected]
        await self._announcer.reached("witness", "before", *about)
        sightings = await self._witness.look(expected)
        await self._announcer.reached("witness", "after", *about)
        return sightings


class TroubledLedger(SqliteContactLedger):
    """The real ledger."""

    announcer: Announcer

    async def intend(
        self, key: ContactKey, *, task: Task, site: str, text_sha256: str, baseline: int, review: int = 0
    ) -> LedgerEntry:
        await self.announcer.reached("intend", "before", task.task_id)
        entry = await super().intend(
            key, task=task, site=site, text_sha256=text_sha256, baseline=baseline, review=review
        )
        await self.announcer.reached("intend", "after", task.task_id)
        return entry

    async def mark_clicked(self, entry: LedgerEntry) -> None:
        await self.announcer.reached("mark_clicked", "before", entry.task_id)
        await super().mark_clicked(entry)
        await self.announcer.reached("mark_clicked", "after", entry.task_id)

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
        await self.announcer.reached("resolve", "before", entry.task_id)
        await super().resolve(
            entry,
            state,
            decided_by=decided_by,
            effect_ids=effect_ids,
            detail=detail,
            elsewhere=elsewhere,
            moves=moves,
        )
        await self.announcer.reached("resolve", "after", entry.task_id)


class TroubledTasks(SqliteTaskBook):
    """The real task book."""

    announcer: Announcer

    async def begin(self, task_id: str, facts: Any, *, order: Approval | None = None) -> None:
        await self.announcer.reached("begin", "before", task_id)
        await super().begin(task_id, facts, order=order)
        await self.announcer.reached("begin", "after", task_id)

    async def end(
        self,
        task_id: str,
        outcome: TaskOutcome,
        *,
        evidence: str = "",
        order: Approval | None = None,
        by_hand: MadeByHand | None = None,
    ) -> None:
        await self.announcer.reached("end", "before", task_id)
        await super().end(task_id, outcome, evidence=evidence, order=order, by_hand=by_hand)
        await self.announcer.reached("end", "after", task_id)


class TroubledEvidence(EvidenceFolder):
    """The real folder of pictures."""

    announcer: Announcer
    #: Whose picture comes next; the folder itself does not know, so the channel says it.
    about: str = ""

    async def keep(self, picture: Picture) -> str:
        name = await super().keep(picture)
        if picture.target is None:
            await self.announcer.reached("picture", "after", self.about)
        return name


class TroubledEngine(Engine):
    """The real engine with these ports."""

    def __init__(self, parts: EngineParts) -> None:
        super().__init__(parts)
        self.announcer = announcer = Announcer(parts.home.path)
        ledger = TroubledLedger(self.database, self.journal, self.clock)
        tasks = TroubledTasks(self.database, self.journal, self.clock)
        evidence = TroubledEvidence(parts.home.evidence, self.clock.now, self.keys, self.make_key)
        ledger.announcer = tasks.announcer = evidence.announcer = announcer
        self.ledger, self.tasks, self.evidence = ledger, tasks, evidence
        self._pictures = evidence
        self.steps.on_begin = self._on_begin
        announcer.orders["read_only"] = self._make_read_only

    def _on_begin(self, task_id: str, step: str) -> None:
        if step == "policy":
            self.announcer.stand("policy", "before", task_id)

    async def _make_read_only(self) -> None:
        # What a remounted file system does to an open file: every write is refused from now on.
        store = self.database
        await asyncio.wrap_future(store._writer.submit(store._connection.execute, "PRAGMA query_only=1"))  # noqa: SLF001

    def make_gate(self) -> SiteGate:
        # The clock is set back and right again within seconds here; nobody tells the robot.
        return SiteGate(self.settings.chat_site, self.clock, look_s=0.5)

    def make_channel(self, session: SiteSession) -> MessageChannel:
        return TroubledChannel(session, self.announcer, self._pictures)

    def make_witness(self, session: SiteSession) -> Witness:
        return TroubledWitness(super().make_witness(session), self.announcer)
