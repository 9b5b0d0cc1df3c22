"""What was confirmed is read a second time: a site may double or change a message after it was seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from robot.domain.outcome import Reason
from tests.support.builders import HandClock, task
from tests.support.desk_line import DEADLINE_S, LineDesk

FIRST, SECOND = "T20261123-0001", "T20261123-0002"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    await made.start()
    try:
        yield made
    finally:
        await made.power_off()


async def looked_again(desk: LineDesk) -> None:
    """The second reading was made; the witness is asked once more than for the confirmation."""
    looks = desk.engine.witness.looks
    await desk.until(lambda: desk.engine.witness.looks > looks, patience_s=10 * DEADLINE_S + 2)
    await desk.until(lambda: not desk.engine.recounting._wanted.is_set())


async def test_a_message_that_the_site_doubles_after_it_was_confirmed_is_flagged(desk: LineDesk) -> None:
    await desk.run([task(1)])
    await desk.run_ended()
    assert desk.outcomes()[FIRST][0] == "confirmed"
    (text,) = desk.server.texts("wm0001")
    second = desk.server.take("wm0001", text)
    await desk.until(lambda: desk.outcomes()[FIRST] == ("unknown", Reason.EFFECT_DOUBLED))
    assert desk.ledger()[FIRST] == "unknown"
    ((detail,),) = desk.query("SELECT detail FROM task")
    assert second in detail
    await desk.until(lambda: desk.engine.gate.is_closed_by(Reason.SITE_STOPPED))
    await desk.until(lambda: "recount.flagged" in desk.journalled())


async def test_a_message_that_is_not_seen_any_more_stays_confirmed(desk: LineDesk) -> None:
    await desk.run([task(1)])
    await desk.run_ended()
    desk.server.stored.clear()
    await looked_again(desk)
    assert desk.outcomes()[FIRST][0] == "confirmed"
    assert desk.engine.gate.closing() is None


async def test_the_same_words_of_two_steps_are_not_one_message_twice(desk: LineDesk) -> None:
    second = replace(task(1), task_id=SECOND, step=2)
    await desk.run([task(1)])
    await desk.run_ended()
    desk.engine.policy = desk.engine.judgement._policy = replace(desk.engine.policy, daily_cap=5)
    await desk.take([second], "bb")
    await desk.engine.intents.start_run(None)
    await desk.run_ended()
    assert desk.server.effects == 2
    await looked_again(desk)
    assert {outcome for outcome, _ in desk.outcomes().values()} == {"confirmed"}


async def test_a_restart_reads_again_what_was_confirmed_shortly_before(desk: LineDesk) -> None:
    await desk.run([task(1)])
    await desk.run_ended()
    await desk.power_off()
    desk.server.take("wm0001", desk.server.texts("wm0001")[0])
    await desk.start()
    await desk.until(lambda: desk.outcomes()[FIRST] == ("unknown", Reason.EFFECT_DOUBLED))
