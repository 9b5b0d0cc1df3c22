"""The schedule by the wall clock: starts on time, after a sleep, after a restart; every miss is reported."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.policy.workdays import CalendarEndedError
from robot.store.runs import RunKind
from tests.support.builders import task
from tests.support.desk import Desk, SleepyClock

DUE = datetime(2026, 11, 23, 18, 30, tzinfo=BANK_ZONE)
T1 = "T20261123-0001"


@dataclass(frozen=True)
class _Calendar:
    """The shipped calendar, cut off on some day."""

    until: date

    def is_workday(self, on: date) -> bool:
        if on > self.until:
            raise CalendarEndedError("no such day")
        return on.weekday() < 5

    def holiday(self, _on: date) -> str:
        return ""


@pytest.fixture
async def started(desk: Desk) -> Desk:
    """An agent that has looked at its schedule at ten in the morning."""
    desk.start()
    await desk.take(task(1), task(2))
    await desk.keeper.look()
    return desk


def runs(desk: Desk) -> list[tuple[str, str | None]]:
    found = desk.query("SELECT kind, planned_at FROM run ORDER BY started_at")
    return [(kind, planned_at) for kind, planned_at in found]


async def test_a_run_starts_when_it_is_due_and_only_once(started: Desk, clock: SleepyClock) -> None:
    assert started.keeper.plan.next_start == DUE
    clock.moment = DUE - timedelta(seconds=1)
    await started.keeper.look()
    assert runs(started) == []
    clock.moment = DUE
    await started.keeper.look()
    assert runs(started) == [("scheduled", DUE.isoformat())]
    assert started.pulls == 1, "today's list first"
    assert started.queued == [T1, "T20261123-0002"]
    for task_id in started.queued:
        await started.queue.ended(task_id)
    clock.forward(minutes=5)
    await started.keeper.look()
    assert len(runs(started)) == 1
    assert started.keeper.plan.next_start == DUE + timedelta(days=1)
    assert started.keeper.plan.missed is None


async def test_a_clock_set_back_starts_nothing_twice(started: Desk, clock: SleepyClock) -> None:
    clock.moment = DUE
    await started.keeper.look()
    for task_id in started.queued:
        await started.queue.ended(task_id)
    clock.moment = DUE - timedelta(seconds=1)
    await started.keeper.look()
    clock.moment = DUE + timedelta(seconds=1)
    await started.keeper.look()
    assert len(runs(started)) == 1


async def test_after_a_wake_up_within_the_window_the_run_starts_at_once(
    started: Desk, clock: SleepyClock
) -> None:
    clock.sleep(hours=9, minutes=30)
    await started.keeper.look()
    assert runs(started) == [("scheduled", DUE.isoformat())]
    (jump,) = started.journalled("night.clock_jumped")
    assert jump == {"wall_s": 34200, "monotonic_s": 0}
    assert started.keeper.plan.missed is None


async def test_a_window_that_was_slept_through_is_reported(started: Desk, clock: SleepyClock) -> None:
    clock.sleep(hours=12)
    await started.keeper.look()
    assert runs(started) == []
    assert (started.keeper.plan.missed, started.keeper.plan.missed_why) == (DUE, "machine_asleep")
    await started.keeper.look()
    assert started.journalled("night.missed") == [
        {"planned_at": DUE.isoformat(), "why": "machine_asleep", "detail": ""}
    ]


async def test_a_window_that_no_agent_lived_through_is_found_at_the_next_start(
    started: Desk, clock: SleepyClock
) -> None:
    started.power_off()
    clock.forward(hours=22)
    started.start()
    await started.keeper.look()
    assert (started.keeper.plan.missed, started.keeper.plan.missed_why) == (DUE, "agent_not_running")
    assert runs(started) == []


async def test_an_agent_that_comes_up_within_the_window_starts_at_once(
    started: Desk, clock: SleepyClock
) -> None:
    started.power_off()
    clock.moment = DUE + timedelta(minutes=40)
    started.start()
    await started.keeper.look()
    assert runs(started) == [("scheduled", DUE.isoformat())]


async def test_a_stop_keeps_the_schedule_from_starting_and_its_release_starts_nothing(
    started: Desk, clock: SleepyClock
) -> None:
    started.stop()
    clock.moment = DUE
    await started.keeper.look()
    assert (started.keeper.plan.missed, started.keeper.plan.missed_why) == (DUE, "robot_stopped")
    started.engine.stop_switch.release()
    clock.forward(minutes=5)
    await started.keeper.look()
    assert runs(started) == []
    await started.keeper.start_now()
    assert runs(started) == [("scheduled", None)]
    assert started.keeper.plan.missed is None, "a person made up for it"


async def test_a_list_that_cannot_be_pulled_is_tried_again_and_reported_in_time(
    started: Desk, clock: SleepyClock
) -> None:
    started.pull_refusal = EnvironmentFault("no answer", code="list.source_unreachable")
    reported_after = None
    clock.moment = DUE
    while clock.now() < DUE + timedelta(minutes=20):
        await started.keeper.look()
        if started.keeper.plan.missed is not None and reported_after is None:
            reported_after = clock.now() - DUE
        clock.forward(seconds=30)
    assert reported_after is not None
    assert reported_after <= timedelta(minutes=15)
    assert started.keeper.plan.missed_why == "run_refused"
    (missed,) = started.journalled("night.missed")
    assert missed["detail"] == "list.source_unreachable"
    assert 19 <= started.pulls <= 21, "once a minute, not with every look"

    started.pull_refusal = None
    clock.forward(minutes=1)
    await started.keeper.look()
    assert runs(started) == [("scheduled", DUE.isoformat())]
    assert started.keeper.plan.missed is None, "it was made, if late"


async def test_a_start_that_stays_refused_is_a_missed_one(started: Desk, clock: SleepyClock) -> None:
    started.engine.refusal = EnvironmentFault("no browser", code="browser.missing")
    clock.moment = DUE - timedelta(seconds=30)
    await started.keeper.look()
    while clock.now() < DUE + timedelta(hours=2, minutes=30):
        clock.forward(seconds=30)
        await started.keeper.look()
    assert started.keeper.plan.missed_why == "run_refused"
    assert runs(started) == []
    assert len(started.journalled("night.missed")) == 1


async def test_a_run_by_hand_is_let_finish_first(started: Desk, clock: SleepyClock) -> None:
    clock.moment = DUE - timedelta(minutes=1)
    await started.runs.start(RunKind.BY_HAND)
    clock.moment = DUE
    await started.keeper.look()
    assert runs(started) == [("by_hand", None)]
    assert started.pulls == 0
    for task_id in started.queued:
        await started.queue.ended(task_id)
    clock.forward(minutes=2)
    await started.keeper.look()
    assert runs(started) == [("by_hand", None), ("scheduled", DUE.isoformat())]


async def test_switched_off_nothing_starts_and_nothing_is_missed(started: Desk, clock: SleepyClock) -> None:
    await started.keeper.switch(is_on=False)
    assert (started.keeper.plan.is_on, started.keeper.plan.note) == (False, "schedule.off")
    clock.moment = DUE + timedelta(minutes=1)
    await started.keeper.look()
    started.power_off()
    started.start()
    await started.keeper.look()
    assert not started.keeper.plan.is_on, "the user's word outlives the agent"
    await started.keeper.switch(is_on=True)
    await started.keeper.look()
    assert runs(started) == []
    assert started.keeper.plan.missed is None
    assert started.keeper.plan.next_start == DUE + timedelta(days=1)


async def test_a_schedule_without_a_window_cannot_be_switched_on(desk: Desk) -> None:
    desk.schedule = {}
    desk.start()
    with pytest.raises(InputRefused) as caught:
        await desk.keeper.switch(is_on=True)
    assert caught.value.code == "schedule.no_window"
    await desk.keeper.look()
    assert not desk.keeper.plan.is_on


async def test_what_another_plan_wanted_is_not_missed(started: Desk, clock: SleepyClock) -> None:
    started.power_off()
    clock.moment = DUE + timedelta(hours=3)
    started.schedule = {"is_on": True, "windows": [{"days": "workdays", "from": "12:00", "until": "13:00"}]}
    started.start()
    await started.keeper.look()
    assert started.keeper.plan.missed is None


async def test_the_calendars_end_is_announced_and_then_refuses(started: Desk, clock: SleepyClock) -> None:
    assert started.keeper.plan.note == ""
    started.keeper._calendar = _Calendar(until=date(2026, 12, 22))
    assert started.keeper.plan.note == "calendar.ends_soon"
    started.keeper._calendar = _Calendar(until=date(2026, 11, 22))
    await started.keeper.look()
    assert started.keeper.plan.note == "calendar.ended"
    assert started.keeper.plan.next_start is None
    with pytest.raises(InputRefused, match="2026-11-22") as caught:
        await started.keeper.start_now()
    assert caught.value.code == "calendar.ended"
    clock.moment = DUE
    await started.keeper.look()
    assert runs(started) == []
    assert {day.why for day in await started.keeper.days(3)} == {"calendar.ended"}


async def test_the_plan_of_the_next_days_says_why_days_are_left_out(started: Desk) -> None:
    days = await started.keeper.days(14)
    assert [day.on.isoformat() for day in days if not day.starts] == [
        "2026-11-28",
        "2026-11-29",
        "2026-12-05",
        "2026-12-06",
    ]
    assert {day.why for day in days} == {"", "schedule.not_a_workday"}
    assert days[0].starts == (DUE,)


async def test_without_a_source_the_list_in_the_store_is_worked(desk: Desk, clock: SleepyClock) -> None:
    desk.has_source = False
    desk.start()
    await desk.keeper.look()
    await desk.take(task(1))
    clock.moment = DUE
    await desk.keeper.look()
    assert (desk.pulls, desk.queued) == (0, [T1])


async def test_the_loop_wakes_when_told_and_does_not_spin(desk: Desk, clock: SleepyClock) -> None:
    desk.start()
    await desk.take(task(1))
    looks = 0
    look = desk.keeper.look

    async def counted() -> None:
        nonlocal looks
        looks += 1
        await look()

    desk.keeper.look = counted  # type: ignore[method-assign]
    watching = asyncio.create_task(desk.keeper.watch())
    async with asyncio.timeout(5):
        while looks == 0 or desk.keeper.plan.next_start is None:
            await asyncio.sleep(0.01)
        clock.moment = DUE
        desk.keeper.wake()
        while not desk.queued:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    assert looks <= 3
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_a_look_that_fails_does_not_end_the_schedule(started: Desk, clock: SleepyClock) -> None:
    look, broken = started.keeper.look, asyncio.Event()

    async def breaks_once() -> None:
        if not broken.is_set():
            broken.set()
            raise RuntimeError("a fault of ours")
        await look()

    started.keeper.look = breaks_once  # type: ignore[method-assign]
    watching = asyncio.create_task(started.keeper.watch())
    async with asyncio.timeout(5):
        await broken.wait()
        clock.moment = DUE
        started.keeper.wake()
        while not started.queued:
            await asyncio.sleep(0.01)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
