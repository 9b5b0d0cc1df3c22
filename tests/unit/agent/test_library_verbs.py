"""`library` and `library_track` on a real engine and store: what there is, and what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from robot.agent import protocol
from robot.agent.reader import ReaderProcess
from robot.agent.verbs.library import LibraryVerbs
from robot.domain.errors import StateConflict
from robot.domain.library_views import LibraryRow, LibraryView
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.shares import interval
from robot.domain.views import SegmentKind
from tests.support.builders import TODAY, task
from tests.support.desk import DONE, Desk

TRACK = "new-wealth-wecom"
REFUSED = TaskOutcome(outcome=Outcome.REFUSED, reason="consent.missing")
DECLINED = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.DONE_BY_PERSON, detail="declined")


@pytest.fixture
async def verbs(desk: Desk) -> AsyncIterator[LibraryVerbs]:
    desk.start()
    reader = ReaderProcess(desk.home.database, desk.engine.keys)
    yield LibraryVerbs(desk.engine, reader)
    reader.stop()


async def shown(verbs: LibraryVerbs) -> LibraryView:
    return await verbs.library(protocol.Nothing())


def row(view: LibraryView, track: str = TRACK) -> LibraryRow:
    return next(row for row in view.rows if row.id == track)


async def test_every_talk_track_is_listed_with_what_it_is_for(desk: Desk, verbs: LibraryVerbs) -> None:
    view = await shown(verbs)
    assert [row.id for row in view.rows] == list(desk.engine.library.ids)
    one = row(view)
    assert (one.channel, one.product_line, one.purpose) == ("wecom", "wealth", "marketing")
    assert one.tiers[0] == "mass"
    assert one.use is None
    assert (view.today, view.since) == (TODAY, date(2026, 10, 25))
    assert view.release is not None
    assert (view.release.release_id, view.release.refusal) == ("demo", "")
    assert len(view.release.signers) == 2
    assert any("xinfalicai" in hay or "licai" in hay for hay in one.haystacks)


async def test_what_came_of_a_talk_track_is_counted_from_the_store(desk: Desk, verbs: LibraryVerbs) -> None:
    before = TODAY - timedelta(days=40)
    old = task(9, task_id="T20261014-0009", business_date=before, talk_track=TRACK)
    await desk.take(*(task(number, talk_track=TRACK) for number in range(1, 6)), old)
    end = desk.engine.tasks.end
    for number in (1, 2):
        await end(f"T20261123-{number:04}", DONE)
    await end("T20261123-0003", REFUSED)
    await end("T20261123-0004", DECLINED)
    await end(old.task_id, DONE)
    desk.clock.forward(minutes=5)
    await desk.engine.ledger.opt_out("C00000001", "chat", "")
    await desk.engine.ledger.opt_out("C00000003", "chat", "")
    await desk.engine.ledger.opt_out("C00000002", "list", "")
    use = row(await shown(verbs)).use
    assert use is not None
    assert (use.tasks, use.by_outcome) == (5, {"confirmed": 3, "refused": 1})
    # The first said no after it was reached; the third never was; the second's no came with a list.
    assert (use.reached, use.opted_out) == (3, 1)
    assert use.calls == {"declined": 1}
    assert [(arm.variant, arm.tasks, arm.confirmed) for arm in use.arms] == [("", 5, 3)]


async def test_a_no_from_before_is_not_laid_to_the_message(desk: Desk, verbs: LibraryVerbs) -> None:
    await desk.take(task(1, talk_track=TRACK))
    await desk.engine.ledger.opt_out("C00000001", "person:liming", "phone")
    desk.clock.forward(minutes=5)
    await desk.engine.tasks.end("T20261123-0001", DONE)
    use = row(await shown(verbs)).use
    assert use is not None
    assert (use.reached, use.opted_out) == (1, 0)


async def test_one_talk_track_is_told_whole(desk: Desk, verbs: LibraryVerbs) -> None:
    told = await verbs.library_track(protocol.OneTrack(talk_track=TRACK))
    track = desk.engine.library.get(TRACK)
    assert track is not None
    assert [example.variant for example in told.examples] == [variant.key for variant in track.variants]
    first = told.examples[0]
    assert first.findings == ()
    assert "王芳女士" in first.text
    kinds = {segment.kind for segment in first.segments}
    assert {SegmentKind.FIXED, SegmentKind.DATA, SegmentKind.REQUIRED} <= kinds
    assert told.required_spans == track.required_spans
    assert {slot.name for slot in told.slots} == set(track.slots)
    assert told.pack_owner
    with pytest.raises(StateConflict) as caught:
        await verbs.library_track(protocol.OneTrack(talk_track="no-such-track"))
    assert caught.value.code == "talktrack.unknown"


def test_every_shipped_talk_track_has_examples_without_findings() -> None:
    from robot.agent.resources import resource_folder  # noqa: PLC0415 - of this test alone
    from robot.agent.review.examples import examples_of  # noqa: PLC0415
    from robot.talktracks.library import load_library  # noqa: PLC0415

    for track in load_library(resource_folder("talktracks")).tracks:
        for example in examples_of(track, None):
            assert example.text, track.id
            assert example.findings == (), track.id


def test_an_interval_is_wide_where_cases_are_few() -> None:
    low, high = interval(1, 10)
    assert low == pytest.approx(0.0179, abs=1e-3)
    assert high == pytest.approx(0.4042, abs=1e-3)
    assert interval(0, 100)[0] == 0.0
    with pytest.raises(ValueError, match="no share"):
        interval(3, 2)


def test_the_protocol_takes_no_path_for_a_talk_track() -> None:
    for name in ("../x", "A", "", "a b"):
        with pytest.raises(ValueError, match="pattern"):
            protocol.OneTrack(talk_track=name)
