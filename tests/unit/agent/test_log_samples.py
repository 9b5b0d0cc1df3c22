"""Samples by their verbs: real engine, signed heads, reader process, and two people who review."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from robot.agent.os_account import os_account
from robot.agent.rows import journal_lines
from robot.agent.signing import SupervisorKey
from robot.domain.errors import InputRefused, NotPermitted, StateConflict
from robot.domain.sample_views import LogCoverage, LogSample
from robot.governance.private_keys import SigningKey
from robot.review.indexing import MARKED
from robot.review.periods import last_workdays
from robot.store.database import connect
from tests.support.builders import HandClock
from tests.support.desk_line import LineDesk
from tests.unit.agent.test_erasing import Reader
from tests.unit.agent.test_log_verbs import Front
from tests.unit.agent.test_release_in_use import Bank
from tests.unit.agent.test_review_desk import started

MADE = 40


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    desk = Reader(Bank(tmp_path), "supervisor").desk
    await started(desk)
    made = Front(desk)
    try:
        yield made
    finally:
        made.verbs.stop()
        await desk.power_off()


async def sent(desk: LineDesk, count: int = MADE) -> list[int]:
    """The clicks of so many sends."""
    journal = desk.engine.journal

    def work(db: sqlite3.Connection) -> list[int]:
        found = []
        for number in range(count):
            task = f"T{number:04}"
            journal.append(db, "contact.intended", {"task": task, "entry": number, "effect": "message"})
            found.append(journal.append(db, "contact.clicked", {"task": task, "entry": number}))
        return found

    return await desk.engine.database.run(work)


async def marked_by(desk: LineDesk, seq: int, person: str, mark: str) -> None:
    facts = {"source": "this", "seq": seq, "mark": mark, "by": person, "person": person}
    journal = desk.engine.journal
    await desk.engine.database.run(lambda db: journal.append(db, MARKED, facts))


async def waiting(front: Front) -> set[int]:
    return {
        row.seq for row in (await front.opened(view="waiting", filters={"type": ["contact.clicked"]})).rows
    }


async def test_a_draw_is_journalled_with_the_head_that_chose_and_its_records_wait(front: Front) -> None:
    await sent(front.desk)
    drawn: LogSample = await front.ask("log_sample_draw")
    ((payload,),) = front.desk.query(f"SELECT payload FROM journal WHERE seq = {drawn.seq}")
    facts = json.loads(payload)
    assert (facts["population"], facts["by"], facts["person"]) == (MADE, os_account(), "re.ader")
    found = front.desk.query(f"SELECT hex(root) FROM checkpoint WHERE size = {facts['head']}")
    assert found == [(facts["seed"].upper(),)]
    assert drawn.detection >= 0.95
    assert (drawn.open, list(drawn.seqs)) == (len(facts["seqs"]), facts["seqs"])
    assert await front.until(lambda: waiting(front)) == set(drawn.seqs)

    async def shown() -> LogSample | None:
        found: LogSample = await front.ask("log_sample")
        return found if found.seq >= 0 else None

    assert await front.until(shown) == drawn


async def test_the_size_is_told_without_a_draw_and_without_its_records(front: Front) -> None:
    await sent(front.desk)
    await front.desk.engine.log.checkpoint()
    sized: LogSample = await front.ask("log_sample_size")
    assert (sized.seq, sized.seqs, sized.seed) == (-1, (), "")
    assert "review.sampled" not in front.desk.journalled()
    drawn: LogSample = await front.ask("log_sample_draw")
    assert (drawn.population, drawn.open, drawn.strata) == (sized.population, sized.open, sized.strata)


async def test_looking_at_it_raises_what_is_proved(front: Front) -> None:
    await sent(front.desk)
    drawn: LogSample = await front.ask("log_sample_draw")

    async def told() -> LogCoverage | None:
        found: LogCoverage = await front.ask("log_coverage")
        return found if found.sample.seq >= 0 else None

    before: LogCoverage = await front.until(told)
    assert before.is_repeatable
    assert (before.detection_reached, before.most_bad) == (0.0, 1.0)
    for seq in drawn.seqs:
        await front.ask("log_mark", seq=seq, mark="reviewed")
    after: LogCoverage = await front.ask("log_coverage", seq=drawn.seq)
    assert after.sample.open == 0
    assert after.detection_reached >= drawn.detection
    assert after.most_bad < 0.1


async def test_a_second_draw_of_the_same_days_waits_for_the_first(front: Front) -> None:
    await sent(front.desk)
    drawn: LogSample = await front.ask("log_sample_draw")
    with pytest.raises(StateConflict) as refusal:
        await front.ask("log_sample_draw")
    assert refusal.value.code == "log.sample_open"
    for seq in drawn.seqs:
        await front.ask("log_mark", seq=seq, mark="reviewed")
    again: LogSample = await front.ask("log_sample_draw")
    assert again.seed != drawn.seed
    assert front.desk.journalled().count("review.sampled") == 2


async def test_nothing_is_drawn_from_days_without_sends_or_for_an_operator(tmp_path: Path) -> None:
    desk = Reader(Bank(tmp_path), "operator").desk
    await started(desk)
    front = Front(desk)
    try:
        await sent(desk, 3)
        with pytest.raises(NotPermitted):
            await front.ask("log_sample_draw")
        assert "review.sampled" not in desk.journalled()
    finally:
        front.verbs.stop()
        await desk.power_off()


async def test_days_without_sends_give_no_sample(front: Front) -> None:
    with pytest.raises(InputRefused) as refusal:
        await front.ask("log_sample_draw", until="2026-01-09", days=1)
    assert refusal.value.code == "log.sample_empty"
    assert "review.sampled" not in front.desk.journalled()


async def test_what_another_handed_on_is_not_seen_until_it_is_answered(front: Front) -> None:
    clicks = await sent(front.desk)
    known = clicks[4]
    await marked_by(front.desk, known, "chen", "escalated")
    drawn: LogSample = await front.ask("log_sample_draw")
    assert known in drawn.seqs
    await front.until(lambda: waiting(front))
    assert (await front.ask("log_record", seq=known)).marks == ()
    assert not (await front.opened(view="all", filters={"mark": ["escalated"]})).rows
    with connect(front.desk.home.database, read_only=True) as db:
        lines = [line.detail for line in journal_lines(db, 1000, -1) if line.type.startswith("review.")]
    assert lines
    assert not any(f"seq={known}" in line or "seqs=" in line for line in lines)
    await front.ask("log_mark", seq=known, mark="escalated")

    async def seen() -> object:
        return (await front.ask("log_record", seq=known)).marks

    assert [made.by for made in await front.until(seen)] == ["chen", os_account()]
    found: LogCoverage = await front.ask("log_coverage")
    assert (found.blind.found, found.blind.of) == (1, 1)


async def test_who_signs_in_gets_a_sample_of_their_own_and_reads_no_other_s(tmp_path: Path) -> None:
    boss = SigningKey.throw_away()
    desk = LineDesk(tmp_path / "home", HandClock())
    desk.sign(supervisor=boss)
    await desk.start()
    front = Front(desk)
    try:
        await sent(desk)
        question = await front.ask("log_sign_in_ask")
        await front.ask("log_sign_in", signature=SupervisorKey(boss).sign_in(question))
        drawn: LogSample = await front.ask("log_sample_draw")
        assert drawn.person == "demo-supervisor"
        assert await front.until(lambda: waiting(front)) == set(drawn.seqs)
        await front.ask("log_sign_out")
        assert await waiting(front) == set()
        assert (await front.ask("log_sample")).seq == -1
        found: LogCoverage = await front.ask("log_coverage")
        assert (found.sample.seq, found.sample.seqs) == (drawn.seq, ())
    finally:
        front.verbs.stop()
        await desk.power_off()


def test_workdays_are_counted_back_over_holidays_and_make_up_days() -> None:
    from datetime import date  # noqa: PLC0415

    from robot.policy.workdays import ChinaCalendar  # noqa: PLC0415

    calendar = ChinaCalendar()
    # 2026-11-23 is a Monday.
    week = last_workdays(calendar, date(2026, 11, 23), 7)
    assert (week.time_from.date(), week.time_until.date()) == (date(2026, 11, 13), date(2026, 11, 24))
    # The national holiday of 2025 ran from 1 to 8 October; 28 September was made up for.
    holiday = last_workdays(calendar, date(2025, 10, 9), 3)
    assert holiday.time_from.date() == date(2025, 9, 29)
    # Past the calendar's end: Monday to Friday.
    later = last_workdays(calendar, date(2040, 1, 9), 2)
    assert later.time_from.date() == date(2040, 1, 6)
