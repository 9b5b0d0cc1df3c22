"""The agent's engine with its real line, store and rules, on a chat site in memory: no browser, no bank."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from demoday.release import make_release, throw_away_trust
from robot.agent.endpoint import Home
from robot.agent.engine import Engine, EngineParts
from robot.agent.settings import Settings, SiteSettings
from robot.agent.verbs.status import StatusVerbs
from robot.domain.clock import business_date
from robot.domain.errors import LoginNeeded, WrongAccount
from robot.domain.task import Task
from robot.domain.views import AgentStatus
from robot.execution.gate import SiteGate
from robot.execution.ports import Expected, MessageChannel, Sighting, Witness
from robot.execution.recycling import Recycler
from robot.execution.send_path import RetryPauses
from robot.governance import TrustPlace
from robot.journal.sealed_fields import seal_text
from robot.sites.browser import RobotBrowser
from robot.sites.profile import SiteProfile
from robot.sites.session import SiteSession
from robot.vault.memory import MemoryVault
from tests.support.builders import HandClock
from tests.support.chat import MemoryChannel, MemoryServer, MemoryWitness

#: Every message is looked for so long; short, because tests wait for it.
DEADLINE_S = 0.3


class MemorySession:
    """A session that somebody must log in to when the test says so."""

    def __init__(self, profile: SiteProfile, purpose: str) -> None:
        self.profile, self.purpose = profile, purpose
        self.scanned = asyncio.Event()
        self.scanned.set()
        self.is_of_another = False
        self.waiting_page: object | None = None
        self.happened: list[str] = []

    async def page(self) -> None:
        if not self.scanned.is_set():
            self.waiting_page = self
            raise LoginNeeded("scan the code")

    async def ensure_logged_in(self) -> None:
        await self.page()

    async def wait_logged_in(self, patience_s: float) -> bool:
        try:
            await asyncio.wait_for(self.scanned.wait(), min(patience_s, 0.05))
        except TimeoutError:
            return False
        if self.is_of_another:
            raise WrongAccount("somebody else scanned")
        return True

    async def enter_with(self, other: MemorySession) -> bool:
        self.happened.append("enter_with")
        return False

    async def login_picture(self) -> bytes:
        return b"" if self.scanned.is_set() else b"png"

    async def recycle(self) -> None:
        self.happened.append("recycle")

    async def close(self) -> None:
        self.happened.append("close")


class _NoBrowser:
    async def running(self) -> None:
        return

    async def stop(self) -> None:
        return


class LineEngine(Engine):
    """An engine whose chat site is in memory."""

    def __init__(self, parts: EngineParts, server: MemoryServer, happened: list[str]) -> None:
        super().__init__(parts)
        self.browser = cast("RobotBrowser", _NoBrowser())
        self.channel = MemoryChannel(server, happened)
        self.witness = MemoryWitness(server)
        self.sessions: dict[str, MemorySession] = {}
        self.recycle_after = 10_000
        if "wecom" in self.profiles:
            self.profiles["wecom"] = _quick(self.profiles["wecom"])

    def new_session(self, profile: SiteProfile, purpose: str) -> SiteSession:
        session = self.sessions.setdefault(purpose, MemorySession(profile, purpose))
        return cast("SiteSession", session)

    def make_channel(self, session: SiteSession) -> MessageChannel:
        return self.channel

    def make_witness(self, session: SiteSession) -> Witness:
        return self.witness

    def make_recycler(self, session: SiteSession) -> Recycler:
        return Recycler(session, uses=self.recycle_after)

    def make_gate(self) -> SiteGate:
        return SiteGate("wecom", self.clock, pauses_s=(0.05, 0.1), look_s=0.02)


def _quick(profile: SiteProfile) -> SiteProfile:
    assert profile.witness is not None
    witness = profile.witness.model_copy(update={"deadline_s": DEADLINE_S})
    login = profile.login.model_copy(update={"by": "scan"})
    return profile.model_copy(update={"witness": witness, "login": login})


class LineDesk:
    """One home with such an engine on it, started as often as a test wants; the server stays."""

    def __init__(self, path: Path, clock: HandClock, trust: TrustPlace | None = None) -> None:
        """:param trust: whoever gives one brings a release too."""
        self.home, self.clock = Home(path=path), clock
        #: Holds the store's key, over every start.
        self.vault = MemoryVault()
        self.trust = trust or throw_away_trust(path)
        if trust is None:
            self.sign()
        self.server = MemoryServer()
        self.happened: list[str] = []
        #: Customers (external ids) whose messages no witness sees, over restarts.
        self.hidden: set[str] = set()
        self.ended_for: list[Exception] = []
        self.engine: LineEngine

    def sign(self, **how: Any) -> None:
        """Install a signed release, the next version where there is one; used from the next start on."""
        make_release(self.home.path, business_date(self.clock.now()), **how)

    async def start(self) -> LineEngine:
        """A new agent; what an earlier one left is older than any lag by now."""
        self.clock.moment += timedelta(minutes=5)
        settings = Settings(sites={"wecom": SiteSettings(profile="wecom-demo")})
        parts = EngineParts(
            home=self.home,
            settings=settings,
            clock=self.clock,
            vault=self.vault,
            trust=self.trust,
        )
        self.engine = LineEngine(parts, self.server, self.happened)
        engine = self.engine
        engine.witness.answer = self._says
        engine.on_fatal = lambda: self.ended_for.append(cast("Exception", engine.fatal))
        await engine.start()
        await engine.settlement.first_look_done.wait()
        if "wecom" in engine.profiles:
            line = await engine.line()
            line.path.pauses = RetryPauses(first_s=0.001, longest_s=0.001, jitter_s=0.0)
        return engine

    def _says(self, wanted: Expected, honest: Sighting) -> Sighting:
        return Sighting(found=()) if wanted.recipient.external_id in self.hidden else honest

    async def power_off(self) -> None:
        """Nothing of what is under way is ended or tidied up."""
        engine = self.engine
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.01)
        engine.database.close()

    async def take(self, tasks: Sequence[Task], sha256: str = "aa") -> None:
        await self.engine.tasks.merge(source="list.csv", sha256=sha256, tasks=tasks, set_aside=[])

    async def run(self, tasks: Sequence[Task] = ()) -> None:
        """Take the tasks and begin an unattended run."""
        if tasks:
            await self.take(tasks)
        await self.engine.intents.start_run(None)

    async def status(self) -> AgentStatus:
        from robot.agent import protocol  # noqa: PLC0415 - only here

        return await StatusVerbs(self.engine).status(protocol.Nothing())

    async def until(self, condition: Callable[[], bool], patience_s: float = 8.0) -> None:
        """Wait for something that happens in the background."""
        async with asyncio.timeout(patience_s):
            while not condition():
                await asyncio.sleep(0.005)

    async def run_ended(self) -> None:
        await self.until(lambda: self.engine.run is not None and self.engine.run.is_ended)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.engine.database.transact(lambda db: [tuple(row) for row in db.execute(sql)])

    def sealed(self, place: str, text: str) -> str:
        """A value as somebody would forge it who has the keyring too."""
        return seal_text(self.engine.keys.key("2026-11"), "2026-11", place, text)

    def outcomes(self) -> dict[str, tuple[str, str]]:
        rows = self.query("SELECT task_id, COALESCE(outcome, state), COALESCE(reason, '') FROM task")
        return {task_id: (outcome, reason) for task_id, outcome, reason in rows}

    def ledger(self) -> dict[str, str]:
        return dict(self.query("SELECT task_id, state FROM contact_ledger WHERE effect = 'message'"))

    def journalled(self) -> list[str]:
        found = self.query("SELECT json_extract(CAST(header AS TEXT), '$.type') FROM journal ORDER BY seq")
        return [kind for (kind,) in found]
