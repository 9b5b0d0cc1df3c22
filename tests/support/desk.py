"""The agent's engine without a browser: its store, rules and schedule are real, its queue only collects."""

from __future__ import annotations

import asyncio
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import yaml

from demoday.release import make_release, throw_away_trust
from robot.agent.endpoint import Home
from robot.agent.engine import Engine, EngineParts
from robot.agent.night import NightKeeper
from robot.agent.run_desk import RunDesk
from robot.agent.runs import RunTracker
from robot.agent.sending_line import SendingLine
from robot.agent.settings import Settings
from robot.domain.clock import business_date
from robot.domain.errors import TandemError
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.stop import StopNote
from robot.vault.memory import MemoryVault
from tests.support.builders import HandClock

SHIPPED_POLICY = Path(__file__).parents[2] / "resources" / "policy"
EVENING = {"days": "workdays", "from": "18:30", "until": "20:30"}
DONE = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK)


class SleepyClock(HandClock):
    """A clock whose machine may sleep: the wall goes on, the processor's clock stands still."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.slept_ns = 0

    def monotonic_ns(self) -> int:
        return super().monotonic_ns() - self.slept_ns

    def sleep(self, **span: float) -> None:
        before = super().monotonic_ns()
        self.forward(**span)
        self.slept_ns += super().monotonic_ns() - before


class Queue:
    """What a run was queued for; nothing is sent."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.orders: list[Approval] = []
        self.paces: list[int | None] = []
        self.is_paused = self.is_busy = self.is_waiting = False

    async def submit(self, approval: Approval, *, per_minute: int | None = None) -> None:
        self.orders.append(approval)
        self.paces.append(per_minute)

    async def pause(self, paused: bool) -> None:
        self.is_paused = paused

    async def withdraw(self, outcome: TaskOutcome) -> None:
        waiting, self.orders = self.orders, []
        for order in waiting:
            await self.ended(order.task.task_id, outcome)

    async def halt(self) -> None:
        await self.withdraw(TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED))

    async def ended(self, task_id: str, outcome: TaskOutcome = DONE) -> None:
        """A queued task has its ending."""
        self.orders = [order for order in self.orders if order.task.task_id != task_id]
        await self._engine.tasks.end(task_id, outcome)
        await self._engine.task_ended(task_id, outcome)


class QuietLine:
    """A sending line that opens nothing."""

    recorder = None

    def __init__(self, engine: Engine) -> None:
        self.dispatcher = Queue(engine)
        self.confirmations = type("Nobody", (), {"outstanding": 0})()


class QuietEngine(Engine):
    """An engine without a browser."""

    def __init__(self, parts: EngineParts) -> None:
        super().__init__(parts)
        self.quiet = QuietLine(self)
        self.refusal: TandemError | None = None
        #: Set to let a line be built.
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def line(self) -> SendingLine:
        await self.may_go_on.wait()
        if self.refusal is not None:
            raise self.refusal
        self._line = cast("SendingLine", self.quiet)
        return self._line


class Desk:
    """One home, and the agent's engine on it, started as often as a test wants."""

    def __init__(self, path: Path, clock: SleepyClock) -> None:
        self.home, self.clock = Home(path=path), clock
        #: Holds the store's key, over every start.
        self.vault = MemoryVault()
        path.mkdir(parents=True, exist_ok=True)
        self.schedule: dict[str, Any] = {"is_on": True, "windows": [EVENING]}
        self.policy: dict[str, Any] = yaml.safe_load((SHIPPED_POLICY / "demo.yaml").read_text("utf-8"))
        self.trust = throw_away_trust(path)
        #: Whether the next start brings a signed release of its own.
        self.has_release = True
        self.has_source = True
        self.pulls = 0
        self.pull_refusal: TandemError | None = None
        self.engine: QuietEngine
        self.keeper: NightKeeper

    def start(self) -> None:
        """A new agent on the home; what was open is taken for read."""
        if self.has_release:
            replaced = {"policy/policy.yaml": yaml.safe_dump(self.policy).encode()}
            make_release(self.home.path, business_date(self.clock.now()), replaced=replaced)
        settings = Settings.model_validate(
            {
                "schedule": self.schedule,
                "source": {"url": "https://crm.bank.example/"} if self.has_source else None,
            }
        )
        self.engine = QuietEngine(
            EngineParts(
                home=self.home,
                settings=settings,
                clock=self.clock,
                vault=self.vault,
                trust=self.trust,
            )
        )
        self.engine.settlement.first_look_done.set()
        self.keeper = NightKeeper(self.engine, self._pull)
        self.engine.night = self.keeper

    async def _pull(self) -> None:
        self.pulls += 1
        if self.pull_refusal is not None:
            raise self.pull_refusal

    async def go_on(self) -> None:
        """What the agent's start does about an interrupted run."""
        settling = asyncio.create_task(asyncio.sleep(0))
        await self.engine.runs.go_on(settling)

    def power_off(self) -> None:
        """The agent is gone without a word; its store stays."""
        self.engine.database.close()

    async def take(self, *tasks: Task) -> None:
        await self.engine.tasks.merge(source="list.csv", sha256="aa", tasks=tasks, set_aside=[])

    @property
    def queue(self) -> Queue:
        return self.engine.quiet.dispatcher

    @property
    def queued(self) -> list[str]:
        return [order.task.task_id for order in self.queue.orders]

    @property
    def runs(self) -> RunDesk:
        return self.engine.runs

    @property
    def run(self) -> RunTracker:
        assert self.engine.run is not None
        return self.engine.run

    def stop(self) -> None:
        self.engine.stop_switch.engage(StopNote(by="王芳", at=self.clock.now(), reason="投诉"))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.engine.database.transact(lambda db: [tuple(row) for row in db.execute(sql)])

    def journalled(self, kind: str) -> list[dict[str, Any]]:
        """Payloads of the records of one type."""
        found = self.query(
            f"SELECT payload FROM journal WHERE json_extract(CAST(header AS TEXT), '$.type') = '{kind}'"
            " ORDER BY seq"
        )
        return [json.loads(payload) for (payload,) in found]

    def states(self) -> dict[str, str]:
        return dict(self.query("SELECT task_id, COALESCE(outcome, state) FROM task ORDER BY position"))


def policy_cap(**limits: int) -> dict[str, Any]:
    """A cap of the RM's account as the policy file holds it."""
    dates = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31), "source": "notice"}
    return {"account": "1001", "channel": "wecom", **limits, **dates}
