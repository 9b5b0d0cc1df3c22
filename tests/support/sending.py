"""The send path on a chat site, ledger and task book in memory, with the real policy and talk tracks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from robot.domain.contact import ContactState
from robot.domain.outcome import TaskOutcome
from robot.domain.task import Channel, Task
from robot.execution.approval import Approval
from robot.execution.confirmations import Confirmations, Reading
from robot.execution.dispatch import Dispatcher
from robot.execution.endings import PutBack
from robot.execution.gate import SiteGate
from robot.execution.judgement import Judgement
from robot.execution.ports import Echo
from robot.execution.send_path import RetryPauses, SendPath
from robot.execution.sending_try import SendPorts
from robot.execution.sent import Sent
from robot.execution.steps import StepLog
from robot.execution.stop import StopSwitch
from robot.policy.settings import PolicySettings, UnattendedExemption
from robot.sites.wording import text_sha256
from robot.talktracks.library import Library, load_library
from tests.support.books import Disk, MemoryBook, MemoryLedger
from tests.support.builders import TODAY, HandClock
from tests.support.chat import MemoryChannel, MemoryEvidence, MemoryServer, MemoryWitness

#: Pauses of the breaker that a test can wait for.
PAUSES_S = (0.05, 0.1)
ROOT = Path(__file__).resolve().parents[2]
#: Anybody, at any speed.
EXEMPTION = UnattendedExemption(account="*", channel=Channel.WECOM, rate_per_minute=100_000, expires_on=TODAY)


@cache
def library() -> Library:
    return load_library(ROOT / "resources" / "talktracks")


@dataclass(slots=True, kw_only=True)
class Sending:
    """Everything a test looks at."""

    happened: list[str]
    clock: HandClock
    disk: Disk
    server: MemoryServer
    channel: MemoryChannel
    witness: MemoryWitness
    evidence: MemoryEvidence
    ledger: MemoryLedger
    book: MemoryBook
    stop: StopSwitch
    judgement: Judgement
    path: SendPath
    confirmations: Confirmations
    dispatcher: Dispatcher
    steps: StepLog
    gate: SiteGate
    #: Endings as the engine is told of them.
    told: list[tuple[str, TaskOutcome]] = field(default_factory=list)
    fatal: list[Exception] = field(default_factory=list)

    async def attempt(self, task: Task, **how: Any) -> Sent | TaskOutcome | PutBack:
        result = await self.path.attempt(Approval(task=task, **{"attended": True, **how}))
        if isinstance(result, Sent):
            await asyncio.gather(*result.beside, return_exceptions=True)
        return result

    @property
    def outcomes(self) -> dict[str, str]:
        return {task_id: str(ending.outcome) for task_id, ending in self.book.outcomes.items()}

    @property
    def has_clicked(self) -> bool:
        return "click" in self.happened

    def assert_nothing_was_sent(self) -> None:
        """The promise of halted, refused, cancelled and needs_person."""
        assert self.server.effects == 0
        assert self.channel.left_in_composers == []
        assert all(state is ContactState.ABSENT for state in (e.state for e in self.ledger.entries.values()))

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Dispatcher and confirmations run in the background."""
        loops = [asyncio.create_task(self.dispatcher.run()), asyncio.create_task(self.confirmations.run())]
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
                with suppress(asyncio.CancelledError):
                    await loop

    async def drained(self) -> None:
        async with asyncio.timeout(10):
            await self.dispatcher.drained()
            await self.confirmations.drained()


def sending(folder: Path, *, deadline_s: float = 5.0, list_keeps_refused: bool = False) -> Sending:
    """Put together; nothing runs yet."""
    happened: list[str] = []
    clock, disk, server = HandClock(), Disk(happened), MemoryServer()
    channel, witness, evidence = MemoryChannel(server, happened), MemoryWitness(server), MemoryEvidence()
    ledger, book = MemoryLedger(disk, clock.now()), MemoryBook(disk)
    stop, steps = StopSwitch(folder / "stop"), StepLog(clock.now)
    gate = SiteGate("wecom", clock, pauses_s=PAUSES_S, look_s=0.02)
    policy = PolicySettings(version=1, unattended_exemptions=(EXEMPTION,))
    judgement = Judgement(ledger=ledger, library=library(), policy=policy, stop=stop, clock=clock)
    ports = SendPorts(
        channel=channel,
        ledger=ledger,
        tasks=book,
        evidence=evidence,
        gate=gate,
        steps=steps,
        hash_text=text_sha256,
    )
    path = SendPath(ports, judgement)
    path.pauses = RetryPauses(first_s=0.001, longest_s=0.001, jitter_s=0.0)
    told: list[tuple[str, TaskOutcome]] = []
    fatal: list[Exception] = []

    async def on_ended(task_id: str, outcome: TaskOutcome) -> None:
        told.append((task_id, outcome))

    async def on_settled(sent: Sent, outcome: TaskOutcome) -> None:
        told.append((sent.approval.task.task_id, outcome))

    async def ask_page(sent: Sent) -> Echo:
        async with dispatcher.acting:
            return await channel.later_word(
                sent.expected.recipient, sent.expected.text, sent.expected.message_id
            )

    confirmations = Confirmations(
        reading=Reading(
            witness=witness,
            deadline_s=deadline_s,
            list_keeps_refused=list_keeps_refused,
            ask_page=ask_page,
        ),
        ledger=ledger,
        tasks=book,
        steps=steps,
        gate=gate,
        on_settled=on_settled,
    )
    dispatcher = Dispatcher(
        path=path,
        confirmations=confirmations,
        tasks=book,
        gate=gate,
        on_ended=on_ended,
        on_fatal=fatal.append,
    )
    return Sending(
        happened=happened,
        clock=clock,
        disk=disk,
        server=server,
        channel=channel,
        witness=witness,
        evidence=evidence,
        ledger=ledger,
        book=book,
        stop=stop,
        judgement=judgement,
        path=path,
        confirmations=confirmations,
        dispatcher=dispatcher,
        steps=steps,
        gate=gate,
        told=told,
        fatal=fatal,
    )
