"""What closes the chat site closes it for as long as it should, whoever else is at work meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from robot.agent.composition import _report_death, _watch_stop_file
from robot.domain.contact import ContactState, Effect
from robot.domain.errors import JournalUnwritable
from robot.domain.outcome import Outcome, Reason
from robot.execution.contact_keys import contact_key
from robot.execution.ports import Expected, Sighting
from tests.support.builders import HandClock, task
from tests.support.desk_line import LineDesk

FIRST, SECOND = "T20261123-0001", "T20261123-0002"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    await made.start()
    try:
        yield made
    finally:
        await made.power_off()


async def test_a_quota_of_the_day_is_over_on_the_next_day(desk: LineDesk) -> None:
    engine = desk.engine
    engine.channel.refuses = Reason.PLATFORM_QUOTA
    await desk.run([task(1), task(2)])
    await desk.run_ended()
    closing = engine.gate.closing()
    assert closing is not None
    assert closing.reason == Reason.PLATFORM_QUOTA
    desk.clock.forward(hours=13)
    assert engine.gate.closing() is not None
    desk.clock.forward(hours=2)
    assert engine.gate.closing() is None
    await engine.gate.close(Reason.PLATFORM_QUOTA)
    assert desk.journalled().count("site.closed") == 2, "each day's closing is journalled"


async def test_nothing_more_is_sent_while_the_picture_of_an_unknown_is_still_waited_for(
    desk: LineDesk,
) -> None:
    engine, may_end = desk.engine, asyncio.Event()
    desk.hidden = {"wm0001"}
    engine.channel.hooks["picture"] = may_end.wait  # type: ignore[assignment]
    await desk.run([task(1)])
    await desk.until(lambda: engine.gate.is_closed_by(Reason.SITE_STOPPED))
    assert not engine.run or not engine.run.is_ended
    may_end.set()
    await desk.run_ended()


async def test_a_second_expiry_while_the_first_is_being_noted_as_over_is_watched_too(desk: LineDesk) -> None:
    """Else the site waits for a scan that nobody would notice."""
    engine = desk.engine
    robot = engine.sessions["robot"]
    robot.scanned.clear()
    await engine.gate.close(Reason.LOGIN_NEEDED)
    note, expired_again = engine.note, asyncio.Event()

    async def note_slowly(
        record_type: str, payload: dict[str, object], sealed: dict[str, object] | None = None
    ) -> None:
        await note(record_type, payload, sealed)
        if record_type == "site.opened" and not expired_again.is_set():
            robot.scanned.clear()
            await engine.gate.close(Reason.LOGIN_NEEDED)
            expired_again.set()

    engine.note = note_slowly  # type: ignore[method-assign]
    robot.scanned.set()
    await asyncio.wait_for(expired_again.wait(), 5)
    robot.scanned.set()
    await desk.until(lambda: engine.gate.closing() is None)


async def test_an_unknown_whose_agent_died_before_it_ended_the_task_ends_as_unknown(desk: LineDesk) -> None:
    """The ledger knows it as doubled; that the list shows it no more proves nothing and settles nothing."""
    ledger, entries = desk.engine.ledger, []
    resolve = ledger.resolve

    async def resolve_and_die(*of: object, **how: object) -> None:
        await resolve(*of, **how)  # type: ignore[arg-type]
        entries.append(of)
        await asyncio.Event().wait()

    ledger.resolve = resolve_and_die  # type: ignore[method-assign]
    desk.engine.witness.answer = lambda _wanted, _honest: Sighting(found=("m1", "m2"))
    await desk.run([task(1)])
    await desk.until(lambda: bool(entries))
    assert desk.outcomes()[FIRST][0] == "awaiting_witness"
    await desk.power_off()
    desk.hidden = {"wm0001"}
    await desk.start()
    assert desk.outcomes()[FIRST] == ("unknown", Reason.INTERRUPTED)
    assert desk.ledger()[FIRST] == "unknown"
    assert desk.server.effects == 1


async def test_a_record_settled_by_a_person_does_not_stop_the_messages_in_flight(desk: LineDesk) -> None:
    engine = desk.engine
    await desk.run([task(1)])
    await desk.run_ended()
    record = await engine.ledger.intend(
        contact_key(task(1), Effect.RECORD), task=task(1), site="crm", text_sha256="aa", baseline=0
    )
    await engine.ledger.resolve(record, ContactState.UNKNOWN, decided_by="witness")
    seen = asyncio.Event()

    def not_yet(_wanted: Expected, honest: Sighting) -> Sighting:
        seen.set()
        return Sighting(found=())

    engine.witness.answer = not_yet
    await desk.take([task(2)], "bb")
    await desk.run()
    await asyncio.wait_for(seen.wait(), 5)
    await engine.settlement.settle(FIRST, Effect.RECORD, arrived=True, by="liming")
    assert engine.gate.closing() is None
    engine.witness.answer = desk._says
    await desk.run_ended()
    assert desk.outcomes()[SECOND][0] == Outcome.CONFIRMED


async def test_a_stop_that_cannot_be_journalled_ends_the_agent_instead_of_going_unseen(
    desk: LineDesk,
) -> None:
    engine = desk.engine

    async def unwritable(record_type: str, payload: dict[str, object], sealed: object = None) -> None:
        raise JournalUnwritable("the disk is full; nothing was done")

    engine.note = unwritable  # type: ignore[method-assign]
    watcher = asyncio.create_task(_watch_stop_file(engine))
    watcher.add_done_callback(lambda ended: _report_death(engine, ended))
    await asyncio.sleep(0)
    engine.stop_switch.path.touch()
    await desk.until(lambda: bool(desk.ended_for))
    assert isinstance(desk.ended_for[0], JournalUnwritable)
