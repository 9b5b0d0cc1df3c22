"""A whole agent, its site in memory: what closes the site, what opens it again, and that a restart knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from robot.agent import protocol
from robot.agent.intake import Intake
from robot.agent.reader import ReaderProcess
from robot.agent.verbs.tasks import TaskVerbs
from robot.agent.waking import WakingWatch
from robot.domain.contact import Effect
from robot.domain.errors import StateConflict
from robot.domain.outcome import Reason
from robot.domain.task import Channel, Task
from robot.execution.approval import Approval
from robot.execution.ports import Expected, Sighting
from tests.support.builders import HandClock, task
from tests.support.chat import refuse
from tests.support.desk_line import LineDesk

FIRST, SECOND, THIRD = (f"T20261123-000{number}" for number in (1, 2, 3))
CONFIRMED = ("confirmed", Reason.EFFECT_READ_BACK)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    await made.start()
    try:
        yield made
    finally:
        if made.engine.database is not None:
            await made.power_off()


def three() -> list[Task]:
    return [task(number) for number in (1, 2, 3)]


# --- an unknown --------------------------------------------------------------------------------------------


async def test_after_an_unknown_the_site_is_read_again_and_the_run_goes_on_by_itself(desk: LineDesk) -> None:
    """Committed, then timed out: found by reading, and never clicked again."""
    desk.hidden = {"wm0001"}
    await desk.run([task(1)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(Reason.SITE_STOPPED))
    await desk.engine.runs._submit([await desk.engine.tasks.get(FIRST)])
    desk.hidden.clear()
    desk.clock.forward(minutes=5)
    await desk.until(lambda: desk.engine.gate.closing() is None)
    assert desk.outcomes()[FIRST][0] == "confirmed"
    assert desk.server.effects == 1
    assert {"site.closed", "site.opened"} <= set(desk.journalled())


async def test_the_orders_behind_an_unknown_wait_and_are_sent_once_it_is_settled(desk: LineDesk) -> None:
    desk.hidden = {"wm0001"}
    await desk.take(three())
    await desk.engine.intents.approve(FIRST, variant="", free_slots={}, hold_s=0)
    await desk.until(lambda: desk.engine.gate.is_closed_by(Reason.SITE_STOPPED))
    await desk.engine.intents.start_run(None)
    status = await desk.status()
    assert [(wait.reason, wait.tasks) for wait in status.waits] == [(Reason.SITE_STOPPED, 2)]
    assert status.run is not None
    assert status.run.state == "waiting"
    assert status.stopped_sites == ("wecom",)
    desk.hidden.clear()
    await desk.run_ended()
    assert {outcome for outcome, _ in desk.outcomes().values()} == {"confirmed"}
    assert all(len(texts) == 1 for texts in desk.server.stored.values())


async def test_an_unknown_that_reading_shows_absent_is_sent_in_the_same_run(desk: LineDesk) -> None:
    """The browser died in the click: nothing arrived, and the night must not lose the customer."""

    async def die() -> None:
        desk.engine.channel.hooks.clear()
        raise RuntimeError("Target page, context or browser has been closed")

    desk.engine.channel.hooks["click"] = die
    await desk.run([task(1)])
    await desk.until(lambda: desk.ledger().get(FIRST) == "unknown")
    assert desk.engine.run is not None
    assert not desk.engine.run.is_ended, "it is still read for"
    desk.clock.forward(minutes=5)
    await desk.run_ended()
    assert desk.outcomes()[FIRST] == CONFIRMED
    assert desk.server.effects == 1
    assert desk.engine.run.by_outcome == {"confirmed": 1}


async def test_a_stop_while_an_unknown_is_read_for_ends_the_run_with_what_is_known(desk: LineDesk) -> None:
    desk.hidden = {"wm0001"}
    await desk.run([task(1)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(Reason.SITE_STOPPED))
    await desk.engine.intents.kill("test", "")
    await desk.run_ended()
    assert desk.engine.run is not None
    assert desk.engine.run.by_outcome == {"unknown": 1}


async def test_what_reading_cannot_settle_goes_to_a_person_and_so_do_the_orders_behind_it(
    desk: LineDesk,
) -> None:
    """Accepted, and never stored: unknown until the lag is over, then a person."""
    desk.hidden = {"wm0001"}
    await desk.take(three())
    await desk.engine.intents.start_run(1)
    await desk.run_ended()
    await desk.engine.intents.start_run(None)
    desk.clock.forward(minutes=5)
    await desk.run_ended()
    assert desk.outcomes() == {
        FIRST: ("unknown", Reason.EFFECT_NOT_FOUND_IN_TIME),
        SECOND: ("needs_person", Reason.SITE_STOPPED),
        THIRD: ("needs_person", Reason.SITE_STOPPED),
    }
    assert desk.server.effects == 1, "what nobody can see is not sent again"
    await desk.engine.settlement.settle(FIRST, Effect.MESSAGE, arrived=True, by="liming")
    assert desk.outcomes()[FIRST] == ("confirmed", Reason.SETTLED_BY_PERSON)
    assert desk.engine.gate.closing() is None
    await desk.run()
    await desk.run_ended()
    assert desk.outcomes()[THIRD] == CONFIRMED


async def test_an_unknown_stops_the_site_after_a_restart_too(desk: LineDesk) -> None:
    desk.hidden = {"wm0001"}
    await desk.run([task(1)])
    await desk.run_ended()
    await desk.power_off()
    engine = await desk.start()
    assert engine.gate.is_closed_by(Reason.SITE_STOPPED)
    await desk.take([task(2)], "bb")
    await desk.run()
    await desk.run_ended()
    assert desk.outcomes()[SECOND] == ("needs_person", Reason.SITE_STOPPED)
    assert desk.server.effects == 1


async def test_a_message_the_site_doubled_is_flagged_with_both_ids_and_stops_the_site(desk: LineDesk) -> None:
    text = desk.engine.judgement.rendering_of(Approval(task=task(1)))
    assert text is not None

    async def twice() -> None:
        desk.server.take("wm0001", text.text)

    desk.engine.channel.hooks["clicked"] = twice
    await desk.run([task(1)])
    await desk.run_ended()
    ending = desk.query("SELECT outcome, reason, detail FROM task")[0]
    assert ending[:2] == ("unknown", Reason.EFFECT_DOUBLED)
    assert "m1" in ending[2]
    assert "m2" in ending[2]
    assert desk.query("SELECT effect_ids FROM contact_ledger") == [('["m1", "m2"]',)]
    assert desk.engine.gate.is_closed_by(Reason.SITE_STOPPED)


async def test_a_message_filed_under_another_customer_flags_both_until_it_is_settled(desk: LineDesk) -> None:
    desk.engine.witness.answer = lambda wanted, honest: (
        Sighting(found=(), misdirected=("m1",), elsewhere=("wm0002",))
        if wanted.recipient.external_id == "wm0001"
        else honest
    )
    await desk.take(three())
    await desk.engine.intents.start_run(1)
    await desk.run_ended()
    assert desk.outcomes()[FIRST] == ("unknown", Reason.EFFECT_MISDIRECTED)
    assert "contact.misdirected" in desk.journalled()
    status = await desk.status()
    flagged = {item.task_id for item in status.attention if item.reason == Reason.EFFECT_MISDIRECTED}
    assert flagged == {FIRST, SECOND}, "both customers"
    await desk.engine.gate.open(Reason.SITE_STOPPED)
    await desk.run()
    await desk.until(lambda: desk.outcomes()[THIRD] == CONFIRMED)
    assert desk.outcomes()[SECOND] == ("needs_person", Reason.EFFECT_MISDIRECTED)
    await desk.engine.settlement.settle(FIRST, Effect.MESSAGE, arrived=False, by="liming")
    assert desk.outcomes()[FIRST][0] == "ready"
    assert not (await desk.engine.ledger.standing(task(2))).is_flagged


# --- a person's word ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_persons_word_settles_task_ledger_and_journal_together(
    desk: LineDesk, *, arrived: bool
) -> None:
    desk.hidden = {"wm0001"}
    await desk.run([task(1)])
    await desk.run_ended()
    await desk.engine.settlement.settle(FIRST, Effect.MESSAGE, arrived=arrived, by="liming")
    assert desk.ledger() == {FIRST: "confirmed" if arrived else "absent"}
    assert desk.query("SELECT decided_by FROM contact_ledger") == [("person:liming",)]
    wanted = ("confirmed", Reason.SETTLED_BY_PERSON) if arrived else ("ready", "")
    assert desk.outcomes()[FIRST] == wanted
    with pytest.raises(StateConflict):
        await desk.engine.settlement.settle(FIRST, Effect.MESSAGE, arrived=not arrived, by="liming")


@pytest.mark.parametrize("effect", list(Effect))
async def test_only_what_is_unknown_can_be_settled(desk: LineDesk, effect: Effect) -> None:
    await desk.run([task(1)])
    await desk.run_ended()
    with pytest.raises(StateConflict) as refused:
        await desk.engine.settlement.settle(FIRST, effect, arrived=True, by="liming")
    assert refused.value.code == "settle.not_unknown"
    assert desk.outcomes()[FIRST] == CONFIRMED


@pytest.mark.parametrize(
    ("result", "is_contact"),
    [("reached", True), ("interested", True), ("declined", True), ("no_answer", False), ("call_back", False)],
)
async def test_a_call_that_reached_the_customer_does_the_step_on_the_chat_too(
    desk: LineDesk, result: str, *, is_contact: bool
) -> None:
    await desk.take([task(1, channel=Channel.PHONE), replace(task(1), task_id=SECOND)])
    verbs = TaskVerbs(desk.engine, ReaderProcess(desk.home.database, desk.engine.keys), Intake(desk.engine))
    await verbs.call_outcome(protocol.CallOutcome.model_validate({"task_id": FIRST, "result": result}))
    assert desk.outcomes()[FIRST] == ("confirmed", Reason.DONE_BY_PERSON)
    await desk.run()
    await desk.run_ended()
    wanted = ("refused", "contact.daily_cap") if is_contact else CONFIRMED
    assert desk.outcomes()[SECOND] == wanted
    assert desk.server.effects == (not is_contact)


# --- logins ------------------------------------------------------------------------------------------------


async def test_an_expired_session_waits_for_one_scan_and_all_goes_on_in_order(desk: LineDesk) -> None:
    engine = desk.engine
    robot = engine.sessions["robot"]
    robot.scanned.clear()

    async def open_or_refuse() -> None:
        if not robot.scanned.is_set():
            await refuse(Reason.LOGIN_NEEDED)()

    engine.channel.hooks["open"] = open_or_refuse
    await desk.run(three())
    await desk.until(lambda: engine.gate.is_closed_by(Reason.LOGIN_NEEDED))
    status = await desk.status()
    assert [(item.kind, item.reason) for item in status.attention] == [("login", Reason.LOGIN_NEEDED)]
    assert status.run is not None
    assert status.run.state == "waiting"
    assert await engine.keeper.login_picture() == b"png"
    assert {outcome for outcome, _ in desk.outcomes().values()} == {"ready"}
    robot.scanned.set()
    await desk.run_ended()
    assert list(desk.server.stored) == ["wm0001", "wm0002", "wm0003"]
    assert "task.put_back" in desk.journalled()


@pytest.mark.parametrize("found", ["by the page", "by the scan"])
async def test_another_employees_session_stops_the_site_over_restarts_until_it_is_released(
    desk: LineDesk, found: str
) -> None:
    engine = desk.engine
    if found == "by the page":
        engine.channel.hooks["open"] = refuse(Reason.WRONG_ACCOUNT)
    else:
        engine.channel.hooks["open"] = refuse(Reason.LOGIN_NEEDED)
        engine.sessions["robot"].is_of_another = True
    await desk.run(three())
    await desk.run_ended()
    assert {reason for _, reason in desk.outcomes().values()} == {Reason.WRONG_ACCOUNT}
    await desk.power_off()
    engine = await desk.start()
    assert engine.gate.is_closed_by(Reason.WRONG_ACCOUNT)
    with pytest.raises(StateConflict):
        await engine.keeper.release("crm", "liming")
    await engine.keeper.release("wecom", "liming")
    assert "close" in engine.sessions["robot"].happened, "whoever's session it was"
    await desk.run()
    await desk.run_ended()
    assert set(desk.outcomes().values()) == {CONFIRMED}
    with pytest.raises(StateConflict):
        await engine.keeper.release("wecom", "liming")


async def test_a_witness_that_must_log_in_is_waited_for_with_what_was_clicked(desk: LineDesk) -> None:
    engine = desk.engine
    witness = engine.sessions["witness"]
    witness.scanned.clear()
    honest = engine.witness.look

    async def look(expected: Sequence[Expected]) -> list[Sighting]:
        if not witness.scanned.is_set():
            await refuse(Reason.LOGIN_NEEDED)()
        return await honest(expected)

    engine.witness.look = look  # type: ignore[method-assign]
    await desk.run([task(1)])
    await desk.until(lambda: engine.gate.is_closed_by(Reason.LOGIN_NEEDED))
    await asyncio.sleep(0.5)
    assert desk.ledger() == {FIRST: "clicked"}
    witness.scanned.set()
    await desk.run_ended()
    assert desk.outcomes()[FIRST] == CONFIRMED


# --- reading while orders wait, sleeping, recycling -------------------------------------------------------


async def test_a_waiting_queue_does_not_keep_anybody_from_reconciling(desk: LineDesk) -> None:
    desk.engine.sessions["robot"].scanned.clear()
    desk.engine.channel.hooks["open"] = refuse(Reason.LOGIN_NEEDED)
    await desk.run(three())
    await desk.until(lambda: (line := desk.engine.line_if_built) is not None and line.dispatcher.is_waiting)
    assert await desk.engine.settlement.reconcile() == 0


async def test_a_sleeping_machine_is_noticed_and_its_sessions_begun_anew(desk: LineDesk) -> None:
    watch = WakingWatch(desk.engine)
    desk.clock.forward(seconds=20)
    await watch.look()
    assert "engine.woke_up" not in desk.journalled()
    desk.clock.forward(hours=2)
    await watch.look()
    assert desk.journalled().count("engine.woke_up") == 1
    await desk.run([task(1)])
    await desk.run_ended()
    assert desk.outcomes()[FIRST] == CONFIRMED
    assert [session.happened for session in desk.engine.sessions.values()] == [["recycle"], ["recycle"]]


async def test_sessions_are_renewed_after_so_many_uses_and_nothing_is_lost(tmp_path: Path) -> None:
    desk = LineDesk(tmp_path / "home", HandClock())
    engine = await desk.start()
    line = await engine.line()
    line._acting_recycler._limits = (5, 1e9)
    await desk.run([task(number) for number in range(1, 13)])
    await desk.run_ended()
    assert engine.sessions["robot"].happened == ["recycle", "recycle"]
    assert {outcome for outcome, _ in desk.outcomes().values()} == {"confirmed"}
    await desk.power_off()


async def test_an_orderly_end_leaves_what_was_not_begun_ready(desk: LineDesk) -> None:
    desk.engine.sessions["robot"].scanned.clear()
    desk.engine.channel.hooks["open"] = refuse(Reason.LOGIN_NEEDED)
    await desk.run(three())
    await desk.until(lambda: desk.engine.gate.is_closed_by(Reason.LOGIN_NEEDED))
    await desk.engine.stop()
    await desk.start()
    assert {outcome for outcome, _ in desk.outcomes().values()} <= {"ready", "confirmed"}
