"""Keeps the schedule: starts runs by the wall clock, notices sleep, reports every start that was missed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from robot.domain.errors import EnvironmentFault, InputRefused
from robot.domain.night_views import NightDay, NightPlan
from robot.execution.schedule import CALENDAR_ENDED, Start
from robot.policy.workdays import ENDS_SOON
from robot.store.runs import RunKind
from robot.store.starts import MissedStart, MissedWhy

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.night")
#: The wall clock is looked at again at the latest after this long: it may be set, or stand still in sleep.
LOOK_S = 30.0
#: A look that comes so much later than it was due means that the machine slept or the process stood still.
_ASLEEP_S = 60.0
#: A start that could not be made by then is reported. It is still tried until its window ends.
REPORT_AFTER = timedelta(minutes=10)
#: Between two tries of a start that was refused.
_TRY_AGAIN = timedelta(minutes=1)
#: A try is waited for so long; it goes on beside the looks.
_TRY_S = 60.0
#: Missed starts are looked for so far back.
_LOOK_BACK = timedelta(days=14)
#: The user's own word on the schedule, in the store's settings.
SETTING = "schedule.is_on"
OFF, ENDS = "schedule.off", "calendar.ends_soon"


class NightKeeper:
    """The schedule of one engine; runs in one background task of the agent."""

    def __init__(self, engine: Engine, pull: Callable[[], Awaitable[object]]) -> None:
        """:param pull: pulls the list from the configured source."""
        self._engine = engine
        self._pull = pull
        self._plan = engine.settings.schedule.schedule()
        self._calendar = engine.policy.calendar
        self._born = engine.clock.now()
        self._last_look = (self._born, engine.clock.monotonic_ns())
        #: Spans of wall time in which nobody looked, the newest few.
        self._gaps: list[tuple[datetime, datetime]] = []
        self._next_try: dict[datetime, datetime] = {}
        self._trying: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._is_on = False
        self._missed: MissedStart | None = None
        self._next_start: datetime | None = None

    # --- the loop ------------------------------------------------------------------------------------------

    async def watch(self) -> None:
        """Keep the schedule for as long as the agent lives; cancel to end."""
        try:
            while True:
                try:
                    await self.look()
                except Exception as err:  # noqa: BLE001 - a border: the next look may find it mended
                    _LOG.warning("night_look_failed", kind=type(err).__name__, code=getattr(err, "code", ""))
                await self._wait()
        finally:
            if self._trying is not None:
                self._trying.cancel()
                await asyncio.gather(self._trying, return_exceptions=True)

    async def _wait(self) -> None:
        """Until something changes, the next start is due, or half a minute is over."""
        wait_s = LOOK_S
        if self._next_start is not None:
            wait_s = min(wait_s, (self._next_start - self._engine.clock.now()).total_seconds())
        try:
            await asyncio.wait_for(self._wake.wait(), max(wait_s, 0.0))
        except TimeoutError:
            return
        finally:
            self._wake.clear()

    def wake(self) -> None:
        """Look now."""
        self._wake.set()

    async def look(self) -> None:
        """One look: make what is due, report what was missed, and see to the run under way."""
        now = self._engine.clock.now()
        await self._notice_sleep(now)
        self._is_on = await self.is_on()
        since = await self._engine.starts.watch_since(self._plan.fingerprint if self._is_on else "")
        if self._is_on:
            await self._make_due(max(since, now - _LOOK_BACK), now)
        await self._engine.runs.look()
        await self._refresh()
        # A look may take its time without anybody having slept.
        self._last_look = (self._engine.clock.now(), self._engine.clock.monotonic_ns())

    async def _notice_sleep(self, now: datetime) -> None:
        wall, monotonic_ns = self._last_look
        passed_s = (now - wall).total_seconds()
        if abs(passed_s) <= LOOK_S + _ASLEEP_S:
            return
        running_s = (self._engine.clock.monotonic_ns() - monotonic_ns) / 1e9
        if passed_s > 0:
            self._gaps = [*self._gaps[-9:], (wall, now)]
        await self._engine.note(
            "night.clock_jumped", {"wall_s": round(passed_s), "monotonic_s": round(running_s)}
        )

    # --- starts --------------------------------------------------------------------------------------------

    async def _make_due(self, since: datetime, now: datetime) -> None:
        due = self._plan.between(since, now, self._calendar)
        if not due:
            return
        made, missed = await self._engine.starts.made(), await self._engine.starts.missed()
        for start in due:
            if start.at in made:
                continue
            known = missed.get(start.at)
            if now >= start.until:
                if known is None:
                    await self._engine.starts.note_missed(start.at, self._why_missed(start))
            elif known is None or known.why is not MissedWhy.ROBOT_STOPPED:
                # A stop was somebody's decision; its release starts nothing by itself.
                await self._try(start, now)

    def _why_missed(self, start: Start) -> MissedWhy:
        if start.until <= self._born:
            return MissedWhy.AGENT_NOT_RUNNING
        if any(begin <= start.at <= end for begin, end in self._gaps):
            return MissedWhy.MACHINE_ASLEEP
        if start.at <= self._born:
            return MissedWhy.AGENT_NOT_RUNNING
        return MissedWhy.RUN_REFUSED

    async def _try(self, start: Start, now: datetime) -> None:
        if self._engine.stop_switch.is_engaged:
            await self._engine.starts.note_missed(start.at, MissedWhy.ROBOT_STOPPED)
            return
        if now < self._next_try.get(start.at, now):
            return
        self._next_try = {start.at: now + _TRY_AGAIN}
        code = await self._tried(start)
        if code:
            _LOG.warning("night_start_refused", code=code)
            if self._engine.clock.now() - start.at >= REPORT_AFTER:
                await self._engine.starts.note_missed(start.at, MissedWhy.RUN_REFUSED, code)

    async def _tried(self, start: Start) -> str:
        """Why a start could not be made yet; empty when it was."""
        if self._trying is None:
            self._trying = asyncio.create_task(self._begin(start))
        # Never broken off: a browser that starts slowly would be left behind.
        done, _ = await asyncio.wait({self._trying}, timeout=_TRY_S)
        if not done:
            return "night.takes_long"
        error, self._trying = self._trying.exception(), None
        return getattr(error, "code", "agent.internal") if error is not None else ""

    async def _begin(self, start: Start | None) -> None:
        engine = self._engine
        if engine.fatal is not None:
            raise EnvironmentFault(str(engine.fatal), code=getattr(engine.fatal, "code", "agent.fatal"))
        if engine.settings.source is not None and (engine.run is None or engine.run.is_ended):
            # Without today's list nobody knows who opted out since yesterday's.
            await self._pull()
        await engine.runs.start(RunKind.SCHEDULED, start=start)

    async def start_now(self) -> None:
        """Begin a run as the schedule would.

        :raises InputRefused: past the end of the holiday calendar.
        :raises TandemError: if the list cannot be pulled or the run is refused; nothing was begun.
        """
        until = self._calendar.until
        if self._engine.today > until:
            raise InputRefused(
                f"the holiday calendar ended on {until.isoformat()}, so no unattended run is started;"
                " update the package chinesecalendar, or start `tandem run` yourself",
                code=CALENDAR_ENDED,
            )
        await self._begin(None)
        await self._refresh()

    # --- what fronts see -----------------------------------------------------------------------------------

    async def is_on(self) -> bool:
        """The user's word, else the bank's."""
        if not self._plan.windows:
            return False
        kept = await self._engine.accounts.book.settings()
        return kept[SETTING] == "true" if SETTING in kept else self._engine.settings.schedule.is_on

    async def switch(self, *, is_on: bool) -> None:
        """Switch the schedule; it stays so over restarts.

        :raises InputRefused: if it is to be switched on and the bank has set no window.
        """
        if is_on and not self._plan.windows:
            raise InputRefused(
                f"no window is set under `schedule` in {self._engine.home.settings}; nothing was changed",
                code="schedule.no_window",
            )
        await self._engine.accounts.book.set_setting(SETTING, "true" if is_on else "false")
        self._is_on = await self.is_on()
        await self._refresh()
        self.wake()

    async def _refresh(self) -> None:
        before = self.plan
        missed = await self._engine.starts.last_missed()
        recent = missed is not None and missed.planned_at >= self._engine.clock.now() - _LOOK_BACK
        self._missed = missed if recent and self._is_on else None
        now = self._engine.clock.now()
        found = self._plan.next_start(now, self._calendar) if self._is_on else None
        self._next_start = found.at if found else None
        if self.plan != before:
            self._engine.revision.touch()

    @property
    def plan(self) -> NightPlan:
        """The schedule as it stood at the last look."""
        missed = self._missed
        return NightPlan(
            is_on=self._is_on,
            next_start=self._next_start,
            note=self._note(),
            calendar_until=self._calendar.until,
            missed=missed.planned_at if missed else None,
            missed_why=missed.why if missed else "",
        )

    def _note(self) -> str:
        if not self._is_on:
            return OFF
        left = self._calendar.until - self._engine.today
        if left < timedelta(0):
            return CALENDAR_ENDED
        return ENDS if left < ENDS_SOON else ""

    @property
    def missed_since(self) -> datetime | None:
        """When the missed start was noted, or None."""
        return self._missed.noted_at if self._missed else None

    async def days(self, count: int) -> tuple[NightDay, ...]:
        """What the schedule wants of the next days, today first."""
        is_on = await self.is_on()
        now, today = self._engine.clock.now(), self._engine.today
        found = []
        for ahead in range(count):
            day = self._plan.day(today + timedelta(days=ahead), self._calendar)
            starts = [start for start in day.starts if start.at > now and is_on]
            found.append(
                NightDay(
                    on=day.on,
                    starts=tuple(start.at for start in starts),
                    until=tuple(start.until for start in starts),
                    why=day.why if is_on or day.why == CALENDAR_ENDED else OFF,
                    holiday=day.holiday,
                )
            )
        return tuple(found)
