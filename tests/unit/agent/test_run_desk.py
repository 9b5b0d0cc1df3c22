"""Runs: what is taken and what is left for the RM, and how one goes on after an interruption."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import NotPermitted, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.schedule import Start
from robot.store.runs import RunKind, RunState
from tests.support.builders import task
from tests.support.desk import Desk, SleepyClock, policy_cap

IDS = [f"T20261123-{number:04}" for number in range(1, 7)]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=BANK_ZONE)


async def begin(desk: Desk, count: int = 4, **changes: object) -> None:
    """An agent with so many ready tasks."""
    desk.start()
    await desk.take(*(task(number, **changes) for number in range(1, count + 1)))


async def again(desk: Desk) -> None:
    """The power went off; the agent comes up and does what it does then."""
    desk.power_off()
    desk.start()
    await desk.go_on()


async def state_of_last(desk: Desk) -> RunState:
    return (await desk.engine.run_book.last(1))[0].state


# --- what is taken -----------------------------------------------------------------------------------------


async def test_without_an_exemption_every_send_is_left_for_the_rm(desk: Desk) -> None:
    desk.policy["unattended_exemptions"] = []
    await begin(desk)
    await desk.runs.start(RunKind.BY_HAND)
    assert desk.queued == []
    assert set(desk.states().values()) == {"ready"}, "the RM may send them in the morning"
    progress = desk.engine.intents.run_progress()
    assert (progress.state, progress.total, progress.by_outcome) == ("ended", 0, {})
    assert progress.left == {"permit.unattended": 4}
    (record,) = desk.journalled("run.started")
    assert (record["tasks"], record["left"]) == (0, {"permit.unattended": 4})


async def test_an_exemption_by_name_takes_that_accounts_tasks_alone(desk: Desk) -> None:
    desk.policy["unattended_exemptions"][0]["account"] = "1001"
    await begin(desk, 2)
    await desk.take(task(3, rm_id="1002"))
    await desk.runs.start(RunKind.BY_HAND)
    assert desk.queued == IDS[:2]
    assert desk.run.run.left == {"permit.unattended": 1}


async def test_a_cap_of_the_day_takes_what_it_has_room_for(desk: Desk) -> None:
    desk.policy["account_caps"] = [policy_cap(per_day=2)]
    desk.start()
    refused = task(2, customer={"opted_out": True})
    await desk.take(task(1), refused, task(3), task(4), task(5))
    await desk.runs.start(RunKind.SCHEDULED)
    assert desk.queued == IDS[:3], "what will be refused takes no room"
    assert desk.run.run.left == {"caps.account_daily": 2}


async def test_a_run_takes_so_many_of_a_level_and_the_next_run_the_rest(desk: Desk) -> None:
    desk.policy["run_caps"] = {"S3": 2}
    desk.start()
    refused = task(2, customer={"opted_out": True})
    await desk.take(task(1), refused, task(3), task(4))
    await desk.runs.start(RunKind.SCHEDULED)
    assert desk.queued == IDS[:3], "what will be refused takes no room"
    assert desk.run.run.left == {"caps.run": 1}
    for number in range(3):
        await desk.queue.ended(IDS[number])
    await desk.runs.start(RunKind.SCHEDULED)
    assert desk.queued == [IDS[3]]
    assert desk.run.run.left == {}


async def test_a_limit_of_another_level_holds_nobody_up(desk: Desk) -> None:
    desk.policy["run_caps"] = {"S2": 1}
    await begin(desk, 3)
    await desk.runs.start(RunKind.SCHEDULED)
    assert desk.queued == IDS[:3]


async def test_a_cap_has_room_though_the_hours_are_quiet_now(desk: Desk, clock: SleepyClock) -> None:
    desk.policy["account_caps"] = [policy_cap(per_day=1)]
    clock.moment = NOON.replace(hour=6)
    await begin(desk, 2)
    await desk.runs.start(RunKind.SCHEDULED)
    assert desk.queued == IDS[:1]


async def test_a_limit_and_the_order_of_the_list_hold(desk: Desk) -> None:
    await begin(desk)
    await desk.runs.start(RunKind.BY_HAND, limit=3)
    assert desk.queued == IDS[:3]
    assert desk.queue.paces == [600, 600, 600]
    with pytest.raises(StateConflict):
        await desk.runs.start(RunKind.BY_HAND)


async def test_a_stopped_robot_begins_no_run(desk: Desk) -> None:
    await begin(desk)
    desk.stop()
    with pytest.raises(NotPermitted):
        await desk.runs.start(RunKind.SCHEDULED)
    assert desk.query("SELECT COUNT(*) FROM run") == [(0,)]


async def test_the_end_is_noted_with_its_counts_and_told_once(desk: Desk) -> None:
    await begin(desk, 2)
    told: list[str] = []

    async def page() -> None:
        told.append(desk.run.run_id)
        raise RuntimeError("the page could not be written")

    desk.engine.on_run_ended = page
    await desk.runs.start(RunKind.BY_HAND)
    await desk.queue.ended(IDS[0])
    assert desk.journalled("run.ended") == []
    await desk.queue.ended(IDS[1], TaskOutcome(outcome=Outcome.REFUSED, reason="contact.opted_out"))
    await desk.runs.drained()
    (record,) = desk.journalled("run.ended")
    assert (record["state"], record["outcomes"]) == ("ended", {"confirmed": 1, "refused": 1})
    assert told == [desk.run.run_id]


# --- going on ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(RunKind))
async def test_an_interrupted_run_goes_on_in_its_order_by_itself(desk: Desk, kind: RunKind) -> None:
    await begin(desk, 5)
    await desk.runs.start(kind)
    run_id = desk.run.run_id
    await desk.queue.ended(IDS[1])
    await again(desk)
    assert desk.queued == [IDS[0], IDS[2], IDS[3], IDS[4]]
    assert desk.journalled("run.continued") == [{"run": run_id, "tasks": 4}]
    progress = desk.engine.intents.run_progress()
    assert (progress.run_id, progress.total, progress.by_outcome) == (run_id, 5, {"confirmed": 1})
    for task_id in desk.queued:
        await desk.queue.ended(task_id)
    assert await state_of_last(desk) is RunState.ENDED
    assert desk.engine.intents.run_progress().by_outcome == {"confirmed": 5}


async def test_what_was_settled_by_reading_counts_and_is_not_queued_again(desk: Desk) -> None:
    await begin(desk, 3)
    await desk.runs.start(RunKind.BY_HAND)
    await desk.engine.tasks.begin(IDS[0], {})
    await desk.engine.tasks.begin(IDS[1], {})
    desk.power_off()
    desk.start()
    # What the first look does: one was found, one is shown absent.
    await desk.engine.tasks.end(
        IDS[0], TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK)
    )
    await desk.engine.tasks.reopen(IDS[1], "shown absent by reading")
    await desk.go_on()
    assert desk.queued == IDS[1:3]
    assert desk.engine.intents.run_progress().by_outcome == {"confirmed": 1}


async def test_what_nobody_can_settle_ends_as_unknown_for_the_run(desk: Desk) -> None:
    await begin(desk, 1)
    await desk.runs.start(RunKind.BY_HAND)
    await desk.engine.tasks.begin(IDS[0], {})
    await desk.engine.tasks.await_witness(IDS[0])
    await again(desk)
    assert desk.queued == []
    assert desk.engine.intents.run_progress().by_outcome == {"unknown": 1}
    assert desk.states() == {IDS[0]: "awaiting_witness"}, "the task itself waits to be read for"


async def test_what_was_read_for_too_early_goes_on_when_it_is_shown_absent(desk: Desk) -> None:
    await begin(desk, 1)
    await desk.runs.start(RunKind.BY_HAND)
    await desk.engine.tasks.begin(IDS[0], {})
    desk.power_off()
    desk.start()
    too_early = TaskOutcome(outcome=Outcome.UNKNOWN, reason=Reason.EFFECT_NOT_FOUND_IN_TIME)
    await desk.engine.tasks.end(IDS[0], too_early)
    read_again = asyncio.Event()
    settling = asyncio.create_task(_until(read_again))
    going_on = asyncio.create_task(desk.engine.runs.go_on(settling))
    while not desk.journalled("run.continued"):
        await asyncio.sleep(0.01)
    await desk.runs.look()
    assert desk.engine.intents.run_progress().by_outcome == {}
    await desk.engine.tasks.reopen(IDS[0], "shown absent by reading")
    read_again.set()
    await going_on
    assert desk.queued == IDS[:1]


async def _until(event: asyncio.Event) -> None:
    await event.wait()


async def test_nothing_goes_on_before_the_first_look(desk: Desk) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    desk.power_off()
    desk.start()
    desk.engine.settlement.first_look_done.clear()
    going_on = asyncio.create_task(desk.go_on())
    while desk.engine.run is None:
        await asyncio.sleep(0.01)
    await desk.runs.look()
    assert desk.queued == []
    assert desk.engine.intents.run_progress().state == "waiting"
    desk.engine.settlement.first_look_done.set()
    await going_on
    assert desk.queued == IDS[:2]


async def test_a_paused_run_is_still_paused(desk: Desk) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    await desk.engine.intents.pause(paused=True)
    await again(desk)
    assert desk.queue.is_paused
    assert desk.engine.intents.run_progress().state == "paused"
    await desk.engine.intents.pause(paused=False)
    assert desk.engine.intents.run_progress().state == "running"


async def test_the_kill_switch_ends_a_run_for_good(desk: Desk) -> None:
    await begin(desk, 3)
    await desk.runs.start(RunKind.SCHEDULED)
    await desk.queue.ended(IDS[0])
    await desk.engine.intents.kill("王芳", "投诉")
    assert await state_of_last(desk) is RunState.STOPPED
    assert desk.engine.intents.run_progress().by_outcome == {"confirmed": 1, "cancelled": 2}
    await desk.engine.intents.release_stop()
    await again(desk)
    assert desk.queued == []


async def test_a_stop_made_while_no_agent_lived_keeps_a_run_from_going_on(desk: Desk) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    desk.stop()
    await again(desk)
    assert desk.queued == []
    assert await state_of_last(desk) is RunState.STOPPED
    assert desk.query("SELECT DISTINCT outcome FROM run_task") == [("cancelled",)]
    assert set(desk.states().values()) == {"ready"}


async def test_a_stop_before_the_first_look_drops_what_was_not_queued_yet(desk: Desk) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    desk.power_off()
    desk.start()
    desk.engine.settlement.first_look_done.clear()
    going_on = asyncio.create_task(desk.go_on())
    while desk.engine.run is None:
        await asyncio.sleep(0)
    await desk.engine.intents.kill("王芳", "")
    desk.engine.settlement.first_look_done.set()
    await going_on
    assert desk.queued == []
    assert await state_of_last(desk) is RunState.STOPPED


async def test_a_shutdown_by_a_person_ends_the_run_and_one_by_the_machine_does_not(desk: Desk) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    desk.runs.suspend()
    await desk.queue.halt()
    await again(desk)
    assert desk.queued == IDS[:2], "as after systemctl stop or a restart of the machine"
    await desk.runs.end_by_person()
    await again(desk)
    assert desk.queued == []
    assert await state_of_last(desk) is RunState.STOPPED


async def test_yesterdays_run_does_not_go_on(desk: Desk, clock: SleepyClock) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    clock.forward(hours=15)
    await again(desk)
    assert desk.queued == []
    assert await state_of_last(desk) is RunState.INTERRUPTED
    assert desk.engine.run is None


async def test_a_run_that_had_ended_but_for_its_note_gets_it(desk: Desk) -> None:
    await begin(desk, 1)
    await desk.runs.start(RunKind.BY_HAND)
    await desk.queue.ended(IDS[0])
    desk.query("UPDATE run SET ended_at = NULL, state = 'running'")
    await again(desk)
    assert await state_of_last(desk) is RunState.ENDED
    assert desk.queued == []


async def test_a_task_that_a_person_took_meanwhile_does_not_keep_the_run_open(
    desk: Desk, clock: SleepyClock
) -> None:
    await begin(desk, 2)
    await desk.runs.start(RunKind.BY_HAND)
    await desk.engine.tasks.snooze(IDS[0], clock.now() + timedelta(hours=2))
    await again(desk)
    assert desk.queued == IDS[1:2]
    assert desk.engine.intents.run_progress().by_outcome == {"cancelled": 1}


# --- the window's end --------------------------------------------------------------------------------------


async def test_past_its_window_nothing_of_a_run_is_begun(desk: Desk, clock: SleepyClock) -> None:
    await begin(desk, 3)
    start = Start(at=clock.now(), until=NOON)
    await desk.runs.start(RunKind.SCHEDULED, start=start)
    await desk.queue.ended(IDS[0])
    clock.moment = NOON - timedelta(seconds=1)
    await desk.runs.look()
    assert desk.queued == IDS[1:3]
    clock.moment = NOON
    await desk.runs.look()
    assert desk.queued == []
    assert desk.engine.intents.run_progress().by_outcome == {"confirmed": 1, "cancelled": 2}
    assert set(desk.query("SELECT reason FROM task WHERE outcome = 'cancelled'")) == {
        ("cancelled.window_closed",)
    }
    assert [stored.may_begin for stored in await desk.engine.tasks.of_day(date(2026, 11, 23))][1:] == [
        True,
        True,
    ]


async def test_a_window_that_ended_meanwhile_leaves_the_rest_ready(desk: Desk, clock: SleepyClock) -> None:
    await begin(desk, 3)
    await desk.runs.start(RunKind.SCHEDULED, start=Start(at=clock.now(), until=NOON))
    await desk.queue.ended(IDS[0])
    clock.moment = NOON + timedelta(minutes=5)
    await again(desk)
    assert desk.queued == []
    assert desk.states() == {IDS[0]: "confirmed", IDS[1]: "ready", IDS[2]: "ready"}
    assert desk.engine.intents.run_progress().by_outcome == {"confirmed": 1, "cancelled": 2}
