"""A day in a real store, built through the writing side that the agent uses."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw

from robot.domain.clock import BANK_ZONE
from robot.domain.contact import ContactKey, ContactState, Effect
from robot.domain.customer import Customer, Recipient, Tier, Title
from robot.domain.outcome import Outcome, TaskOutcome
from robot.domain.product import Product, ProductLine
from robot.domain.task import Channel, Task
from robot.execution.ports import Picture
from robot.journal.data_keys import DataKeys
from robot.journal.evidence import EvidenceFolder
from robot.reporting import day_report
from robot.store.database import Database, connect
from robot.store.ledger import SqliteContactLedger
from robot.store.runs import RunKind, RunState, SqliteRuns, StoredRun
from robot.store.tasks import SqliteTaskBook
from tests.support.store import KEK, sealing_journal

TODAY = date(2026, 11, 23)


class SteppingClock:
    """A clock that a test moves."""

    def __init__(self, source: str = "system") -> None:
        self.source = source
        self.moment = datetime.combine(TODAY, time(8, 30), tzinfo=BANK_ZONE)

    def now(self) -> datetime:
        """The moment the test chose."""
        return self.moment

    def monotonic_ns(self) -> int:
        """Follows the moment."""
        return int(self.moment.timestamp() * 1e9)

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**span)


def make_task(
    number: int,
    *,
    name: str = "王芳",
    strategy: str = "存款到期",
    rm_name: str = "李经理",
    on: date = TODAY,
    channel: Channel = Channel.WECOM,
) -> Task:
    """One task whose texts a test may choose."""
    customer = Customer(
        customer_id=f"C{number:08}",
        name=name,
        title=Title.MS,
        tier=Tier.GOLD,
        aum=Decimal(230000),
        account_masked="6217****3821",
        recipient=Recipient(external_id=f"wm{number:06}", name=name),
        risk_tolerance=None,
        risk_rated_on=None,
        consents=frozenset({"wecom"}),
        opted_out=False,
    )
    return Task(
        task_id=f"T{number:05}",
        business_date=on,
        rm_id="RM0001",
        rm_name=rm_name,
        branch="上海静安支行",
        customer=customer,
        channel=channel,
        strategy=strategy,
        step=1,
        product=Product(line=ProductLine.DEPOSIT),
        talk_track="deposit-maturity-wecom",
        due_at=None,
        reasons=("定期存款本周到期",),
    )


def make_picture(text: str = "evidence", size: tuple[int, int] = (960, 600)) -> bytes:
    """A JPEG like the robot's."""
    image = Image.new("RGB", size, (244, 246, 249))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0], 56), fill=(20, 64, 110))
    for row in range(4):
        draw.rectangle(
            (300, 120 + row * 90, 820, 170 + row * 90), fill=(205, 230, 200), outline=(120, 150, 120)
        )
    draw.text((320, 135), text, fill=(20, 20, 20))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


class Day:
    """A store with one business date, and what a test may do to it."""

    def __init__(self, folder: Path, source: str) -> None:
        self.path = folder / "tandem.db"
        self.evidence = folder / "evidence"
        self.clock = SteppingClock(source)
        self.keys = DataKeys(KEK, now=self.clock.now)
        self.database = Database(self.path, self.keys)
        journal = sealing_journal(self.clock, self.keys)
        self.pictures = EvidenceFolder(self.evidence, self.clock.now, self.keys)
        self.book = SqliteTaskBook(self.database, journal, self.clock)
        self.ledger = SqliteContactLedger(self.database, journal, self.clock)
        self.runs = SqliteRuns(self.database, journal, self.clock)

    def plan(self, *tasks: Task) -> None:
        """Take a list."""
        asyncio.run(self.book.merge(source="test", sha256="0" * 64, tasks=tasks, set_aside=()))

    def end(self, task: Task, outcome: Outcome, reason: str, *, detail: str = "", evidence: str = "") -> None:
        """Begin and end a task."""
        facts = {"talk_track": task.talk_track, "talk_track_version": 3}
        asyncio.run(self.book.begin(task.task_id, facts))
        ending = TaskOutcome(outcome=outcome, reason=reason, detail=detail)
        asyncio.run(self.book.end(task.task_id, ending, evidence=evidence))

    def run(self, on: date, endings: Mapping[str, TaskOutcome], left: Mapping[str, int] | None = None) -> str:
        """A run that took these tasks, ended them so and left others by rule; returns its id."""
        run_id = f"run-{on.isoformat()}-{self.clock.moment:%H%M%S}"
        run = StoredRun(
            run_id=run_id,
            kind=RunKind.SCHEDULED,
            business_date=on,
            planned_at=None,
            until=None,
            started_at=self.clock.now(),
            ended_at=None,
            planned=len(endings),
            state=RunState.RUNNING,
            counts={},
            left=dict(left or {}),
        )

        async def work() -> None:
            await self.runs.begin(run, list(endings))
            for task_id, ending in endings.items():
                await self.runs.task_ended(run_id, task_id, ending)
            self.clock.forward(minutes=20)
            counts = Counter(str(ending.outcome) for ending in endings.values())
            await self.runs.end(run_id, RunState.ENDED, counts)

        asyncio.run(work())
        return run_id

    def click(
        self,
        task: Task,
        effect: Effect,
        state: ContactState,
        *,
        effect_ids: Sequence[str] = ("m1",),
        by: str = "witness",
    ) -> None:
        """An effect in the ledger."""
        key = ContactKey(
            effect=effect,
            customer_id=task.customer.customer_id,
            strategy=task.strategy,
            step=task.step,
            business_date=task.business_date,
        )

        async def work() -> None:
            entry = await self.ledger.intend(key, task=task, site="wecom", text_sha256="0" * 64, baseline=0)
            await self.ledger.mark_clicked(entry)
            if state is not ContactState.CLICKED:
                await self.ledger.resolve(entry, state, decided_by=by, effect_ids=effect_ids)

        asyncio.run(work())

    def keep(self, content: bytes) -> str:
        """A picture in the evidence folder, by its hash."""
        return asyncio.run(self.pictures.keep(Picture(jpeg=content)))

    def html(self, *, has_keys: bool = True, **options: object) -> str:
        """The day's page."""
        connection = connect(self.path, read_only=True, keys=self.keys if has_keys else None)
        try:
            return day_report(connection, self.evidence, TODAY, now=self.clock.now(), **options)  # type: ignore[arg-type]
        finally:
            connection.close()


DayMaker = Callable[..., Day]
